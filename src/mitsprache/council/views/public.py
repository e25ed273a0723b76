"""Pages on the council for everybody."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mitsprache.council import queries
from mitsprache.council.enums import OrganizationType
from mitsprache.council.models import LegislativeTerm, Membership
from mitsprache.council.related import areas_of
from mitsprache.council.views.seats import seating
from mitsprache.council.wording import plain
from mitsprache.kernel import clock
from mitsprache.kernel.views import PublicPage, found

WRITTEN_DAYS: Final = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)", re.ASCII),
    re.compile(r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})", re.ASCII),
)
"""How a day may be written: 2016-12-06, or as people type it, 6.12.2016."""
YEARS: Final = range(1900, 2200)
FIRST_DAY: Final = f"{YEARS[0]}-01-01"
LAST_DAY: Final = f"{YEARS[-1]}-12-31"

Crumb = dict[str, Any]


def day_from(text: str) -> dt.date | None:
    """Return the day that somebody wrote into an address or a form, None if it is none."""
    for pattern in WRITTEN_DAYS:
        match = pattern.fullmatch(text.strip())
        if match and int(match["year"]) in YEARS:
            try:
                return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                return None
    return None


def council_crumb() -> Crumb:
    """Return the way back to the council."""
    return {"label": _("Gremium"), "url": reverse("council:overview")}


class Overview(PublicPage):
    """The council with its seats, today or on the day that `?am=` names."""

    template_name = "council/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Find the term of the day and who sat there."""
        today = clock.today()
        written = self.request.GET.get("am", "")
        asked = day_from(written) if written else None
        term = queries.current_term(self.actor, asked or today)
        error = ""
        if written and asked is None:
            error = _(
                "„%(written)s“ ist kein Tag. Schreiben Sie zum Beispiel 2016-12-06 oder 6.12.2016."
                " Unten steht die heutige Besetzung."
            ) % {"written": written[:40]}
        elif asked and term and not _holds_on(term, asked):
            error = _(
                "Für den %(day)s ist keine Wahlperiode eingetragen. Unten steht die heutige Besetzung."
            ) % {"day": date_format(asked, "DATE_FORMAT")}
            asked, term = None, queries.current_term(self.actor, today)
        return super().get_context_data(
            term=term,
            asked=asked,
            written=asked.isoformat() if asked else "",
            error=error,
            is_listed=not written,
            without_day={"label": _("Heutige Besetzung"), "url": reverse("council:overview")},
            first_day=FIRST_DAY,
            last_day=LAST_DAY,
            page_description=plain(term, "council_name") if term else "",
            **(composed(self, term, asked or today) if term else {}),
            **kwargs,
        )


def _holds_on(term: LegislativeTerm, day: dt.date) -> bool:
    return term.start_date <= day and (term.end_date is None or day <= term.end_date)


def composed(page: PublicPage, term: LegislativeTerm, day: dt.date) -> dict[str, Any]:
    """Return what `council/includes/composition.html` shows of `term` on the day nearest to `day`."""
    council = queries.composition(page.actor, term, queries.nearest_day(term, day))
    return {
        "council": council,
        "day": council.day,
        "is_over": term.end_date is not None and term.end_date < clock.today(),
        "is_yet_to_come": term.start_date > clock.today(),
        **seating(council),
    }


class WorkingGroups(PublicPage):
    """What each working group is for, and who is in it."""

    template_name = "council/working_groups.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the groups of the current term."""
        today = clock.today()
        term = queries.current_term(self.actor, today)
        day = queries.nearest_day(term, today) if term else today
        groups = queries.organizations_of_type(
            self.actor, [OrganizationType.WORKING_GROUP], term=term, day=day
        )
        members = queries.members_of(self.actor, groups, day)
        areas = areas_of(self.actor, groups)
        return super().get_context_data(
            crumbs=[council_crumb()],
            groups=[
                {"organization": one, "members": members[one.pk], "areas": areas[one.pk]}
                for one in groups
            ],
            page_description=_("Die Arbeitskreise des Gremiums und wozu es sie gibt."),
            **kwargs,
        )


class Terms(PublicPage):
    """All terms of the council."""

    template_name = "council/terms.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the terms."""
        today = clock.today()
        return super().get_context_data(
            crumbs=[council_crumb()],
            terms=[
                {"term": term, "is_now": _holds_on(term, today)}
                for term in queries.all_terms(self.actor)
            ],
            page_description=_("Alle Wahlperioden des Gremiums mit Sitzen und Rechtsgrundlage."),
            **kwargs,
        )


