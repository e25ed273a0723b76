"""The council's texts to translate; all of them are public."""

from mitsprache.council.models import Body, LegislativeTerm, Location, Organization, Person
from mitsprache.translation.registry import Translatable

TRANSLATABLE = [
    Translatable(Body, Body.objects.all),
    Translatable(LegislativeTerm, LegislativeTerm.objects.all, frozenset({"about"})),
    Translatable(Organization, Organization.objects.all, frozenset({"description"})),
    Translatable(Person, Person.objects.all, frozenset({"about"})),
    Translatable(Location, Location.objects.all),
]
