"""Builds the vendored style sheet and icon sprite (called by vendor-kern.sh WORK TARGET).

KERN's built file has 340 KB, of which our pages use the tokens, buttons and labels. This
script keeps the rules of those components, drops every custom property nobody reads and everything
that needs a data: address, and turns physical properties into logical ones so that right-to-left
pages need no second file.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

KEPT = ("kern-btn", "kern-label")
KEPT_AT_RULES = ("@media (forced-colors: active)",)
"""KERN's other media queries only change components that are not kept."""

LOGICAL = {
    "padding-left": "padding-inline-start",
    "padding-right": "padding-inline-end",
    "margin-left": "margin-inline-start",
    "margin-right": "margin-inline-end",
    "left": "inset-inline-start",
    "right": "inset-inline-end",
    "border-left": "border-inline-start",
    "border-right": "border-inline-end",
}

FONTS = [
    # family, package folder, file prefix, subsets, weights with styles
    (
        "Fira Sans",
        "fira",
        "fira-sans",
        ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek"),
        (("400", "normal"), ("400", "italic"), ("600", "normal")),
    ),
    (
        "Noto Sans Arabic",
        "noto-arabic",
        "noto-sans-arabic",
        ("arabic",),
        (("400", "normal"), ("600", "normal")),
    ),
]

ICONS = {
    "accessible": "accessible",
    "add": "add",
    "arrow-back": "arrow_back",
    "arrow-down": "arrow_downward",
    "arrow-forward": "arrow_forward",
    "arrow-up": "arrow_upward",
    "balance": "balance",
    "book": "menu_book",
    "calendar": "calendar_month",
    "campaign": "campaign",
    "cancel": "cancel",
    "chat": "chat_bubble",
    "check": "check",
    "chevron-left": "chevron_left",
    "chevron-right": "chevron_right",
    "city": "location_city",
    "close": "close",
    "copy": "content_copy",
    "danger": "error",
    "dark": "dark_mode",
    "delete": "delete",
    "diversity": "diversity_3",
    "download": "download",
    "draft": "edit_note",
    "edit": "edit",
    "elderly": "elderly",
    "event": "event",
    "expand": "keyboard_arrow_down",
    "feed": "rss_feed",
    "festival": "celebration",
    "file": "description",
    "filter": "filter_list",
    "flag": "flag",
    "forum": "forum",
    "gavel": "gavel",
    "globe": "public",
    "group": "groups",
    "handshake": "handshake",
    "help": "help",
    "history": "history",
    "home": "home",
    "image": "image",
    "info": "info",
    "invented": "theater_comedy",
    "key": "key",
    "language": "translate",
    "light": "light_mode",
    "link": "link",
    "list": "checklist",
    "lock": "lock",
    "login": "login",
    "logout": "logout",
    "machine": "smart_toy",
    "mail": "mail",
    "menu": "menu",
    "more": "more_vert",
    "news": "newspaper",
    "open": "open_in_new",
    "outdated": "update",
    "person": "person",
    "phone": "call",
    "pin": "location_on",
    "play": "play_circle",
    "print": "print",
    "running": "record_voice_over",
    "save": "save",
    "schedule": "schedule",
    "school": "school",
    "search": "search",
    "seat": "event_seat",
    "send": "send",
    "settings": "settings",
    "shield": "shield",
    "sign-language": "sign_language",
    "sort": "unfold_more",
    "sport": "sports_soccer",
    "star": "star",
    "success": "check_circle",
    "task": "task_alt",
    "topic": "lightbulb",
    "train": "tram",
    "upload": "upload",
    "verified": "verified",
    "visibility": "visibility",
    "visibility-off": "visibility_off",
    "vote": "how_to_vote",
    "warning": "warning",
    "work": "work",
}
MIRRORED = (
    "arrow-back",
    "arrow-forward",
    "chevron-left",
    "chevron-right",
    "login",
    "logout",
    "send",
)
"""Icons that point along the reading direction and turn round in right-to-left text."""


def blocks(css: str) -> list[tuple[str, str]]:
    """Top-level rules as (prelude, body)."""
    found, depth, start, prelude = [], 0, 0, ""
    for at, char in enumerate(css):
        if char == "{":
            if depth == 0:
                prelude, start = css[start:at].strip(), at + 1
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                found.append((prelude, css[start:at].strip()))
                start = at + 1
        elif char == ";" and depth == 0:  # @charset, @layer order
            start = at + 1
    return found


def declarations(body: str) -> list[tuple[str, str]]:
    pairs = (part.partition(":") for part in body.split(";") if ":" in part)
    return [(name.strip(), " ".join(value.split())) for name, _, value in pairs]


def kept_selectors(prelude: str) -> list[str]:
    selectors = re.split(r",(?![^(]*\))", prelude)
    return [
        " ".join(selector.split())
        for selector in selectors
        if (classes := re.findall(r"\.(kern-[a-z]+(?:-[a-z]+)*)", selector))
        and all(name.startswith(KEPT) for name in classes)
        and not name_of_icon_rule(selector)
    ]


def name_of_icon_rule(selector: str) -> bool:
    return "kern-icon" in selector or "kern-sr-only" in selector


