import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.kernel.pdf import rich, written
from mitsprache.kernel.pdf.fonts import covered, font_files, printable
from mitsprache.kernel.richtext import sanitise
from mitsprache.kernel.text import Text, TextState


def test_a_wording_carries_its_language():
    text = Text("Hallo", "de-simple", TextState.CHECKED)
    assert written(text) == {"text": "Hallo", "lang": "de"}


def test_rich_text_becomes_a_tree():
    html = '<p>Ein <strong>Wort</strong><br>und <a href="https://a.example/">mehr</a></p>'
    assert rich(html) == {
        "kind": "body",
        "content": [
            {
                "kind": "p",
                "content": [
                    "Ein ",
                    {"kind": "strong", "content": ["Wort"]},
                    {"kind": "br", "content": []},
                    "und ",
                    {"kind": "link", "content": ["mehr"], "href": "https://a.example/"},
                ],
            }
        ],
    }


def test_lists_hold_lists_and_no_space_between_entries():
    tree = rich("<ul>\n<li>a<ol><li>b</li></ol></li>\n</ul>\n")
    [bullets] = tree["content"]
    [entry] = bullets["content"]
    assert entry["content"][0] == "a"
    assert entry["content"][1]["kind"] == "ol"


def test_headings_begin_at_one_and_skip_no_level():
    tree = rich("<h4>a</h4><h4>b</h4><h2>c</h2><blockquote><h4>d</h4></blockquote><h3>e</h3>")
    levels = [node.get("level") for node in tree["content"]]
    assert levels == [1, 2, 1, None, 2]
    assert tree["content"][3]["content"][0]["level"] == 2


def test_an_empty_heading_is_none():
    assert [node["kind"] for node in rich("<h2>\x1f</h2><h3>a</h3>")["content"]] == [
        "body",
        "heading",
    ]


def test_language_and_direction_are_kept():
    tree = rich('<p lang="ar" dir="rtl">x</p>', "tr")
    assert (tree["lang"], tree["dir"]) == ("tr", "ltr")
    assert (tree["content"][0]["lang"], tree["content"][0]["dir"]) == ("ar", "rtl")


def test_what_is_not_ours_counts_as_its_text():
    assert rich("<p><u>a</u></i></p></div>b")["content"] == [
        {"kind": "p", "content": ["a"]},
        "b",
    ]


@given(st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=60))
def test_no_word_is_lost(text):
    def words(node):
        if isinstance(node, str):
            return node
        return "".join(words(child) for child in node["content"])

    escaped = sanitise(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>")
    assert words(rich(escaped)).split() == text.split()


def test_printable_replaces_what_fonts_lack():
    assert printable("A😀B\x07C\tD → E") == "A\ufffdBC D -> E"
    assert printable("\ue000") == "\ufffd"
    assert printable("Zeile\r\nZeile") == "Zeile\nZeile"
    assert (
        printable("a\u00a0b „c“ – ş ğ Ж ع \u2066d\u2069") == "a\u00a0b „c“ – ş ğ Ж ع \u2066d\u2069"
    )
    assert printable({"a": ["😀", 1, None, True]}) == {"a": ["\ufffd", 1, None, True]}


def test_coverage_is_read_from_the_font():
    upright = next(file for file in font_files() if file.name.startswith("NotoSans["))
    points = covered(upright.read_bytes())
    assert any(first <= ord("ß") <= last for first, last in points)
    assert not any(first <= ord("😀") <= last for first, last in points)


@pytest.mark.parametrize("tables", [b"\x00\x00", b"\x00\x01"])
def test_a_font_without_characters_is_refused(tables):
    font = b"true" + tables + bytes(6) + b"cmap" + bytes(4) + b"\x00\x00\x00\x1c" + bytes(40)
    with pytest.raises(ValueError, match="no table"):
        covered(font)
