"""The log's pages for the administration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mitsprache.audit.forms import LogForm
from mitsprache.audit.models import Entry
from mitsprache.audit.queries import LogFilter, log_choices, log_entries, log_entry, log_page
from mitsprache.audit.words import Names, action_words, kind_words, row_words
from mitsprache.kernel import clock
from mitsprache.kernel.access import Requires
from mitsprache.kernel.actor import ActorKind
from mitsprache.kernel.pages.exports import download
from mitsprache.kernel.views import Page, found

BEFORE, AFTER, FORMAT, PAGE = "vor", "nach", "format", "seite"
"""Names of the parameters in the log's addresses."""
ROWS = 50
"""How many changed records of one entry stand on a page; loading a council changes hundreds."""


def who(entry: Entry) -> str:
    """Return who acted; visitors have no name."""
    if entry.actor_kind == ActorKind.ANONYMOUS:
        return _("nicht angemeldet")
    return entry.actor_name


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else None


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Büro"), "url": reverse("office_home")}]


class Log(Page):
    """Every write and log-in, the newest first."""

    access = Requires("audit.read")
    template_name = "audit/log.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a page of the log, or hand out what matches as a file."""
        form = LogForm(log_choices(self.actor), request.GET or None)
        wanted = form.filter() if form.is_bound else LogFilter()
        entries = log_entries(self.actor, wanted)
        if request.GET.get(FORMAT) == "csv":
            name = f"protokoll-{clock.today():%Y-%m-%d}"
            return download("csv", "", name, self.header(), self.rows(entries.iterator()))
        page = log_page(
            entries,
            before=_number(request.GET.get(BEFORE)),
            after=_number(request.GET.get(AFTER)),
        )
        return self.render_to_response(
            self.get_context_data(
                page_title=_("Protokoll der Änderungen"),
                lead=_(
                    "Wer wann was geändert hat. Einträge lassen sich nicht ändern oder löschen."
                ),
                crumbs=_crumbs(),
                form=form,
                narrowed=wanted != LogFilter(),
                lines=[
                    {
                        "entry": entry,
                        "who": who(entry),
                        "action": action_words(entry.action),
                        "kind": kind_words(entry.target_model),
                    }
                    for entry in page.entries
                ],
                newer_url=self.query(**{AFTER: page.newer}) if page.newer else "",
                older_url=self.query(**{BEFORE: page.older}) if page.older else "",
                csv_url=self.query(**{FORMAT: "csv"}),
            )
        )

    def query(self, **changes: object) -> str:
        """Return this address with the filters kept and another page or form."""
        parameters = self.request.GET.copy()
        for name in (BEFORE, AFTER, FORMAT):
            parameters.pop(name, None)
        parameters.update({name: str(value) for name, value in changes.items()})
        return f"?{parameters.urlencode()}"

    def header(self) -> list[str]:
        """Return the first line of the file."""
        return [
            _("Nummer"),
            _("Zeitpunkt"),
            _("Wer"),
            _("Vorgang"),
            _("Art des Objekts"),
            _("Objekt"),
            _("Feld"),
            _("vorher"),
            _("nachher"),
        ]

    def rows(self, entries: Iterator[Entry]) -> Iterator[list[Any]]:
        """Yield a line for each changed field of each entry, one for an entry that has none."""
        names: Names = {}
        for entry in entries:
            moment = date_format(localtime(entry.at), "SHORT_DATETIME_FORMAT")
            facts = [entry.number, moment, who(entry), action_words(entry.action)]
            changes = [row_words(change, names) for change in entry.changes]
            lines = [(row, field) for row in changes for field in row.fields]
            for row, field in lines:
                yield [*facts, row.kind, row.label, field.label, field.old, field.new]
            if not lines:
                yield [*facts, kind_words(entry.target_model), entry.target_label, "", "", ""]


class LogEntry(Page):
    """One entry with everything that changed."""

    access = Requires("audit.read")
    template_name = "audit/entry.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put the entry into words."""
        entry = found(log_entry(self.actor, kwargs["number"]))
        page = Paginator(entry.changes, ROWS).get_page(self.request.GET.get(PAGE))
        names: Names = {}
        title = _("Protokoll der Änderungen")
        return super().get_context_data(
            **kwargs,
            entry=entry,
            page_title=_("Eintrag %(number)s") % {"number": entry.number},
            lead=action_words(entry.action),
            crumbs=[*_crumbs(), {"label": title, "url": reverse("audit_office:log")}],
            who=who(entry),
            kind=kind_words(entry.target_model),
            total=page.paginator.count,
            changes=[row_words(change, names) for change in page],
            newer_url=f"?{PAGE}={page.previous_page_number()}" if page.has_previous() else "",
            older_url=f"?{PAGE}={page.next_page_number()}" if page.has_next() else "",
        )
