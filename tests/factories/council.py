"""Records of the council for tests. Dates default to the Dortmund term of 2014–2020."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from mitsprache.council.enums import MembershipKind, OrganizationType
from mitsprache.council.models import (
    AllowanceRate,
    Body,
    LegislativeTerm,
    Location,
    Membership,
    Organization,
    Person,
    RulesOfProcedure,
)

TERM_START = dt.date(2014, 6, 1)
TERM_END = dt.date(2020, 10, 31)
FIRST_SESSION = dt.date(2014, 9, 2)


class BodyFactory(DjangoModelFactory[Body]):
    class Meta:
        model = Body
        django_get_or_create = ("key",)

    key = "dortmund"
    name = "Stadt Dortmund"
    short_name = "Dortmund"


class TermFactory(DjangoModelFactory[LegislativeTerm]):
    class Meta:
        model = LegislativeTerm
        django_get_or_create = ("key",)

    key = "2014-2020"
    body = factory.SubFactory(BodyFactory)
    name = "2014–2020"
    council_name = "Integrationsrat der Stadt Dortmund"
    council_short_name = "Integrationsrat"
    seats_elected = 18
    seats_appointed = 9
    start_date = TERM_START
    end_date = TERM_END


class LocationFactory(DjangoModelFactory[Location]):
    class Meta:
        model = Location

    key = factory.Sequence(lambda n: f"ort-{n}")
    description = "Rathaus"
    street_address = "Friedensplatz 1"
    postal_code = "44135"
    locality = "Dortmund"


class OrganizationFactory(DjangoModelFactory[Organization]):
    class Meta:
        model = Organization

    key = factory.Sequence(lambda n: f"stelle-{n}")
    body = factory.SubFactory(BodyFactory)
    organization_type = OrganizationType.EXTERNAL_BODY
    name = factory.Sequence(lambda n: f"Verein Nummer {n}")


class PlenaryFactory(OrganizationFactory):
    key = "integrationsrat"
    organization_type = OrganizationType.PLENARY
    name = "Integrationsrat"
    term = factory.SubFactory(TermFactory)


class ListFactory(OrganizationFactory):
    key = factory.Sequence(lambda n: f"liste-{n}")
    organization_type = OrganizationType.ELECTORAL_LIST
    name = factory.Sequence(lambda n: f"Liste Nummer {n}")
    position = factory.Sequence(lambda n: n)
    tone = factory.Sequence(lambda n: n % 12 + 1)


class GroupFactory(ListFactory):
    key = factory.Sequence(lambda n: f"fraktion-{n}")
    organization_type = OrganizationType.PARLIAMENTARY_GROUP
    name = factory.Sequence(lambda n: f"Fraktion Nummer {n}")


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    key = factory.Sequence(lambda n: f"person-{n}")
    given_name = "Mina"
    family_name = factory.Sequence(lambda n: f"Muster{n}")


class MembershipFactory(DjangoModelFactory[Membership]):
    """An elected member with a vote; `plenary` below for the usual case."""

    class Meta:
        model = Membership

    key = factory.Sequence(lambda n: f"mitgliedschaft-{n}")
    person = factory.SubFactory(PersonFactory)
    organization = factory.SubFactory(OrganizationFactory)
    kind = MembershipKind.ELECTED
    voting_right = True
    start_date = FIRST_SESSION
    end_date = TERM_END


class RulesFactory(DjangoModelFactory[RulesOfProcedure]):
    """The rules of the term that tests share, all as by default."""

    class Meta:
        model = RulesOfProcedure
        django_get_or_create = ("key",)

    key = "2014-2020"
    term = factory.SubFactory(TermFactory)


class RateFactory(DjangoModelFactory[AllowanceRate]):
    class Meta:
        model = AllowanceRate

    key = factory.Sequence(lambda n: f"betrag-{n}")
    rules = factory.SubFactory(RulesFactory)
    valid_from = TERM_START
    amount = Decimal("22.50")
