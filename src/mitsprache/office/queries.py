"""What needs attention, for who looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mitsprache.council.queries import composition_warnings
from mitsprache.invitations.queries import open_requests, undelivered
from mitsprache.kernel import clock
from mitsprache.kernel.access import may
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.languages import KNOWN
from mitsprache.kernel.pages.base import edit_address
from mitsprache.kernel.text import TextState
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import Meeting
from mitsprache.papers.enums import PaperState
from mitsprache.papers.models import Paper
from mitsprache.publishing.enums import ArticleKind, ArticleState, Duty
from mitsprache.publishing.models import Article
from mitsprache.publishing.queries import empty_duty_pages
from mitsprache.translation.queries import open_texts

SHOWN: Final = 6
"""Entries of a panel."""
SOON: Final = dt.timedelta(days=21)
"""A session that begins within this time should have an agenda."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to look at: a link that settles it, a sentence, and how pressing it is.

    `level` is 'warning', 'info' or 'ok'.
    """

    label: str
    url: str
    text: str = ""
    level: str = "info"


@dataclass(frozen=True, slots=True)
class Panel:
    """Tasks of one kind; `empty` is said when there is none."""

    title: str
    tasks: list[Task]
    empty: str
    more_url: str = ""
    more_label: str = ""


def panels(viewer: Actor) -> Iterator[Panel]:
    """Yield what `viewer` should look at, the most pressing kinds first."""
    if may(viewer, "publishing.read"):
        yield Panel(
            _("Pflichtseiten"),
            list(duty_pages()),
            _("Alle Pflichtseiten sind gefüllt und öffentlich."),
        )
    if may(viewer, "meetings.read"):
        yield Panel(
            _("Sitzungen"),
            [*unfinished_sessions(), *invitations(viewer), *upcoming_sessions()],
            _("Es ist keine Sitzung geplant."),
            reverse("meetings_office:meeting_create"),
            _("Sitzung anlegen"),
        )
    if may(viewer, "papers.submit_paper"):
        yield Panel(
            _("Drucksachen"),
            list(handed_in_papers()),
            _("Kein Entwurf wartet auf eine Nummer."),
            reverse("papers_office:paper_create"),
            _("Drucksache anlegen"),
        )
    if may(viewer, "council.read"):
        yield Panel(
            _("Zusammensetzung"),
            list(composition(viewer)),
            _("An den Mitgliedschaften ist nichts auffällig."),
        )
    if may(viewer, "publishing.read"):
        yield Panel(_("Entwürfe"), list(drafts()), _("Kein Artikel wartet auf Veröffentlichung."))
    if may(viewer, "translation.translate"):
        yield Panel(
            _("Übersetzungen"),
            list(translations(viewer)),
            _("Alle Texte sind übersetzt und geprüft."),
        )


def _moment(meeting: Meeting) -> str:
    return date_format(localtime(meeting.start_at), "SHORT_DATETIME_FORMAT")


def duty_pages() -> Iterator[Task]:
    """Yield the duty pages that a visitor would find empty. Two queries."""
    written = dict(Article.objects.exclude(duty="").values_list("duty", "key"))
    for duty in empty_duty_pages():
        label = str(Duty(duty).label)
        if duty in written:
            url = reverse("publishing_office:article", args=[written[duty]])
            yield Task(label, url, _("Ist leer oder nicht veröffentlicht."), "warning")
            continue
        query = QueryDict(mutable=True)
        query.update({"kind": ArticleKind.PAGE.value, "duty": duty.value, "title": label})
        url = f"{reverse('publishing_office:article_create')}?{query.urlencode()}"
        yield Task(label, url, _("Fehlt noch."), "warning")


def unfinished_sessions() -> Iterator[Task]:
    """Yield past sessions that nobody marked as held or cancelled. One query."""
    open_states = (MeetingState.PLANNED, MeetingState.INVITED)
    rows = Meeting.objects.filter(start_at__lt=clock.now(), state__in=open_states)
    for meeting in rows.order_by("-start_at")[:SHOWN]:
        text = _("War am %(moment)s. Hat sie stattgefunden? Setzen Sie den Stand.") % {
            "moment": _moment(meeting)
        }
        yield Task(meeting.name, edit_address(meeting), text, "warning")


def invitations(viewer: Actor) -> Iterator[Task]:
    """Yield mails that did not arrive, and what guests asked for. Two queries."""
    for meeting, failed in undelivered(viewer):
        url = reverse("invitations_office:invitation", args=[meeting.key])
        text = ngettext(
            "%(n)s Mail zur Einladung kam nicht an.",
            "%(n)s Mails zur Einladung kamen nicht an.",
            failed,
        )
        yield Task(meeting.name, url, text % {"n": failed}, "warning")
    waiting = open_requests(viewer)
    if waiting:
        text = ngettext("%(n)s Bitte ist offen.", "%(n)s Bitten sind offen.", waiting)
        url = reverse("invitations_office:support_list")
        yield Task(_("Dolmetschen und Unterstützung"), url, text % {"n": waiting}, "warning")


def upcoming_sessions() -> Iterator[Task]:
    """Yield the next sessions, with what is still missing. One query."""
    soon = clock.now() + SOON
    rows = (
        Meeting.objects.filter(start_at__gte=clock.now())
        .exclude(state=MeetingState.CANCELLED)
        .annotate(item_count=Count("items"))
        .order_by("start_at")
    )
    for meeting in rows[:SHOWN]:
        items: int = meeting.item_count
        text = f"{_moment(meeting)} · {meeting.get_state_display()}"
        if not items:
            url = reverse("meetings_office:agenda", args=[meeting.key])
            text += " · " + _("noch ohne Tagesordnung")
            yield Task(meeting.name, url, text, "warning" if meeting.start_at < soon else "info")
            continue
        count = ngettext("%(n)s Punkt", "%(n)s Punkte", items) % {"n": items}
        yield Task(meeting.name, edit_address(meeting), f"{text} · {count}")


def handed_in_papers() -> Iterator[Task]:
    """Yield the drafts that members handed in, the one that waits longest first. One query."""
    rows = Paper.objects.filter(state=PaperState.DRAFT, handed_in_at__isnull=False)
    for paper in rows.only("key", "title", "reference", "handed_in_at").order_by("handed_in_at")[
        :SHOWN
    ]:
        day = date_format(localtime(paper.handed_in_at), "SHORT_DATE_FORMAT")
        text = _("Abgegeben am %(day)s. Prüfen Sie den Entwurf und geben Sie ihm eine Nummer.")
        yield Task(paper.title, edit_address(paper), text % {"day": day}, "warning")


def composition(viewer: Actor) -> Iterator[Task]:
    """Yield what is odd about the council's composition today."""
    for finding in composition_warnings(viewer, clock.today())[:SHOWN]:
        first = finding.memberships[0]
        level = "warning" if finding.is_error else "info"
        yield Task(str(first), edit_address(first), finding.sentence, level)


