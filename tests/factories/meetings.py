"""Sessions and agenda items for tests."""

from __future__ import annotations

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from mitsprache.council.enums import OrganizationType
from mitsprache.meetings.models import AgendaItem, FrameEntry, Meeting
from tests.factories.council import OrganizationFactory, PlenaryFactory, TermFactory


def at(day: str, hour: int = 16) -> dt.datetime:
    """Return the moment `hour` o'clock of `day` ('2014-09-02') in the installation's time zone."""
    return timezone.make_aware(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour)))


class SessionPlenaryFactory(PlenaryFactory):
    """The one plenary that sessions of a test share."""

    class Meta:
        django_get_or_create = ("key",)


class WorkingGroupFactory(OrganizationFactory):
    """A working group; its sessions are shown, but guests ask first."""

    name = factory.Sequence(lambda n: f"Arbeitskreis Nummer {n}")
    organization_type = OrganizationType.WORKING_GROUP


class MeetingFactory(DjangoModelFactory[Meeting]):
    """A public session of the plenary, held a week after the one before."""

    class Meta:
        model = Meeting

    key = factory.Sequence(lambda n: f"sitzung-{n}")
    term = factory.SubFactory(TermFactory)
    organization = factory.SubFactory(SessionPlenaryFactory)
    name = factory.Sequence(lambda n: f"Sitzung Nummer {n}")
    state = "held"
    start_at = factory.Sequence(lambda n: at("2014-09-02") + dt.timedelta(days=n % 300))


class AgendaItemFactory(DjangoModelFactory[AgendaItem]):
    class Meta:
        model = AgendaItem

    key = factory.Sequence(lambda n: f"punkt-{n}")
    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda n: f"Punkt Nummer {n}")
    position = factory.Sequence(lambda n: n)


class FrameEntryFactory(DjangoModelFactory[FrameEntry]):
    """A section of the agenda's frame of the term that tests share."""

    class Meta:
        model = FrameEntry

    key = factory.Sequence(lambda n: f"2014-2020--abschnitt-{n}")
    term = factory.SubFactory(TermFactory)
    title = factory.Sequence(lambda n: f"Abschnitt Nummer {n}")
    position = factory.Sequence(lambda n: n)
