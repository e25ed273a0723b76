"""Reads of papers. Visitors get public papers that were submitted, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from mitsprache.council.models import LegislativeTerm, Organization, Person
from mitsprache.kernel.access import may
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.reading import columns_for_reading
from mitsprache.papers.domain.references import Reference
from mitsprache.papers.enums import PaperState, SignatureState
from mitsprache.papers.models import Consultation, File, Originator, Paper, PaperVersion

PAGE: Final = 20
FEED_ENTRIES: Final = 30
SUBMITTED: Final = (PaperState.SUBMITTED, PaperState.WITHDRAWN)
"""States with a number; a withdrawn paper stays to be read, marked as withdrawn."""
LISTED: Final = (
    "key",
    "paper_type",
    "state",
    "number",
    "year",
    "reference",
    "title",
    "summary",
    "date",
    "is_invented",
    "modified_at",
    "created_at",
)
"""What lists show of a paper."""


def is_public(prefix: str = "") -> Q:
    """Return the condition that everybody may know of a paper; `prefix` leads to it ('paper__')."""
    return Q(**{f"{prefix}public": True, f"{prefix}state__in": SUBMITTED})


def papers(_viewer: Actor) -> QuerySet[Paper]:
    """Return the papers that everybody can read."""
    return Paper.objects.filter(is_public())


@dataclass(frozen=True, slots=True)
class Choice:
    """What a visitor narrowed the list to; empty values narrow nothing."""

    paper_type: str = ""
    term: LegislativeTerm | None = None
    body: Organization | None = None
    organization: Organization | None = None
    person: Person | None = None

    def filter(self) -> Q:
        """Return the condition."""
        found = Q()
        if self.paper_type:
            found &= Q(paper_type=self.paper_type)
        if self.term:
            found &= Q(term=self.term)
        if self.body:
            found &= Q(
                Exists(Consultation.objects.filter(paper=OuterRef("pk"), organization=self.body))
            )
        if self.organization or self.person:
            brought = signatures().filter(paper=OuterRef("pk"))
            by = {"person": self.person} if self.person else {"organization": self.organization}
            found &= Q(Exists(brought.filter(**by)))
        return found


def signatures() -> QuerySet[Originator]:
    """Return who stands by papers, without those who were only asked or declined."""
    return Originator.objects.filter(state=SignatureState.CONFIRMED)


def _with_originators(rows: QuerySet[Paper]) -> QuerySet[Paper]:
    """Read who brought the papers in, in one more query, as `shown_originators`."""
    who = signatures().select_related("person", "organization")
    who = who.order_by("is_co_signer", "position", "pk")
    return rows.prefetch_related(Prefetch("originators", who, to_attr="shown_originators"))


@dataclass(frozen=True, slots=True)
class Listed:
    """Some papers, newest number first, and the reference before which the next ones stand."""

    rows: list[Paper]
    before: Reference | None = None


def newest(
    viewer: Actor,
    choice: Choice | None = None,
    *,
    before: Reference | None = None,
    most: int = PAGE,
) -> Listed:
    """Return the papers with the highest numbers, lower than `before`. Two queries."""
    rows = papers(viewer).filter((choice or Choice()).filter())
    if before is not None:
        rows = rows.filter(Q(year=before.year, number__lt=before.number) | Q(year__lt=before.year))
    rows = columns_for_reading(rows.order_by("-year", "-number"), *LISTED)
    found = list(_with_originators(rows)[: most + 1])
    last = Reference.read(found[most - 1].reference) if len(found) > most else None
    return Listed(found[:most], last)


def terms(viewer: Actor) -> list[LegislativeTerm]:
    """Return the terms that have public papers, the latest first. One query."""
    inside = papers(viewer).filter(term=OuterRef("pk"))
    return list(LegislativeTerm.objects.filter(Exists(inside)).order_by("-start_date"))


def bodies(viewer: Actor) -> list[Organization]:
    """Return the organizations that consult on public papers. One query."""
    steps = Consultation.objects.filter(is_public("paper__"), organization=OuterRef("pk"))
    return list(Organization.objects.filter(Exists(steps)).order_by("position", "name"))


def organizations(viewer: Actor) -> list[Organization]:
    """Return the organizations that brought public papers in. One query."""
    brought = signatures().filter(is_public("paper__"), organization=OuterRef("pk"))
    return list(Organization.objects.filter(Exists(brought)).order_by("name", "pk"))


def persons(viewer: Actor) -> list[Person]:
    """Return the persons who brought public papers in. One query."""
    brought = signatures().filter(is_public("paper__"), person=OuterRef("pk"))
    rows = Person.objects.filter(Exists(brought))
    return list(rows.order_by("family_name", "given_name", "pk"))


def paper(viewer: Actor, key: str) -> Paper | None:
    """Return a public paper with its term, its direction and who brought it in. Two queries."""
    rows = papers(viewer).filter(key=key).select_related("term", "under_direction_of", "amends")
    return _with_originators(rows).first()


def amended_paper(viewer: Actor, paper: Paper) -> Paper | None:
    """Return the paper that `paper` would change, if everybody may know of it."""
    above = paper.amends
    return above if above and above.public and above.state in SUBMITTED else None


def amendments(viewer: Actor, paper: Paper) -> list[Paper]:
    """Return the public papers that would change `paper`. One query."""
    rows = papers(viewer).filter(amends=paper).order_by("year", "number")
    return list(columns_for_reading(rows, *LISTED))


def files(viewer: Actor, paper: Paper) -> list[File]:
    """Return the public files of a public paper. One query."""
    rows = File.objects.filter(is_public("paper__"), paper=paper, public=True)
    return list(rows.defer("text").order_by("-role", "position", "pk"))


def consultations(viewer: Actor, paper: Paper) -> list[Consultation]:
    """Return the consultation sequence of a paper in its order. One query."""
    rows = Consultation.objects.filter(is_public("paper__"), paper=paper)
    return list(rows.select_related("organization").order_by("position", "pk"))


def versions(viewer: Actor, paper: Paper) -> list[PaperVersion]:
    """Return the versions of a public paper, the first one first. One query."""
    rows = PaperVersion.objects.filter(is_public("paper__"), paper=paper)
    return list(rows.order_by("number"))


class Reach(StrEnum):
    """Who may have a stored file."""

    EVERYBODY = "everybody"
    VIEWER = "viewer"
    NOBODY = "nobody"


def reach_of_file(viewer: Actor, name: str) -> tuple[Reach, File | None]:
    """Return whether everybody, only `viewer`, or not even `viewer` may have a stored file.

    Beside the public, the office and the chair have all files, members those of papers that they
    bring in or were asked to sign.
    """
    file = File.objects.select_related("paper").defer("text").filter(file=name).first()
    if file is None:
        return Reach.NOBODY, None
    if file.public and file.paper.public and file.paper.state in SUBMITTED:
        return Reach.EVERYBODY, file
    if may(viewer, "papers.read") or (
        may(viewer, "papers.read_own") and involved(viewer).filter(pk=file.paper_id).exists()
    ):
        return Reach.VIEWER, file
    return Reach.NOBODY, None


# Members


def person_of(viewer: Actor) -> Person | None:
    """Return the person to whom the viewer's account belongs. One query."""
    if viewer.user_id is None:
        return None
    return Person.objects.filter(user=viewer.user_id).first()


