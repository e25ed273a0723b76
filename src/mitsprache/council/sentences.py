"""Problems of a composition in words for an office worker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mitsprache.council.domain.composition import Id, Period
from mitsprache.council.domain.problems import Code, Problem, Severity
from mitsprache.council.models import Membership


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its sentence and the memberships that it is about."""

    problem: Problem
    sentence: str
    memberships: tuple[Membership, ...]

    @property
    def is_error(self) -> bool:
        """Whether a write that leads to it is refused."""
        return self.problem.severity is Severity.ERROR


def date(day: dt.date) -> str:
    """Write a day in words, e.g. '6. Dezember 2016'."""
    return date_format(day, "DATE_FORMAT")


def days(period: Period) -> str:
    """Say when, e.g. 'vom 1. Mai 2016 bis zum 31. Mai 2016'."""
    if period.start and period.start == period.end:
        return _("am %(day)s") % {"day": date(period.start)}
    if period.start and period.end:
        return _("vom %(start)s bis zum %(end)s") % {
            "start": date(period.start),
            "end": date(period.end),
        }
    if period.end:
        return _("bis zum %(end)s") % {"end": date(period.end)}
    if period.start:
        return _("ab dem %(start)s") % {"start": date(period.start)}
    return _("zu jeder Zeit")


def finding(problem: Problem, memberships: Mapping[Id, Membership]) -> Finding:
    """Put `problem` into words; `memberships` holds its subjects with person and organization."""
    subjects = tuple(memberships[id_] for id_ in problem.subjects)
    return Finding(problem, WORDS[problem.code](problem, subjects), subjects)


Subjects = tuple[Membership, ...]


def _facts(problem: Problem, subjects: Subjects) -> dict[str, Any]:
    return {
        "person": subjects[0].person.full_name,
        "organization": subjects[0].organization.name,
        "days": days(problem.period),
        "start": date(subjects[0].start_date),
        "end": date(subjects[0].end_date) if subjects[0].end_date else "",
        "own_days": days(Period(subjects[0].start_date, subjects[0].end_date)),
        "kind": subjects[0].get_kind_display(),
    }


def _plain(template: Any) -> Callable[[Problem, Subjects], str]:
    """Return the words of a problem with one membership, or two of the same person."""
    return lambda problem, subjects: str(template) % _facts(problem, subjects)


def _too_many(template: Callable[[int], str]) -> Callable[[Problem, Subjects], str]:
    def words(problem: Problem, subjects: Subjects) -> str:
        text = template(problem.limit) % (
            _facts(problem, subjects) | {"count": problem.count, "limit": problem.limit}
        )
        joined = [one for one in subjects if one.start_date == problem.period.start]
        if joined and len(joined) <= 3:
            names = ", ".join(one.person.full_name for one in joined)
            text += " " + ngettext(
                "An diesem Tag beginnt die Mitgliedschaft von %(names)s.",
                "An diesem Tag beginnen die Mitgliedschaften von %(names)s.",
                len(joined),
            ) % {"names": names}
        return text + " " + _("Beenden Sie erst die Mitgliedschaft, die ausläuft.")

    return words


def _elected_minority(problem: Problem, subjects: Subjects) -> str:
    return _(
        "In „%(organization)s“ sind weniger gewählte als bestellte Mitglieder mit Stimmrecht"
        " eingetragen (%(elected)s und %(appointed)s, %(days)s). Die gewählten Mitglieder sollen die"
        " Mehrheit haben; fehlt noch jemand?"
    ) % (_facts(problem, subjects) | {"elected": problem.count, "appointed": problem.limit})


def _deputy(template: Any) -> Callable[[Problem, Subjects], str]:
    def words(problem: Problem, subjects: Subjects) -> str:
        principal = subjects[-1]
        return str(template) % (
            _facts(problem, subjects)
            | {
                "principal": principal.person.full_name,
                "principal_organization": principal.organization.name,
            }
        )

    return words


