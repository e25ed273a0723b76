"""Invitations on paper: the public notice, letters with a QR code, proof of dispatch and answers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mitsprache.council.models import Location
from mitsprache.invitations import frozen
from mitsprache.invitations.domain.difference import Entry
from mitsprache.invitations.enums import Capacity, Channel, DeliveryState, Purpose, Reply
from mitsprache.invitations.mails import ASKING, office_of, opening, page_address
from mitsprache.invitations.models import AgendaVersion, Delivery, Invitation
from mitsprache.kernel import clock
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.pdf import render, written
from mitsprache.meetings.enums import ItemKind
from mitsprache.meetings.models import Meeting

EMPTY = "-unbesetzt-"
"""What stands below a section without items, as in Dortmund's agendas."""


def agenda_rows(entries: Sequence[Entry], language: str) -> list[list[Any]]:
    """Return number and title of each item; an empty section says so."""
    filled = {entry.parent for entry in entries}
    rows: list[list[Any]] = []
    for entry in entries:
        own = language if language in entry.titles else BINDING
        title = {"text": entry.title_in(language), "lang": own.partition("-")[0]}
        rows.append([entry.number, title])
        if entry.kind == ItemKind.SECTION and entry.key not in filled:
            rows.append(["", {"text": EMPTY, "lang": BINDING}])
    return rows


def when(meeting: Meeting) -> str:
    """Return day and time in the active language."""
    start = localtime(meeting.start_at)
    return _("%(day)s, %(time)s Uhr") % {
        "day": date_format(start, "DATE_FORMAT"),
        "time": time_format(start, "TIME_FORMAT"),
    }


def where(meeting: Meeting, language: str) -> list[tuple[str, Any]]:
    """Return the place, fact by fact."""
    place: Location | None = meeting.location
    if place is None:
        return [(_("Ort"), meeting.room or _("steht noch nicht fest"))]
    town = f"{place.postal_code} {place.locality}".strip()
    facts: list[tuple[str, Any]] = [(_("Ort"), written(place.wording("description", language)))]
    if meeting.shown_room:
        facts.append((_("Raum"), meeting.shown_room))
    address = ", ".join(part for part in (place.street_address, town) if part)
    if address:
        facts.append((_("Anschrift"), address))
    if place.is_accessible is not None:
        known = _("zugänglich") if place.is_accessible else _("nicht zugänglich")
        facts.append((_("Barrierefrei"), known))
    return facts


def notice_pdf(meeting: Meeting, language: str) -> bytes:
    """Return the public notice: the public part of the agenda and nothing of the other."""
    entries = frozen.current(meeting)
    public = [entry for entry in entries if entry.public]
    office = office_of(meeting)
    with translation.override(language):
        notes = []
        if frozen.has_non_public_part(entries):
            notes.append(_("Es folgt ein nichtöffentlicher Teil."))
        if frozen.takes_support(meeting):
            notes.append(
                _("Brauchen Sie Dolmetschen oder Unterstützung? Melden Sie sich bitte bis %(day)s.")
                % {"day": date_format(frozen.last_day_for_support(meeting), "DATE_FORMAT")}
            )
        if office is not None:
            contact = ", ".join(part for part in (office.phone, office.email) if part)
            notes.append(f"{office.name} {contact}".strip())
        if language != BINDING:
            notes.append(_("Verbindlich ist der deutsche Text."))
        return render(
            "invitations/notice",
            {
                "title": _("Öffentliche Bekanntmachung"),
                "session": written(meeting.wording("name", language)),
                "facts": [(_("Beginn"), when(meeting)), *where(meeting, language)],
                "agenda_title": _("Tagesordnung"),
                "head": [_("Nr."), _("Titel")],
                "rows": agenda_rows(public, language),
                "notes": notes,
            },
            language=language,
            title=_("Bekanntmachung: %(session)s") % {"session": str(meeting)},
            issuer=meeting.term.wording("council_name", language).text,
        )


def qr_code(address: str) -> str:
    """Return a QR code as SVG."""
    import qrcode  # type: ignore[import-untyped]
    from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]

    stream = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, border=2).save(stream)
    return stream.getvalue().decode()


def letters_pdf(letters: Iterable[tuple[Delivery, str]], version: AgendaVersion) -> bytes:
    """Return the letters of a version, in German, each with its own link and QR code."""
    with translation.override(BINDING):
        return render(
            "invitations/letters",
            {"letters": [_letter(row, token, version) for row, token in letters]},
            language=BINDING,
            title=_("Einladungen: %(session)s") % {"session": str(version.meeting)},
            issuer=version.meeting.term.council_name,
        )


