"""Words and marks of the live page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mitsprache.kernel.events import fingerprint
from mitsprache.meetings.enums import ItemResult
from mitsprache.meetings.results import LOOK
from mitsprache.proceedings.models import Participant, Vote
from mitsprache.proceedings.wording import counts_words, vote_words

register = template.Library()
STATE = "proceedings/live/state.html"


@register.simple_tag(takes_context=True)
def live_state(context: Context) -> dict[str, Any]:
    """Return what stands at the address that the page follows, and the mark of that state."""
    html = context.template.engine.get_template(STATE).render(context)  # type: ignore[union-attr]
    return {"html": html, "mark": fingerprint(html.encode())}


@register.simple_tag
def result_badge(result: str) -> SafeString:
    """Print the result of an item as icon and word."""
    kind, icon = LOOK[ItemResult(result)]
    return format_html(
        '<span class="ms-badge ms-badge--{}"><span class="ms-icon ms-icon--{}" aria-hidden="true">'
        "</span>{}</span>",
        kind,
        icon,
        ItemResult(result).label,
    )


@register.filter
def outcome(vote: Vote) -> str:
    """Return the result of a vote in words."""
    return vote_words(vote)


@register.filter
def counts(vote: Vote) -> str:
    """Return the counts of a vote in words."""
    return counts_words(vote)


@register.filter
def public_name(participant: Participant) -> str:
    """Return the name of a member; of others only as what they take part.

    Guests and people of the administration did not choose to stand on a public page.
    """
    if participant.person is not None:
        return participant.person.full_name
    return str(participant.get_kind_display())
