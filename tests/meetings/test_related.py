from __future__ import annotations

import pytest

from mitsprache.meetings import related
from tests.factories.meetings import MeetingFactory
from tests.factories.visit import visit

pytestmark = pytest.mark.django_db


def test_a_session_links_to_what_higher_apps_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "_providers", [])
    MeetingFactory(key="s")
    calls = []

    def known(viewer, meeting):
        calls.append(meeting.key)
        yield related.Link("Niederschrift", "/de/x/")
        yield related.Link("Live", "/de/y/", "play", is_primary=True)

    related.register(known)
    related.register(known)
    page = visit("/de/sitzungen/s/")
    assert calls == ["s"]
    assert page.count('href="/de/x/"') == page.count('href="/de/y/"') == 1


def test_the_list_links_to_what_higher_apps_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "_for_list", [])

    def known():
        yield related.Link("Beschlüsse", "/de/z/", "gavel")

    related.register_for_list(known)
    related.register_for_list(known)
    assert visit("/de/sitzungen/").count('href="/de/z/"') == 1
