"""The large council and its hundredth part: what a page shows must be comparable."""

from __future__ import annotations

import pytest
from django.test import Client

from mitsprache.kernel.actor import ANONYMOUS
from mitsprache.meetings import queries
from mitsprache.meetings.models import Meeting
from tests.bench import generate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("share", [0.01, 1])
def test_lists_of_sessions_are_as_long_at_any_size(
    share: float, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(generate, "TERMS", 20 if share < 1 else 2)
    generate.generate(share)
    assert Meeting.objects.count() == (20 if share < 1 else 193)
    coming = queries.upcoming(ANONYMOUS)
    earlier = queries.earlier(ANONYMOUS)
    assert len(coming) == generate.COMING + 1  # the one that is watched
    assert len(earlier.rows) == queries.PAGE
    assert earlier.before
    assert Meeting.objects.filter(start_at__lt=generate.NOW).exclude(state="held").count() == 0
    for name, path in generate.pages().items():
        body = client.get(path).content.decode()
        if name == "session list":
            assert body.count("ms-card ms-session ") == generate.COMING + 1 + queries.PAGE
