"""Pages of the workspace about papers."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mitsprache.council.models import LegislativeTerm
from mitsprache.kernel import clock
from mitsprache.kernel.access import Requires
from mitsprache.kernel.forms import RecordModelForm
from mitsprache.kernel.pages.actions import RecordAction
from mitsprache.kernel.pages.base import RecordPage
from mitsprache.kernel.pages.columns import Column
from mitsprache.kernel.pages.deletion import RecordDelete
from mitsprache.kernel.pages.editing import RecordCreate, RecordUpdate
from mitsprache.kernel.pages.filters import (
    ChoiceFilter,
    ConditionFilter,
    RelatedFilter,
    YesNoFilter,
)
from mitsprache.kernel.pages.lists import RecordList
from mitsprache.kernel.views import found
from mitsprache.papers import forms, operations, queries
from mitsprache.papers.enums import PaperState
from mitsprache.papers.models import Paper


class PaperPage(RecordPage):
    abstract = True
    operations = operations.paper

    def records(self) -> QuerySet[Paper]:
        return Paper.objects.select_related("term")


class PaperList(PaperPage, RecordList):
    access = Requires("papers.read")
    lead = gettext_lazy("Anträge, Anfragen, Vorlagen und Berichte, auch Entwürfe.")
    columns = (
        Column("title"),
        Column("reference", sort=("year", "number")),
        Column("paper_type"),
        Column("state", badge=True),
        Column("public"),
        Column("date"),
        Column("handed_in_at", wide=True),
        Column("term", wide=True),
        Column("summary", wide=True),
    )
    search_fields = ("reference", "title", "summary", "text")
    filters = (
        ChoiceFilter("paper_type"),
        ChoiceFilter("state"),
        ConditionFilter(
            "abgegeben",
            gettext_lazy("Wartet auf eine Nummer"),
            {
                "ja": (
                    gettext_lazy("ja"),
                    lambda: Q(state=PaperState.DRAFT, handed_in_at__isnull=False),
                )
            },
        ),
        RelatedFilter("term", LegislativeTerm.objects.all),
        YesNoFilter("public"),
    )
    ordering = ("-modified_at",)
    empty_text = gettext_lazy("Legen Sie die erste Drucksache an, z. B. einen Antrag.")

    def records(self) -> QuerySet[Paper]:
        return super().records().defer("text", "translations")


class PaperCreate(PaperPage, RecordCreate):
    access = Requires("papers.create_paper")
    form_class = forms.PaperForm
    prefill = ("term", "paper_type", "amends")
    lead = gettext_lazy("Eine neue Drucksache ist ein Entwurf, bis Sie ihr eine Nummer geben.")

    def initial(self) -> dict[str, Any]:
        """Begin with the term that runs."""
        running = LegislativeTerm.objects.filter(start_date__lte=clock.today()).first()
        return {"term": running, **super().initial()}


class PaperUpdate(PaperPage, RecordUpdate):
    access = Requires("papers.update_paper")
    form_class = forms.PaperForm
    template_name = "papers/office/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paper: Paper = self.record
        is_shown = paper.public and paper.state in queries.SUBMITTED
        return super().get_context_data(
            is_draft=paper.state == PaperState.DRAFT,
            is_submitted=paper.state == PaperState.SUBMITTED,
            originators=paper.originators.select_related("person", "organization"),
            consultations=paper.consultations.select_related("organization"),
            files=paper.files.defer("text"),
            versions=paper.versions.all(),
            shown_url=reverse("papers:paper", args=[paper.key]) if is_shown else "",
            **kwargs,
        )

    def has_delete_page(self) -> bool:
        """Only drafts can be deleted."""
        paper: Paper = self.record
        return paper.state == PaperState.DRAFT


class PaperDelete(PaperPage, RecordDelete):
    access = Requires("papers.delete_paper")


class PaperRevise(PaperPage, RecordUpdate):
    """A new version of what a submitted paper says."""

    access = Requires("papers.revise_paper")
    form_class = forms.RevisionForm
    is_edit_page = False
    lead = gettext_lazy("Die bisherige Fassung bleibt erhalten; jeder kann beide vergleichen.")

    def update(self, form: RecordModelForm) -> Paper:
        """Run the operation."""
        values = form.cleaned_data
        return operations.revise(
            actor=self.actor,
            paper=self.record,
            title=values["title"],
            text=values["text"],
            reason=values["reason"],
            expected_version=self.seen_version(),
        )

    def crumbs(self) -> list[dict[str, str]]:
        paper = {"label": str(self.record), "url": self.address("", self.record)}
        return [*super().crumbs(), paper]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"page_title": _("Neue Fassung")}

    def has_delete_page(self) -> bool:
        """Deleting is for the paper's own page."""
        return False


