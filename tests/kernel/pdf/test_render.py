import io
import time

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pypdf import PdfReader

from mitsprache.kernel import clock
from mitsprache.kernel.pdf import render, rich, written
from mitsprache.kernel.text import Text, TextState
from tests.tools.pdf import pdf_problems

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><rect width="1" height="1"/></svg>'
)
HOSTILE = '#import "/etc/passwd": * #panic("x") \\ $a$ *stark* _x_ `y` <z> @w "'


def sample(**changes):
    return {
        "title": "Niederschrift",
        "facts": [["Telefon", "+49 231 50-0"], ["Ort", "Friedensplatz 1, 44137 Dortmund"]],
        "heading": "Beschlüsse",
        "text": rich(
            "<p>Ein <strong>fetter</strong> und <em>schräger</em> Satz mit "
            '<a href="/de/ziele/">Verweis</a>.<br>Zweite Zeile</p><h2>Erstens</h2><h4>Genauer</h4>'
            "<ul><li>eins</li><li>zwei<ol><li>innen</li></ol></li></ul>"
            '<blockquote><p>Zitat</p></blockquote><p lang="ar" dir="rtl">مرحبا بكم</p>'
        ),
        "head": ["Name", "Liste", "Stimmen"],
        "rows": [["Ayşe Yılmaz", written(Text("Liste", "de", TextState.SOURCE)), "12"]],
        "drawing": SQUARE,
        "alt": "Ein Quadrat",
        "signatures": [
            {"name": "Anna Beispiel", "role": "Vorsitz", "note": "unterschrieben am 2. März 2026"},
            {"name": "Ben Beispiel", "role": "Schriftführung", "note": ""},
        ],
        **changes,
    }


def made(language="de", title="Niederschrift Nr. 7", **changes):
    return render(
        "kernel/sample", sample(**changes), language=language, title=title, issuer="Integrationsrat"
    )


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    text = "\n".join(page.extract_text() for page in read(pdf).pages)
    return text.translate(dict.fromkeys(range(0x2066, 0x206A)))


def test_every_text_is_printed():
    text = text_of(made())
    for words in (
        "Niederschrift",
        "+49 231 50-0",
        "Ein fetter und schräger Satz mit Verweis.",
        "Zweite Zeile",
        "innen",
        "Zitat",
        "Ayşe Yılmaz",
        "unterschrieben am 2. März 2026",
        "Seite 1 von 1",
        "Integrationsrat",
    ):
        assert words in text


@pytest.mark.parametrize(("language", "tag"), [("de", "de"), ("de-simple", "de"), ("ar", "ar")])
def test_the_file_tells_language_title_and_structure(language, tag):
    catalog = read(made(language)).trailer["/Root"]
    assert catalog["/Lang"] == tag
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    info = read(made(language)).metadata
    assert (info.title, info.author) == ("Niederschrift Nr. 7", "Integrationsrat")


def structure(node, found):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            structure(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append((node["/S"], node.get("/Alt")))
        if "/K" in node:
            structure(node["/K"], found)
    return found


def test_headings_tables_lists_and_pictures_are_tagged():
    found = structure(read(made()).trailer["/Root"]["/StructTreeRoot"], [])
    names = [name for name, _alt in found]
    assert [name for name in names if name.startswith("/H")] == ["/H1", "/H2", "/H3", "/H4"]
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/Link", "/Strong", "/Em"} <= set(names)
    assert ("/Figure", "Ein Quadrat") in found


def test_links_lead_to_the_site(settings):
    annotations = read(made()).pages[0]["/Annots"]
    addresses = [note.get_object()["/A"]["/URI"] for note in annotations]
    assert addresses == [f"{settings.BASE_URL}/de/ziele/"]


def test_phone_numbers_and_addresses_stay_in_order_in_arabic():
    text = text_of(made("ar"))
    assert "+49 231 50-0" in text
    assert "Friedensplatz 1, 44137 Dortmund" in text
    assert "+49 231 50-0" not in text_of(made("ar", facts=[], heading="هاتف +49 231 50-0"))


def test_only_the_fonts_of_the_packages_are_used():
    resources = read(made()).pages[0]["/Resources"]["/Font"]
    fonts = {font.get_object()["/BaseFont"].partition("+")[2] for font in resources.values()}
    assert fonts == {"NotoSans-Regular", "NotoSans-Italic", "NotoSansArabic-Regular"}


@pytest.mark.parametrize("hostile", [HOSTILE, "#", "\\", '"', "{page}", "</script>", "\x00\x07a"])
def test_texts_are_printed_and_never_run(hostile):
    text = text_of(
        made(
            title=hostile,
            heading=hostile,
            rows=[[hostile, hostile, hostile]],
            facts=[[hostile, hostile]],
        )
    )
    shown = hostile.replace("\x00", "").replace("\x07", "")
    assert text.replace("\n", "").replace(" ", "").count(shown.replace(" ", "")) >= 5


def test_rich_texts_are_printed_and_never_run():
    text = text_of(made(text=rich(f"<p>{HOSTILE.replace('<z>', '')}</p>")))
    assert '#import "/etc/passwd": * #panic("x")' in text.replace("\n", " ")


def test_characters_without_glyph_do_not_break_the_file():
    assert "Gut \ufffd -> los" in text_of(made(heading="Gut 😀 → los"))


@examples(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_any_text_makes_a_file(words):
    assert made(title=words, heading=words, rows=[[words, words, words]]).startswith(b"%PDF")


def test_weights_differ():
    """The fonts are variable: each weight is embedded as an instance of its own."""
    fonts = read(made(text=rich("<p>Satz</p>"))).pages[0]["/Resources"]["/Font"]
    names = [font.get_object()["/BaseFont"].partition("+")[2] for font in fonts.values()]
    assert names == ["NotoSans-Regular"] * 3  # regular, semibold (head of the table), bold


def test_the_words_of_the_layout_leave_the_active_language_alone():
    with translation.override("tr"):
        made("ar")
        assert translation.get_language() == "tr"


def test_the_same_data_make_the_same_file():
    with clock.stopped(clock.today()):
        assert made() == made()


def test_a_page_costs_less_than_fifty_milliseconds():
    made()
    best = 1.0
    for number in range(5):
        start = time.perf_counter()
        made(heading=f"Fassung {number}")
        best = min(best, time.perf_counter() - start)
    assert best < 0.05


@pytest.mark.slow
def test_verapdf_finds_nothing_wrong():
    rows = [[f"Zeile {number}", HOSTILE, "7"] for number in range(120)]
    pdfs = {
        "de": made(),
        "ar": made("ar", heading="القرارات 😀", text=rich("<p>Satz</p>", "de")),
        "long": made(rows=rows),
        "bare": made(text=rich(""), rows=[], facts=[], signatures=[]),
    }
    assert pdf_problems(pdfs) == {name: [] for name in pdfs}
    assert len(read(pdfs["long"]).pages) > 2
