"""The half circle of seats and its legend, for `components/seats.html`."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mitsprache.council.domain.composition import APPOINTED, ELECTED
from mitsprache.council.domain.seating import distinct_tones, half_circle
from mitsprache.council.queries import Council, SeatGroup
from mitsprache.council.wording import plain, shown


def seating(council: Council) -> dict[str, Any]:
    """Return seats, legend, groups with their tones, and the words that say the same."""
    tones = distinct_tones(
        [group.sender.tone if group.sender else None for group in council.groups]
    )
    groups = [
        {
            "group": group,
            "tone": tone,
            "kind": group.kind,
            "name": group_name(group),
            "count": ngettext("%(n)s Sitz", "%(n)s Sitze", len(group.members))
            % {"n": len(group.members)},
        }
        for group, tone in zip(council.groups, tones, strict=True)
    ]
    places = _places(council, tones)
    hall = half_circle(len(places))
    vacant = council.vacant_elected + council.vacant_appointed
    return {
        "groups": groups,
        "seats": [
            {"x": seat.x, "y": seat.y, **place}
            for seat, place in zip(hall.seats, places, strict=True)
        ],
        "seat_radius": hall.radius,
        "count": len(places),
        "vacant_count": vacant,
        "vacancies": _vacancies(council),
        "legend": [
            {
                "tone": tone,
                "label": shown(group.sender, "name") if group.sender else group_name(group),
                "count": len(group.members),
            }
            for group, tone in zip(council.groups, tones, strict=True)
        ],
        "seats_title": _("Sitze am %(day)s") % {"day": date_format(council.day, "DATE_FORMAT")},
        "seats_description": _description(council, len(places)),
    }


def short_name(group: SeatGroup) -> str:
    """Return the name of a list or group as people call it."""
    return (group.sender and group.sender.short_name) or group_name(group)


def group_name(group: SeatGroup) -> str:
    """Return the name of a list or group as plain text."""
    if group.sender:
        return plain(group.sender, "name")
    return _("gewählt, ohne Angabe der Liste") if group.kind == ELECTED else _("vom Rat bestellt")


def _places(council: Council, tones: list[int]) -> list[dict[str, Any]]:
    """Return what fills each seat from left to right: elected, vacant, appointed, vacant."""
    sides: dict[str, list[dict[str, Any]]] = {ELECTED: [], APPOINTED: []}
    for group, tone in zip(council.groups, tones, strict=True):
        name = short_name(group)
        sides[group.kind] += [
            {"tone": tone, "vacant": False, "label": f"{row.person.full_name}, {name}"}
            for row in group.members
        ]
    vacant = {"tone": 0, "vacant": True, "label": _("unbesetzt")}
    return [
        *sides[ELECTED],
        *[vacant] * council.vacant_elected,
        *sides[APPOINTED],
        *[vacant] * council.vacant_appointed,
    ]


def _vacancies(council: Council) -> list[str]:
    """Return a sentence for each kind of vacant seats."""
    sentences = []
    if council.vacant_elected:
        sentences.append(
            ngettext(
                "Ein gewählter Sitz ist unbesetzt.",
                "%(n)s gewählte Sitze sind unbesetzt.",
                council.vacant_elected,
            )
            % {"n": council.vacant_elected}
        )
    if council.vacant_appointed:
        sentences.append(
            ngettext(
                "Ein Sitz, den der Rat der Stadt bestellt, ist unbesetzt.",
                "%(n)s Sitze, die der Rat der Stadt bestellt, sind unbesetzt.",
                council.vacant_appointed,
            )
            % {"n": council.vacant_appointed}
        )
    return sentences


def _description(council: Council, places: int) -> str:
    """Say in words what the half circle shows."""
    parts = [f"{short_name(group)} {len(group.members)}" for group in council.groups]
    vacant = council.vacant_elected + council.vacant_appointed
    if vacant:
        parts.append(_("unbesetzt %(n)s") % {"n": vacant})
    return _("%(seats)s Sitze im Halbkreis: %(parts)s. Dasselbe steht in der Tabelle.") % {
        "seats": places,
        "parts": ", ".join(parts),
    }
