"""Terms of the council."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, F, Q, QuerySet, Value, When

from mitsprache.council.models import LegislativeTerm, RulesOfProcedure
from mitsprache.council.queries.memberships import holds_on
from mitsprache.kernel.actor import Actor


def nearest_terms(day: dt.date) -> QuerySet[LegislativeTerm]:
    """Return all terms: the one that holds on `day`, then the latest begun, then the next ones."""
    has_begun = Q(start_date__lte=day)
    return LegislativeTerm.objects.alias(
        rank=Case(
            When(has_begun & holds_on(day), then=Value(0)),
            When(has_begun, then=Value(1)),
            default=Value(2),
        ),
        first=Case(When(has_begun, then=None), default=F("start_date")),
    ).order_by("rank", "first", "-start_date")


def current_term(viewer: Actor, day: dt.date) -> LegislativeTerm | None:
    """Return the term that holds on `day`, else the latest one begun, else the first.

    One query, the body of the term included.
    """
    return nearest_terms(day).select_related("body").first()


def all_terms(viewer: Actor) -> list[LegislativeTerm]:
    """Return all terms, the latest first. One query."""
    return list(LegislativeTerm.objects.order_by("-start_date"))


def term_by_key(viewer: Actor, key: str) -> LegislativeTerm | None:
    """Return a term. One query."""
    return LegislativeTerm.objects.filter(key=key).first()


def nearest_day(term: LegislativeTerm, day: dt.date) -> dt.date:
    """Return `day`, or the day of the term that is nearest to it."""
    if term.end_date and day > term.end_date:
        return term.end_date
    return max(day, term.start_date)


def rules_for(term: LegislativeTerm) -> RulesOfProcedure:
    """Return the rules of procedure of `term`; where none are stored, unsaved ones with defaults.

    One query.
    """
    rules = RulesOfProcedure.objects.filter(term=term).first() or RulesOfProcedure()
    rules.term = term
    return rules