class PaperSubmit(PaperPage, RecordAction):
    access = Requires("papers.submit_paper")
    done = gettext_lazy("Die Drucksache hat jetzt eine Nummer.")

    def run(self) -> None:
        operations.submit(actor=self.actor, paper=self.record)


class PaperGiveBack(PaperPage, RecordAction):
    access = Requires("papers.give_back_paper")
    done = gettext_lazy("Der Entwurf liegt wieder bei der Person, die ihn geschrieben hat.")

    def run(self) -> None:
        operations.give_back(actor=self.actor, paper=self.record)


class PaperWithdraw(PaperPage, RecordAction):
    access = Requires("papers.withdraw_paper")
    done = gettext_lazy("Die Drucksache ist zurückgezogen.")

    def run(self) -> None:
        operations.withdraw(actor=self.actor, paper=self.record)


class PartPage(RecordPage):
    """A page about something that belongs to a paper; the paper stands at the place of a list."""

    abstract = True

    def records(self) -> QuerySet[Any]:
        return super().records().select_related("paper")

    @property
    def paper(self) -> Paper:
        """The paper of the record in the address."""
        paper: Paper = found(self.records().filter(key=self.kwargs["key"]).first()).paper
        return paper

    @property
    def list_address(self) -> str:
        return reverse("papers_office:paper", args=[self.paper.key])

    @property
    def plural(self) -> str:
        return str(self.paper)

    def after_save(self, record: Any) -> str:
        """Go back to the paper."""
        return reverse("papers_office:paper", args=[record.paper.key])


class PartCreate(PartPage, RecordCreate):
    abstract = True

    @property
    def paper(self) -> Paper:
        """The paper named in the address."""
        return found(Paper.objects.filter(key=self.kwargs["key"]).first())

    def build_form(self, data: QueryDict | None = None, **kwargs: Any) -> RecordModelForm:
        return super().build_form(data, paper=self.paper, **kwargs)


class OriginatorPage(PartPage):
    abstract = True
    operations = operations.originator

    def records(self) -> QuerySet[Any]:
        return super().records().select_related("person", "organization")


class OriginatorCreate(OriginatorPage, PartCreate):
    access = Requires("papers.create_originator")
    form_class = forms.OriginatorForm


class OriginatorUpdate(OriginatorPage, RecordUpdate):
    access = Requires("papers.update_originator")
    form_class = forms.OriginatorForm


class OriginatorDelete(OriginatorPage, RecordDelete):
    access = Requires("papers.delete_originator")


class ConsultationPage(PartPage):
    abstract = True
    operations = operations.consultation

    def records(self) -> QuerySet[Any]:
        return super().records().select_related("organization")


class ConsultationCreate(ConsultationPage, PartCreate):
    access = Requires("papers.create_consultation")
    form_class = forms.ConsultationForm


class ConsultationUpdate(ConsultationPage, RecordUpdate):
    access = Requires("papers.update_consultation")
    form_class = forms.ConsultationForm


class ConsultationDelete(ConsultationPage, RecordDelete):
    access = Requires("papers.delete_consultation")


class FilePage(PartPage):
    abstract = True
    operations = operations.file


class FileCreate(FilePage, PartCreate):
    access = Requires("papers.create_file")
    form_class = forms.FileForm


class FileUpdate(FilePage, RecordUpdate):
    access = Requires("papers.update_file")
    form_class = forms.FileForm


class FileDelete(FilePage, RecordDelete):
    access = Requires("papers.delete_file")
