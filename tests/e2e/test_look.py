"""What the shell's few scripts do, and that the shell does without them."""

import pytest

from tests.e2e.conftest import Open

pytestmark = pytest.mark.browser


def test_chosen_theme_stays_on_the_next_page(visit: Open) -> None:
    with visit("/de/") as seen:
        page = seen.page
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.locator("[data-theme-switch]").click()
        page.goto("/de/sitzungen/")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert dark != light
        assert page.locator("[data-theme-label]").text_content() == "Helle Darstellung"
        page.locator("[data-theme-switch]").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


def test_dark_system_gets_the_dark_theme_without_javascript(visit: Open) -> None:
    with visit("/de/", javascript=False, dark=True) as seen:
        assert seen.page.locator("[data-theme-switch]").is_hidden()


def test_menu_opens_on_a_phone_without_javascript(visit: Open) -> None:
    with visit("/ar/", width=360, javascript=False) as seen:
        link = seen.page.locator(".ms-nav a").first
        assert link.is_hidden()
        seen.page.locator(".ms-nav summary").click()
        assert link.is_visible()


def test_menu_stands_open_on_a_wide_screen(visit: Open) -> None:
    with visit("/de/", javascript=False) as seen:
        assert seen.page.locator(".ms-nav a").first.is_visible()
        assert seen.page.locator(".ms-nav summary").is_hidden()


def test_leaving_with_unsaved_input_asks_first(visit: Open) -> None:
    with visit("/office/sitzungen/neu/", login="office@demo.example") as seen:
        page, asked = seen.page, []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.goto("/office/")
        assert asked == []
        page.goto("/office/sitzungen/neu/")
        page.locator("input[name=room]").fill("Saal 2")
        page.goto("/office/")
        assert asked == ["beforeunload"]


WORDS_IN_PARTS = """() => {
  const broken = [];
  const titles = [...document.querySelectorAll(".ms-card__title")];
  for (const title of titles.filter((title) => title.textContent.includes("Bildung/"))) {
    const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent;
      for (const word of text.matchAll(/[^\\s-]+/g)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        if (range.getClientRects().length > 1) broken.push(word[0]);
      }
    }
  }
  return [titles.length, broken];
}"""


@pytest.mark.parametrize("path", ["gremium/arbeitskreise/", "sitzungen/", "sitzungen/?jahr=2026"])
def test_names_with_a_slash_break_after_it_on_a_phone(visit: Open, path: str) -> None:
    with visit(f"/de/{path}", width=360) as seen:
        titles, broken = seen.page.evaluate(WORDS_IN_PARTS)
        assert titles
        assert broken == []


def test_own_log_ins_fit_into_their_frame_on_a_phone(visit: Open) -> None:
    with visit("/konto/geraete/", width=360, login="office@demo.example") as seen:
        frame = seen.page.locator(".ms-tablebox")
        assert frame.evaluate("frame => frame.scrollWidth - frame.clientWidth") <= 0
        assert "Netzadresse" in frame.evaluate(
            "frame => getComputedStyle(frame.querySelector('td + td'), '::before').content"
        )
