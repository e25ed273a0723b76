"""Names of the languages that people speak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.languages import KNOWN

MORE: Final[dict[str, tuple[str, str | Promise]]] = {
    "am": ("አማርኛ", _("Amharisch")),
    "ber": ("Tamaziɣt", _("Berberisch")),
    "ku": ("Kurdî", _("Kurdisch")),
    "prs": ("دری", _("Dari")),
    "ps": ("پښتو", _("Paschtu")),
    "rom": ("Romani", _("Romanes")),
    "so": ("Soomaali", _("Somali")),
    "ti": ("ትግርኛ", _("Tigrinya")),
    "tl": ("Tagalog", _("Tagalog")),
    "tw": ("Twi", _("Twi")),
    "zh": ("中文", _("Chinesisch")),
}
"""Languages that Django's table does not have: own name, name on the page."""
RIGHT_TO_LEFT: Final = {"prs", "ps"}


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language by its tag, its own name and its name in the page's language."""

    code: str
    own_name: str
    name: str
    direction: str


def codes_in(tags: str) -> list[str]:
    """Split a list of language tags as it stands in a person's record."""
    return [tag.strip().lower() for tag in tags.split(",") if tag.strip()]


def is_known(code: str) -> bool:
    """Whether the language can be named."""
    return code in MORE or "name_local" in LANG_INFO.get(code, {})


def spoken(tags: str) -> list[SpokenLanguage]:
    """Return the languages of a list of tags; what can't be named is left out."""
    return [_language(code) for code in codes_in(tags) if is_known(code)]


def _language(code: str) -> SpokenLanguage:
    if code in MORE:
        own_name, name = MORE[code]
        direction = "rtl" if code in RIGHT_TO_LEFT else "ltr"
        return SpokenLanguage(code, own_name, str(name), direction)
    info = LANG_INFO[code]
    name = KNOWN[code].own_name if code == "de-simple" else gettext(info["name"])
    return SpokenLanguage(code, info["name_local"], name, "rtl" if info["bidi"] else "ltr")