class Term(PublicPage):
    """One term: as it is today, was on its last day, or on the day that `?am=` names."""

    template_name = "council/term.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the term and who sat there."""
        term = found(queries.term_by_key(self.actor, self.kwargs["key"]))
        terms = {"label": _("Wahlperioden"), "url": reverse("council:terms")}
        written = self.request.GET.get("am", "")
        asked = day_from(written) if written else None
        error = ""
        if written and asked is None:
            error = _(
                "„%(written)s“ ist kein Tag. Schreiben Sie zum Beispiel 2016-12-06 oder 6.12.2016."
            ) % {"written": written[:40]}
        elif asked and not _holds_on(term, asked):
            error = _("Der %(day)s liegt nicht in dieser Wahlperiode.") % {
                "day": date_format(asked, "DATE_FORMAT")
            }
            asked = None
        return super().get_context_data(
            crumbs=[council_crumb(), terms],
            term=term,
            asked=asked,
            written=asked.isoformat() if asked else "",
            error=error,
            is_listed=not written,
            without_day={
                "label": _usual_day(term),
                "url": reverse("council:term", args=[term.key]),
            },
            first_day=term.start_date.isoformat(),
            last_day=term.end_date.isoformat() if term.end_date else LAST_DAY,
            page_description=f"{plain(term, 'council_name')}, {plain(term, 'name')}",
            **composed(self, term, asked or clock.today()),
            **kwargs,
        )


def _usual_day(term: LegislativeTerm) -> str:
    """Say which day the page of `term` shows where nobody asks for another."""
    today = clock.today()
    if term.start_date > today:
        return _("Besetzung am ersten Tag")
    if term.end_date and term.end_date < today:
        return _("Besetzung am letzten Tag")
    return _("Heutige Besetzung")


def membership_rows(rows: list[Membership], page: queries.OrganizationPage) -> list[dict[str, Any]]:
    """Return memberships with what the table of an organization says about each.

    `place` is where somebody sits for this organization; `sender` is for whom somebody sits in it.
    """
    return [
        {
            "row": row,
            "person": row.person,
            "place": page.senders.get(row.organization_id),
            "sender": None
            if row.on_behalf_of_id in {None, page.organization.pk}
            else page.senders.get(row.on_behalf_of_id),
        }
        for row in rows
    ]


def places_of(page: queries.OrganizationPage) -> dict[str, Any]:
    """Say whether members sit in several councils for an organization, or all in one."""
    places = {row.organization_id for row in page.memberships.all}
    elsewhere = [page.senders[pk] for pk in places if pk in page.senders]
    is_one = len({place.name for place in elsewhere}) == 1 and len(elsewhere) == len(places)
    return {
        "has_places": bool(elsewhere) and not is_one,
        "only_place": elsewhere[0] if is_one else None,
    }


class OrganizationDetail(PublicPage):
    """A list, a board, an office, a working group, a partner: everything with members or tasks."""

    template_name = "council/organization.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the organization, its members over time, and what it takes part in."""
        page = found(queries.organization_page(self.actor, self.kwargs["key"], clock.today()))
        organization = page.organization
        crumbs = [council_crumb()]
        if organization.organization_type == OrganizationType.WORKING_GROUP:
            crumbs.append({"label": _("Arbeitskreise"), "url": reverse("council:working_groups")})
        elif organization.is_partner:
            crumbs = [
                {
                    "label": pgettext("Plural", "Kooperationspartner"),
                    "url": reverse("council:partners"),
                }
            ]
        return super().get_context_data(
            crumbs=crumbs,
            organization=organization,
            now=membership_rows(page.memberships.now, page),
            coming=membership_rows(page.memberships.coming, page),
            earlier=membership_rows(page.memberships.earlier, page),
            has_more=page.memberships.has_more,
            **places_of(page),
            has_aside=bool(
                organization.location_id
                or organization.parent_id
                or organization.start_date
                or organization.phone
                or organization.email
                or organization.website
                or organization.opening_hours
            ),
            has_members=organization.organization_type in WITH_MEMBERS,
            areas=areas_of(self.actor, [organization])[organization.pk],
            page_description=plain(organization, "summary") or plain(organization, "name"),
            **kwargs,
        )


WITH_MEMBERS: Final = {
    OrganizationType.PLENARY,
    OrganizationType.EXECUTIVE_BOARD,
    OrganizationType.OFFICE,
    OrganizationType.WORKING_GROUP,
    OrganizationType.ELECTORAL_LIST,
    OrganizationType.PARLIAMENTARY_GROUP,
}
"""The types whose members the office keeps; on their pages, no members yet is worth a word."""


class PersonDetail(PublicPage):
    """A person, as far as they want to be seen."""

    template_name = "council/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the person and their memberships."""
        page = found(queries.person_page(self.actor, self.kwargs["key"], clock.today()))
        return super().get_context_data(
            crumbs=[council_crumb()],
            page=page,
            person=page.person,
            memberships=page.memberships,
            page_description=page.person.full_name,
            **kwargs,
        )


class Partners(PublicPage):
    """Who the council works with, and in which areas."""

    template_name = "council/partners.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the partners and their areas."""
        partners = queries.partners(self.actor, clock.today())
        areas = areas_of(self.actor, partners)
        return super().get_context_data(
            crumbs=[council_crumb()],
            partners=[{"organization": one, "areas": areas[one.pk]} for one in partners],
            page_description=_("Mit wem das Gremium zusammenarbeitet, und bei welchen Zielen."),
            **kwargs,
        )
