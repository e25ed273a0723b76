"""The council's texts to translate; all of them are public."""

from mitsprache.council.models import Body, LegislativeTerm, Location, Organization, Person
from mitsprache.translation.registry import Translatable

TRANSLATABLE = [
    Translatable(Body, Body.objects.all),
    Translatable(LegislativeTerm, LegislativeTerm.objects.all),
    Translatable(Organization, Organization.objects.all),
    Translatable(Person, Person.objects.all),
    Translatable(Location, Location.objects.all),
]
