"""Reads of the shell: what every page says about the council, and what the home page shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mitsprache.council.contact import phone_uri
from mitsprache.council.enums import Accent, OrganizationType
from mitsprache.council.models import Organization
from mitsprache.council.queries import current_term, organizations_of_type
from mitsprache.goals.enums import GoalKind
from mitsprache.goals.models import Goal
from mitsprache.kernel import clock
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.languages import direction_of
from mitsprache.kernel.models import TranslatedRecord


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of the shell in the page's language, or the binding one where there is none yet."""

    text: str = ""
    attributes: SafeString = field(default_factory=SafeString)

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach an office."""

    name: Wording = field(default_factory=Wording)
    street_address: str = ""
    room: str = ""
    postal_code: str = ""
    locality: str = ""
    phone: str = ""
    phone_uri: str = ""
    fax: str = ""
    email: str = ""
    website: str = ""
    opening_hours: Wording = field(default_factory=Wording)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says about the council whose site this is.

    Attributes:
        has_council: false before anything was loaded.
        about: sanitised HTML.
    """

    has_council: bool = False
    council_name: Wording = field(default_factory=Wording)
    council_short_name: str = "mitsprache"
    body_name: Wording = field(default_factory=Wording)
    body_short_name: str = ""
    motto: Wording = field(default_factory=Wording)
    about: Wording = field(default_factory=Wording)
    term_key: str = ""
    accent: str = Accent.PETROL.value
    is_demo: bool = False
    office: Contact = field(default_factory=Contact)


def wording(record: TranslatedRecord, name: str, language: str) -> Wording:
    """Return the text of `record` for the shell, with lang and dir where it is another language."""
    text = record.wording(name, language)
    if not text.text or text.language == language:
        return Wording(text.text)
    attributes = format_html(' lang="{}" dir="{}"', text.language, direction_of(text.language))
    return Wording(text.text, attributes)


def site_facts(viewer: Actor, language: str) -> Site:
    """Return what the shell says, of the term that runs or ran last. Three queries."""
    day = clock.today()
    term = current_term(viewer, day)
    if term is None:
        return Site()
    offices = organizations_of_type(viewer, [OrganizationType.OFFICE], term=term, day=day)
    return Site(
        has_council=True,
        council_name=wording(term, "council_name", language),
        council_short_name=term.council_short_name,
        body_name=wording(term.body, "name", language),
        body_short_name=term.body.short_name,
        motto=wording(term.body, "motto", language),
        about=wording(term, "about", language),
        term_key=term.key,
        accent=term.body.accent,
        is_demo=term.body.is_demo,
        office=contact(offices[0], language) if offices else Contact(),
    )


def contact(organization: Organization, language: str) -> Contact:
    """Return how to reach `organization`; its location was read with it."""
    place = organization.location
    return Contact(
        name=wording(organization, "name", language),
        street_address=place.street_address if place else "",
        room=place.room if place else "",
        postal_code=place.postal_code if place else "",
        locality=place.locality if place else "",
        phone=organization.phone,
        phone_uri=phone_uri(organization.phone),
        fax=organization.fax,
        email=organization.email,
        website=organization.website,
        opening_hours=wording(organization, "opening_hours", language),
        key=organization.key,
    )


def goals_at_a_glance(_viewer: Actor) -> list[Goal]:
    """Return the goals of the latest term that has any, in their order. One query."""
    latest = Goal.objects.filter(kind=GoalKind.GOAL).order_by("-term__start_date").values("term")
    return list(
        Goal.objects.filter(kind=GoalKind.GOAL, term=latest[:1]).order_by("position", "title")
    )
