"""What the templates of every page get."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel import clock
from mitsprache.kernel.actor import ANONYMOUS
from mitsprache.kernel.languages import BINDING, KNOWN, direction_of
from mitsprache.kernel.page_cache import content_version
from mitsprache.kernel.templatetags import fragments
from mitsprache.kernel.templatetags.texts import STATES
from mitsprache.kernel.text import TextState
from mitsprache.public.queries import Site, site_facts

Link = dict[str, Any]

NAVIGATION = (
    ("council:overview", _("Gremium")),
    ("goals:overview", _("Ziele")),
    ("meetings:list", _("Sitzungen")),
    ("publishing:news", _("Aktuelles")),
    ("publishing:take_part", _("Mitmachen")),
    ("publishing:contact", pgettext_lazy("Navigation", "Kontakt")),
)
FOOTER = (
    ("publishing:imprint", _("Impressum")),
    ("publishing:privacy", _("Datenschutz")),
    ("publishing:accessibility", _("Erklärung zur Barrierefreiheit")),
    ("publishing:plain_language", _("Leichte Sprache")),
    ("publishing:sign_language", _("Gebärdensprache")),
    ("council:partners", pgettext_lazy("Plural", "Kooperationspartner")),
    ("publishing:pages", _("Alle Seiten")),
)


@lru_cache(maxsize=64)
def _remembered(_version: int, _day: object, language: str) -> Site:
    return site_facts(ANONYMOUS, language)


def forget() -> None:
    """Drop what is remembered: for tests, which write without raising the content version."""
    _remembered.cache_clear()
    fragments.forget()


@lru_cache(maxsize=64)
def _addresses(names: tuple[str, ...], _language: str) -> tuple[str, ...]:
    return tuple(reverse(name) for name in names)


def _links(entries: tuple[tuple[str, Any], ...], language: str, section: str) -> list[Link]:
    urls = _addresses(tuple(name for name, _label in entries), language)
    return [
        {"label": label, "url": url, "current": section == url}
        for (_name, label), url in zip(entries, urls, strict=True)
    ]


def _without_language(path: str) -> str | None:
    """Return what follows '/<language>/', or None for a path that names no language."""
    code, _slash, rest = path[1:].partition("/")
    return rest if code in KNOWN and _slash else None


def languages(path: str, query: str, current: str) -> list[Link]:
    """Return the switch: the same page in each language; from other addresses, the home pages."""
    rest = _without_language(path)
    tail = (rest + (f"?{query}" if query else "")) if rest is not None else ""
    return [
        {
            "code": code,
            "name": name,
            "url": f"/{code}/{tail}",
            "current": code == current,
            "direction": direction_of(code),
        }
        for code, name in settings.LANGUAGES
    ]


def alternates(switch: list[Link]) -> list[dict[str, str]]:
    """Return the hreflang links; who reads none of the languages gets the binding text."""
    links = [
        {"language": entry["code"], "url": settings.BASE_URL + entry["url"]} for entry in switch
    ]
    binding = next((link["url"] for link in links if link["language"] == BINDING), links[0]["url"])
    return [*links, {"language": "x-default", "url": binding}]


def _section(path: str) -> str:
    """Return the address up to the first word after the language: '/de/sitzungen/'."""
    return "/".join([*path.split("/")[:3], ""])


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the shell prints, and the set that gathers the states of texts."""
    language = get_language() or BINDING
    states: set[TextState] = set()
    here = request.path
    below_language = _without_language(here) is not None
    switch = languages(here, request.META.get("QUERY_STRING", ""), language)
    known = getattr(request, "content_version", None)
    version, today = content_version() if known is None else known, clock.today()
    section = _section(here) if below_language else ""
    site = _remembered(version, today, language)
    return {
        "content_version": (version, today),
        "section": section,
        "site": site,
        "council_site": site,  # the views of log-in pages bring a `site` of their own
        "page_language": language,
        "page_direction": direction_of(language),
        STATES: states,
        "nav": partial(_links, NAVIGATION, language, section),
        "footer_links": partial(_links, FOOTER, language, section),
        "languages": switch,
        "alternates": alternates(switch) if below_language else [],
        "canonical_url": settings.BASE_URL + request.get_full_path() if below_language else "",
        "binding_url": next((link["url"] for link in switch if link["code"] == BINDING), ""),
        "home_url": f"/{language}/" if below_language else "/",
        "login_url": "/office/",
        "feed_url": _addresses(("publishing:feed",), language)[0],
        "calendar_url": _addresses(("meetings:calendar_ics",), language)[0],
    }
