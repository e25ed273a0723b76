"""Changes to the agenda while the session runs; each is voted on, and the vote is kept."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from mitsprache.kernel import store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.keys import free_key
from mitsprache.kernel.operation import operation
from mitsprache.meetings.agenda import places_of
from mitsprache.meetings.models import AgendaItem
from mitsprache.proceedings.domain.order import put_before
from mitsprache.proceedings.domain.voting import Counts
from mitsprache.proceedings.enums import Majority
from mitsprache.proceedings.locks import hold
from mitsprache.proceedings.models import Sitting, Vote
from mitsprache.proceedings.queries import roll_of, statutory_number, usual_moment
from mitsprache.proceedings.voting import conclude, opened


@operation(permission="proceedings.add_urgent_item", target="sitting")
def add_urgent_item(
    *,
    actor: Actor,
    sitting: Sitting,
    title: str,
    reason: str,
    counts: Counts,
    public: bool = True,
    majority: str = Majority.SIMPLE,
    at: dt.datetime | None = None,
) -> AgendaItem | None:
    """Put an urgent item on the agenda by vote; None where the vote rejected it.

    Source: items that can wait can't be added in a session (§ 48 GO NRW).

    Args:
        actor: who keeps the record.
        sitting: the session.
        title: of the new item.
        reason: why it brooks no delay.
        counts: of the vote on it.
        public: whether it stands in the public part.
        majority: that the rules ask for.
        at: the moment; as usual unless given.

    Raises:
        ValidationError: no reason is given, or the counts can't be right.
    """
    row = hold(sitting)
    if not reason.strip():
        raise ValidationError(
            {
                "reason": _(
                    "Warum duldet der Punkt keinen Aufschub? Sonst kommt er in die nächste Sitzung."
                )
            }
        )
    if not title.strip():
        raise ValidationError({"title": _("Wie heißt der Punkt?")})
    subject = _("Aufnahme wegen Dringlichkeit: %(title)s") % {"title": title.strip()}
    vote = _vote(
        actor,
        row,
        [],
        counts,
        Vote(
            subject=subject[:300],
            reason=reason.strip()[:500],
            majority=majority,
            public=public,
            opened_at=at or usual_moment(row),
        ),
    )
    if not vote.is_adopted:
        return None
    last = AgendaItem.objects.filter(meeting=row.meeting, parent=None).aggregate(
        last=Max("position")
    )["last"]
    key = free_key(
        title,
        lambda wanted: AgendaItem.objects.filter(key=wanted).exists(),
        prefix=f"{row.meeting.key[:60]}-",
    )
    item = store.create(
        AgendaItem(
            key=key,
            meeting=row.meeting,
            position=(last or 0) + 1,
            title=title.strip(),
            public=public,
            is_urgent=True,
        )
    )
    store.set_links(vote, "items", [item])
    return item


@operation(permission="proceedings.change_order", target="sitting")
def change_order(
    *,
    actor: Actor,
    sitting: Sitting,
    item: AgendaItem,
    before: AgendaItem | None,
    counts: Counts,
    at: dt.datetime | None = None,
) -> bool:
    """Put an item before another one (None: last) by vote; return whether it was adopted.

    Raises:
        ValidationError: the items stand on different levels or parts, or the counts can't be right.
    """
    row = hold(sitting)
    places = places_of(row.meeting)
    known = {place.id for place in places}
    changes = (
        put_before(places, item.pk, before.pk if before else None) if item.pk in known else None
    )
    if changes is None:
        raise ValidationError(
            _(
                "Ein Punkt lässt sich nur vor einen anderen derselben Ebene und desselben Teils stellen."
            )
        )
    subject = _("Änderung der Reihenfolge: %(title)s") % {"title": item.title}
    vote = _vote(
        actor, row, [item], counts, Vote(subject=subject[:300], opened_at=at or usual_moment(row))
    )
    if vote.is_adopted:
        rows = AgendaItem.objects.in_bulk(list(changes))
        for pk, position in changes.items():
            store.update(rows[pk], position=position)
    return bool(vote.is_adopted)


def _vote(
    actor: Actor, sitting: Sitting, items: list[AgendaItem], counts: Counts, vote: Vote
) -> Vote:
    """Record a vote on the procedure that is over already."""
    moment = vote.opened_at
    vote.decides = False
    opened(actor, sitting, items, vote)
    roll = roll_of(actor, sitting)
    numbers = len(roll.entitled(moment, items)), statutory_number(sitting.meeting, roll)
    return conclude(vote, counts, numbers, moment)
