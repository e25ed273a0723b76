"""What all votes share: who may vote, opening, and what follows from the counts.

Called within operations only.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.council.queries import rules_for
from mitsprache.kernel import store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.richtext import from_editor
from mitsprache.meetings.enums import ItemResult
from mitsprache.meetings.models import AgendaItem
from mitsprache.proceedings.domain.voting import Counts, excess, outcome
from mitsprache.proceedings.enums import VoteState
from mitsprache.proceedings.models import ItemRecord, Participant, Sitting, Vote
from mitsprache.proceedings.queries import is_public, quorum_of, roll_of
from mitsprache.proceedings.wording import count_names


def entitled_to(actor: Actor, sitting: Sitting, vote: Vote) -> list[Participant]:
    """Return who may take part in a vote: who was there when it was opened and is not biased."""
    return roll_of(actor, sitting).entitled(vote.opened_at, vote.items.all())


def opened(actor: Actor, sitting: Sitting, items: list[AgendaItem], vote: Vote) -> Vote:
    """Store a new vote on `items` where the body can decide."""
    roll = roll_of(actor, sitting)
    quorum = quorum_of(sitting, roll, rules_for(sitting.meeting.term), vote.opened_at)
    if not quorum.can_decide:
        raise ValidationError(
            _(
                "Die Beschlussunfähigkeit ist festgestellt: %(present)s anwesend, %(needed)s nötig. "
                "Stellen Sie erst fest, dass wieder genug da sind."
            )
            % {"present": quorum.present, "needed": quorum.needed}
        )
    vote.sitting = sitting
    vote.public = vote.public and all(is_public(item) for item in items)
    number = sitting.votes.count() + 1
    vote.key = f"{sitting.meeting.key[:80]}-abstimmung-{number}"
    store.create(vote)
    store.set_links(vote, "items", items)
    return vote


def conclude(
    vote: Vote,
    counts: Counts,
    numbers: tuple[int, int],
    moment: dt.datetime,
    *,
    expected_version: int | None = None,
) -> Vote:
    """Store the counts and what follows; `numbers` are those entitled and the statutory number."""
    entitled, statutory = numbers
    if wrong := excess(counts, entitled):
        raise ValidationError(
            _(
                "Das sind %(cast)s Stimmen, anwesend und stimmberechtigt sind %(entitled)s. Prüfen Sie: "
                "%(names)s."
            )
            % {"cast": counts.cast, "entitled": entitled, "names": count_names(wrong)}
        )
    found = outcome(counts, vote.majority, statutory)
    store.update(
        vote,
        expected_version=expected_version,
        state=VoteState.CLOSED,
        closed_at=moment,
        entitled=entitled,
        yes=counts.yes,
        no=counts.no,
        abstentions=counts.abstentions,
        invalid=counts.invalid,
        is_adopted=found.is_adopted,
    )
    if vote.decides:
        for item in vote.items.all():
            _decided(item, vote, is_unanimous=found.is_unanimous)
    return vote


def _decided(item: AgendaItem, vote: Vote, *, is_unanimous: bool) -> None:
    """Write the result to the item; an adopted one gets the wording that was voted on."""
    if not vote.is_adopted:
        store.update(item, result=ItemResult.REJECTED)
        return
    result = ItemResult.ADOPTED_UNANIMOUSLY if is_unanimous else ItemResult.ADOPTED
    if vote.is_amended:
        result = ItemResult.ADOPTED_AMENDED
    values: dict[str, Any] = {"result": result.value}
    record = ItemRecord.objects.filter(item=item).exclude(decision="").first()
    if record is not None:
        values["resolution_text"] = from_editor(record.decision)
    store.update(item, **values)
