"""The side navigation: where who looks may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mitsprache.kernel.access import Reason, may
from mitsprache.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the navigation: name of its address, words, icon, permission that opens it."""

    name: str
    label: Reason
    icon: str
    permission: str


SECTIONS: Final[tuple[tuple[Reason, tuple[Entry, ...]], ...]] = (
    ("", (Entry("office_home", _("Übersicht"), "home", "office.see_home"),)),
    (
        _("Sitzungen"),
        (
            Entry("meetings_office:meeting_list", _("Sitzungen"), "event", "meetings.read"),
            Entry("meetings_office:frame_entry_list", _("Rahmen"), "list", "meetings.read"),
            Entry("minutes_office:overview", _("Niederschriften"), "file", "minutes.read"),
            Entry(
                "minutes_office:allowance_lists",
                _("Sitzungsgeldlisten"),
                "list",
                "minutes.read_allowances",
            ),
            Entry("minutes_office:signatures", _("Zur Unterschrift"), "draft", "minutes.see_own"),
            Entry("papers_office:paper_list", _("Drucksachen"), "file", "papers.read"),
            Entry("papers_office:own_list", _("Meine Drucksachen"), "draft", "papers.read_own"),
            Entry(
                "invitations_office:support_list",
                _("Unterstützung"),
                "accessible",
                "invitations.read_support",
            ),
            Entry(
                "proceedings_office:own_votes",
                _("Abstimmen und reden"),
                "check",
                "proceedings.cast_device_ballot",
            ),
            Entry("council_office:location_list", _("Orte"), "pin", "council.read"),
        ),
    ),
    (
        _("Gremium"),
        (
            Entry("council_office:person_list", _("Personen"), "person", "council.read"),
            Entry("council_office:membership_list", _("Mitgliedschaften"), "group", "council.read"),
            Entry("council_office:organization_list", _("Organisationen"), "seat", "council.read"),
            Entry("council_office:term_list", _("Wahlperioden"), "history", "council.read"),
            Entry("council_office:rules_list", _("Geschäftsordnung"), "task", "council.read"),
            Entry("council_office:body_list", _("Stadt oder Gemeinde"), "city", "council.read"),
        ),
    ),
    (
        _("Ziele"),
        (
            Entry("goals_office:goal_list", _("Ziele"), "flag", "goals.read"),
            Entry("goals_office:plan_list", _("Pläne"), "task", "goals.read"),
            Entry("goals_office:field_list", _("Handlungsfelder"), "topic", "goals.read"),
        ),
    ),
    (
        _("Veröffentlichen"),
        (
            Entry(
                "publishing_office:article_list",
                pgettext_lazy("Plural", "Artikel"),
                "news",
                "publishing.read",
            ),
            Entry("publishing_office:image_list", _("Bilder"), "image", "publishing.read"),
            Entry(
                "translation_office:queue", _("Übersetzungen"), "language", "translation.translate"
            ),
        ),
    ),
    (
        _("Verwaltung"),
        (
            Entry("accounts_office:account_list", _("Zugänge"), "key", "accounts.read"),
            Entry("audit_office:log", _("Protokoll der Änderungen"), "shield", "audit.read"),
        ),
    ),
)


def navigation(actor: Actor, path: str) -> list[dict[str, Any]]:
    """Return the sections with the pages `actor` may open; the one that holds `path` is current."""
    found: list[dict[str, Any]] = []
    for title, entries in SECTIONS:
        links = []
        for entry in entries:
            if not may(actor, entry.permission):
                continue
            url = reverse(entry.name)
            here = path == url or (entry.name != "office_home" and path.startswith(url))
            links.append({"label": entry.label, "icon": entry.icon, "url": url, "current": here})
        if links:
            found.append({"title": title, "links": links})
    return found
