"""Every page that a visitor can reach from the home page answers, in every language."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

from mitsprache.kernel.languages import direction_of
from tests.site.crawl import pages

CODES = [code for code, _name in settings.LANGUAGES]
FOREIGN = re.compile(r'(?:src|srcset|action|poster)="(?:https?:)?//|url\((?:https?:)?//')
INLINE = re.compile(
    r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.I
)
KILOBYTES = 40


@pytest.mark.parametrize("language", CODES)
def test_every_page_answers_in_its_language(visitor: Client, language: str) -> None:
    count = 0
    for address, answer in pages(visitor, f"/{language}/", prefix=f"/{language}/"):
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        assert not answer.cookies, f"{address} sets a cookie"
        if "html" not in answer["Content-Type"]:
            continue
        count += 1
        body = answer.content.decode()
        tree = html.fromstring(body.encode(), parser=html.HTMLParser(encoding="utf-8"))
        assert tree.get("lang") == language, address
        assert tree.get("dir") == direction_of(language), address
        assert len(tree.xpath("//h1")) == 1, f"{address} has not one h1"
        assert tree.xpath("string(//title)").strip(), address
        assert tree.xpath("//main"), address
        assert not FOREIGN.search(body), f"{address} loads from elsewhere"
        assert not INLINE.search(body), f"{address}: {INLINE.search(body)}"
        assert len(answer.content) <= KILOBYTES * 1024, f"{address}: {len(answer.content)} bytes"
    assert count > 60


def test_the_languages_of_a_page_point_at_each_other(visitor: Client) -> None:
    for address, answer in pages(visitor, "/de/", prefix="/de/"):
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        tree = html.fromstring(answer.content)
        alternates = {a.get("hreflang"): a.get("href") for a in tree.xpath("//link[@hreflang]")}
        path = address.split("?")[0]
        for code in CODES:
            assert alternates[code].endswith(path.replace("/de/", f"/{code}/", 1)), address
