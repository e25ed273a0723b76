"""Are the gettext catalogues complete? `--write` collects new texts into them instead.

The texts are collected into a copy of the package, so that a check changes nothing. Two domains:
`django` holds what residents and the office read (German in the source), `cli` what the command
line says (English in the source, German by LANG).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "mitsprache"
LANGUAGES = ("en", "tr", "ar")
# The plural rules of each language, as Unicode's CLDR has them.
PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5;",
    "de": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n != 1);",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|%[sdif]|\{\w*\}")


def main(arguments: list[str]) -> int:
    if shutil.which("xgettext") is None:
        print("The translation check needs gettext: sudo apt-get install gettext", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="catalogues-") as folder:
        copy = Path(folder) / "mitsprache"
        shutil.copytree(
            PACKAGE, copy, ignore=shutil.ignore_patterns("*.mo", "static", "__pycache__")
        )
        collected = [*collect_site(copy), *collect_cli(copy)]
        if "--write" in arguments:
            write(collected, copy)
            return 0
        problems = [problem for catalogue in collected for problem in compare(catalogue, copy)]
    for problem in problems:
        print(problem)
    print(f"{len(collected)} catalogues, {len(problems)} problems.")
    return int(bool(problems))


def collect_site(copy: Path) -> list[Path]:
    """Bring the catalogues of the site in the copy up to date and return their paths."""
    for language in LANGUAGES:
        (copy / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    locales = [argument for language in LANGUAGES for argument in ("-l", language)]
    options = ["--ignore=cli/*", "--no-obsolete", "--add-location=file", "-v0"]
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", *locales, *options], cwd=copy, check=True
    )
    return [copy / "locale" / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES]


def collect_cli(copy: Path) -> list[Path]:
    """Bring the German catalogue of the command line in the copy up to date."""
    sources = sorted(str(path.relative_to(copy)) for path in (copy / "cli").glob("*.py"))
    catalogue = copy / "cli" / "locale" / "de" / "LC_MESSAGES" / "cli.po"
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    template = catalogue.with_suffix(".pot")
    subprocess.run(
        ["xgettext", "-L", "Python", "--from-code=UTF-8", "--add-location=file", "-k_"]
        + ["-kngettext:1,2", "-o", str(template), *sources],
        cwd=copy,
        check=True,
    )
    template.write_text(
        template.read_text("utf-8").replace("charset=CHARSET", "charset=UTF-8"), "utf-8"
    )
    if catalogue.exists():
        subprocess.run(
            ["msgmerge", "-q", "-U", "--backup=none", "--no-fuzzy-matching"]
            + [str(catalogue), str(template)],
            check=True,
        )
    else:
        template.rename(catalogue)
    template.unlink(missing_ok=True)
    return [catalogue]


def write(collected: list[Path], copy: Path) -> None:
    """Take the collected catalogues over, without dates and guesses that only make noise."""
    for path in collected:
        catalogue = polib.pofile(str(path), wrapwidth=100)
        language = path.parents[1].name
        for entry in [entry for entry in catalogue if entry.obsolete]:
            catalogue.remove(entry)
        for entry in catalogue:
            if entry.fuzzy:
                _forget_guess(entry)
        catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
        catalogue.header = ""
        catalogue.metadata_is_fuzzy = False
        catalogue.metadata = {
            "Project-Id-Version": "mitsprache",
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": PLURALS[language],
        }
        target = PACKAGE / path.relative_to(copy)
        target.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(target))
        missing = len(catalogue.untranslated_entries())
        print(f"{target.relative_to(ROOT)}: {len(catalogue)} texts, {missing} to translate")


def _forget_guess(entry: polib.POEntry) -> None:
    """gettext's guess at a similar text is worse than none: it looks like a translation."""
    entry.flags.remove("fuzzy")
    entry.msgstr = ""
    entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None


def compare(collected: Path, copy: Path) -> Iterator[str]:
    """Yield what is wrong with the committed catalogue, measured by the collected one."""
    path = PACKAGE / collected.relative_to(copy)
    name = path.relative_to(ROOT)
    if not path.exists():
        yield f"{name}: missing; run: make messages"
        return
    committed = polib.pofile(str(path))
    known = {(entry.msgctxt, entry.msgid): entry for entry in committed if not entry.obsolete}
    needed = {
        (entry.msgctxt, entry.msgid): entry
        for entry in polib.pofile(str(collected))
        if not entry.obsolete
    }
    for key, entry in needed.items():
        if key not in known:
            place = ", ".join(file for file, _line in entry.occurrences)
            yield f"{name}: not in the catalogue: {entry.msgid!r} ({place}); run: make messages"
    for key in known.keys() - needed.keys():
        yield f"{name}: used nowhere: {key[1]!r}; run: make messages"
    for key in known.keys() & needed.keys():
        for problem in faults(known[key], plurals=_plural_count(committed)):
            yield f"{name}: {problem}: {key[1]!r}"


def _plural_count(catalogue: polib.POFile) -> int:
    found = re.search(r"nplurals=(\d)", catalogue.metadata.get("Plural-Forms", ""))
    return int(found[1]) if found else 2


def faults(entry: polib.POEntry, *, plurals: int) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    if entry.fuzzy:
        yield "fuzzy"
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(forms):
        yield "not translated"
        return
    if entry.msgid_plural and len(forms) != plurals:
        yield f"{len(forms)} plural forms instead of {plurals}"
    expected = _placeholders(entry.msgid_plural or entry.msgid)
    optional = expected - _placeholders(entry.msgid)
    for form in forms:
        found = _placeholders(form)
        # A form for exactly one or two may say the number in words.
        loose = optional | {item for item in expected if entry.msgid_plural and item in NUMBERS}
        if found - expected or expected - loose - found:
            yield f"placeholders differ ({form!r})"


NUMBERS = {"%(n)s", "%(n)d", "%(count)s", "%(count)d", "%(counter)s", "%d", "%s", "{n}", "{count}"}


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
