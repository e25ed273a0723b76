"""The kinds of record: where each stands in the files and how its keys become columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from mitsprache.council import models as council
from mitsprache.exchange.format import activities
from mitsprache.exchange.format import council as council_format
from mitsprache.exchange.format import papers as papers_format
from mitsprache.exchange.format.base import Entry, Marker
from mitsprache.exchange.format.texts import Ref, Refs, Rich
from mitsprache.goals import models as goals
from mitsprache.kernel.models import Record, TranslatedRecord
from mitsprache.meetings import models as meetings
from mitsprache.papers import models as papers
from mitsprache.publishing import models as publishing


@dataclass(frozen=True, slots=True)
class Column:
    """One value of a record: its key in the file, its field in the model, and what it is."""

    key: str
    field: str
    marker: Marker | None = None

    @property
    def refers_to(self) -> str:
        """The kind of the record it names, '' if it names none."""
        return self.marker.kind if isinstance(self.marker, Ref | Refs) else ""

    @property
    def is_many(self) -> bool:
        """Whether it names several records."""
        return isinstance(self.marker, Refs)


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    Attributes:
        name: as in the files of translations.
        file: where its records stand; a folder ends with a slash.
        model: the record type.
        entry: the form of one record in the file.
        hidden: columns that follow from where the record stands: the record that it is nested in
            (first), and its place there.
        fields: model fields of keys that are called otherwise.
        nested: keys of lists of other kinds within.
        parked: values that free a unique place while records swap theirs.
    """

    name: str
    file: str
    model: type[Record]
    entry: type[Entry]
    hidden: tuple[Column, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    nested: tuple[str, ...] = ()
    parked: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns but the key, hidden ones last."""
        renamed = {"invented": "is_invented", **self.fields}
        shown = tuple(
            Column(
                name,
                renamed.get(name, name),
                next((mark for mark in info.metadata if isinstance(mark, Marker)), None),
            )
            for name, info in self.entry.model_fields.items()
            if name != "id" and name not in self.nested
        )
        return shown + self.hidden

    @cached_property
    def translated(self) -> dict[str, bool]:
        """The translated fields; True for those that hold HTML."""
        if not issubclass(self.model, TranslatedRecord):
            return {}
        rich = {column.field for column in self.columns if isinstance(column.marker, Rich)}
        return {name: name in rich for name in self.model.TRANSLATED}

    @property
    def owner(self) -> Column | None:
        """The column of the record that this one is nested in, if it is."""
        first = self.hidden[0] if self.hidden else None
        return first if first and first.key == "" else None

    @property
    def has_position(self) -> bool:
        """Whether its place among its siblings follows from the order in the file."""
        return any(column.field == "position" for column in self.hidden)


def _inside(name: str, kind: str) -> Column:
    """Return the hidden column for the record around."""
    return Column("", name, Ref(kind, required=True))


POSITION: Final = Column("", "position")

KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(
            "body",
            "council.yaml",
            council.Body,
            council_format.Body,
        ),
        Kind(
            "terms",
            "council.yaml",
            council.LegislativeTerm,
            council_format.Term,
            hidden=(_inside("body", "body"),),
            nested=("rules", "frame"),
        ),
        Kind(
            "rules",
            "council.yaml",
            council.RulesOfProcedure,
            council_format.Rules,
            hidden=(_inside("term", "terms"),),
            nested=("rates",),
        ),
        Kind(
            "rates",
            "council.yaml",
            council.AllowanceRate,
            council_format.Rate,
            hidden=(_inside("rules", "rules"),),
        ),
        Kind(
            "frame",
            "council.yaml",
            meetings.FrameEntry,
            council_format.FrameEntry,
            hidden=(
                _inside("term", "terms"),
                Column("", "parent", Ref("frame")),
                POSITION,
            ),
            nested=("items",),
        ),
        Kind(
            "locations",
            "locations.yaml",
            council.Location,
            council_format.Location,
        ),
        Kind(
            "organizations",
            "organizations.yaml",
            council.Organization,
            council_format.Organization,
            hidden=(_inside("body", "body"),),
        ),
        Kind(
            "persons",
            "persons.yaml",
            council.Person,
            council_format.Person,
            nested=("memberships",),
        ),
        Kind(
            "memberships",
            "persons.yaml",
            council.Membership,
            council_format.Membership,
            hidden=(_inside("person", "persons"),),
        ),
        Kind(
            "papers",
            "papers/",
            papers.Paper,
            papers_format.Paper,
            nested=("originators", "consultations", "versions", "files"),
        ),
        Kind(
            "originators",
            "papers/",
            papers.Originator,
            papers_format.Originator,
            hidden=(_inside("paper", "papers"), POSITION),
        ),
        Kind(
            "consultations",
            "papers/",
            papers.Consultation,
            papers_format.Consultation,
            hidden=(_inside("paper", "papers"), POSITION),
        ),
        Kind(
            "versions",
            "papers/",
            papers.PaperVersion,
            papers_format.PaperVersion,
            hidden=(_inside("paper", "papers"),),
        ),
        Kind(
            "files",
            "papers/",
            papers.File,
            papers_format.File,
            hidden=(_inside("paper", "papers"), POSITION),
        ),
        Kind(
            "meetings",
            "meetings/",
            meetings.Meeting,
            activities.Meeting,
            nested=("agenda",),
            parked={"number": None},
        ),
        Kind(
            "agenda_items",
            "meetings/",
            meetings.AgendaItem,
            activities.AgendaItem,
            hidden=(
                _inside("meeting", "meetings"),
                Column("", "parent", Ref("agenda_items")),
                POSITION,
            ),
            fields={"urgent": "is_urgent"},
            nested=("items",),
        ),
        Kind("plans", "plans.yaml", goals.Plan, activities.Plan, nested=("fields_of_action",)),
        Kind(
            "fields_of_action",
            "plans.yaml",
            goals.FieldOfAction,
            activities.FieldOfAction,
            hidden=(_inside("plan", "plans"), POSITION),
        ),
        Kind("goals", "goals.yaml", goals.Goal, activities.Goal, nested=("organizations",)),
        Kind(
            "goal_organizations",
            "goals.yaml",
            goals.GoalOrganization,
            activities.GoalOrganization,
            hidden=(_inside("goal", "goals"), POSITION),
        ),
        Kind(
            "images",
            "images.yaml",
            publishing.Image,
            activities.Image,
        ),
        Kind(
            "articles",
            "articles/",
            publishing.Article,
            activities.Article,
            parked={"duty": ""},
        ),
    )
}
"""All kinds, in an order in which each comes after those it refers to."""

COMPLETE: Final = {
    "rules",
    "rates",
    "frame",
    "memberships",
    "originators",
    "consultations",
    "versions",
    "files",
    "agenda_items",
    "fields_of_action",
    "goal_organizations",
}
"""Kinds whose lists are complete within the record around them: what is missing is deleted."""
TREES: Final = {"agenda_items": "meeting", "frame": "term"}
"""Kinds that nest in themselves, with the field of the record around; their ids are unique in it."""
NAMELESS: Final = {
    "goal_organizations": ("goal", "relation", "organization"),
    "rules": ("term",),
    "originators": ("paper", "person", "organization"),
    "versions": ("paper", "number"),
    "rates": ("rules", "organization_type", "valid_from"),
}
"""Kinds without an id of their own, with the fields that tell their records apart."""
