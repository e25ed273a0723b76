"""Which public pages there are, for search engines: by section, each with its last change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse

from mitsprache.council.models import LegislativeTerm, Organization, Person
from mitsprache.goals.models import Goal, Plan
from mitsprache.kernel.actor import Actor
from mitsprache.meetings import queries as meetings
from mitsprache.papers import queries as papers
from mitsprache.publishing import queries as publishing
from mitsprache.publishing.addresses import address_of
from mitsprache.publishing.enums import Duty

PAGE: Final = 1000
"""Addresses in one file; each stands there once for every language."""

FIXED: Final = (
    "home",
    "council:overview",
    "council:working_groups",
    "council:terms",
    "council:partners",
    "goals:overview",
    "meetings:list",
    "meetings:calendar",
    "papers:list",
    "publishing:news",
    "publishing:pages",
    *(f"publishing:{duty.value}" for duty in Duty),
)


@dataclass(frozen=True, slots=True)
class Address:
    """A page without its language, and when it last changed."""

    path: str
    changed: dt.datetime | None = None


def _path(url: str) -> str:
    """Return `url` without the leading '/<language>/'."""
    return url[1:].partition("/")[2]


def _of_keys(name: str, rows: QuerySet[Any]) -> Iterable[Address]:
    sample = _path(reverse(name, args=["KEY"]))
    for key, changed in rows.order_by("pk").values_list("key", "modified_at"):
        yield Address(sample.replace("KEY", key), changed)


def _fixed(_viewer: Actor) -> Iterable[Address]:
    return (Address(_path(reverse(name))) for name in FIXED)


def _council(_viewer: Actor) -> Iterable[Address]:
    yield from _of_keys("council:term", LegislativeTerm.objects.all())
    yield from _of_keys("council:organization", Organization.objects.all())
    yield from _of_keys("council:person", Person.objects.all())


def _goals(_viewer: Actor) -> Iterable[Address]:
    yield from _of_keys("goals:goal", Goal.objects.all())
    yield from _of_keys("goals:plan", Plan.objects.all())


def _meetings(viewer: Actor) -> Iterable[Address]:
    yield from _of_keys("meetings:meeting", meetings.meetings(viewer))


def _papers(viewer: Actor) -> Iterable[Address]:
    yield from _of_keys("papers:paper", papers.papers(viewer))


def _articles(viewer: Actor) -> Iterable[Address]:
    rows = publishing.articles(viewer).filter(duty="").defer("text", "translations").order_by("pk")
    return (Address(_path(address_of(row)), row.modified_at) for row in rows)


SECTIONS: Final[dict[str, Callable[[Actor], Iterable[Address]]]] = {
    "seiten": _fixed,
    "gremium": _council,
    "ziele": _goals,
    "sitzungen": _meetings,
    "drucksachen": _papers,
    "aktuelles": _articles,
}


def addresses(viewer: Actor, section: str) -> list[Address]:
    """Return all public pages of a section. At most three queries."""
    return list(SECTIONS[section](viewer))


def count(viewer: Actor, section: str) -> int:
    """Return in how many files the section stands."""
    return max(1, -(-len(addresses(viewer, section)) // PAGE))
