"""Each tool finds a known fault, so that none of them can fall silent unnoticed."""

from __future__ import annotations

import pytest
import typst
from playwright.sync_api import Browser, Route

from tests.tools.axe import axe
from tests.tools.browser import Visit, sideways_scroll
from tests.tools.html import HtmlCheck, check_pages, html_check
from tests.tools.pdf import pdf_problems

GOOD = """<!DOCTYPE html><html lang="de"><head><title>Gut</title></head>
<body><main><h1>Gut</h1><p>Alles richtig.</p></main></body></html>"""
NO_ALT = GOOD.replace("<p>", '<img src="/bild.png"><p>')
HOME = "http://council.test"


def test_html_check_accepts_a_valid_page() -> None:
    assert html_check(GOOD) == []


def test_html_check_finds_a_missing_alternative_text() -> None:
    (problem,) = html_check(NO_ALT)
    assert "alt" in problem


def test_html_check_finds_a_warning() -> None:
    assert any("lang" in problem for problem in html_check(GOOD.replace(' lang="de"', "")))


def test_check_pages_tells_pages_apart() -> None:
    found = check_pages({"first": GOOD, "second": NO_ALT})
    assert found["first"] == []
    assert len(found["second"]) == 1


def test_html_check_collects_pages() -> None:
    check = HtmlCheck()
    assert check.problems() == {}
    check.add("good", GOOD)
    check.add("bad", NO_ALT)
    assert list(check.problems()) == ["bad"]


def serve(html: str, policy: str = "default-src 'self'"):
    """Answer every request to the test's host with one page."""

    def answer(route: Route) -> None:
        route.fulfill(
            body=html,
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": policy},
        )

    return answer


def test_pdf_problems_tells_good_from_bad() -> None:
    source = b'#set document(title: "Gut")\n#set text(lang: "de")\n= Gut\nAlles richtig.'
    good = typst.compile(source, format="pdf", pdf_standards=["a-2a", "ua-1"])
    plain = typst.compile(source, format="pdf", pdf_tags=False)
    found = pdf_problems({"good": good, "plain": plain})
    assert found["good"] == []
    assert any("PDFUA-1" in problem and "StructTreeRoot" in problem for problem in found["plain"])
    assert any("PDFA-2A" in problem for problem in found["plain"])


def test_pdf_problems_refuses_what_is_no_pdf() -> None:
    with pytest.raises(RuntimeError, match="did not check"):
        pdf_problems({"text": b"Hallo"})


@pytest.mark.browser
def test_axe_finds_a_missing_alternative_text_under_a_strict_policy(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/*", serve(NO_ALT))
        page.goto(HOME)
        assert any(line.startswith("image-alt") for line in axe(page))


@pytest.mark.browser
def test_axe_accepts_a_good_page(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/*", serve(GOOD))
        page.goto(HOME)
        assert axe(page) == []


@pytest.mark.browser
def test_visit_finds_a_request_to_a_foreign_host(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        html = GOOD.replace("<p>", '<img alt="" src="http://elsewhere.test/pixel.png"><p>')
        page.route("**/*", serve(html, "default-src * 'unsafe-inline'"))
        visit = Visit(page, HOME)
        page.goto(HOME)
        assert visit.foreign_requests() == ["http://elsewhere.test/pixel.png"]


@pytest.mark.browser
def test_visit_finds_what_the_policy_refuses(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/*", serve(GOOD.replace("<p>", '<p style="color: red">')))
        visit = Visit(page, HOME)
        page.goto(HOME)
        assert visit.foreign_requests() == []
        assert "Content Security Policy" in visit.console[0]


@pytest.mark.browser
def test_sideways_scroll_finds_a_page_that_is_too_wide(browser: Browser) -> None:
    with browser.new_context(viewport={"width": 360, "height": 780}) as context:
        page = context.new_page()
        page.route(
            "**/*",
            serve(GOOD.replace("<p>", '<p style="width: 500px">'), "default-src * 'unsafe-inline'"),
        )
        page.goto(HOME)
        assert sideways_scroll(page) > 0