def trimmed(css: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Kept rules as (at-rule or '', selectors, declarations), in their order."""
    rules = []
    for prelude, body in blocks(re.sub(r"/\*.*?\*/", "", css, flags=re.S)):
        if prelude.startswith("@"):
            if " ".join(prelude.split()) in KEPT_AT_RULES:
                rules += [
                    (prelude, ",".join(selectors), declarations(inner))
                    for sub, inner in blocks(body)
                    if (selectors := kept_selectors(sub))
                ]
        elif prelude == ":root":
            rules.append(("", ":root", declarations(body)))
        elif selectors := kept_selectors(prelude):
            rules.append(("", ",".join(selectors), declarations(body)))
    return rules


def used_properties(rules: list[tuple[str, str, list[tuple[str, str]]]]) -> set[str]:
    """Custom properties that a kept rule reads, directly or through another one."""
    reads: dict[str, set[str]] = {}
    wanted: set[str] = set()
    for _, _, pairs in rules:
        for name, value in pairs:
            names = set(re.findall(r"var\(\s*(--[a-z0-9-]+)", value))
            if name.startswith("--"):
                reads.setdefault(name, set()).update(names)
            else:
                wanted |= names
    todo = list(wanted)
    while todo:
        for name in reads.get(todo.pop(), ()):
            if name not in wanted:
                wanted.add(name)
                todo.append(name)
    return wanted


def style_sheet(css: str) -> str:
    rules = trimmed(css)
    wanted = used_properties(rules)
    lines = []
    for at_rule, selectors, pairs in rules:
        kept = [
            (LOGICAL.get(name, name), value)
            for name, value in pairs
            if "data:" not in value and (not name.startswith("--") or name in wanted)
        ]
        if not kept:
            continue
        rule = selectors + "{" + ";".join(f"{name}:{value}" for name, value in kept) + "}"
        lines.append(f"{at_rule}{{{rule}}}" if at_rule else rule)
    return "\n".join(lines) + "\n"


def font_faces(work: Path, target: Path) -> str:
    lines = []
    for family, folder, prefix, subsets, styles in FONTS:
        for weight, style in styles:
            suffix = "-italic" if style == "italic" else ""
            sheet = (work / folder / f"{weight}{suffix}.css").read_text()
            for subset in subsets:
                name = f"{prefix}-{subset}-{weight}-{style}.woff2"
                shutil.copy(work / folder / "files" / name, target / "fonts" / name)
                found = re.search(
                    re.escape(name) + r".*?unicode-range:\s*([^;]+);", sheet, flags=re.S
                )
                reach = f"unicode-range:{found[1]}" if found else "unicode-range:U+0600-06FF"
                lines.append(
                    f"@font-face{{font-family:'{family}';font-style:{style};font-weight:{weight};"
                    f"font-display:swap;src:url(fonts/{name}) format('woff2');{reach}}}"
                )
    return "\n".join(lines) + "\n"


def icons(work: Path) -> tuple[str, str]:
    """One strip of icons below each other, and the rules that move it to each name."""
    size = 960
    parts, rules = [], []
    for position, (name, symbol) in enumerate(ICONS.items()):
        svg = (work / "symbols" / "rounded" / f"{symbol}.svg").read_text()
        path = re.search(r'<path d="([^"]+)"', svg)
        if path is None:
            raise SystemExit(f"{symbol}: not one path")
        parts.append(f'<path transform="translate(0 {position * size})" d="{path[1]}"/>')
        rules.append(f".ms-icon--{name}{{--n:{position}}}")
    height = size * len(ICONS)
    sprite = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -{size} {size} {height}" '
        f'width="24" height="{24 * len(ICONS)}">\n' + "\n".join(parts) + "\n</svg>\n"
    )
    mirrored = ",".join(f"[dir=rtl] .ms-icon--{name}" for name in MIRRORED)
    sheet = (
        ".ms-icon{display:inline-block;flex:none;inline-size:1.25em;block-size:1.25em;"
        "vertical-align:-.25em;background-color:currentColor;print-color-adjust:exact;"
        "-webkit-print-color-adjust:exact;"
        "-webkit-mask:url(icons.svg) 0 calc(var(--n)*-1.25em)/1.25em auto no-repeat;"
        "mask:url(icons.svg) 0 calc(var(--n)*-1.25em)/1.25em auto no-repeat}\n"
        + "\n".join(rules)
        + f"\n{mirrored}{{transform:scaleX(-1)}}\n"
        "@media (forced-colors:active){.ms-icon{forced-color-adjust:none;"
        "background-color:CanvasText}a .ms-icon{background-color:LinkText}"
        "button .ms-icon{background-color:ButtonText}}\n"
    )
    return sprite, sheet


def main(work: Path, target: Path) -> None:
    kern = (work / "kern" / "dist" / "kern.css").read_text()
    sprite, icon_rules = icons(work)
    (target / "kern.css").write_text(style_sheet(kern) + icon_rules + font_faces(work, target))
    (target / "icons.svg").write_text(sprite)


main(Path(sys.argv[1]), Path(sys.argv[2]))
