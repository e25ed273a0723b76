"""What a form of the minute taker's page sent, each value checked and found in this session."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from mitsprache.council.models import Person
from mitsprache.kernel.actor import Actor
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.proceedings.domain.moments import moment_of
from mitsprache.proceedings.domain.voting import Counts
from mitsprache.proceedings.models import Election, Participant, Presence, Sitting, Speech, Vote
from mitsprache.proceedings.queries import eligible_officers

M = TypeVar("M", bound=Model)
MOST = 9999
"""No count is larger; more digits are a slip."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Who sent what about which session."""

    actor: Actor
    meeting: Meeting
    data: QueryDict

    @property
    def sitting(self) -> Sitting:
        """The session.

        Raises:
            ValidationError: it was not opened.
        """
        sitting = Sitting.objects.filter(meeting=self.meeting).first()
        if sitting is None:
            raise ValidationError(_("Eröffnen Sie erst die Sitzung."))
        return sitting

    def text(self, name: str) -> str:
        """Return a text, '' where there is none; line breaks as one character."""
        return self.data.get(name, "").replace("\r\n", "\n").replace("\0", "")

    def flag(self, name: str) -> bool:
        """Return whether a box is ticked."""
        return bool(self.data.get(name))

    def number(self, name: str) -> int:
        """Return a count; an empty field is zero.

        Raises:
            ValidationError: it is no whole number.
        """
        text = self.text(name).strip()
        if not text:
            return 0
        if not (text.isascii() and text.isdigit()) or int(text[:9]) > MOST:
            raise ValidationError({name: _("„%(text)s“ ist keine Zahl.") % {"text": text[:20]}})
        return int(text)

    def version(self) -> int | None:
        """Return the version that the page showed."""
        return self.number("version") if self.text("version") else None

    def counts(self) -> Counts:
        """Return the counts of a vote."""
        return Counts(
            self.number("yes"),
            self.number("no"),
            self.number("abstentions"),
            self.number("invalid"),
        )

    def moment(self, name: str = "at") -> dt.datetime | None:
        """Return a time of day as a moment of the session, or None where the field is empty.

        Raises:
            ValidationError: it is no time.
        """
        text = self.text(name).strip()
        if not text:
            return None
        try:
            clock = dt.time.fromisoformat(text)
        except ValueError:
            raise ValidationError(
                {name: _("„%(text)s“ ist keine Uhrzeit.") % {"text": text[:20]}}
            ) from None
        opened = timezone.localtime(self.sitting.opened_at)
        moment = moment_of(clock.replace(tzinfo=None), opened)
        # The minute of the opening is the opening: nobody comes some seconds before it.
        return (
            self.sitting.opened_at if moment == opened.replace(second=0, microsecond=0) else moment
        )

    def day_and_time(self, name: str) -> dt.datetime | None:
        """Return a day with a time, as `datetime-local` fields send it.

        Raises:
            ValidationError: it is none.
        """
        text = self.text(name).strip()
        if not text:
            return None
        try:
            return timezone.make_aware(dt.datetime.fromisoformat(text).replace(tzinfo=None))
        except ValueError:
            raise ValidationError(
                {name: _("„%(text)s“ ist kein Zeitpunkt.") % {"text": text[:20]}}
            ) from None

    def item(self, name: str = "item") -> AgendaItem:
        """Return the item of this session with the sent number."""
        return self.one(AgendaItem.objects.filter(meeting=self.meeting), name)

    def optional_item(self, name: str) -> AgendaItem | None:
        """Return an item, or None where none was chosen."""
        return self.item(name) if self.text(name) else None

    def items(self, name: str = "items") -> list[AgendaItem]:
        """Return the chosen items in the order of the agenda."""
        ids = [int(value) for value in self.data.getlist(name) if value.isdigit()]
        return list(AgendaItem.objects.filter(meeting=self.meeting, pk__in=ids))

    def participant(self, name: str = "participant") -> Participant:
        """Return somebody on the attendance list."""
        rows = Participant.objects.filter(sitting__meeting=self.meeting)
        return self.one(rows.select_related("sitting", "person", "membership"), name)

    def presence(self) -> Presence:
        """Return a stretch of presence."""
        rows = Presence.objects.filter(participant__sitting__meeting=self.meeting)
        return self.one(rows.select_related("participant__sitting"), "presence")

    def vote(self) -> Vote:
        """Return a vote."""
        rows = Vote.objects.filter(sitting__meeting=self.meeting)
        return self.one(rows.select_related("sitting"), "vote")

    def speech(self) -> Speech:
        """Return a request to speak."""
        rows = Speech.objects.filter(sitting__meeting=self.meeting)
        return self.one(rows.select_related("sitting", "participant__person"), "speech")

    def election(self) -> Election:
        """Return an election."""
        rows = Election.objects.filter(sitting__meeting=self.meeting)
        return self.one(rows.select_related("sitting"), "election")

    def person(self, name: str) -> Person | None:
        """Return somebody on the attendance list or of the staff, or None where nobody was chosen."""
        if not self.text(name):
            return None
        return self.one(eligible_officers(self.actor, self.meeting), name)

    def persons(self, name: str) -> list[Person]:
        """Return the chosen persons in the order in which they stand on the list."""
        ids = [int(value) for value in self.data.getlist(name) if value.isdigit()]
        rows = Person.objects.filter(participations__sitting__meeting=self.meeting, pk__in=ids)
        return list(rows.order_by("participations__position"))

    def split(self, name: str, *names: str) -> Sent:
        """Return the same with a button's value taken apart: '12:yes' as the fields `names`."""
        data = self.data.copy()
        for field, value in zip(names, self.text(name).split(":"), strict=False):
            data[field] = value
        return Sent(self.actor, self.meeting, data)

    def one(self, rows: QuerySet[M], name: str) -> M:
        """Return the row whose number was sent.

        Raises:
            ValidationError: there is none.
        """
        text = self.text(name)
        found = (
            rows.filter(pk=int(text[:18])).first() if text.isascii() and text.isdigit() else None
        )
        if found is None:
            raise ValidationError(
                _("Das gibt es nicht mehr. Jemand anderes hat es eben geändert oder gelöscht.")
            )
        return found
