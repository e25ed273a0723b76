"""Building an agenda: from the frame, from earlier sessions, with what was adjourned."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from mitsprache.audit.models import Entry
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, command
from mitsprache.kernel.text import source_hash
from mitsprache.meetings import filling, operations
from mitsprache.meetings.agenda import places_of
from mitsprache.meetings.domain.numbering import arrange
from mitsprache.meetings.domain.reorder import fingerprint
from mitsprache.meetings.models import AgendaItem, AgendaTemplate, FrameEntry, Meeting
from tests.factories.council import OrganizationFactory
from tests.factories.meetings import AgendaItemFactory, FrameEntryFactory, MeetingFactory, at
from tests.factories.papers import PaperFactory

pytestmark = pytest.mark.django_db
HAND = command("test")


@pytest.fixture
def last(frame: FrameEntry) -> Meeting:
    return MeetingFactory(key="letzte", start_at=at("2016-05-24"), name="14. Sitzung")


@pytest.fixture
def coming() -> Meeting:
    return MeetingFactory(key="naechste", start_at=at("2016-09-06"), state="planned")


@pytest.fixture
def frame() -> FrameEntry:
    """The sections 'Regularien' with the last minutes, 'Anträge' and a non-public one."""
    top = FrameEntryFactory(title="Regularien", position=1)
    title = "Niederschrift vom {datum}"
    of = source_hash(title)
    FrameEntryFactory(
        title=title,
        kind="item",
        parent=top,
        translations={
            "en": {"title": {"text": "Minutes of {datum}", "of": of, "state": "draft"}},
            "tr": {"title": {"text": "Tutanak", "of": "0" * 16, "state": "draft"}},
            "ar": {},
        },
    )
    FrameEntryFactory(title="Anträge", position=2)
    FrameEntryFactory(title="Vertrauliches", position=3, public=False)
    return top


def begin(meeting: Meeting, **more: Any) -> list[AgendaItem]:
    return operations.begin_agenda(actor=HAND, meeting=meeting, **more)


def carry(meeting: Meeting) -> list[str]:
    return [item.title for item in operations.carry_items(actor=HAND, meeting=meeting)]


def titles(meeting: Meeting) -> dict[str, str]:
    agenda = arrange(meeting.items.all())
    nodes = [node for top in (*agenda.public, *agenda.non_public) for node in top.walk()]
    return {node.number: node.item.title for node in nodes}


class TestFrame:
    def test_fills_an_empty_agenda_and_names_the_last_session(
        self, last: Meeting, coming: Meeting
    ) -> None:
        MeetingFactory(start_at=at("2016-07-01"), state="cancelled")
        MeetingFactory(start_at=at("2016-08-01"), organization=OrganizationFactory())
        begin(coming)
        assert titles(coming) == {
            "1": "Regularien",
            "1.1": "Niederschrift vom 24. Mai 2016",
            "2": "Anträge",
            "3": "Vertrauliches",
        }
        assert coming.items.get(title="Vertrauliches").public is False
        assert Entry.objects.get().action == "meetings.begin_agenda"

    def test_translations_come_along_with_the_day_in_their_language(
        self, last: Meeting, coming: Meeting
    ) -> None:
        begin(coming)
        item = coming.items.get(title__startswith="Niederschrift")
        assert str(item.wording("title", "en")) == "Minutes of 24 May 2016"
        assert item.wording("title", "en").state == "draft"
        assert item.wording("title", "tr").state == "outdated"

    def test_leaves_out_what_names_a_session_that_never_was(
        self, frame: FrameEntry, coming: Meeting
    ) -> None:
        begin(coming)
        assert list(titles(coming).values()) == ["Regularien", "Anträge", "Vertrauliches"]

    def test_is_not_put_over_an_agenda_that_somebody_began(
        self, frame: FrameEntry, coming: Meeting
    ) -> None:
        begin(coming)
        with pytest.raises(ValidationError, match="hat schon Punkte"):
            begin(coming)
        assert coming.items.count() == 3

    def test_that_is_empty_is_nothing_to_begin_with(self, coming: Meeting) -> None:
        with pytest.raises(ValidationError, match="steht nichts"):
            begin(coming)

    def test_is_no_business_of_visitors(self, coming: Meeting) -> None:
        with pytest.raises(PermissionRefused):
            operations.begin_agenda(actor=ANONYMOUS, meeting=coming)


class TestEarlierAgenda:
    def test_is_copied_without_its_results(self, last: Meeting, coming: Meeting) -> None:
        begin(last)
        paper = PaperFactory()
        section = last.items.get(title="Anträge")
        item = AgendaItemFactory(
            meeting=last,
            parent=section,
            title="Mehr Bänke",
            text="<p>Im Park.</p>",
            result="adopted",
            resolution_text="<p>Ja.</p>",
            is_urgent=True,
            planned_minutes=10,
            translations={
                "en": {
                    "title": {"text": "Benches", "of": source_hash("Mehr Bänke"), "state": "draft"},
                    "resolution_text": {"text": "Yes", "of": "0" * 16, "state": "draft"},
                }
            },
        )
        item.papers.set([paper])
        begin(coming, source=last)
        copy = coming.items.get(title="Mehr Bänke")
        assert (copy.text, copy.planned_minutes, copy.parent.title) == (
            "<p>Im Park.</p>",
            10,
            "Anträge",
        )
        assert (copy.result, copy.resolution_text, copy.is_urgent) == ("", "", False)
        assert copy.translations == {"en": {"title": item.translations["en"]["title"]}}
        assert list(copy.papers.all()) == [paper]

    def test_names_the_right_last_session(self, last: Meeting, coming: Meeting) -> None:
        begin(coming)
        later = MeetingFactory(start_at=at("2016-12-06"), state="planned")
        begin(later, source=coming)
        assert titles(later)["1.1"] == "Niederschrift vom 6. September 2016"
        assert str(later.items.get(position=1, kind="item").wording("title", "en")) == (
            "Minutes of 6 September 2016"
        )

    def test_keeps_titles_where_no_session_came_before(
        self, frame: FrameEntry, coming: Meeting
    ) -> None:
        AgendaItemFactory(meeting=coming, title="Eins")
        later = MeetingFactory(start_at=at("2016-12-06"), state="planned")
        begin(later, source=coming)
        assert titles(later) == {"1": "Eins"}


class TestCarryingOver:
    def test_takes_adjourned_items_into_the_same_section_once(
        self, last: Meeting, coming: Meeting
    ) -> None:
        begin(last)
        section = last.items.get(title="Anträge")
        AgendaItemFactory(meeting=last, parent=section, title="Getan", result="adopted")
        old = AgendaItemFactory(meeting=last, parent=section, title="Bänke", result="adjourned")
        AgendaItemFactory(meeting=last, parent=old, title="Standorte")
        AgendaItemFactory(meeting=last, parent=old, title="Farbe", result="adopted")
        AgendaItemFactory(meeting=last, title="Ohne Abschnitt", result="adjourned", position=9)
        begin(coming)
        assert carry(coming) == ["Bänke", "Ohne Abschnitt"]
        assert titles(coming) == {
            "1": "Regularien",
            "1.1": "Niederschrift vom 24. Mai 2016",
            "2": "Anträge",
            "2.1": "Bänke",
            "2.1.1": "Standorte",
            "3": "Ohne Abschnitt",
            "4": "Vertrauliches",
        }
        copy = coming.items.get(title="Bänke")
        assert (copy.carried_from, copy.result) == (old, "")
        entries = Entry.objects.count()
        assert carry(coming) == []
        assert Entry.objects.count() == entries

    def test_takes_an_adjourned_item_below_another_only_once(
        self, last: Meeting, coming: Meeting
    ) -> None:
        above = AgendaItemFactory(meeting=last, title="Oben", result="adjourned")
        AgendaItemFactory(meeting=last, title="Unten", parent=above, result="adjourned")
        assert carry(coming) == ["Oben"]
        assert titles(coming) == {"1": "Oben", "1.1": "Unten"}

    def test_takes_nothing_of_other_bodies_or_later_sessions(
        self, last: Meeting, coming: Meeting
    ) -> None:
        other = MeetingFactory(start_at=at("2016-06-01"), organization=OrganizationFactory())
        later = MeetingFactory(start_at=at("2016-12-06"))
        for meeting in (other, later, coming):
            AgendaItemFactory(meeting=meeting, result="adjourned")
        assert carry(coming) == []

    def test_what_lay_below_something_non_public_stays_non_public(
        self, last: Meeting, coming: Meeting
    ) -> None:
        begin(last)
        hidden = last.items.get(title="Vertrauliches")
        # an item that turned non-public later took this one along without changing its column
        secret = AgendaItemFactory(meeting=last, parent=hidden, title="MARKE", result="adjourned")
        AgendaItemFactory(meeting=last, parent=secret, title="MARKE darunter")
        begin(coming)
        carry(coming)
        agenda = arrange(coming.items.all())
        public = [node.item.title for top in agenda.public for node in top.walk()]
        assert not any("MARKE" in title for title in public)
        assert not coming.items.filter(title__startswith="MARKE", public=True).exists()

    def test_no_item_goes_into_a_section_that_is_hidden(
        self, last: Meeting, coming: Meeting
    ) -> None:
        section = AgendaItemFactory(meeting=last, title="Anträge", kind="section")
        AgendaItemFactory(meeting=last, parent=section, title="Bänke", result="adjourned")
        hidden = AgendaItemFactory(meeting=coming, public=False, title="Zu", kind="section")
        AgendaItemFactory(meeting=coming, parent=hidden, title="Anträge", kind="section")
        carry(coming)
        assert coming.items.get(title="Bänke").parent is None


class TestContinuing:
    def test_takes_over_what_was_left_open_with_its_sections(
        self, last: Meeting, coming: Meeting
    ) -> None:
        section = AgendaItemFactory(meeting=last, title="Anträge", kind="section", position=1)
        AgendaItemFactory(meeting=last, title="Leer", kind="section", position=2)
        AgendaItemFactory(meeting=last, parent=section, title="Getan", result="adopted")
        AgendaItemFactory(meeting=last, parent=section, title="Offen")
        AgendaItemFactory(meeting=last, parent=section, title="Auch offen")
        AgendaItemFactory(meeting=last, title="Geheim", public=False, position=3)
        operations.meeting.update(actor=HAND, record=coming, values={"continues": last})
        assert carry(coming) == ["Offen", "Auch offen", "Geheim"]
        assert titles(coming) == {
            "1": "Anträge",
            "1.1": "Offen",
            "1.2": "Auch offen",
            "2": "Geheim",
        }
        assert carry(coming) == []

    def test_is_of_an_earlier_session_of_the_same_body(
        self, last: Meeting, coming: Meeting
    ) -> None:
        other = MeetingFactory(start_at=at("2016-06-01"), organization=OrganizationFactory())
        for earlier, words in ((other, "desselben Gremiums"), (coming, "frühere Sitzung")):
            with pytest.raises(ValidationError, match=words):
                operations.meeting.update(actor=HAND, record=coming, values={"continues": earlier})


class TestPlaces:
    def place(self, item: AgendaItem, parent: AgendaItem | None, position: int, seen: str) -> bool:
        return operations.place_item(
            actor=HAND, item=item, parent=parent, position=position, seen=seen
        )

    def test_an_item_goes_where_it_is_put(self, coming: Meeting) -> None:
        first, _second, third = (
            AgendaItemFactory(meeting=coming, title=title, position=number)
            for number, title in enumerate("ABC")
        )
        assert self.place(third, first, 0, fingerprint(places_of(coming)))
        assert titles(coming) == {"1": "A", "1.1": "C", "2": "B"}
        assert not self.place(first, third, 0, fingerprint(places_of(coming)))

    def test_an_order_that_somebody_changed_is_not_overwritten(self, coming: Meeting) -> None:
        first, second = (AgendaItemFactory(meeting=coming, position=number) for number in (1, 2))
        seen = fingerprint(places_of(coming))
        assert self.place(second, None, 0, seen)
        with pytest.raises(ValidationError, match="Jemand anderes hat die Reihenfolge"):
            self.place(first, None, 0, seen)


class TestAdding:
    def add(self, meeting: Meeting, title: str, **more: Any) -> AgendaItem:
        values = {"parent": None, "public": True} | more
        return operations.add_item(actor=HAND, meeting=meeting, title=title, **values)

    def test_an_item_stands_at_the_end_of_its_level(self, coming: Meeting) -> None:
        section = self.add(coming, "Anträge")
        self.add(coming, "Bänke", parent=section)
        self.add(coming, "Bänke", parent=section)
        assert titles(coming) == {"1": "Anträge", "1.1": "Bänke", "1.2": "Bänke"}
        keys = sorted(coming.items.values_list("key", flat=True))
        assert keys == ["naechste--antraege", "naechste--baenke", "naechste--baenke-2"]

    @pytest.mark.parametrize("title", ["", "x" * 401])
    def test_a_title_has_a_length(self, coming: Meeting, title: str) -> None:
        with pytest.raises(ValidationError):
            self.add(coming, title)

    def test_a_public_item_is_not_added_below_a_non_public_one(self, coming: Meeting) -> None:
        hidden = self.add(coming, "Zu", public=False)
        with pytest.raises(ValidationError, match="nichtöffentlich"):
            self.add(coming, "Offen", parent=hidden)
        assert coming.items.count() == 1


def test_a_tree_with_a_circle_ends(coming: Meeting) -> None:
    one = AgendaItem(pk=1, parent_id=2)
    two = AgendaItem(pk=2, parent_id=1)
    assert [item.pk for item in filling.Tree([one, two]).above(one)] == [2, 1]


class TestTemplates:
    def save(self, meeting: Meeting, name: str = "Übliche Sitzung") -> AgendaTemplate:
        return operations.save_template(actor=HAND, meeting=meeting, name=name)

    def test_keep_an_agenda_and_begin_another_with_the_right_day(
        self, last: Meeting, coming: Meeting
    ) -> None:
        begin(coming)
        item = AgendaItemFactory(
            meeting=coming, title="Bänke", result="adopted", public=False, planned_minutes=5
        )
        item.papers.set([PaperFactory()])
        template = self.save(coming)
        later = MeetingFactory(start_at=at("2016-12-06"), state="planned")
        begin(later, source=template)
        assert titles(later) == {
            "1": "Regularien",
            "1.1": "Niederschrift vom 6. September 2016",
            "2": "Anträge",
            "3": "Vertrauliches",
            "4": "Bänke",
        }
        copy = later.items.get(title="Bänke")
        assert (copy.result, copy.public, copy.planned_minutes) == ("", False, 5)
        assert not copy.papers.exists()
        minutes = later.items.get(title__startswith="Niederschrift")
        assert str(minutes.wording("title", "en")) == "Minutes of 6 September 2016"

    def test_leave_out_what_names_a_session_that_never_was(
        self, last: Meeting, coming: Meeting
    ) -> None:
        begin(coming)
        template = self.save(coming)
        first = MeetingFactory(start_at=at("2016-12-06"), organization=OrganizationFactory())
        begin(first, source=template)
        assert list(titles(first).values()) == ["Regularien", "Anträge", "Vertrauliches"]

    def test_of_a_first_session_is_kept_as_it_is(self, coming: Meeting) -> None:
        AgendaItemFactory(meeting=coming, title="Eins")
        assert [entry["title"] for entry in self.save(coming).entries] == ["Eins"]

    def test_have_a_name_of_their_own(self, coming: Meeting) -> None:
        AgendaItemFactory(meeting=coming)
        assert self.save(coming).key == "uebliche-sitzung"
        with pytest.raises(ValidationError, match="gibt es schon"):
            self.save(coming)
        with pytest.raises(ValidationError):
            self.save(coming, "")

    def test_are_not_empty(self, coming: Meeting) -> None:
        with pytest.raises(ValidationError, match="leere Tagesordnung"):
            self.save(coming)

    def test_go_without_the_agendas_that_began_with_them(self, coming: Meeting) -> None:
        AgendaItemFactory(meeting=coming)
        operations.delete_template(actor=HAND, template=self.save(coming))
        assert not AgendaTemplate.objects.exists()
        assert coming.items.count() == 1
