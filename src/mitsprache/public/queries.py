"""Reads of the shell: what every page says about the council, and what the home page shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mitsprache.council.enums import Accent, OrganizationType
from mitsprache.council.models import LegislativeTerm, Organization
from mitsprache.kernel import clock
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
    text = record.text(name, language)
    if not text.text or text.language == language:
        return Wording(text.text)
    attributes = format_html(' lang="{}" dir="{}"', text.language, direction_of(text.language))
    return Wording(text.text, attributes)


def site_facts(language: str) -> Site:
    """Return what the shell says, of the term that runs or ran last. Two queries."""
    term = (
        LegislativeTerm.objects.filter(start_date__lte=clock.today())
        .select_related("body")
        .order_by("-start_date")
        .first()
    ) or LegislativeTerm.objects.select_related("body").order_by("start_date").first()
    if term is None:
        return Site()
    office = (
        Organization.objects.filter(organization_type=OrganizationType.OFFICE, end_date=None)
        .select_related("location")
        .order_by("position", "pk")
        .first()
    )
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
        office=contact(office, language) if office else Contact(),
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


def phone_uri(number: str) -> str:
    """Return a phone number as people write it in Germany in the form that `tel:` takes.

    '(0231) 50-2 25 20' becomes '+49231502 2520' without spaces; a number with '+' keeps its country.
    """
    digits = "".join(sign for sign in number if sign.isdigit())
    if number.strip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+49{digits[1:]}" if digits.startswith("0") else digits