def own_papers(viewer: Actor) -> QuerySet[Paper]:
    """Return the papers that the viewer brings in, in any state."""
    if viewer.user_id is None:
        return Paper.objects.none()
    mine = Originator.objects.filter(
        paper=OuterRef("pk"), person__user=viewer.user_id, is_co_signer=False
    )
    return Paper.objects.filter(Exists(mine))


def involved(viewer: Actor) -> QuerySet[Paper]:
    """Return the papers that the viewer brings in, signs or was asked to sign."""
    if viewer.user_id is None:
        return Paper.objects.none()
    named = Originator.objects.filter(paper=OuterRef("pk"), person__user=viewer.user_id)
    return Paper.objects.filter(Exists(named))


def requests(viewer: Actor) -> QuerySet[Originator]:
    """Return what the viewer was asked to co-sign and has not answered, with paper and author."""
    if viewer.user_id is None:
        return Originator.objects.none()
    return (
        Originator.objects.filter(person__user=viewer.user_id, state=SignatureState.ASKED)
        .select_related("paper", "person")
        .order_by("pk")
    )


def possible_co_signers(viewer: Actor, paper: Paper) -> QuerySet[Person]:
    """Return the persons with an account who do not stand with the paper yet."""
    named = Originator.objects.filter(paper=paper, person=OuterRef("pk"))
    return Person.objects.filter(~Exists(named), user__isnull=False, user__is_active=True)
