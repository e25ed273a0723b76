"""Results of votes in words, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mitsprache.proceedings.domain.voting import Counts, Result, result_of
from mitsprache.proceedings.models import Vote

PLAIN: Final[dict[Result, str | Promise]] = {
    Result.ADOPTED_UNANIMOUSLY: gettext_lazy("einstimmig beschlossen"),
    Result.ADOPTED_BY_MAJORITY: gettext_lazy("mehrheitlich beschlossen"),
    Result.REJECTED_UNANIMOUSLY: gettext_lazy("einstimmig abgelehnt"),
    Result.REJECTED_BY_MAJORITY: gettext_lazy("mehrheitlich abgelehnt"),
    Result.REJECTED_BY_TIE: gettext_lazy("bei Stimmengleichheit abgelehnt"),
    Result.MAJORITY_MISSED: gettext_lazy("abgelehnt, weil die nötige Mehrheit fehlt"),
    Result.NOBODY_DECIDED: gettext_lazy("abgelehnt, ohne Ja und ohne Nein"),
}


def result_words(result: Result, counts: Counts, *, amended: bool = False) -> str:
    """Return the result as minutes word it: 'einstimmig bei 8 Enthaltungen beschlossen'."""
    number = {"number": counts.abstentions}
    if result is Result.ADOPTED_WITH_ABSTENTIONS:
        words = ngettext(
            "einstimmig bei %(number)s Enthaltung beschlossen",
            "einstimmig bei %(number)s Enthaltungen beschlossen",
            counts.abstentions,
        )
        words %= number
    elif result is Result.REJECTED_WITH_ABSTENTIONS:
        words = ngettext(
            "einstimmig bei %(number)s Enthaltung abgelehnt",
            "einstimmig bei %(number)s Enthaltungen abgelehnt",
            counts.abstentions,
        )
        words %= number
    else:
        words = str(PLAIN[result])
    return _("%(result)s, in geänderter Fassung") % {"result": words} if amended else words


def vote_words(vote: Vote) -> str:
    """Return the result of a vote in words; '' while it runs or where it is void."""
    if vote.is_adopted is None:
        return ""
    counts = Counts(vote.yes or 0, vote.no or 0, vote.abstentions or 0, vote.invalid or 0)
    result = result_of(counts, adopted=vote.is_adopted)
    return result_words(result, counts, amended=vote.is_amended and vote.is_adopted)


COUNTS: Final[dict[str, str | Promise]] = {
    "yes": gettext_lazy("Ja"),
    "no": gettext_lazy("Nein"),
    "abstentions": gettext_lazy("Enthaltungen"),
    "invalid": gettext_lazy("Ungültig"),
}


def count_names(names: Iterable[str]) -> str:
    """Return what counts are called: 'Ja, Nein'."""
    return ", ".join(str(COUNTS[name]) for name in names)


def counts_words(vote: Vote) -> str:
    """Return the counts of a vote; '' while it runs."""
    if vote.yes is None:
        return ""
    return in_words(Counts(vote.yes, vote.no or 0, vote.abstentions or 0, vote.invalid or 0))


def in_words(counts: Counts) -> str:
    """Return counts in words: '14 Ja, 3 Nein, 2 Enthaltungen'."""
    parts = [
        _("%(number)s Ja") % {"number": counts.yes},
        _("%(number)s Nein") % {"number": counts.no},
        ngettext("%(number)s Enthaltung", "%(number)s Enthaltungen", counts.abstentions)
        % {"number": counts.abstentions},
    ]
    if counts.invalid:
        parts.append(_("%(number)s ungültig") % {"number": counts.invalid})
    return ", ".join(parts)
