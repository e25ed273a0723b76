"""The picture beside a goal, so that people find their subject before they have read it."""

from __future__ import annotations

from typing import Final

from django import template

from mitsprache.goals.enums import GoalKind
from mitsprache.goals.models import Goal

register = template.Library()

SUBJECTS: Final = (
    ("vote", ("wahl",)),
    ("shield", ("rechtsextrem", "rassis", "diskriminier", "antisemit")),
    ("accessible", ("behinder", "inklusion", "barrierefrei")),
    ("elderly", ("alter", "senior", "pflege")),
    ("school", ("bildung", "schule", "sprache", "kita")),
    ("globe", ("partnerschaft", "international", "weltoffen")),
    ("work", ("arbeit-", "beruf", "ausbildung", "unternehmen", "wirtschaft")),
    ("diversity", ("oeffnung", "vielfalt", "interkulturell")),
    ("festival", ("kultur", "sport", "fest", "jugend")),
    ("campaign", ("oeffentlich", "presse", "image", "medien")),
    ("group", ("arbeitskreis", "gremien")),
    ("book", ("masterplan", "konzept", "plan")),
    ("handshake", ("kooperation", "zusammenarbeit", "partner")),
    ("event", ("veranstaltung",)),
    ("city", ("stadt", "wohn", "quartier")),
)
"""Icon and the parts of German words in a goal's key that stand for it; the first hit counts."""


@register.filter
def goal_icon(goal: Goal) -> str:
    """Return the name of the icon that the words of the goal's key suggest."""
    for icon, words in SUBJECTS:
        if any(word in goal.key for word in words):
            return icon
    return "flag" if goal.kind == GoalKind.GOAL else "handshake"
