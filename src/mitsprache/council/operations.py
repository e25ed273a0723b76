"""Writes to the council's records."""

from __future__ import annotations

from mitsprache.council.models import (
    Body,
    LegislativeTerm,
    Location,
    Membership,
    Organization,
    Person,
)
from mitsprache.kernel.records import RecordOperations

body = RecordOperations(Body, "body")
term = RecordOperations(LegislativeTerm, "term")
organization = RecordOperations(Organization, "organization")
person = RecordOperations(Person, "person")
membership = RecordOperations(Membership, "membership")
location = RecordOperations(Location, "location")
