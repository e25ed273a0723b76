"""Answers for search engines and browsers."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from mitsprache.public import sitemap
from tests.factories.council import PersonFactory, PlenaryFactory
from tests.factories.goals import GoalFactory, PlanFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.publishing import ArticleFactory

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
BASE = "http://127.0.0.1:8000"


def locations(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    return [element.text or "" for element in ET.fromstring(answer.content).iter(f"{MAP}loc")]


def everything(client: Client) -> list[str]:
    return [
        page
        for file in locations(client, "/sitemap.xml")
        for page in locations(client, file.removeprefix(BASE))
    ]


def test_robots_are_told_what_to_leave_alone(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    body = answer.content.decode()
    assert "Disallow: /office/\n" in body
    assert "Disallow: /ar/vorschau/\n" in body
    assert f"Sitemap: {BASE}/sitemap.xml\n" in body


def test_the_map_names_every_public_page_in_every_language(client: Client) -> None:
    PlenaryFactory()
    PersonFactory(key="mina")
    GoalFactory(key="sport")
    PlanFactory(key="plan")
    MeetingFactory(key="s1")
    ArticleFactory(key="m1")
    ArticleFactory(key="seite", kind="page")
    pages = everything(client)
    assert len(pages) == len(set(pages))
    for path in (
        "",
        "gremium/",
        "gremium/stellen/integrationsrat/",
        "gremium/wahlperioden/2014-2020/",
        "personen/mina/",
        "ziele/sport/",
        "ziele/plaene/plan/",
        "sitzungen/s1/",
        "aktuelles/m1/",
        "seiten/seite/",
        "impressum/",
    ):
        for language in ("de", "de-simple", "en", "tr", "ar"):
            assert f"{BASE}/{language}/{path}" in pages


def test_every_page_it_names_is_there(client: Client) -> None:
    PlenaryFactory()
    PersonFactory()
    GoalFactory()
    PlanFactory()
    MeetingFactory()
    ArticleFactory()
    for url in everything(client):
        if url.startswith((f"{BASE}/de/", f"{BASE}/ar/")):
            assert client.get(url.removeprefix(BASE)).status_code == 200, url


def test_it_names_nothing_that_is_not_public(client: Client) -> None:
    MeetingFactory(key="geheim-1", is_public=False)
    ArticleFactory(key="geheim-2", state="draft")
    ArticleFactory(key="geheim-3", kind="page", duty="imprint")
    assert "geheim" not in "\n".join(everything(client))


def test_languages_of_a_page_point_to_each_other(client: Client) -> None:
    MeetingFactory(key="s1")
    root = ET.fromstring(client.get("/sitemap-sitzungen-1.xml").content)
    entry = root.find(f"{MAP}url")
    assert entry is not None
    links = {link.attrib["hreflang"]: link.attrib["href"] for link in entry.findall(f"{XHTML}link")}
    assert links["tr"] == f"{BASE}/tr/sitzungen/s1/"
    assert links["x-default"] == f"{BASE}/de/sitzungen/s1/"
    assert entry.findtext(f"{MAP}lastmod")


def test_long_sections_are_parted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PAGE", 2)
    for number in range(3):
        MeetingFactory(key=f"s{number}")
    assert f"{BASE}/sitemap-sitzungen-2.xml" in locations(client, "/sitemap.xml")
    assert len(locations(client, "/sitemap-sitzungen-2.xml")) == 5


@pytest.mark.parametrize(
    "path",
    ["/sitemap-sitzungen-2.xml", "/sitemap-x-1.xml", "/sitemap-sitzungen-0.xml"]
    + [f"/sitemap-sitzungen-{'9' * 18}.xml", f"/sitemap-sitzungen-{'9' * 5000}.xml"],
)
def test_other_files_do_not_exist(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_empty_section_is_an_empty_file(client: Client) -> None:
    assert locations(client, "/sitemap-sitzungen-1.xml") == []


def test_the_icon_is_found_where_browsers_look(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 301
    assert answer.headers["Location"].endswith("favicon.svg")
