"""The style sheets keep what the look promises: contrast in both themes, own files, one direction."""

import re
from itertools import product
from pathlib import Path

import pytest

import mitsprache.public
from mitsprache.council.enums import Accent

STATIC = Path(mitsprache.public.__file__).parent / "static"
TEMPLATES = Path(mitsprache.public.__file__).parent / "templates"
OWN = sorted((STATIC / "mitsprache").glob("*.css"))
SHEETS = [*OWN, STATIC / "vendor" / "kern" / "kern.css"]
TOKENS = (STATIC / "mitsprache" / "tokens.css").read_text(encoding="utf-8")

TEXT_ON = [
    ("ink", "ground"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("accent", "sunken"),
    ("accent", "accent-tint"),
    ("ink", "accent-tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-deep", "deep"),
    ("on-deep-muted", "deep"),
    ("on-next", "next"),
    *((tone, f"{tone}-tint") for tone in ("info", "success", "warning", "danger", "neutral")),
    *(
        ("ink", f"{tone}-tint")
        for tone in ("info", "success", "warning", "danger", "neutral", "next")
    ),
    ("danger", "surface"),
    ("danger", "ground"),
]
SHAPE_ON = [("line-strong", "surface"), ("line-strong", "ground"), ("line-strong", "sunken")]


def _blocks(css: str) -> list[tuple[str, str]]:
    """Return (selectors, declarations) of every rule, also of those inside media queries."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    found = re.findall(r"([^{}]+)\{([^{}]*)\}", plain)
    return [(" ".join(name.split()), body) for name, body in found]


def _colours(body: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*([^;]+);", body))


BY_SYSTEM = ':root:not([data-theme="light"])'
BY_CHOICE = ':root[data-theme="dark"]'


def _tokens(accent: Accent, theme: str) -> dict[str, str]:
    chosen = f'[data-accent="{accent}"]'
    found: dict[str, str] = {}
    for wanted in (":root", chosen, *([BY_CHOICE] if theme == "dark" else [])):
        for name, body in _blocks(TOKENS):
            if wanted in name.split(", "):
                found |= _colours(body)
    return found


def _resolved(tokens: dict[str, str], name: str) -> str:
    value = tokens[name]
    while match := re.fullmatch(r"var\(--([a-z0-9-]+)\)", value):
        value = tokens[match[1]]
    return value


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the ratio of WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("accent", "theme"), [*product(Accent, ("light", "dark"))])
def test_every_pair_of_text_and_ground_is_readable(accent: Accent, theme: str) -> None:
    tokens = _tokens(accent, theme)
    ratios = {
        (text, ground): contrast(_resolved(tokens, f"ms-{text}"), _resolved(tokens, f"ms-{ground}"))
        for text, ground in TEXT_ON
    }
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_of_fields_and_tones_of_lists_stand_out(theme: str) -> None:
    tokens = _tokens(Accent.PETROL, theme)
    pairs = [*SHAPE_ON, *((f"tone-{number}", "surface") for number in range(1, 10))]
    ratios = {
        pair: contrast(_resolved(tokens, f"ms-{pair[0]}"), _resolved(tokens, f"ms-{pair[1]}"))
        for pair in pairs
    }
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


def test_every_accent_a_council_can_choose_has_its_colours() -> None:
    assert set(re.findall(r'\[data-accent="([a-z]+)"\]', TOKENS)) == set(Accent.values)


def test_both_dark_blocks_say_the_same() -> None:
    blocks = dict(_blocks(TOKENS))
    assert _colours(blocks[BY_SYSTEM]) == _colours(blocks[BY_CHOICE])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheet_asks_for_nothing_from_elsewhere(sheet: Path) -> None:
    urls = re.findall(r"url\(([^)]+)\)", sheet.read_text(encoding="utf-8"))
    assert [url for url in urls if not (sheet.parent / url.strip("'\"")).exists()] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheet_knows_no_left_and_right(sheet: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    physical = r"(?:margin|padding|border)-(?:left|right)\b|[{;]\s*(?:left|right)\s*:|text-align:\s*(?:left|right)"
    assert re.findall(physical, css) == []


def test_every_icon_in_the_templates_exists() -> None:
    drawn = set(re.findall(r"\.ms-icon--([a-z-]+)\{", (SHEETS[-1]).read_text(encoding="utf-8")))
    root = Path(mitsprache.public.__file__).parent.parent
    used = {
        name
        for template in root.glob("*/templates/**/*.html")
        for name in re.findall(
            r"ms-icon--([a-z][a-z-]*[a-z])(?![a-z-]*\{)", template.read_text("utf-8")
        )
    }
    assert used - drawn == set()


def test_a_page_loads_less_than_100_kilobytes_of_style() -> None:
    public = [sheet for sheet in SHEETS if sheet.name != "office.css"]
    assert sum(sheet.stat().st_size for sheet in public) < 100_000
