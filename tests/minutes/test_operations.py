from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from mitsprache.audit.models import Entry
from mitsprache.council.models import RulesOfProcedure
from mitsprache.kernel import clock
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS
from mitsprache.kernel.store import Conflict, StillInUse
from mitsprache.meetings import operations as meetings
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.minutes import operations
from mitsprache.minutes.models import Correction, Minutes, MinutesItem, Signature
from mitsprache.proceedings.models import Candidacy, Election, ElectionBallot, Tally
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.minutes import (
    CHAIR,
    OFFICE,
    account_of,
    biased,
    held_session,
    say,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    return held_session()


def text_of(minutes, title="Antrag"):
    return minutes.items.get(title=title)


class TestGenerate:
    def test_head_and_attendance_are_those_of_the_session(self, held) -> None:
        record = held.minutes().record
        assert (record["number"], record["date"]) == (7, "2016-06-16")
        assert (record["from"], record["to"]) == ("16:00", "18:30")
        assert record["place"].startswith("Saal Westfalia, Rathaus")
        assert record["chair"] == "Mina Chefins7"
        blocks = {block["kind"]: block["rows"] for block in record["attendance"]}
        assert [row["status"] for row in blocks["voting"]] == [
            "present",
            "present",
            "excused",
            "present",
        ]
        assert blocks["voting"][3]["stands_in_for"] == "Mina Dreis7"
        assert blocks["voting"][3]["times"] == [["16:20", ""]]
        assert blocks["voting"][0]["list_name"] == "Bunte Liste"
        assert [row["name"] for row in blocks["guests"]] == ["Anwohner Privat", "Dr. Fach"]

    def test_an_item_tells_discussion_decision_vote_and_bias(self, held) -> None:
        item = held.items["Antrag"]
        AgendaItem.objects.filter(pk=item.pk).update(
            resolution_text="<p>Der Rat wird gebeten.</p>", result="adopted_unanimously"
        )
        say(item, "Frau Eins trägt vor.")
        held.vote("Antrag", yes=2, abstentions=1)
        biased(item, held.members[1], "Grund-GEHEIM")
        row = text_of(held.minutes())
        assert row.text == (
            "<p>Frau Eins trägt vor.</p>"
            "<p><strong>Wegen Befangenheit nicht beteiligt:</strong> Mina Zweis7, hat den Raum "
            "verlassen</p>"
            "<p><strong>Beschluss:</strong></p><blockquote><p>Der Rat wird gebeten.</p></blockquote>"
            "<p><strong>Ergebnis:</strong> einstimmig bei 1 Enthaltung beschlossen (2 Ja, 0 Nein, "
            "1 Enthaltung)</p>"
        )
        assert "Grund-GEHEIM" not in row.text
        assert "Grund-GEHEIM" in row.internal

    def test_a_roll_call_names_everybody_and_a_secret_vote_nobody(self, held) -> None:
        held.vote("Antrag", kind="roll_call", yes=1, no=1)
        held.vote("Regularien", kind="secret", yes=3)
        minutes = held.minutes()
        assert "<strong>Ja:</strong> Mina Einss7" in text_of(minutes).text
        assert "<strong>Nein:</strong> Mina Zweis7" in text_of(minutes).text
        secret = text_of(minutes, "Regularien").text
        assert "geheim" in secret
        assert "Mina" not in secret

    def test_a_vote_en_bloc_names_no_hidden_item_in_public(self, held) -> None:
        hidden = AgendaItemFactory(meeting=held.meeting, title="Personal", public=False, position=9)
        held.items["Personal"] = hidden
        held.vote("Regularien", "Antrag", "Personal")
        minutes = held.minutes()
        assert "über 1, 2." in text_of(minutes).text
        assert "über 1, 2, 3." in text_of(minutes, "Personal").text
        assert not text_of(minutes, "Personal").public

    def test_an_election_is_told(self, held) -> None:
        election = Election.objects.create(
            key="w",
            sitting=held.sitting,
            item=held.items["Antrag"],
            office="Vorsitz",
            state="closed",
        )
        first, second = (
            Candidacy.objects.create(election=election, person=member.person)
            for member in held.members[:2]
        )
        ballot = ElectionBallot.objects.create(
            election=election,
            number=1,
            entitled=3,
            counted_at=held.sitting.opened_at,
            lot_winner=second,
            lot_drawn_by="Chefin",
        )
        for candidacy in (first, second):
            Tally.objects.create(ballot=ballot, candidacy=candidacy, votes=1)
        election.elected = second
        election.save()
        text = text_of(held.minutes()).text
        assert "Mina Einss7 1 Stimme, Mina Zweis7 1 Stimme" in text
        assert "das Los für Mina Zweis7. Das Los hat Chefin gezogen." in text
        assert "Gewählt ist Mina Zweis7." in text

    def test_open_and_void_votes_are_left_out(self, held) -> None:
        held.vote("Antrag", state="open", is_adopted=None)
        held.vote("Antrag", state="void", is_adopted=None)
        assert "Ergebnis" not in text_of(held.minutes()).text

    def test_a_session_without_record_has_minutes_of_its_agenda(self) -> None:
        meeting = MeetingFactory(location=None)
        AgendaItemFactory(meeting=meeting, title="Alt", result="noted")
        minutes = operations.generate(actor=OFFICE, meeting=meeting)
        assert text_of(minutes, "Alt").text == (
            "<p><strong>Ergebnis:</strong> zur Kenntnis genommen</p>"
        )
        assert minutes.record["attendance"] == []

    def test_the_lack_of_a_quorum_is_told(self, held) -> None:
        held.sitting.lacks_quorum_since = held.sitting.closed_at
        held.sitting.quorum_note = "Auf Antrag gezählt."
        held.sitting.save()
        assert held.minutes().record["quorum"] == (
            "Ab 18:30 Uhr nicht beschlussfähig. Auf Antrag gezählt."
        )

    def test_without_agenda_there_is_nothing_to_write(self) -> None:
        with pytest.raises(ValidationError, match="Tagesordnung"):
            operations.generate(actor=OFFICE, meeting=MeetingFactory())

    @pytest.mark.parametrize("count", [1, 30])
    def test_it_reads_as_often_at_any_size(self, count, django_assert_max_num_queries) -> None:
        from mitsprache.minutes.facts import facts_of

        held = held_session(titles=[f"Punkt {number}" for number in range(count)])
        for title in held.items:
            held.vote(title, kind="roll_call")
        with django_assert_max_num_queries(18):
            facts_of(Meeting.objects.get(pk=held.meeting.pk))


class TestRenew:
    def test_an_untouched_text_follows_the_record(self, held) -> None:
        minutes = held.minutes()
        say(held.items["Antrag"], "Neu")
        held.minutes()
        row = text_of(minutes)
        assert (row.text, row.has_proposal) == ("<p>Neu</p>", False)

    def test_an_edited_text_stays_and_gets_a_proposal(self, held) -> None:
        minutes = held.minutes()
        row = text_of(minutes)
        operations.item.update(actor=OFFICE, record=row, values={"text": "<p>Von Hand</p>"})
        held.minutes()
        row.refresh_from_db()
        assert (row.text, row.has_proposal) == ("<p>Von Hand</p>", False)
        record = say(held.items["Antrag"], "Neu")
        held.minutes()
        row.refresh_from_db()
        assert (row.text, row.proposed, row.has_proposal) == ("<p>Von Hand</p>", "<p>Neu</p>", True)
        with pytest.raises(ValidationError, match="Vorschläge"):
            operations.release(actor=OFFICE, minutes=minutes)
        record.delete()
        held.minutes()
        row.refresh_from_db()
        assert (row.text, row.has_proposal) == ("<p>Von Hand</p>", False)

    @pytest.mark.parametrize(("take", "text"), [(True, "<p>Neu</p>"), (False, "<p>Von Hand</p>")])
    def test_a_proposal_is_taken_or_left(self, held, take, text) -> None:
        row = text_of(held.minutes())
        operations.item.update(actor=OFFICE, record=row, values={"text": "<p>Von Hand</p>"})
        say(held.items["Antrag"], "Neu")
        held.minutes()
        row.refresh_from_db()
        operations.settle_proposal(actor=OFFICE, record=row, take=take)
        held.minutes()
        row.refresh_from_db()
        assert (row.text, row.has_proposal) == (text, False)
        with pytest.raises(ValidationError, match="keinen neuen"):
            operations.settle_proposal(actor=OFFICE, record=row, take=take)

    def test_new_items_and_new_numbers_are_taken(self, held) -> None:
        minutes = held.minutes()
        AgendaItemFactory(meeting=held.meeting, title="Zuerst", position=0, is_urgent=True)
        Meeting.objects.filter(pk=held.meeting.pk)
        AgendaItem.objects.filter(title="Regularien").update(position=5)
        held.minutes()
        assert list(minutes.items.values_list("number", "title")) == [
            ("1", "Zuerst"),
            ("2", "Antrag"),
            ("3", "Regularien"),
        ]
        assert "Dringlichkeit" in text_of(minutes, "Zuerst").text

    def test_two_who_edit_the_same_item_see_each_other(self, held) -> None:
        row = text_of(held.minutes())
        operations.item.update(
            actor=OFFICE, record=row, values={"text": "<p>a</p>"}, expected_version=1
        )
        with pytest.raises(Conflict):
            operations.item.update(
                actor=OFFICE, record=row, values={"text": "<p>b</p>"}, expected_version=1
            )

    @pytest.mark.parametrize("text", ["<script>x</script>", "<p>" + "x" * 200_001 + "</p>"])
    def test_hostile_or_endless_texts_are_refused(self, held, text) -> None:
        with pytest.raises(ValidationError):
            operations.item.update(
                actor=OFFICE, record=text_of(held.minutes()), values={"text": text}
            )

    def test_a_draft_can_be_thrown_away(self, held) -> None:
        minutes = held.minutes()
        with pytest.raises(StillInUse):
            meetings.item.delete(actor=OFFICE, record=held.items["Antrag"])
        operations.discard(actor=OFFICE, minutes=minutes)
        meetings.item.delete(actor=OFFICE, record=held.items["Antrag"])
        assert Minutes.objects.count() == 0


class TestSign:
    def test_chair_minute_taker_and_co_signer_sign(self, held) -> None:
        minutes = held.minutes()
        operations.release(actor=CHAIR, minutes=minutes)
        assert [(s.role, s.name, s.items) for s in minutes.signatures.all()] == [
            ("chair", "Mina Chefins7", ""),
            ("minute_taker", "Mina Schreibers7", ""),
            ("co_signer", "Mina Zeugins7", ""),
        ]

    def test_without_co_signer_where_the_rules_need_none(self, held) -> None:
        RulesOfProcedure.objects.update(needs_co_signer=False)
        minutes = held.minutes()
        operations.release(actor=OFFICE, minutes=minutes)
        assert [s.role for s in minutes.signatures.all()] == ["chair", "minute_taker"]

    @pytest.mark.parametrize("missing", ["chair", "minute_taker", "co_signer"])
    def test_somebody_who_must_sign_is_missing(self, held, missing) -> None:
        setattr(held.sitting, missing, None)
        held.sitting.save()
        with pytest.raises(ValidationError, match="Schriftführung"):
            operations.release(actor=OFFICE, minutes=held.minutes())

    def test_each_who_led_signs_for_the_items_led(self) -> None:
        held = held_session(titles=["A", "B", "C", "D"])
        other = held.members[0].person
        for title in ("B", "C"):
            say(held.items[title], "", led_by=other)
        say(held.items["A"], "", led_by=held.sitting.chair)
        minutes = held.minutes()
        operations.release(actor=OFFICE, minutes=minutes)
        signatures = minutes.signatures.filter(role="chair").values_list("name", "items")
        assert list(signatures) == [("Mina Chefins7", "1, 4"), ("Mina Einss7", "2–3")]

    def test_the_last_signature_locks(self, held) -> None:
        minutes = held.minutes()
        operations.release(actor=OFFICE, minutes=minutes)
        first, *rest = minutes.signatures.all()
        operations.sign(
            actor=account_of(first.person), signature=Signature.objects.get(pk=first.pk)
        )
        minutes.refresh_from_db()
        assert minutes.state == "signing"
        for signature in rest:
            operations.record_signature(
                actor=OFFICE, signature=signature, signed_date=dt.date(2016, 6, 20)
            )
        minutes.refresh_from_db()
        assert minutes.state == "locked"
        first.refresh_from_db()
        assert (first.way, rest[0].way, rest[0].recorded_by) == ("log_in", "paper", "Büro")
        assert rest[0].signed_at.date() == dt.date(2016, 6, 20)

    def test_nobody_signs_for_another(self, held) -> None:
        minutes = held.minutes()
        operations.release(actor=OFFICE, minutes=minutes)
        signature = minutes.signatures.first()
        stranger = account_of(held.members[0].person, roles=["office"])
        for actor in (OFFICE, stranger, ANONYMOUS):
            with pytest.raises(PermissionRefused):
                operations.sign(actor=actor, signature=signature)

    def test_nobody_signs_twice(self, held) -> None:
        minutes = held.minutes()
        operations.release(actor=OFFICE, minutes=minutes)
        signature = minutes.signatures.first()
        operations.record_signature(
            actor=OFFICE, signature=signature, signed_date=dt.date(2016, 6, 20)
        )
        with pytest.raises(ValidationError, match="schon da"):
            operations.record_signature(
                actor=OFFICE, signature=signature, signed_date=dt.date(2016, 6, 20)
            )

    @pytest.mark.parametrize("day", [dt.date(2016, 6, 15), dt.date(2016, 6, 19)])
    def test_the_day_on_paper_lies_between_session_and_today(self, held, day) -> None:
        minutes = held.minutes()
        operations.release(actor=OFFICE, minutes=minutes)
        with clock.stopped(dt.date(2016, 6, 18)), pytest.raises(ValidationError, match="liegt"):
            operations.record_signature(
                actor=OFFICE, signature=minutes.signatures.first(), signed_date=day
            )

    def test_taken_back_it_is_a_draft_without_signatures(self, held) -> None:
        minutes = held.minutes()
        operations.release(actor=OFFICE, minutes=minutes)
        operations.reopen(actor=OFFICE, minutes=minutes)
        assert minutes.state == "draft"
        assert minutes.signatures.count() == 0
        operations.release(actor=OFFICE, minutes=minutes)
        assert minutes.signatures.count() == 3

    def test_text_to_be_signed_does_not_change(self, held) -> None:
        minutes = held.minutes()
        operations.release(actor=OFFICE, minutes=minutes)
        row = text_of(minutes)
        for attempt in (
            lambda: operations.item.update(actor=OFFICE, record=row, values={"text": "<p>x</p>"}),
            lambda: operations.generate(actor=OFFICE, meeting=held.meeting),
            lambda: operations.discard(actor=OFFICE, minutes=minutes),
            lambda: operations.publish(actor=OFFICE, minutes=minutes),
        ):
            with pytest.raises(ValidationError, match="Stand der Niederschrift"):
                attempt()


class TestLocked:
    def test_no_operation_changes_signed_minutes(self, held) -> None:
        minutes = held.signed()
        row = text_of(minutes)
        for attempt in (
            lambda: operations.item.update(actor=OFFICE, record=row, values={"text": "<p>x</p>"}),
            lambda: operations.settle_proposal(actor=OFFICE, record=row, take=True),
            lambda: operations.generate(actor=OFFICE, meeting=held.meeting),
            lambda: operations.reopen(actor=OFFICE, minutes=minutes),
            lambda: operations.discard(actor=OFFICE, minutes=minutes),
            lambda: operations.release(actor=OFFICE, minutes=minutes),
        ):
            with pytest.raises(ValidationError, match="Stand der Niederschrift"):
                attempt()

    @pytest.mark.parametrize(
        "change",
        [
            lambda m: m.items.update(text="x"),
            lambda m: m.items.update(public=True),
            lambda m: m.items.all()._raw_delete("default"),
            lambda m: m.signatures.update(name="x"),
            lambda m: m.signatures.all()._raw_delete("default"),
            lambda m: Minutes.objects.update(state="draft"),
            lambda m: Minutes.objects.update(record={}),
            lambda m: Minutes.objects.update(key="x"),
            lambda m: Minutes.objects.update(locked_at=clock.now()),
            lambda m: Minutes.objects.all()._raw_delete("default"),
            lambda m: MinutesItem.objects.create(
                key="x", minutes=m, item=AgendaItemFactory(), number="9", title="x"
            ),
            lambda m: Signature.objects.create(
                minutes=m, role="chair", person=m.meeting.sitting.co_signer, name="x"
            ),
        ],
    )
    def test_the_database_itself_refuses(self, held, change) -> None:
        minutes = held.signed()
        with pytest.raises(IntegrityError), transaction.atomic():
            change(minutes)
        operations.publish(actor=OFFICE, minutes=minutes)
        with pytest.raises(IntegrityError), transaction.atomic():
            change(minutes)

    def test_every_trigger_is_there(self) -> None:
        """A migration that rebuilds a table drops its triggers on SQLite."""
        from importlib import import_module

        rules = import_module("mitsprache.minutes.migrations.0002_locked").RULES
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            found = {name for (name,) in cursor.fetchall()}
        wanted = {f"{table}_{verb.lower()}_locked" for table in rules for verb in rules[table]}
        assert wanted <= found

    def test_a_later_change_of_the_agenda_leaves_them_alone(self, held) -> None:
        minutes = held.signed()
        meetings.item.update(actor=OFFICE, record=held.items["Antrag"], values={"title": "Anders"})
        assert text_of(minutes).number == "2"


class TestPublish:
    def test_published_and_withdrawn(self, held) -> None:
        minutes = held.published()
        assert (minutes.state, minutes.published_at is None) == ("published", False)
        operations.withdraw(actor=OFFICE, minutes=minutes)
        assert (minutes.state, minutes.published_at) == ("locked", None)
        assert Entry.objects.filter(action="minutes.withdraw").exists()

    def test_a_hidden_session_has_no_public_minutes(self) -> None:
        minutes = held_session(is_public=False).signed()
        with pytest.raises(ValidationError, match="nichtöffentlich"):
            operations.publish(actor=OFFICE, minutes=minutes)

    def test_only_the_office_publishes(self, held) -> None:
        minutes = held.signed()
        with pytest.raises(PermissionRefused):
            operations.publish(actor=CHAIR, minutes=minutes)


class TestCorrections:
    def values(self, minutes, **changes):
        later = held_session("s8", "2016-09-06", ("Letzte Niederschrift",), number=8)
        return {
            "key": "b1",
            "minutes": minutes,
            "number": "2",
            "item": later.items["Letzte Niederschrift"],
            "text": "<p>Statt 2 lies 3.</p>",
            **changes,
        }

    def test_a_later_session_corrects(self, held) -> None:
        minutes = held.signed()
        operations.correction.create(actor=OFFICE, values=self.values(minutes))
        assert Correction.objects.get().minutes == minutes
        assert text_of(minutes).text == ""

    def test_a_draft_is_changed_instead(self, held) -> None:
        minutes = held.minutes()
        with pytest.raises(ValidationError, match="unterschriebene"):
            operations.correction.create(actor=OFFICE, values=self.values(minutes))

    def test_the_item_must_exist(self, held) -> None:
        minutes = held.signed()
        with pytest.raises(ValidationError, match="Punkt gibt es"):
            operations.correction.create(actor=OFFICE, values=self.values(minutes, number="77"))

    def test_the_session_must_be_later(self, held) -> None:
        minutes = held.signed()
        values = self.values(minutes, item=held.items["Antrag"], number="")
        with pytest.raises(ValidationError, match="spätere Sitzung"):
            operations.correction.create(actor=OFFICE, values=values)


def test_items_come_and_go_with_the_agenda_alone(held) -> None:
    row = text_of(held.minutes())
    with pytest.raises(PermissionRefused):
        operations.item.delete(actor=OFFICE, record=row)
    with pytest.raises(PermissionRefused):
        operations.item.create(actor=OFFICE, values={})
