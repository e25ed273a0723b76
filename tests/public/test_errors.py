"""What a visitor sees when something is not as it should be."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from mitsprache.kernel.middleware import refused
from tests.factories.council import OrganizationFactory, TermFactory
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


def test_a_missing_page_shows_the_ways_on(client: Client) -> None:
    TermFactory()
    OrganizationFactory(organization_type="office", email="buero@stadt.example")
    answer = client.get("/de/gibt-es-nicht/")
    body = answer.content.decode()
    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in body
    assert 'href="/de/sitzungen/"' in body
    assert "mailto:buero@stadt.example" in body


@pytest.mark.parametrize("language", ["de-simple", "en", "tr", "ar"])
def test_a_missing_page_speaks_the_language_of_its_address(client: Client, language: str) -> None:
    answer = client.get(f"/{language}/gibt-es-nicht/")
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/gibt-es-nicht", "/de/a/b/c", "/%00", "/de/" + "x" * 5000 + "/"])
def test_no_address_is_an_error_of_ours(client: Client, path: str) -> None:
    assert client.get(path, follow=True).status_code == 404


def test_a_missing_page_is_not_kept_in_memory(client: Client) -> None:
    assert client.get("/de/sitzungen/s1/").status_code == 404
    MeetingFactory(key="s1")
    assert client.get("/de/sitzungen/s1/").status_code == 200


def test_a_refusal_says_why() -> None:
    with translation.override("de"):
        answer = refused(RequestFactory().get("/de/"), "Erst die Ladung, dann die Sitzung.")
    assert answer.status_code == 403
    assert "Erst die Ladung, dann die Sitzung." in answer.content.decode()


def test_a_refusal_without_a_reason_is_still_polite() -> None:
    with translation.override("de"):
        answer = refused(RequestFactory().get("/de/"), "")
    assert "fehlt Ihnen die Berechtigung" in answer.content.decode()


def test_an_error_of_ours_needs_nothing_that_could_be_broken() -> None:
    body = render_to_string("500.html")
    assert "Da ist etwas schiefgegangen." in body
    assert "static" not in body
    assert "style=" not in body
