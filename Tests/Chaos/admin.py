"""Somebody at the pages, without a browser: signs in, reads, corrects, imports, and presses again where no answer came."""

import http.client
import random
import re
import secrets
import threading
import time
import urllib.parse

PASSWORD = "cinq mots de passe au hasard"


class Gone(Exception):
    """The server went away in the middle of a request."""


class Admin(threading.Thread):
    def __init__(self, name, trial, port, seed):
        super().__init__(daemon=True)
        self.email, self.trial, self.port = f"{name}@exemple.fr", trial, port
        self.chance = random.Random(seed)
        self.cookies, self.token = {}, ""
        self.connection = None
        self.done = {}
        self.ends = threading.Event()
        # Between two kills all admins wait while the store is looked at.
        self.may_work = threading.Event()
        self.waits = threading.Event()
        self.fault = None

    def run(self):
        try:
            while not self.ends.is_set():
                if not self.may_work.is_set():
                    self.waits.set()
                    self.may_work.wait(0.2)
                    continue
                self.waits.clear()
                try:
                    if "session" not in self.cookies:
                        self.sign_in()
                    self.chance.choice([self.read, self.read, self.read, self.correct, self.correct, self.bring, self.resend])()
                except Gone:
                    time.sleep(0.05)
        except Exception as error:  # The trial says what it was, and ends.
            self.fault = error
        self.waits.set()

    # Requests.

    def request(self, method, path, body=None, content_type=None):
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if content_type:
            headers["Content-Type"] = content_type
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.connection = None
            raise Gone from None
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
                if not self.cookies[key]:
                    del self.cookies[key]
        token = re.search(r'name="jeton" value="(\w+)"', text)
        if token:
            self.token = token.group(1)
        if answer.status >= 500 and answer.status != 503:
            raise AssertionError(f"{method} {path.split('?')[0]}: status {answer.status}")
        if (answer.headers["Location"] or "").startswith("/connexion"):
            self.cookies.pop("session", None)
        self.count(f"answers of status {answer.status}")
        return answer.status, answer.headers["Location"], text

    def get(self, path):
        return self.request("GET", path)

    def post(self, path, **fields):
        return self.request("POST", path, urllib.parse.urlencode({"jeton": self.token, **fields}), "application/x-www-form-urlencoded")

    def insist(self, path, **fields):
        """Presses again as long as no answer comes, as somebody does before whom a page does not load."""
        while True:
            try:
                return self.post(path, **fields)
            except Gone:
                if self.ends.is_set():
                    raise
                if not self.may_work.is_set():
                    self.waits.set()
                    self.may_work.wait()
                    self.waits.clear()
                self.count("pressed again")
                time.sleep(0.05)

    def count(self, what):
        self.done[what] = self.done.get(what, 0) + 1

    # What somebody does.

    def sign_in(self):
        self.get("/connexion")
        status, _, _ = self.post("/connexion", code="CSE", email=self.email, password=PASSWORD)
        if status != 303:
            time.sleep(1)

    def order(self):
        return self.chance.randrange(self.trial.orders)

    def read(self):
        number = self.trial.number(self.order())
        self.get(self.chance.choice([
            "/", "/commandes", f"/commandes/{number}", f"/commandes/{number}/dotations?page={self.chance.randint(1, 6)}",
            f"/commandes/{number}/dotations?tri=email", "/e-mails", "/imports", "/journal", "/personnes", "/evenements", "/ventes"]))

    def correct(self):
        """Corrects one number in the table, and presses twice."""
        order = self.order()
        page = self.chance.randint(1, 6)
        status, _, text = self.get(f"/commandes/{self.trial.number(order)}/dotations?page={page}")
        rows = re.findall(r'name="revision-\d+" value="([^"]+)"><button [^>]*formaction="(/commandes/\d+/dotations/\d+)"', text)
        if status != 200 or not rows:
            return
        revision, path = self.chance.choice(rows)
        mobile = self.trial.new_mobile()
        status, _, text = self.insist(path, telephone=mobile, revision=revision)
        plan = re.search(r'name="confirmer" value="(\w+)"', text)
        if status == 200 and plan:
            status, _, _ = self.insist(path, telephone=mobile, revision=revision, confirmer=plan.group(1))
        if status == 303:
            self.trial.corrected(int(path.rsplit("/", 1)[1]), mobile)
        if self.chance.random() < 0.3:
            self.insist(path, telephone=mobile, revision=revision)

    def bring(self):
        """Imports an edited sheet: sends it, looks at what it would do, and carries it out, sometimes twice."""
        order = self.order()
        name, content = self.trial.edited(order)
        boundary = secrets.token_hex(12)
        body = (f'--{boundary}\r\nContent-Disposition: form-data; name="jeton"\r\n\r\n{self.token}\r\n'
                f'--{boundary}\r\nContent-Disposition: form-data; name="fichier"; filename="{name}"\r\n'
                f"Content-Type: text/csv\r\n\r\n{content}\r\n--{boundary}--\r\n").encode()
        status, preview, _ = self.request("POST", f"/commandes/{self.trial.number(order)}/import", body, f"multipart/form-data; boundary={boundary}")
        if status != 303 or not (preview or "").startswith("/apercus/"):
            return
        for _ in range(3):
            status, _, text = self.get(preview)
            plan = re.search(r'name="plan" value="(\w+)"', text)
            if status != 200 or not plan:
                return
            fields = {"plan": plan.group(1)}
            if 'name="nombre"' in text:
                fields["nombre"] = re.search(r"(\d+)\s+modification", text).group(1)
            status, location, _ = self.insist(preview + "/appliquer", **fields)
            if self.chance.random() < 0.3:
                self.insist(preview + "/appliquer", **fields)
            if status == 303 and location.split("?")[0] == preview:
                self.trial.imported(name)
                return

    def resend(self):
        """Has one e-mail sent again: the same button, with nothing changed."""
        order = self.order()
        _, _, text = self.get(f"/commandes/{self.trial.number(order)}/dotations?page={self.chance.randint(1, 6)}")
        rows = re.findall(r'name="revision-\d+" value="([^"]+)"><button [^>]*formaction="(/commandes/\d+/dotations/\d+)"', text)
        if rows:
            revision, path = self.chance.choice(rows)
            self.insist(path, revision=revision)
