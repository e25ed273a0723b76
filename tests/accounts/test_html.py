"""The pages of log-in, account and administration are valid HTML."""

from __future__ import annotations

import pytest
from django.test import Client

from mitsprache.audit.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory, log_in
from tests.tools.html import check_pages

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PUBLIC = [
    "/konto/anmelden/",
    "/konto/gesperrt/",
    "/konto/passwort-vergessen/",
    "/konto/passwort-vergessen/gesendet/",
    "/konto/passwort-vergessen/fertig/",
    "/konto/passwort-vergessen/1-abc-def/",
]
OWN = [
    "/konto/",
    "/konto/abmelden/",
    "/konto/passwort/",
    "/konto/bestaetigen/",
    "/konto/bestaetigen/zweiter-faktor/",
    "/konto/zweiter-faktor/",
    "/konto/zweiter-faktor/app/entfernen/",
    "/konto/zweiter-faktor/ersatzcodes/",
    "/konto/zweiter-faktor/ersatzcodes/neu/",
    "/konto/zweiter-faktor/passkeys/",
    "/konto/zweiter-faktor/passkeys/neu/",
    "/konto/geraete/",
]
OFFICE = [
    "/office/zugaenge/",
    "/office/zugaenge/?q=niemand",
    "/office/zugaenge/neu/",
    "/office/protokoll/",
    "/office/protokoll/?first_date=quatsch",
]


def test_pages_are_valid(client: Client) -> None:
    admin = log_in(client, UserFactory(roles=["administration"]))
    client.post("/konto/zweiter-faktor/ersatzcodes/neu/")
    entry = Entry.objects.latest("number").number
    more = [
        f"/office/zugaenge/{admin.pk}/",
        f"/office/zugaenge/{admin.pk}/sperren/",
        f"/office/protokoll/{entry}/",
    ]
    pages = {path: client.get(path) for path in [*OWN, *OFFICE, *more]}
    pages |= {path: Client().get(path) for path in PUBLIC}

    member = Client()
    log_in(member, UserFactory())
    member.post("/konto/bestaetigen/", {"password": PASSWORD})
    pages["app"] = member.get("/konto/zweiter-faktor/app/")
    stranger = Client()
    pages["mistake"] = stranger.post("/konto/anmelden/", {"login": "x", "password": ""})
    half_way = Client()
    half_way.post("/konto/anmelden/", {"login": admin.email, "password": PASSWORD})
    pages["second step"] = half_way.get("/konto/anmelden/zweiter-faktor/")
    pages["wrong code"] = half_way.post("/konto/anmelden/zweiter-faktor/", {"code": "1"})
    pages["office mistake"] = client.post("/office/zugaenge/neu/", {"email": "x"})

    assert {path for path, page in pages.items() if page.status_code not in {200, 422}} == set()
    found = check_pages({path: page.content.decode() for path, page in pages.items()})
    assert {path: problems for path, problems in found.items() if problems} == {}
