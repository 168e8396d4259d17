"""Opens a workbook in LibreOffice, types into cells of its first sheet and saves it, as a person does.

    edit.py PROFILE WORKBOOK SAVED FILTER PASSWORD [CELL=TEXT]...

PROFILE is a folder for LibreOffice's settings, FILTER its name of the format, and no password saves without one. Runs on the Python that has
LibreOffice's own package `uno` (Debian: python3-uno).
"""
import os
import subprocess
import sys
import time

import uno
from com.sun.star.connection import NoConnectException


def named(kind, name, value):
    item = uno.createUnoStruct(f"com.sun.star.beans.{kind}")
    item.Name, item.Value = name, value
    return item


def storing(name, password):
    properties = [named("PropertyValue", "FilterName", name)]
    if name.startswith("csv:"):
        properties = [named("PropertyValue", "FilterName", "Text - txt - csv (StarCalc)"), named("PropertyValue", "FilterOptions", name[4:])]
    if password and "2007" in name:
        # What the dialog « Enregistrer avec mot de passe » hands over for Office Open XML, which « Password » alone leaves unencrypted.
        values = (named("NamedValue", "OOXPassword", password), named("NamedValue", "CryptoType", "Standard"))
        properties.append(named("PropertyValue", "EncryptionData", uno.Any("[]com.sun.star.beans.NamedValue", values)))
    elif password:
        properties.append(named("PropertyValue", "Password", password))
    return tuple(properties)


def connected(pipe, office):
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    while office.poll() is None:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        except NoConnectException:
            time.sleep(0.1)
    sys.exit(f"LibreOffice ended with status {office.returncode}")


def main(profile, workbook, saved, name, password, *edits):
    profile, workbook, saved = (uno.systemPathToFileUrl(os.path.abspath(path)) for path in (profile, workbook, saved))
    pipe = f"dotations{os.getpid()}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp"])
    desktop = connected(pipe, office)
    document = desktop.loadComponentFromURL(workbook, "_blank", 0, (named("PropertyValue", "Hidden", True),))
    sheet = document.Sheets.getByIndex(0)
    for edit in edits:
        cell, text = edit.split("=", 1)
        sheet.getCellRangeByName(cell).setFormula(text)
    document.storeToURL(saved, storing(name, password))
    document.close(True)
    desktop.terminate()
    sys.exit(office.wait(60))


main(*sys.argv[1:])
