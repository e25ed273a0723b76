"""Minutes on paper: the PDF of a long session, tagged and archivable."""

from __future__ import annotations

import time

from mitsprache.kernel import clock
from mitsprache.meetings.models import Meeting
from mitsprache.minutes.models import Minutes, MinutesItem
from mitsprache.minutes.printing import minutes_pdf
from mitsprache.minutes.queries import View

ITEMS, MEMBERS, ROUNDS = 40, 27, 5
AIM = 1.0
"""Seconds."""
TEXT = (
    "<p>" + "Die Sprecherin trägt vor und beantwortet Fragen der Mitglieder. " * 8 + "</p>"
    "<p><strong>Beschluss:</strong></p><blockquote><p>Der Rat wird gebeten, die Vorlage zu beraten."
    "</p></blockquote><p><strong>Ergebnis:</strong> einstimmig beschlossen (25 Ja, 0 Nein)</p>"
)


def long_session() -> View:
    """Return the minutes of a session with many items, in memory alone."""
    minutes = Minutes(state="published", locked_at=clock.now())
    meeting = Meeting(name="7. Sitzung", start_at=clock.now())
    row = {
        "name": "Mina Muster",
        "list_name": "Bunte Liste",
        "function": "",
        "status": "present",
        "times": [["16:20", ""]],
        "stands_in_for": "Ada Beispiel",
    }
    items = [
        MinutesItem(number=str(number + 1), title="Antrag zur Teilhabe", text=TEXT, public=True)
        for number in range(ITEMS)
    ]
    record = {
        "council": "Integrationsrat",
        "organization": "Integrationsrat",
        "name": "7. Sitzung",
        "number": 7,
        "term": "2014–2020",
        "date": "2016-06-16",
        "from": "16:00",
        "to": "18:30",
        "place": "Rathaus",
        "is_broken_off": False,
        "quorum": "",
        "chair": "Ada Beispiel",
        "minute_taker": "Ben Beispiel",
        "co_signer": "Cem Beispiel",
    }
    return View(
        minutes=minutes,
        meeting=meeting,
        record=record,
        blocks=[{"kind": "voting", "rows": [row] * MEMBERS}],
        items=items,
        corrections=[],
        signatures=[],
        is_full=False,
    )


def seconds_of(view: View) -> float:
    """Return the seconds of the fastest of some rounds, each with other texts.

    Typst remembers what it set before, so the same texts again would cost almost nothing.
    """
    times = []
    for number in range(ROUNDS):
        for place, item in enumerate(view.items):
            item.text = (
                f"<p>Fassung {number} von Punkt {place}: {number * ITEMS + place}.</p>{TEXT}"
            )
        start = time.perf_counter()
        minutes_pdf(view)
        times.append(time.perf_counter() - start)
    return min(times)


def report() -> str:
    """Return a line on the PDF of a long session."""
    view = long_session()
    size = len(minutes_pdf(view)) / 1024
    took = seconds_of(view) * 1000
    aim = AIM * 1000
    return f"minutes of {ITEMS} items as PDF/UA: {took:.0f} ms, {size:.0f} KB (aim {aim:.0f} ms)"
