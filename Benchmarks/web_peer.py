"""The page of an order's dotations, and uploads that are previewed, as Django views: web_peer.py create STORE ROWS, or served by gunicorn
as web_peer:application; web_peer.py import STORE FILE takes over a sheet of separated values, as a view would that shows it first.

Sign-in, session, CSRF, ORM and templates are Django's own, as most would write it; the rows and the columns are those of our page. A sheet is
read with openpyxl and compared with the table, or given to django-import-export as its documentation has it.
"""

import os
import sys

import django
from django.conf import settings

STORE = os.environ.get("WEB_PEER_STORE") or sys.argv[2]
# A file, or where libpq finds a server's database.
DATABASE = {"ENGINE": "django.db.backends.sqlite3", "NAME": STORE} if "=" not in STORE else {
    "ENGINE": "django.db.backends.postgresql", **{name.upper(): value for name, value in (part.split("=") for part in STORE.split())}}
TEMPLATE = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Dotations</title></head><body><main>
<h1>Dotations de la commande</h1><p>{{ count }} dotations</p>
<table><caption>Dotations</caption><thead><tr><th scope="col">Identifiant</th><th scope="col">Matricule</th><th scope="col">Nom</th>
<th scope="col">Prénom</th><th scope="col">Email</th><th scope="col">Téléphone</th><th scope="col">Statut</th></tr></thead><tbody>
{% for d in dotations %}<tr><th scope="row">{{ d.id }}</th><td>{{ d.matricule }}</td><td>{{ d.last_name }}</td><td>{{ d.first_name }}</td>
<td>{{ d.email }}</td><td>{{ d.mobile }}</td><td>{{ d.status }}</td>
<td><form method="post" action="/dotations/{{ d.id }}">{% csrf_token %}<button>Modifier</button></form></td></tr>
{% endfor %}</tbody></table></main></body></html>"""
PREVIEW = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Import</title></head><body><main>
<h1>Import</h1><p>{{ count }} modifications, {{ unchanged }} lignes inchangées</p>
<table><caption>Modifications</caption><thead><tr><th scope="col">Identifiant</th><th scope="col">Email</th><th scope="col">Téléphone</th></tr>
</thead><tbody>{% for row in rows %}<tr><th scope="row">{{ row.0 }}</th><td>{{ row.1 }}</td><td>{{ row.2 }}</td></tr>
{% endfor %}</tbody></table></main></body></html>"""

settings.configure(
    SECRET_KEY="bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "import_export"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware"],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader",
                         [("django.template.loaders.locmem.Loader", {"dotations.html": TEMPLATE, "preview.html": PREVIEW})])],
            "context_processors": ["django.template.context_processors.request"]}}],
    DATABASES={"default": {**DATABASE, "CONN_MAX_AGE": None}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField")
django.setup()

import openpyxl  # noqa: E402
import tablib  # noqa: E402
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402
from import_export import fields, resources  # noqa: E402


class Dotation(models.Model):
    order = models.IntegerField(db_index=True)
    matricule = models.CharField(max_length=20)
    last_name = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100)
    email = models.CharField(max_length=254)
    mobile = models.CharField(max_length=20)
    status = models.CharField(max_length=50)

    class Meta:
        # One file is no app of its own, and django-import-export wants one that is installed.
        app_label = "contenttypes"


@login_required
def dotations(request, order):
    found = Dotation.objects.filter(order=order)
    return render(request, "dotations.html", {"count": found.count(), "dotations": found.order_by("id")[:100]})


# Without a token, as the client of the benchmark is no browser.
@csrf_exempt
@login_required
def plain(request, order):
    stored = {row[0]: row[1:] for row in Dotation.objects.filter(order=order).values_list("id", "email", "mobile")}
    sheet = openpyxl.load_workbook(request.FILES["fichier"], read_only=True, data_only=True).worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    titles = list(next(rows))
    number, email, mobile = (titles.index(title) for title in ("Identifiant dotation", "Adresse Mail", "Téléphone"))
    changes, unchanged = [], 0
    for row in rows:
        contact = (row[email] or "", str(row[mobile] or ""))
        if stored.get(int(row[number])) == contact:
            unchanged += 1
        else:
            changes.append((row[number], *contact))
    return render(request, "preview.html", {"count": len(changes), "unchanged": unchanged, "rows": changes[:100]})


class DotationResource(resources.ModelResource):
    id = fields.Field(attribute="id", column_name="Identifiant dotation")
    email = fields.Field(attribute="email", column_name="Adresse Mail")
    mobile = fields.Field(attribute="mobile", column_name="Téléphone")

    class Meta:
        model = Dotation
        fields = ("id", "email", "mobile")
        skip_unchanged = True
        report_skipped = False


@csrf_exempt
@login_required
def resource(request, order):
    data = tablib.Dataset().load(request.FILES["fichier"].read(), format="xlsx")
    result = DotationResource().import_data(data, dry_run=True)
    return render(request, "preview.html", {
        "count": result.totals["update"], "unchanged": result.totals["skip"],
        "rows": [(row.object_id, *(row.diff or [])[1:3]) for row in result.rows[:100]]})


urlpatterns = [
    path("commandes/<int:order>/dotations", dotations), path("commandes/<int:order>/import", plain),
    path("commandes/<int:order>/resource", resource)]
application = get_wsgi_application()


def create(rows):
    """Makes the store, and says the session of somebody who has signed in."""
    from django.contrib.auth import get_user_model
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Dotation)
    Dotation.objects.bulk_create(
        (Dotation(id=10_000_000 + n, order=2800886, matricule=f"{n:06d}", last_name=f"NOM{n}", first_name="Zoé",
                  email=f"personne{n}@exemple.fr", mobile=f"06{n:08d}", status="En attente d'activation") for n in range(rows)),
        batch_size=1000)
    user = get_user_model().objects.create_user("alice", password="cinq mots de passe au hasard")
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    print(session.session_key)


def take_over(path):
    """Shows what a sheet changes, then changes it, all or nothing, and says how many rows."""
    with open(path, encoding="utf-8", newline="") as file:
        data = tablib.Dataset().load(file.read(), format="csv", delimiter=";")
    for is_dry in (True, False):
        result = DotationResource().import_data(data, dry_run=is_dry, use_transactions=True, raise_errors=True)
    print(result.totals["update"])


if __name__ == "__main__":
    if sys.argv[1] == "import":
        take_over(sys.argv[3])
    else:
        create(int(sys.argv[3]))
