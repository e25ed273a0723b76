"""Addresses of the app: `public_urls` under the language, `office_urls` under /office/."""

from __future__ import annotations

from django.urls import URLPattern

from mitsprache.council.public_urls import urlpatterns as public_urls
from mitsprache.council.views import office, procedure
from mitsprache.kernel.pages.base import record_urls

office_urls: list[URLPattern] = [
    *record_urls(
        "orte",
        "location",
        index=office.LocationList,
        create=office.LocationCreate,
        update=office.LocationUpdate,
        delete=office.LocationDelete,
    ),
    *record_urls(
        "stadt",
        "body",
        index=office.BodyList,
        create=office.BodyCreate,
        update=office.BodyUpdate,
        delete=office.BodyDelete,
    ),
    *record_urls(
        "wahlperioden",
        "term",
        index=office.TermList,
        create=office.TermCreate,
        update=office.TermUpdate,
        delete=office.TermDelete,
    ),
    *record_urls(
        "geschaeftsordnungen",
        "rules",
        index=procedure.RulesList,
        create=procedure.RulesCreate,
        update=procedure.RulesUpdate,
        delete=procedure.RulesDelete,
    ),
    *record_urls(
        "sitzungsgelder",
        "rate",
        index=procedure.RateList,
        create=procedure.RateCreate,
        update=procedure.RateUpdate,
        delete=procedure.RateDelete,
    ),
    *record_urls(
        "organisationen",
        "organization",
        index=office.OrganizationList,
        create=office.OrganizationCreate,
        update=office.OrganizationUpdate,
        delete=office.OrganizationDelete,
    ),
    *record_urls(
        "personen",
        "person",
        index=office.PersonList,
        create=office.PersonCreate,
        update=office.PersonUpdate,
        delete=office.PersonDelete,
    ),
    *record_urls(
        "mitgliedschaften",
        "membership",
        index=office.MembershipList,
        create=office.MembershipCreate,
        update=office.MembershipUpdate,
        delete=office.MembershipDelete,
    ),
]

__all__ = ["office_urls", "public_urls"]
