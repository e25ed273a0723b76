"""Prepared queries: the same records as the query that they stand for."""

from __future__ import annotations

import pytest
from django.db.models import Q
from django.utils.translation import override

from mitsprache.kernel.reading import Prepared
from mitsprache.kernel.text import TextState
from mitsprache.meetings.models import AgendaItem
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
COLUMNS = ("meeting", "title")


@pytest.fixture
def items_of() -> Prepared[AgendaItem]:
    return Prepared(lambda pk: AgendaItem.objects.filter(meeting=pk).order_by("position"), *COLUMNS)


def test_each_value_gets_its_own_records(items_of: Prepared[AgendaItem]) -> None:
    first, second = MeetingFactory(), MeetingFactory()
    AgendaItemFactory(meeting=first, title="Eins", position=1)
    AgendaItemFactory(meeting=first, title="Zwei", position=2)
    AgendaItemFactory(meeting=second, title="Drei", position=1)
    with override("de"):
        assert [item.title for item in items_of(first.pk)] == ["Eins", "Zwei"]
        assert [item.title for item in items_of(second.pk)] == ["Drei"]
        assert list(items_of(0)) == []


def test_each_language_gets_what_it_needs(items_of: Prepared[AgendaItem]) -> None:
    item = AgendaItemFactory(title="Eins")
    with override("de"):
        (german,) = items_of(item.meeting_id)
        assert german.get_deferred_fields() >= {"translations", "text"}
    with override("tr"):
        (turkish,) = items_of(item.meeting_id)
        assert turkish.translations == item.translations
        assert turkish.wording("title", "tr").state is TextState.MISSING


def test_a_query_with_more_than_one_value_is_refused() -> None:
    twice = Prepared(lambda pk: AgendaItem.objects.filter(Q(pk=pk) | Q(meeting=pk)), *COLUMNS)
    with pytest.raises(TypeError):
        twice(1)
