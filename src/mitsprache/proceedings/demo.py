"""An invented session of the demonstration's council, played through the operations from end to end.

It shows what a record can hold: three members absent and two of them represented, a vote of every
kind, bias, an urgent item, an election with a run-off, a non-public part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from django.utils import timezone, translation

from mitsprache.council.models import Organization, Person
from mitsprache.kernel.actor import Actor, command
from mitsprache.kernel.models import TranslatedRecord
from mitsprache.kernel.richtext import as_plain
from mitsprache.kernel.text import TextState
from mitsprache.meetings.enums import ItemKind
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.meetings.operations import item as items
from mitsprache.meetings.operations import meeting as meetings
from mitsprache.proceedings import (
    operations,
    operations_agenda,
    operations_attendance,
    operations_elections,
    operations_votes,
)
from mitsprache.proceedings.domain.voting import Counts
from mitsprache.proceedings.models import Participant, Sitting
from mitsprache.proceedings.queries import roll_of
from mitsprache.translation.operations import translate
from mitsprache.translation.registry import targets
from mitsprache.translation.wording import Wording

BODY: Final = "integrationsrat-2025"
"""Key of the organization in demo/dortmund whose session it is."""
KEY: Final = "2026-06-30"
OPENED: Final = dt.datetime(2026, 6, 30, 16, 2)  # noqa: DTZ001 (made aware where it is used)
CLOSED: Final = 133
"""Minutes from the opening to the end."""
REPRESENTED: Final = {"Altunkaya": "Akdoğu", "Asarequaye": "Ofosuhene"}
"""Family names of absent members and of the personal deputies who stand in."""
EXCUSED: Final = "Kalamartis"
SECTIONS: Final[dict[str, tuple[str, ...]]] = {
    "Regularien": (
        "Benennung eines Mitglieds zur Mitunterzeichnung der Niederschrift",
        "Hinweis auf das Mitwirkungsverbot nach §§ 31 und 43 Absatz 2 GO NRW",
        "Feststellung der Tagesordnung",
        "Genehmigung der Niederschrift über die 4. Sitzung",
    ),
    "Einwohnerfragestunde": ("Fragen der Einwohnerinnen und Einwohner",),
    "Anträge": (
        "Mehrsprachige Wegweiser im Rathaus",
        "Zuschuss für ein Begegnungscafé",
        "Namensvorschlag für einen Platz der Vielfalt",
    ),
    "Wahlen": ("Wahl einer Vertretung in der Begleitgruppe „Willkommen“",),
    "Berichte": ("Bericht über die Sprachcafés",),
}
HIDDEN: Final = "Besetzung einer Stelle in der Geschäftsstelle"
URGENT: Final = "Unterkunft nach einem Wasserschaden"
DRAFTS: Final = Path(__file__).with_name("demo_drafts.yaml")
"""Drafts in the other languages, by German text; non-public texts have none."""


@dataclass(frozen=True, slots=True)
class Play:
    """The session that is played; its items by title."""

    actor: Actor
    sitting: Sitting
    items: dict[str, AgendaItem]
    members: list[Participant]

    def at(self, minute: int) -> dt.datetime:
        """Return a moment by minutes after the opening."""
        return self.sitting.opened_at + dt.timedelta(minutes=minute)

    def call(self, title: str, minute: int, **texts: str) -> AgendaItem:
        """Call an item and write down what is said."""
        item = self.items[title]
        operations.call_item(actor=self.actor, sitting=self.sitting, item=item, at=self.at(minute))
        if texts:
            operations.write_item(actor=self.actor, item=item, values=texts)
        return item

    def vote(
        self, chosen: Sequence[AgendaItem], minute: int, counts: Counts, **options: Any
    ) -> None:
        """Take a vote that is counted."""
        vote = operations_votes.open_vote(
            actor=self.actor, sitting=self.sitting, items=chosen, at=self.at(minute), **options
        )
        operations_votes.close_vote(
            actor=self.actor, vote=vote, counts=counts, at=self.at(minute + 1)
        )

    def named(self, family_name: str) -> Participant:
        """Return somebody on the attendance list."""
        return self.sitting.participants.get(person__family_name=family_name)

    def note(self, title: str, result: str) -> None:
        """Record a result without a vote."""
        operations.set_result(actor=self.actor, item=self.items[title], result=result)


def play() -> Meeting | None:
    """Play the session, or do nothing where the council is another one or it was played already."""
    body = Organization.objects.filter(key=BODY).first()
    if body is None or Meeting.objects.filter(key=KEY).exists():
        return None
    with translation.override("de"):
        return _play(body)


def _play(body: Organization) -> Meeting:
    actor = command("mitsprache demo")
    opened = timezone.make_aware(OPENED)
    meeting = meetings.create(actor=actor, values=_meeting(body, opened))
    agenda = _agenda(actor, meeting)
    sitting = operations.open_sitting(actor=actor, meeting=meeting, opened_at=opened)
    members = list(sitting.participants.filter(kind="member").select_related("person"))
    played = Play(actor, sitting, agenda, members)
    _attend(played)
    _regulations(played)
    _motions(played)
    _elect(played)
    _rest(played)
    operations.close_sitting(actor=actor, sitting=sitting, at=played.at(CLOSED))
    meeting.refresh_from_db()
    _translate(actor, meeting)
    return meeting


def _meeting(body: Organization, opened: dt.datetime) -> dict[str, Any]:
    earlier = Meeting.objects.filter(organization=body).order_by("start_at").first()
    return {
        "key": KEY,
        "term": body.term,
        "organization": body,
        "number": 5,
        "name": "5. Sitzung des Integrationsrates",
        "state": "invited",
        "start_at": opened.replace(minute=0),
        "location": earlier.location if earlier else None,
        "is_invented": True,
    }


def _agenda(actor: Actor, meeting: Meeting) -> dict[str, AgendaItem]:
    made: dict[str, AgendaItem] = {}

    def add(title: str, position: int, **values: Any) -> AgendaItem:
        made[title] = items.create(
            actor=actor,
            values={
                "key": f"{meeting.key}--{len(made) + 1}",
                "meeting": meeting,
                "title": title,
                "position": position,
                **values,
            },
        )
        return made[title]

    for place, (section, titles) in enumerate(SECTIONS.items(), start=1):
        above = add(section, place, kind=ItemKind.SECTION)
        for number, title in enumerate(titles, start=1):
            add(title, number, parent=above)
    add(HIDDEN, len(SECTIONS) + 1, public=False, category="Personalangelegenheiten")
    return made


def _attend(play: Play) -> None:
    """Two deputies stand in, one member is away, one comes later and one leaves early."""
    for absent, deputy in REPRESENTED.items():
        member = play.named(absent)
        operations_attendance.excuse(actor=play.actor, participant=member, absence="excused")
        operations_attendance.step_in(
            actor=play.actor,
            deputy=play.named(deputy),
            member=member,
            at=play.at(0),
        )
    excused = play.named(EXCUSED)
    operations_attendance.excuse(actor=play.actor, participant=excused, absence="excused")
    late = play.members[-1]
    operations_attendance.arrive(actor=play.actor, participant=late, at=play.at(22))
    operations_attendance.mark_all_present(actor=play.actor, sitting=play.sitting, at=play.at(0))
    operations_attendance.leave(actor=play.actor, participant=play.members[-2], at=play.at(95))
    operations_attendance.add_participant(
        actor=play.actor,
        sitting=play.sitting,
        kind="administration",
        name="Katharina Beispiel",
        function="Amt für Gebäude",
        at=play.at(0),
    )
    operations_attendance.add_participant(
        actor=play.actor,
        sitting=play.sitting,
        kind="guest",
        name="Mehmet Muster",
        function="Verein Begegnung e. V.",
        at=play.at(10),
    )


def _regulations(play: Play) -> None:
    regulations = SECTIONS["Regularien"]
    first = play.call(
        regulations[0], 1, decision=f"{play.members[0]} unterzeichnet die Niederschrift mit."
    )
    play.vote([first], 2, Counts(yes=25))
    staff = Person.objects.filter(memberships__organization__organization_type="office").first()
    operations.name_officers(
        actor=play.actor,
        sitting=play.sitting,
        values={"co_signer": play.members[0].person, "minute_taker": staff},
    )
    play.call(regulations[1], 4)
    play.note(regulations[1], "noted")
    third = play.call(regulations[2], 6)
    operations_agenda.add_urgent_item(
        actor=play.actor,
        sitting=play.sitting,
        title=URGENT,
        reason="Die Familien ziehen schon am Montag um.",
        counts=Counts(yes=23, abstentions=2),
        at=play.at(7),
    )
    play.items[URGENT] = AgendaItem.objects.get(meeting=play.sitting.meeting, is_urgent=True)
    # En bloc: the agenda as it now stands, and the minutes of the last session.
    play.vote([third, play.items[regulations[3]]], 9, Counts(yes=21, abstentions=4))
    play.call(regulations[3], 11)
    questions = SECTIONS["Einwohnerfragestunde"][0]
    item = play.call(
        questions,
        12,
        discussion="Eine Einwohnerin fragt nach Dolmetschen beim Elternabend. "
        "Die Geschäftsstelle antwortet schriftlich.",
    )
    operations.set_item_times(
        actor=play.actor,
        item=item,
        called_at=play.at(12),
        ended_at=play.at(24),
        is_question_time=True,
    )
    play.note(questions, "noted")


def _motions(play: Play) -> None:
    signs, cafe, square = SECTIONS["Anträge"]
    item = play.call(
        signs,
        25,
        discussion="Mehrere Mitglieder verlangen namentliche Abstimmung.",
        decision="Der Integrationsrat bittet die Verwaltung, die Wegweiser im Rathaus in sechs "
        "Sprachen zu beschriften.",
    )
    vote = operations_votes.open_vote(
        actor=play.actor, sitting=play.sitting, items=[item], kind="roll_call", at=play.at(34)
    )
    choices = ("yes", "yes", "yes", "no", "yes", "abstain", "yes")
    for place, participant in enumerate(_voters(play, play.at(34), item)):
        operations_votes.cast_ballot(
            actor=play.actor,
            vote=vote,
            participant=participant,
            choice=choices[place % len(choices)],
        )
    operations_votes.close_vote(actor=play.actor, vote=vote, at=play.at(37))
    item = play.call(cafe, 38, decision="Das Begegnungscafé bekommt einen Zuschuss von 1.500 Euro.")
    operations_attendance.declare_bias(
        actor=play.actor,
        item=item,
        participant=play.members[3],
        reason="Vorstand des Vereins",
        at=play.at(39),
    )
    play.vote([item], 50, Counts(yes=20, no=2, abstentions=3), is_amended=True)
    item = play.call(square, 52, discussion="Auf Verlangen wird geheim abgestimmt.")
    play.vote([item], 64, Counts(yes=12, no=12, abstentions=1, invalid=1), kind="secret")


def _voters(play: Play, moment: dt.datetime, item: AgendaItem) -> list[Participant]:
    """Return who may vote on an item at a moment."""
    return roll_of(play.actor, play.sitting).entitled(moment, [item])


def _elect(play: Play) -> None:
    item = play.call(SECTIONS["Wahlen"][0], 67)
    persons = [one.person for one in play.members[1:4] if one.person]
    election = operations_elections.open_election(
        actor=play.actor,
        sitting=play.sitting,
        item=item,
        office="Vertretung in der Begleitgruppe „Willkommen“",
        candidates=persons,
    )
    a, b, c = (one.pk for one in election.candidacies.all())
    operations_elections.count_ballot(
        actor=play.actor,
        election=election,
        votes={a: 10, b: 9, c: 6},
        invalid=1,
        at=play.at(72),
    )
    operations_elections.count_ballot(
        actor=play.actor, election=election, votes={a: 11, b: 14}, no=1, at=play.at(79)
    )


def _rest(play: Play) -> None:
    report = SECTIONS["Berichte"][0]
    play.call(report, 82, discussion="Der Bericht liegt noch nicht vor.")
    play.note(report, "adjourned")
    item = play.call(
        URGENT,
        84,
        decision="Der Integrationsrat bittet die Verwaltung, die Familien zusammen unterzubringen und "
        "ihnen Dolmetschen anzubieten.",
    )
    play.vote([item], 102, Counts(yes=25))
    item = play.call(HIDDEN, 108, decision="Der Besetzung wird zugestimmt.")
    play.vote([item], 128, Counts(yes=24, abstentions=1))


def _translate(actor: Actor, meeting: Meeting) -> None:
    """Put the drafts beside the German texts, in the languages that the site has."""
    drafts: dict[str, dict[str, str]] = yaml.safe_load(DRAFTS.read_text("utf-8"))
    records: list[TranslatedRecord] = [meeting, *meeting.items.all()]
    for record in records:
        texts = {field: as_plain(getattr(record, field)) for field in record.TRANSLATED}
        for language in targets(record):
            wordings = {
                field: Wording(drafts[text][language], TextState.DRAFT)
                for field, text in texts.items()
                if language in drafts.get(text, {})
            }
            if wordings:
                translate(actor=actor, record=record, language=language, wordings=wordings)
