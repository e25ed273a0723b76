"""Reads of the council. None returns contact data that a person keeps private."""

from mitsprache.council.queries.councils import (
    Council,
    Part,
    SeatGroup,
    composition,
    composition_warnings,
    problems_in_term,
)
from mitsprache.council.queries.memberships import (
    EARLIER,
    Memberships,
    by_time,
    holds_on,
    members_of,
    shown_memberships,
)
from mitsprache.council.queries.pages import (
    OrganizationPage,
    PersonPage,
    organization_page,
    organizations_of_type,
    partners,
    person_page,
)
from mitsprache.council.queries.terms import (
    all_terms,
    current_term,
    nearest_day,
    nearest_terms,
    rules_for,
    term_by_key,
)

__all__ = [
    "EARLIER",
    "Council",
    "Memberships",
    "OrganizationPage",
    "Part",
    "PersonPage",
    "SeatGroup",
    "all_terms",
    "by_time",
    "composition",
    "composition_warnings",
    "current_term",
    "holds_on",
    "members_of",
    "nearest_day",
    "nearest_terms",
    "organization_page",
    "organizations_of_type",
    "partners",
    "person_page",
    "problems_in_term",
    "rules_for",
    "shown_memberships",
    "term_by_key",
]