def _letter(row: Delivery, token: str, version: AgendaVersion) -> dict[str, Any]:
    meeting, invitation = version.meeting, row.invitation
    entries = frozen.entries_of(version.agenda)
    shown = [entry for entry in entries if entry.public or invitation.sees_all]
    hides = not invitation.sees_all and frozen.has_non_public_part(entries)
    link = page_address(token, BINDING)
    asks = row.purpose in ASKING
    notes = [text for text in (version.message,) if text]
    if version.urgent_reason and asks:
        notes.append(
            _("Die Ladungsfrist ist verkürzt, weil es dringend ist. Der Grund: %(reason)s")
            % {"reason": version.urgent_reason}
        )
    office = office_of(meeting)
    return {
        "name": invitation.person.full_name,
        "title": f"{Purpose(row.purpose).label}: {meeting.name}",
        "greeting": _("Guten Tag %(person)s,") % {"person": invitation.person.full_name},
        "text": opening(row, meeting.name),
        "facts": [(_("Beginn"), when(meeting)), *where(meeting, BINDING)],
        "notes": notes,
        "agenda_title": _("Tagesordnung"),
        "head": [_("Nr."), _("Titel")],
        "rows": agenda_rows(shown, BINDING) if asks else [],
        "asks": asks,
        "after": [_("Es folgt ein nichtöffentlicher Teil.")] if hides else [],
        "reply_title": _("Kommen Sie?"),
        "reply_text": _(
            "Bitte antworten Sie im Internet; dort stehen auch die Unterlagen. Halten Sie die Kamera "
            "Ihres Telefons auf das Bild oder öffnen Sie diese Adresse:"
        ),
        "link": link,
        "code": qr_code(link),
        "code_text": _("QR-Code mit der Adresse Ihrer Einladung"),
        "closing": _("Oder rufen Sie an: %(phone)s") % {"phone": office.phone}
        if office and office.phone
        else _("Mit freundlichen Grüßen"),
    }


def proof_pdf(
    meeting: Meeting, versions: Sequence[AgendaVersion], invitations: Sequence[Invitation]
) -> bytes:
    """Return what was sent to whom and when, and who answered what, as it stands now."""
    with translation.override(BINDING):
        return render(
            "invitations/proof",
            {
                "title": _("Nachweis über Versand und Antworten"),
                "session": str(meeting),
                "facts": [
                    (_("Beginn"), when(meeting)),
                    (_("Stand"), _moment(clock.now())),
                ],
                "versions_title": _("Verschickte Fassungen"),
                "versions_head": [_("Fassung"), _("Verschickt"), _("Von"), _("Dringend")],
                "versions": [
                    [str(one.number), _moment(one.sent_at), one.sent_by, one.urgent_reason or "–"]
                    for one in versions
                ],
                "deliveries_title": _("Versand"),
                "deliveries_head": [_("Name"), _("Inhalt"), _("Weg"), _("Stand")],
                "deliveries": [
                    _delivery_row(row, one) for row in invitations for one in row.deliveries.all()
                ],
                "replies_title": _("Antworten"),
                "replies_head": [_("Name"), _("als"), _("Antwort"), _("Wann")],
                "replies": [_reply_row(row) for row in invitations],
            },
            language=BINDING,
            title=_("Nachweis: %(session)s") % {"session": str(meeting)},
            issuer=meeting.term.council_name,
        )


def _moment(value: Any) -> str:
    return date_format(localtime(value), "SHORT_DATETIME_FORMAT") if value else "–"


def _delivery_row(row: Invitation, one: Delivery) -> list[str]:
    state = str(DeliveryState(one.state).label)
    when_or_why = _moment(one.sent_at) if one.sent_at else one.reason
    return [
        row.person.full_name,
        f"{Purpose(one.purpose).label} ({one.version.number})",
        f"{Channel(one.channel).label} {one.email}".strip(),
        f"{state}: {when_or_why}" if when_or_why else state,
    ]


def _reply_row(row: Invitation) -> list[str]:
    member = row.stands_in_for
    capacity = str(Capacity(row.capacity).label)
    if member is not None:
        capacity = _("%(capacity)s für %(name)s") % {
            "capacity": capacity,
            "name": member.person.full_name,
        }
    return [row.person.full_name, capacity, str(Reply(row.reply).label), _moment(row.replied_at)]