def _two_chairs(problem: Problem, subjects: Subjects) -> str:
    return _(
        "In „%(organization)s“ haben %(days)s zwei Personen zugleich den Vorsitz: %(first)s und"
        " %(second)s. Wessen Vorsitz endet vorher?"
    ) % (
        _facts(problem, subjects)
        | {"first": subjects[0].person.full_name, "second": subjects[1].person.full_name}
    )


WORDS: Final[dict[Code, Callable[[Problem, Subjects], str]]] = {
    Code.ENDS_BEFORE_START: _plain(
        gettext_lazy(
            "Bei %(person)s in „%(organization)s“ liegt das Ende (%(end)s) vor dem Beginn (%(start)s)."
        )
    ),
    Code.OVERLAP: _plain(
        gettext_lazy(
            "%(person)s ist in „%(organization)s“ zweimal Mitglied, und beide Einträge gelten %(days)s."
            " Lassen Sie den einen enden, bevor der andere beginnt."
        )
    ),
    Code.NO_VOTE_IN_SEAT: _plain(
        gettext_lazy(
            "%(person)s hat in „%(organization)s“ einen Sitz (%(kind)s), aber kein Stimmrecht"
            " (%(own_days)s). Wer gewählt oder bestellt ist, darf abstimmen; wer nur berät, hat die"
            " Art „beratend“."
        )
    ),
    Code.TOO_MANY_ELECTED: _too_many(
        lambda limit: ngettext(
            "„%(organization)s“ hätte %(count)s gewählte Mitglieder mit Stimmrecht (%(days)s), es gibt"
            " aber nur einen gewählten Sitz.",
            "„%(organization)s“ hätte %(count)s gewählte Mitglieder mit Stimmrecht (%(days)s), es gibt"
            " aber nur %(limit)s gewählte Sitze.",
            limit,
        )
    ),
    Code.TOO_MANY_APPOINTED: _too_many(
        lambda limit: ngettext(
            "„%(organization)s“ hätte %(count)s bestellte Mitglieder mit Stimmrecht (%(days)s), es gibt"
            " aber nur einen bestellten Sitz.",
            "„%(organization)s“ hätte %(count)s bestellte Mitglieder mit Stimmrecht (%(days)s), es gibt"
            " aber nur %(limit)s bestellte Sitze.",
            limit,
        )
    ),
    Code.TOO_MANY_VOTING: _too_many(
        lambda limit: ngettext(
            "In „%(organization)s“ dürften %(count)s Mitglieder abstimmen (%(days)s), es gibt aber nur"
            " einen Sitz.",
            "In „%(organization)s“ dürften %(count)s Mitglieder abstimmen (%(days)s), es gibt aber nur"
            " %(limit)s Sitze.",
            limit,
        )
    ),
    Code.ELECTED_MINORITY: _elected_minority,
    Code.OUTSIDE_TERM: _plain(
        gettext_lazy(
            "Die Mitgliedschaft von %(person)s in „%(organization)s“ (%(own_days)s) reicht über die"
            " Wahlperiode hinaus (%(days)s)."
        )
    ),
    Code.OUTSIDE_ORGANIZATION: _plain(
        gettext_lazy(
            "Die Mitgliedschaft von %(person)s (%(own_days)s) reicht über die Zeit hinaus, in der es"
            " „%(organization)s“ gibt (%(days)s)."
        )
    ),
    Code.DEPUTY_ELSEWHERE: _deputy(
        gettext_lazy(
            "%(person)s soll in „%(organization)s“ %(principal)s vertreten, ein Mitglied von"
            " „%(principal_organization)s“. Vertreten kann man nur jemanden im selben Gremium."
        )
    ),
    Code.DEPUTY_OF_ONESELF: _deputy(
        gettext_lazy(
            "%(person)s ist in „%(organization)s“ als eigene Stellvertretung eingetragen. Wählen Sie"
            " die Person, die vertreten wird."
        )
    ),
    Code.DEPUTY_OUTSIDE: _deputy(
        gettext_lazy(
            "%(person)s vertritt %(principal)s in „%(organization)s“ %(own_days)s, aber %(principal)s"
            " ist nur %(days)s Mitglied. Passen Sie die Daten der Stellvertretung an."
        )
    ),
    Code.TWO_CHAIRS: _two_chairs,
}
