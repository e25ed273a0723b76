from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from mitsprache.exchange.load import load_directory
from mitsprache.kernel.actor import command
from mitsprache.minutes.demo import OPENING, write
from mitsprache.minutes.models import AllowanceList
from mitsprache.proceedings.demo import HIDDEN, play
from tests.factories.visit import visit
from tests.tools.pdf import pdf_problems

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DEMO = Path(__file__).parents[2] / "demo" / "dortmund"


def test_the_played_session_has_published_minutes_and_allowances() -> None:
    load_directory(DEMO, actor=command("test"))
    meeting = play()
    assert meeting
    minutes = write(meeting)
    assert minutes.state == "published"
    page = visit(f"/de/sitzungen/{meeting.key}/niederschrift/")
    assert OPENING in page
    assert "in Vertretung für" in page
    assert HIDDEN not in page
    assert "Vorstand des Vereins" not in page
    listed = AllowanceList.objects.get()
    assert listed.entries.count() > 20
    pdf = Client().get(f"/de/sitzungen/{meeting.key}/niederschrift.pdf").content
    assert pdf_problems({"demo": pdf}) == {"demo": []}
