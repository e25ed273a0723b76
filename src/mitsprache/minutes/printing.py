"""Minutes on paper: PDF/UA-1 and PDF/A-2a, in German, which is the binding text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.pdf import render, rich
from mitsprache.minutes.enums import SignatureWay
from mitsprache.minutes.models import Correction, MinutesItem, Signature
from mitsprache.minutes.queries import View
from mitsprache.minutes.words import attendance


def minutes_pdf(view: View) -> bytes:
    """Return the PDF of minutes as `view` shows them; a session of 40 items takes under a second."""
    with override(BINDING):
        title = _title(view)
        return render(
            "minutes/minutes",
            {
                "title": _("Niederschrift"),
                "subtitle": view.record.get("name") or str(view.meeting),
                "notice": _notice(view),
                "facts": _facts(view.record),
                "attendance_title": _("Anwesenheit"),
                "head": [_("Name"), _("Liste oder entsendende Stelle"), _("Anwesenheit")],
                "attendance": attendance(view.blocks),
                "parts": _parts(view),
                "corrections_title": _("Spätere Berichtigungen"),
                "corrections": [_correction(correction) for correction in view.corrections],
                "signatures_title": _("Unterschriften"),
                "signatures": [_signature(signature) for signature in view.signatures],
            },
            language=BINDING,
            title=title,
            issuer=str(view.record.get("council", "")),
        )


def _title(view: View) -> str:
    name = view.record.get("name") or str(view.meeting)
    day = _day(view.record["date"]) if "date" in view.record else ""
    return ", ".join(part for part in (_("Niederschrift"), name, day) if part)


def _day(written: str) -> str:
    return date_format(dt.date.fromisoformat(written), "DATE_FORMAT")


def _notice(view: View) -> str:
    if not view.minutes.is_final:
        return _("Entwurf, noch nicht unterschrieben")
    if view.is_full:
        return _("Vollständige Fassung mit nichtöffentlichem Teil, nur für den Dienstgebrauch")
    return ""


def _facts(record: dict[str, Any]) -> list[tuple[str, str]]:
    day = dt.date.fromisoformat(record["date"])
    until = record["to"]
    hours = (
        _("%(start)s bis %(end)s Uhr") % {"start": record["from"], "end": until}
        if until
        else _("ab %(time)s Uhr") % {"time": record["from"]}
    )
    number = f"{record['number']} ({record['term']})" if record["number"] else ""
    pairs = [
        (_("Gremium"), record["organization"]),
        (_("Nummer der Sitzung"), number),
        (_("Datum"), date_format(day, "l, j. F Y")),
        (_("Zeit"), hours),
        (_("Ort"), record["place"]),
        (_("Vorsitz"), record["chair"]),
        (_("Schriftführung"), record["minute_taker"]),
        (_("Mitunterzeichnung"), record["co_signer"]),
        (_("Beschlussfähigkeit"), record["quorum"]),
        (_("Verlauf"), _("Die Sitzung ist abgebrochen worden.") if record["is_broken_off"] else ""),
    ]
    return [(label, str(value)) for label, value in pairs if value]


def _parts(view: View) -> list[dict[str, Any]]:
    parts = [(_("Öffentlicher Teil"), view.public_items)]
    if view.is_full:
        parts.append((_("Nichtöffentlicher Teil"), view.non_public_items))
    return [
        {"title": title, "items": [_item(item, is_full=view.is_full) for item in items]}
        for title, items in parts
        if items
    ]


def _item(item: MinutesItem, *, is_full: bool) -> dict[str, Any]:
    return {
        "title": f"{item.number} {item.title}",
        "text": rich(item.text),
        "internal": rich(item.internal) if is_full and item.internal else None,
        "internal_label": _("Nur in dieser Fassung"),
    }


def _correction(correction: Correction) -> dict[str, Any]:
    meeting = correction.item.meeting
    about = _("zu Punkt %(number)s") % {"number": correction.number} if correction.number else ""
    where = _("%(session)s am %(day)s") % {
        "session": meeting.name,
        "day": date_format(meeting.local_date, "DATE_FORMAT"),
    }
    return {
        "title": ", ".join(part for part in (where, about) if part),
        "text": rich(correction.text),
    }


def _signature(signature: Signature) -> dict[str, str]:
    role = str(signature.get_role_display())
    if signature.items:
        items = _("Punkte %(numbers)s") % {"numbers": signature.items}
        role += f", {items}"
    note = ""
    if signature.signed_at:
        day = date_format(timezone.localtime(signature.signed_at), "DATE_FORMAT")
        by_hand = signature.way == SignatureWay.PAPER
        note = (
            _("auf Papier unterschrieben am %(day)s")
            if by_hand
            else _("mit eigenem Zugang unterschrieben am %(day)s")
        ) % {"day": day}
    return {"name": signature.name, "role": role, "note": note}
