"""Rules about the rules of procedure: what can't stand beside each other, and what is odd."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.council.enums import DeviceVotes
from mitsprache.council.models import AllowanceRate, LegislativeTerm, RulesOfProcedure
from mitsprache.council.sentences import date

HOURS_A_DAY: Final = 24
CATEGORY_LENGTH: Final = 120
"""Characters that an agenda item keeps of the reason why it is not public."""


def problems(rules: RulesOfProcedure) -> Iterator[tuple[str, str]]:
    """Yield field and sentence of what can't be."""
    hours = rules.notice_days * HOURS_A_DAY
    if rules.urgent_notice_hours >= hours:
        yield (
            "urgent_notice_hours",
            _(
                "Die Frist in dringenden Fällen ist kürzer als die Ladungsfrist: weniger als %(hours)s "
                "Stunden."
            )
            % {"hours": hours},
        )
    if rules.reminder_days >= rules.notice_days:
        yield (
            "reminder_days",
            _(
                "Erinnert wird nach der Einladung: weniger als %(days)s Tage vor der Sitzung, oder 0 für "
                "keine."
            )
            % {"days": rules.notice_days},
        )
    yield from _beyond_seats(rules)
    named = Counter(rules.categories)
    for name, times in named.items():
        if len(name) > CATEGORY_LENGTH:
            yield (
                "non_public_categories",
                _("„%(name)s …“ ist zu lang. Eine Art hat höchstens %(most)s Zeichen.")
                % {"name": name[:40], "most": CATEGORY_LENGTH},
            )
        if times > 1:
            yield (
                "non_public_categories",
                _("„%(name)s“ steht zweimal da. Jede Art steht einmal.") % {"name": name[:40]},
            )


def _beyond_seats(rules: RulesOfProcedure) -> Iterator[tuple[str, str]]:
    seats = rules.term.seats
    for field in ("roll_call_request", "secret_request"):
        if getattr(rules, field) > seats:
            yield (
                field,
                _("So viele Mitglieder gibt es nicht. Das Gremium hat %(seats)s Sitze.")
                % {"seats": seats},
            )


def check_rules(rules: RulesOfProcedure) -> None:
    """Refuse rules that contradict each other or the term's seats."""
    found: dict[str, list[str]] = {}
    for field, sentence in problems(rules):
        found.setdefault(field, []).append(sentence)
    if found:
        raise ValidationError(found)


def check_seats(term: LegislativeTerm) -> None:
    """Refuse a term whose stored rules of procedure count with more seats than it has."""
    rules = RulesOfProcedure.objects.filter(term=term).first()
    if rules is None:
        return
    rules.term = term
    names = {field.name: field for field in RulesOfProcedure._meta.fields}
    found = [
        _("Geschäftsordnung, „%(field)s“: %(problem)s")
        % {"field": names[field].verbose_name, "problem": sentence}
        for field, sentence in _beyond_seats(rules)
    ]
    if found:
        raise ValidationError(found)


def oddities(rules: RulesOfProcedure) -> Iterator[str]:
    """Yield sentences about what is allowed, but seldom meant."""
    notice = rules.notice_days + (1 if rules.notice_full_days else 0)
    if rules.item_deadline_days < notice:
        yield _(
            "Anträge dürfen noch kommen, wenn die Einladung schon verschickt ist. Sie brauchen dann einen "
            "Nachtrag."
        )
    if rules.device_votes == DeviceVotes.BINDING:
        yield _(
            "Abstimmungen am eigenen Gerät sind nun verbindlich. Das geht nur mit zugelassener Technik."
        )


def check_rate(rate: AllowanceRate) -> None:
    """Refuse a rate that begins after the term has ended."""
    end = rate.rules.term.end_date
    if end and rate.valid_from > end:
        raise ValidationError(
            {
                "valid_from": _(
                    "Die Wahlperiode endet am %(end)s. Ein Betrag gilt ab einem Tag davor."
                )
                % {"end": date(end)}
            }
        )
