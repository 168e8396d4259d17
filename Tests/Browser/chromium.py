"""A browser as a person uses it: by what they read on the page. Each page that it comes to is looked at."""

import json
import pathlib
import shutil
import tempfile
import time

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from installation import CLIENT, PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
WIDE, NARROW = (1280, 900), (320, 640)
PATIENCE = 20


def literal(text):
    """A text within an XPath expression."""
    return "concat('', '" + text.replace("'", "', \"'\", '") + "')"


class Browser:
    def __init__(self, looks, javascript=True):
        self.looks = looks
        self.javascript = javascript
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dotations-chromium-"))
        options = webdriver.ChromeOptions()
        # Named, so that Selenium fetches neither.
        options.binary_location = CHROMIUM
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=fr", "--window-size=1280,900"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        preferences = {"download.default_directory": str(self.folder), "download.prompt_for_download": False}
        if not javascript:
            preferences["profile.managed_default_content_settings.javascript"] = 2
        options.add_experimental_option("prefs", preferences)
        self.driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        self.driver.set_page_load_timeout(PATIENCE)
        self.driver.set_script_timeout(60)
        self.origin = ""
        self.is_watched = True
        self.answer = None
        self.messages = []

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.folder, ignore_errors=True)

    def begin(self, origin):
        """Is as new, at the pages of a server."""
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.driver.get("about:blank")
        self.driver.execute_cdp_cmd("Page.resetNavigationHistory", {})
        self.resize(WIDE)
        self.media()
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.origin, self.is_watched, self.messages = origin, True, []

    def resize(self, size):
        width, height = size
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def media(self, kind="", scheme="light"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": features})

    # Going somewhere.

    def go(self, path):
        self.driver.get(self.origin + path)
        self.look()

    def press(self, element, act=None):
        """Does what leads to another page, a click unless told, and waits for that page, which a script may put in the place of this one."""
        before = self.driver.find_element(By.TAG_NAME, "main")
        (act or element.click)()
        self.arrive(before)

    def asks_before_leaving(self):
        """Whether somebody who leaves the page is asked whether to; a driver answers that question itself."""
        return self.driver.execute_script("return !dispatchEvent(new Event('beforeunload', { cancelable: true }))")

    def save(self, button, act=None):
        """Saves a row by its blue button: with scripts in its place, unless there is something to say on a page of its own."""
        before = self.driver.find_element(By.TAG_NAME, "html")
        (act or button.click)()
        self.wait(lambda: self.has_gone(button), "the row is saved")
        if not self.javascript or self.has_gone(before):
            return self.arrive(before)
        self.look()

    def arrive(self, before):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.has_gone(before):
                self.wait(lambda: self.driver.execute_script("return document.readyState") == "complete", "the page is whole")
                return self.look()
            time.sleep(0.02)
        raise AssertionError(f"no other page came after {self.path}")

    @staticmethod
    def has_gone(element):
        try:
            element.is_enabled()
            return False
        except StaleElementReferenceException:
            return True
        except WebDriverException as error:
            # So says the driver where the pages change at that moment.
            if "does not belong to the document" in str(error):
                return True
            raise

    def wait(self, holds, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if holds():
                return
            time.sleep(0.02)
        raise AssertionError(f"in vain: {what}, at {self.path}")

    def look(self):
        """Takes note of the answer and of what the console says, and has a page that is new looked at."""
        answer = None
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            # A frame within the page is a document as well.
            if message["method"] != "Network.responseReceived" or message["params"]["frameId"] != self.driver.current_window_handle:
                continue
            # The answer to a file is shown in the place of the page that sent it.
            is_page = message["params"]["type"] == "XHR" and message["params"]["response"]["mimeType"] == "text/html"
            if message["params"]["type"] == "Document" or is_page:
                answer = message["params"]
        for entry in self.driver.get_log("browser"):
            # That a page tells of a fault is what its status says.
            is_status = entry["source"] == "network" and answer and entry["message"].startswith(answer["response"]["url"].split("#")[0] + " - ")
            # What a console shows only to who asks for all of it, and that signing out had the browser forget its pages.
            is_hint = entry["level"] == "DEBUG" or "Cleared data types" in entry["message"]
            if not is_status and not is_hint:
                self.messages.append(f"{self.path}: {entry['message']}")
        if answer is None:
            return
        self.answer = answer["response"]
        try:
            html = self.driver.execute_cdp_cmd("Network.getResponseBody", {"requestId": answer["requestId"]})["body"]
        except Exception:
            html = ""
        if self.is_watched:
            self.looks.page(self, html)

    # What the page says.

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.origin)

    @property
    def status(self):
        return self.answer["status"]

    @property
    def heading(self):
        return self.text("h1")

    def text(self, selector="main"):
        """A part of the page as it is read, with plain spaces."""
        return self.driver.find_element(By.CSS_SELECTOR, selector).text.replace("\u00a0", " ").replace("\u202f", " ")

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        found = self.all(selector)
        if len(found) != 1:
            raise AssertionError(f"{len(found)} × {selector} at {self.path}")
        return found[0]

    def named(self, kind, name, within=None):
        """The element of a kind that has a name, by its text or its label."""
        spaces = "normalize-space(translate({}, '\u00a0\u202f', '  '))"
        wanted = literal(name)
        path = f".//{kind}[{spaces.format('.')}={wanted} or {spaces.format('@aria-label')}={wanted}]"
        found = [element for element in (within or self.driver).find_elements(By.XPATH, path) if element.is_displayed()]
        if not found:
            raise AssertionError(f"no {kind} « {name} » at {self.path}")
        return found[0]

    def has(self, kind, name):
        try:
            return bool(self.named(kind, name))
        except AssertionError:
            return False

    def link(self, name, within=None):
        return self.named("a", name, within)

    def button(self, name, within=None):
        return self.named("button", name, within)

    def field(self, label):
        """The field under a label that begins so."""
        path = f"//label[starts-with(normalize-space(translate(., '\u00a0', ' ')), {literal(label)})]"
        found = [element for element in self.driver.find_elements(By.XPATH, path) if element.is_displayed()]
        if not found:
            raise AssertionError(f"no field « {label} » at {self.path}")
        return self.driver.find_element(By.ID, found[0].get_attribute("for"))

    def type(self, field, text):
        field.clear()
        field.send_keys(text)

    def row(self, text):
        """The row of a table that has a cell of that text."""
        for row in self.all("tbody tr"):
            cells = row.find_elements(By.CSS_SELECTOR, "th, td")
            if text in [cell.text.replace("\u00a0", " ").replace("\u202f", " ") for cell in cells]:
                return row
        raise AssertionError(f"no row « {text} » at {self.path}")

    def focused(self):
        return self.driver.switch_to.active_element

    # What is done often.

    def sign_in(self, email, password=PASSWORD, code=CLIENT):
        self.go("/connexion")
        self.fill_sign_in(email, password, code)
        self.press(self.button("Se connecter"))

    def fill_sign_in(self, email, password=PASSWORD, code=CLIENT):
        self.type(self.field("Code client"), code)
        self.type(self.field("Adresse e-mail"), email)
        self.type(self.field("Mot de passe"), password)

    def download(self, element):
        """Presses what gives a file; the file under the name that the browser gave it."""
        before = set(self.folder.iterdir())
        element.click()
        new = []

        def is_there():
            new[:] = [path for path in set(self.folder.iterdir()) - before if not path.name.endswith((".crdownload", ".tmp"))]
            return len(new) == 1 and not new[0].name.startswith(".")

        self.wait(is_there, "a file comes")
        self.look()
        return new[0]

    def keys(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def tab_to(self, element, limit=150, backwards=False):
        """Comes to an element by the Tab key alone, and sees on the way that the focus shows and is in sight."""
        for _ in range(limit):
            if self.focused() == element:
                return
            if backwards:
                ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
            else:
                self.keys(Keys.TAB)
            self.see_focus()
        raise AssertionError(f"Tab does not lead there at {self.path}")

    def see_focus(self):
        state = self.driver.execute_script(
            """
            const focused = document.activeElement, style = getComputedStyle(focused), box = focused.getBoundingClientRect();
            return {
                name: focused.outerHTML.slice(0, 120), isBody: focused === document.body,
                isShown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                isInSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
            };
            """)
        if state["isBody"]:
            return
        if not state["isShown"]:
            raise AssertionError(f"the focus does not show at {self.path}: {state['name']}")
        if not state["isInSight"]:
            raise AssertionError(f"the focus is out of sight at {self.path}: {state['name']}")
