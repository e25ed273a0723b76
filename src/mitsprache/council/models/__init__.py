"""Records of the council."""

from mitsprache.council.models.body import Body, LegislativeTerm
from mitsprache.council.models.location import Location
from mitsprache.council.models.organization import Organization
from mitsprache.council.models.person import Membership, Person
from mitsprache.council.models.rules import AllowanceRate, RulesOfProcedure

__all__ = [
    "AllowanceRate",
    "Body",
    "LegislativeTerm",
    "Location",
    "Membership",
    "Organization",
    "Person",
    "RulesOfProcedure",
]