def drafts() -> Iterator[Task]:
    """Yield the articles that nobody published yet, the last one touched first. One query."""
    rows = Article.objects.filter(state=ArticleState.DRAFT).only("key", "title", "modified_at")
    for article in rows.order_by("-modified_at")[:SHOWN]:
        day = date_format(localtime(article.modified_at), "SHORT_DATE_FORMAT")
        text = _("Entwurf, zuletzt geändert am %(day)s") % {"day": day}
        yield Task(article.title, edit_address(article), text)


def translations(viewer: Actor) -> Iterator[Task]:
    """Yield the languages in which texts ask for somebody. A query per record type, remembered."""
    for language, counts in open_texts(viewer).items():
        missing = counts.get(TextState.MISSING, 0)
        outdated = counts.get(TextState.OUTDATED, 0)
        unchecked = counts.get(TextState.DRAFT, 0) + counts.get(TextState.MACHINE, 0)
        if not missing + outdated + unchecked:
            continue
        parts = [
            ngettext("%(n)s fehlt", "%(n)s fehlen", missing) % {"n": missing} if missing else "",
            _("%(n)s veraltet") % {"n": outdated} if outdated else "",
            _("%(n)s nicht geprüft") % {"n": unchecked} if unchecked else "",
        ]
        yield Task(
            KNOWN[language].own_name,
            f"{reverse('translation_office:queue')}?sprache={language}",
            ", ".join(part for part in parts if part),
            "warning" if outdated else "info",
        )
