"""Mails of invitations: text in the person's language, and the session for the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from email.mime.text import MIMEText
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mitsprache.council.enums import OrganizationType
from mitsprache.council.models import Organization
from mitsprache.invitations import frozen, people
from mitsprache.invitations.domain.difference import Change, ChangeKind, Entry, difference
from mitsprache.invitations.enums import Capacity, Purpose
from mitsprache.invitations.models import AgendaVersion, Delivery, Invitation
from mitsprache.kernel import clock
from mitsprache.kernel.languages import BINDING
from mitsprache.meetings.models import Meeting

ASKING = {Purpose.INVITE, Purpose.SUPPLEMENT, Purpose.REMIND, Purpose.CALL}
"""What asks for an answer; the others only tell something."""
WITH_CALENDAR = {Purpose.INVITE, Purpose.SUPPLEMENT, Purpose.CALL, Purpose.CANCEL}


@dataclass(frozen=True, slots=True)
class Line:
    """An item in a mail: its number and title, indented by `margin`."""

    margin: str
    number: str
    title: str


def office_of(meeting: Meeting) -> Organization | None:
    """Return the office that invites."""
    return Organization.objects.filter(
        organization_type=OrganizationType.OFFICE, body=meeting.term.body_id
    ).first()


def page_address(token: str, language: str) -> str:
    """Return the personal link with `token`."""
    with translation.override(language):
        return settings.BASE_URL + reverse("invitations:invitation", args=[token])


def subject_of(purpose: Purpose, name: str, day: str) -> str:
    """Return the subject of a mail."""
    values = {"session": name, "day": day}
    subjects = {
        Purpose.INVITE: _("Einladung: %(session)s am %(day)s"),
        Purpose.SUPPLEMENT: _("Nachtrag: %(session)s am %(day)s"),
        Purpose.REMIND: _("Bitte antworten: %(session)s am %(day)s"),
        Purpose.CALL: _("Bitte vertreten Sie: %(session)s am %(day)s"),
        Purpose.RELEASE: _("Vertretung nicht mehr nötig: %(session)s am %(day)s"),
        Purpose.CANCEL: _("Abgesagt: %(session)s am %(day)s"),
    }
    return subjects[purpose] % values


def opening(delivery: Delivery, session: str) -> str:
    """Return the sentence that says why somebody is written to."""
    invitation = delivery.invitation
    purpose = Purpose(delivery.purpose)
    if purpose == Purpose.INVITE and invitation.capacity == Capacity.DEPUTY:
        text = _(
            "hiermit informieren wir Sie als Stellvertretung über die Sitzung „%(session)s“. Sie müssen nur "
            "kommen, wenn wir Sie darum bitten."
        )
    else:
        text = {
            Purpose.INVITE: _("hiermit laden wir Sie zur Sitzung „%(session)s“ ein."),
            Purpose.SUPPLEMENT: _("die Einladung zur Sitzung „%(session)s“ hat sich geändert."),
            Purpose.REMIND: _(
                "Sie haben auf die Einladung zur Sitzung „%(session)s“ noch nicht geantwortet. Bitte sagen "
                "Sie uns, ob Sie kommen."
            ),
            Purpose.CALL: _(
                "%(member)s kann nicht zur Sitzung „%(session)s“ kommen. Bitte vertreten Sie das Mitglied "
                "und sagen Sie uns, ob Sie kommen."
            ),
            Purpose.RELEASE: _(
                "das Mitglied, das Sie vertreten sollten, kommt nun selbst zur Sitzung „%(session)s“. Sie "
                "müssen nicht kommen."
            ),
            Purpose.CANCEL: _("die Sitzung „%(session)s“ fällt aus."),
        }[purpose]
    member = invitation.stands_in_for
    who = member.person.full_name if member else _("Ein Mitglied")
    return text % {"session": session, "member": who}


def change_words(change: Change, language: str) -> str:
    """Return a change in a sentence."""
    entry = change.entry
    values = {"number": entry.number, "title": entry.title_in(language)}
    sentences = {
        ChangeKind.ADDED: _("Neu: %(number)s %(title)s"),
        ChangeKind.REMOVED: _("Entfällt: %(number)s %(title)s"),
        ChangeKind.CHANGED: _("Geändert: %(number)s %(title)s"),
        ChangeKind.MOVED: _("Verschoben: %(number)s %(title)s"),
    }
    return sentences[change.kind] % values


def changes_for(
    invitation: Invitation, version: AgendaVersion, language: str
) -> tuple[list[str], bool]:
    """Return what changed since the version before, in the public part, and whether more did.

    A point that went from the public to the other part, or came from there, counts as gone or new in
    public. Mails are no safe place, so what is not public is only hinted at, and to those only who
    may read it behind their link.
    """
    last = frozen.before(version)
    if last is None:
        return [], False
    old, new = frozen.entries_of(last.agenda), frozen.entries_of(version.agenda)
    public = difference(
        [entry for entry in old if entry.public], [entry for entry in new if entry.public]
    )
    hidden = difference(
        [entry for entry in old if not entry.public], [entry for entry in new if not entry.public]
    )
    words = [change_words(change, language) for change in public]
    return words, bool(hidden) and invitation.sees_all


def lines_of(entries: list[Entry], language: str) -> list[Line]:
    """Return the public items of an agenda as lines."""
    return [
        Line("  " * (entry.level - 1), entry.number, entry.title_in(language))
        for entry in entries
        if entry.public
    ]


def context_of(delivery: Delivery, token: str) -> dict[str, Any]:
    """Return what the text of a mail says, in the active language."""
    invitation, version = delivery.invitation, delivery.version
    meeting = invitation.meeting
    entries = frozen.entries_of(version.agenda)
    start = localtime(meeting.start_at)
    changes, hidden_changes = changes_for(invitation, version, delivery.language)
    last = frozen.before(version)
    office = office_of(meeting)
    return {
        "purpose": delivery.purpose,
        "person": invitation.person.full_name,
        "opening": opening(delivery, meeting.wording("name", delivery.language).text),
        "asks": delivery.purpose in ASKING,
        "session": meeting.wording("name", delivery.language).text,
        "body": meeting.term.wording("council_name", delivery.language).text,
        "day": date_format(start, "l, j. F Y" if delivery.language == BINDING else "DATE_FORMAT"),
        "time": time_format(start, "TIME_FORMAT"),
        "place": frozen.place_of(meeting),
        "lines": lines_of(entries, delivery.language),
        "has_non_public": frozen.has_non_public_part(entries),
        "sees_all": invitation.sees_all,
        "urgent_reason": version.urgent_reason,
        "message": version.message,
        "changes": changes,
        "hidden_changes": hidden_changes,
        "rearranged": last is not None and frozen.is_rearranged(last.agenda, version.agenda),
        "link": page_address(token, delivery.language),
        "office": office,
        "is_german": delivery.language in {BINDING, "de-simple"},
        "may_send_deputy": people.may_send_deputy(invitation),
    }


def build(delivery: Delivery, token: str) -> EmailMessage:
    """Return the mail of a dispatch; `token` makes the personal link in it."""
    invitation = delivery.invitation
    meeting = invitation.meeting
    purpose = Purpose(delivery.purpose)
    with translation.override(delivery.language):
        context = context_of(delivery, token)
        day = date_format(localtime(meeting.start_at), "SHORT_DATE_FORMAT")
        text = render_to_string("invitations/mail/text.txt", context)
        office = context["office"]
        answer_to = meeting.support_email or (office.email if office else "")
        message = EmailMessage(
            subject_of(purpose, context["session"], day),
            tidy(text),
            to=[delivery.email],
            reply_to=[answer_to] if answer_to else None,
            headers={
                "Message-ID": message_id(delivery),
                "Auto-Submitted": "auto-generated",
                "Content-Language": delivery.language,
            },
        )
        if purpose in WITH_CALENDAR:
            message.attach(calendar_part(meeting, context["session"]))
    return message


def message_id(delivery: Delivery) -> str:
    """Return what mail servers know the mail by; a mail that is sent again gets another one."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<{delivery.pk}.{delivery.attempts}.{clock.now():%Y%m%d%H%M%S}@{host}>"


def calendar_part(meeting: Meeting, name: str) -> MIMEText:
    """Return the session as a file for the calendar. One that is not public gets no public link."""
    from icalendar import Calendar

    from mitsprache.meetings.calendars import calendar_of

    calendar = Calendar.from_ical(calendar_of([meeting], name))
    if not meeting.is_public:
        for event in calendar.walk("VEVENT"):
            event.pop("url", None)
            event.pop("description", None)
    part = MIMEText(calendar.to_ical().decode(), "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename="sitzung.ics")
    return part


def tidy(text: str) -> str:
    """Return a text without the empty lines that a template leaves."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for index, line in enumerate(lines) if line or lines[index - 1]]
    return "\n".join(kept) + "\n"
