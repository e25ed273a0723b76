"""A session as a card. Lists hold dozens of them, so it is written without a template of its own."""

from __future__ import annotations

from typing import Final

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import DateFormat
from django.utils.formats import get_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from mitsprache.kernel.templatetags.texts import text_tag
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import Meeting

register = template.Library()

ICONS: Final = {
    MeetingState.PLANNED: "schedule",
    MeetingState.INVITED: "mail",
    MeetingState.RUNNING: "running",
    MeetingState.HELD: "success",
    MeetingState.CANCELLED: "cancel",
}
OVER: Final = frozenset({MeetingState.HELD, MeetingState.CANCELLED})


def icon(name: str) -> str:
    """Return an icon, which says nothing to software: a word stands beside it."""
    return f'<span class="ms-icon ms-icon--{name}" aria-hidden="true"></span>'


def badge(kind: str, icon_name: str, word: str) -> str:
    """Return a state as icon and word."""
    return f'<span class="ms-badge ms-badge--{kind}">{icon(icon_name)}{escape(word)}</span>'


def hours(meeting: Meeting) -> str:
    """Return from when to when a session lasts, in the page's language."""
    form = get_format("TIME_FORMAT")
    start = DateFormat(timezone.localtime(meeting.start_at)).format(form)
    if meeting.end_at is None:
        return gettext("%(start)s Uhr") % {"start": start}
    end = DateFormat(timezone.localtime(meeting.end_at)).format(form)
    return gettext("%(start)s bis %(end)s Uhr") % {"start": start, "end": end}


def date_block(meeting: Meeting, tone: str) -> str:
    """Return the day as a block; `tone` is 'next', 'past' or ''."""
    moment = timezone.localtime(meeting.start_at)
    form = DateFormat(moment)
    modifier = f" ms-date--{tone}" if tone else ""
    return (
        f'<time class="ms-date{modifier}" datetime="{moment.isoformat(timespec="seconds")}">'
        f'<span class="ms-date__weekday">{escape(form.l())}</span> '
        f'<span class="ms-date__day">{form.j()}</span> '
        f'<span class="ms-date__month">{escape(form.format("M Y"))}</span></time>'
    )


def place(context: Context, meeting: Meeting) -> str:
    """Return the line that says where, or nothing while the place is open."""
    if meeting.location is None:
        return ""
    comma = pgettext("Zwischen Teilen einer Angabe", ", ")
    room = f"{comma}<bdi>{escape(meeting.shown_room)}</bdi>" if meeting.shown_room else ""
    where = text_tag(context, meeting.location, "description")
    return f'<li class="ms-meta">{icon("pin")}<span><bdi>{where}</bdi>{room}</span></li>'


@register.simple_tag(takes_context=True)
def session_card(
    context: Context, meeting: Meeting, next_label: str = "", level: int = 3
) -> SafeString:
    """Print a session with its date block.

    Args:
        context: of the page; the states of the texts are gathered in it.
        meeting: with its `location` and the type of its organization read.
        next_label: words that mark the session that comes next; '' for all others.
        level: of the heading.
    """
    state = MeetingState(meeting.state)
    badges = [badge("next", "arrow-forward", next_label)] if next_label else []
    badges.append(badge(state.value, ICONS[state], str(state.label)))
    if meeting.is_invented:
        badges.append(badge("invented", "invented", gettext("erfunden (Vorführdaten)")))
    tone = "next" if next_label else "past" if state in OVER else ""
    url = reverse("meetings:meeting", args=[meeting.key])
    marked = " ms-session--next" if next_label else ""
    first = ""
    if meeting.asks_first and state not in OVER:
        words = gettext("Sitzung eines Arbeitskreises: bitte vorher anfragen")
        first = f'<li class="ms-meta">{icon("info")}<span>{escape(words)}</span></li>'
    return mark_safe(
        f'<article class="ms-card ms-session ms-session--{state.value}{marked}">'
        f'{date_block(meeting, tone)}<div class="ms-session__body">'
        f'<p class="ms-badges">{"".join(badges)}</p>'
        f'<h{level} class="ms-card__title"><a href="{escape(url)}">'
        f'{text_tag(context, meeting, "name")}</a></h{level}><ul class="ms-session__meta">'
        f'<li class="ms-meta">{icon("schedule")}<span>{escape(hours(meeting))}</span></li>'
        f"{place(context, meeting)}{first}</ul></div></article>"
    )
