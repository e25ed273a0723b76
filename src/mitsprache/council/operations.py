"""Writes to the council's records."""

from __future__ import annotations

from mitsprache.council import procedure as procedure_rules
from mitsprache.council import rules
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
from mitsprache.kernel.records import RecordOperations

body = RecordOperations(Body, "body")
term = RecordOperations(LegislativeTerm, "term", rules.check_term)
organization = RecordOperations(Organization, "organization", rules.check_organization)
person = RecordOperations(Person, "person", rules.check_person)
membership = RecordOperations(Membership, "membership", rules.check_membership)
location = RecordOperations(Location, "location")
procedure = RecordOperations(RulesOfProcedure, "rules", procedure_rules.check_rules)
rate = RecordOperations(AllowanceRate, "rate", procedure_rules.check_rate)
