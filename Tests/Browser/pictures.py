"""Makes the pictures of the documentation."""

import argparse
import pathlib
import shutil
import tempfile

import installation
from chromium import Browser
from installation import ADMINISTRATOR, CLIENT, PASSWORD, SAMPLES, Server

WIDTH = 1100


class Blind:
    """Looks at no page."""

    def page(self, browser, html):
        pass


def sign_in(browser):
    browser.go("/connexion")
    browser.fill_sign_in(ADMINISTRATOR, PASSWORD, CLIENT)
    return 560


def table(browser):
    browser.sign_in(ADMINISTRATOR)
    browser.go("/commandes/2800886/dotations")
    browser.type(browser.row("TEST3").find_element("css selector", "input[name^=email]"), "test3.nouveau@yopmail.com")
    return 1250


def preview(browser):
    browser.sign_in(ADMINISTRATOR)
    browser.go("/commandes/2800886/import")
    browser.field("Fichier corrigé").send_keys(str(SAMPLES / "20200821_Titres_Dématérialisés_Commande_2800886 corrigé.xlsx"))
    browser.press(browser.button("Importer"))
    return 700


def mails(browser):
    preview(browser)
    browser.press(browser.button("Appliquer"))
    browser.go("/e-mails")
    return 620


def event(browser):
    browser.sign_in(ADMINISTRATOR)
    browser.go("/evenements/1")
    return 640


PICTURES = {"connexion": sign_in, "dotations": table, "apercu": preview, "e-mails": mails, "evenement": event}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binaries", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    store = pathlib.Path(tempfile.mkdtemp(prefix="dotations-pictures-"))
    browser = Browser(Blind())
    try:
        installation.samples(options.binaries.resolve(), store)
        for name, picture in PICTURES.items():
            server = Server(options.binaries.resolve(), store / "dotations.sqlite")
            try:
                browser.begin(server.origin)
                # No bar to scroll by.
                browser.driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
                browser.resize((WIDTH, 900))
                height = picture(browser)
                browser.resize((WIDTH, height))
                # No caret that blinks.
                browser.driver.execute_script("document.activeElement.blur()")
                path = options.folder / f"{name}.png"
                browser.driver.save_screenshot(str(path))
                print(f"{path}: {path.stat().st_size} bytes")
            finally:
                server.close()
    finally:
        browser.close()
        shutil.rmtree(store, ignore_errors=True)


if __name__ == "__main__":
    main()
