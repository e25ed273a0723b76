"""Pages on papers for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from mitsprache.council.models import Organization, Person
from mitsprache.council.wording import plain
from mitsprache.kernel.languages import direction_of
from mitsprache.kernel.views import PublicPage, found
from mitsprache.papers import queries
from mitsprache.papers.domain.difference import difference, has_changes
from mitsprache.papers.domain.references import Reference
from mitsprache.papers.enums import PaperType
from mitsprache.papers.models import Consultation, PaperVersion
from mitsprache.papers.steps import Step, steps_of
from mitsprache.papers.wording import paragraphs_of


def papers_crumb() -> dict[str, Any]:
    """Return the way back to the papers."""
    return {"label": _("Drucksachen"), "url": reverse("papers:list")}


@dataclass(frozen=True, slots=True)
class Options:
    """What the list can be narrowed to."""

    terms: list[Any]
    bodies: list[Organization]
    organizations: list[Organization]
    persons: list[Person]


class PaperList(PublicPage):
    """All papers, newest number first, page by page."""

    template_name = "papers/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read one page of the list and what it can be narrowed to."""
        options = Options(
            terms=queries.terms(self.actor),
            bodies=queries.bodies(self.actor),
            organizations=queries.organizations(self.actor),
            persons=queries.persons(self.actor),
        )
        choice = self.choice(options)
        written = self.request.GET.get("vor")
        before = found(Reference.read(written)) if written else None
        listed = queries.newest(self.actor, choice, before=before)
        chosen = {
            name: value
            for name in ("art", "wahlperiode", "gremium", "von")
            if (value := self.request.GET.get(name))
        }
        older = urlencode({**chosen, "vor": str(listed.before)}) if listed.before else ""
        return super().get_context_data(
            options=options,
            types=PaperType.choices,
            chosen=chosen,
            papers=listed.rows,
            older=f"?{older}" if older else "",
            newest=f"?{urlencode(chosen)}" if chosen else self.request.path,
            is_first_page=before is None,
            page_description=_("Anträge, Anfragen, Vorlagen und Berichte des Gremiums."),
            **kwargs,
        )

    def choice(self, options: Options) -> queries.Choice:
        """Read the filter; what no public paper has is a page that does not exist."""
        get = self.request.GET.get
        kind, _slash, key = get("von", "").partition("/")
        brought_in: dict[str, list[Any]] = {
            "": [],
            "personen": options.persons,
            "stellen": options.organizations,
        }
        by = _with_key(found(brought_in.get(kind)), key)
        paper_type = get("art", "")
        found(paper_type in {"", *PaperType.values} or None)
        return queries.Choice(
            paper_type=paper_type,
            term=_with_key(options.terms, get("wahlperiode", "")),
            body=_with_key(options.bodies, get("gremium", "")),
            organization=by if isinstance(by, Organization) else None,
            person=by if isinstance(by, Person) else None,
        )


def _with_key(rows: list[Any], key: str) -> Any:
    """Return the row with this key, None for no key; a key that no row has is a missing page."""
    return found(next((row for row in rows if row.key == key), None)) if key else None


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the consultation sequence and what became of it, as far as everybody may know."""

    consultation: Consultation | None
    step: Step | None


def stages(consultations: list[Consultation], steps: list[Step]) -> list[Stage]:
    """Return the consultation sequence with its sessions, then sessions outside of it."""
    by_consultation = {step.consultation: step for step in steps if step.consultation}
    planned = [Stage(one, by_consultation.get(one.pk)) for one in consultations]
    known = {one.pk for one in consultations}
    return [*planned, *(Stage(None, step) for step in steps if step.consultation not in known)]


class PaperPage(PublicPage):
    """A paper: what it says, who brought it in, and what became of it."""

    template_name = "papers/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the paper with all that belongs to it."""
        paper = found(queries.paper(self.actor, self.kwargs["key"]))
        versions = queries.versions(self.actor, paper)
        everybody = getattr(paper, "shown_originators", [])
        return super().get_context_data(
            crumbs=[papers_crumb()],
            paper=paper,
            originators=[one for one in everybody if not one.is_co_signer],
            co_signers=[one for one in everybody if one.is_co_signer],
            files=queries.files(self.actor, paper),
            stages=stages(queries.consultations(self.actor, paper), steps_of(self.actor, paper)),
            versions=versions,
            has_versions=len(versions) > 1,
            amends=queries.amended_paper(self.actor, paper),
            amendments=queries.amendments(self.actor, paper),
            page_description=plain(paper, "summary") or plain(paper, "title"),
            **kwargs,
        )


class Versions(PublicPage):
    """What changed between two versions of a paper, word by word."""

    template_name = "papers/versions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Compare the two versions that the address names; the last two unless it names some."""
        paper = found(queries.paper(self.actor, self.kwargs["key"]))
        versions = queries.versions(self.actor, paper)
        found(len(versions) > 1 or None)
        old = self.version(versions, "von", versions[-2])
        new = self.version(versions, "bis", versions[-1])
        title = difference([old.title], [new.title])
        text = difference(paragraphs_of(old.text), paragraphs_of(new.text))
        return super().get_context_data(
            crumbs=[
                papers_crumb(),
                {"label": paper.reference, "url": reverse("papers:paper", args=[paper.key])},
            ],
            paper=paper,
            versions=versions,
            old=old,
            new=new,
            title=title,
            text=text,
            changed=has_changes(title) or has_changes(text),
            direction=direction_of(paper.source_language),
            **kwargs,
        )

    def version(
        self, versions: list[PaperVersion], name: str, otherwise: PaperVersion
    ) -> PaperVersion:
        """Return the version whose number the address gives as `name`."""
        written = self.request.GET.get(name)
        if not written:
            return otherwise
        return found(next((one for one in versions if str(one.number) == written), None))
