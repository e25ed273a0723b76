"""Texts of sessions, and which of them everybody can see."""

from django.db.models import QuerySet

from mitsprache.meetings.models import AgendaItem, FrameEntry, Meeting
from mitsprache.translation.registry import Translatable


def public_meetings() -> QuerySet[Meeting]:
    """Return the public sessions."""
    return Meeting.objects.filter(is_public=True)


def public_items() -> QuerySet[AgendaItem]:
    """Return the items of public parts; what lies below a non-public item is none of them.

    One query for each level of non-public items, mostly two.
    """
    level = set(AgendaItem.objects.filter(public=False).values_list("pk", flat=True))
    hidden: set[int] = set()
    while level:
        hidden |= level
        below = AgendaItem.objects.filter(parent__in=level).values_list("pk", flat=True)
        level = set(below) - hidden
    return AgendaItem.objects.filter(meeting__is_public=True).exclude(pk__in=hidden)


def public_frame() -> QuerySet[FrameEntry]:
    """Return the entries of frames that begin the public part."""
    return FrameEntry.objects.filter(public=True)


TRANSLATABLE = [
    Translatable(Meeting, public_meetings),
    Translatable(AgendaItem, public_items),
    Translatable(FrameEntry, public_frame),
]
