"""A member's own papers: writing a draft, asking others to sign, handing it in, answering."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mitsprache.council.models import LegislativeTerm
from mitsprache.kernel import clock
from mitsprache.kernel.access import Requires
from mitsprache.kernel.pages.actions import RecordAction
from mitsprache.kernel.pages.base import RecordPage
from mitsprache.kernel.pages.deletion import RecordDelete
from mitsprache.kernel.pages.editing import RecordCreate, RecordUpdate
from mitsprache.kernel.views import Page, found
from mitsprache.papers import forms, operations, queries
from mitsprache.papers.enums import PaperState
from mitsprache.papers.models import Originator, Paper


class OwnPage(RecordPage):
    abstract = True
    operations = operations.own
    base_label = gettext_lazy("Meine Drucksachen")

    def records(self) -> QuerySet[Paper]:
        return queries.own_papers(self.actor)


class OwnList(OwnPage):
    """What the member wrote, and what it was asked to sign."""

    access = Requires("papers.read_own")
    template_name = "papers/office/own_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        papers = list(self.records().defer("text", "translations").order_by("-modified_at"))
        return super().get_context_data(
            page_title=self.plural,
            lead=_("Schreiben Sie einen Antrag oder eine Anfrage und geben Sie den Entwurf ab."),
            crumbs=self.crumbs(),
            has_person=queries.person_of(self.actor) is not None,
            requests=list(queries.requests(self.actor)),
            drafts=[one for one in papers if one.state == PaperState.DRAFT],
            submitted=[one for one in papers if one.state != PaperState.DRAFT],
            create_url=self.address("_create"),
            **kwargs,
        )


class OwnCreate(OwnPage, RecordCreate):
    access = Requires("papers.create_own")
    form_class = forms.OwnForm
    lead = gettext_lazy("Der Entwurf bleibt bei Ihnen, bis Sie ihn abgeben.")

    def initial(self) -> dict[str, Any]:
        """Begin with the term that runs."""
        running = LegislativeTerm.objects.filter(start_date__lte=clock.today()).first()
        return {"term": running, **super().initial()}


class OwnUpdate(OwnPage, RecordUpdate):
    """The draft as a form while it is the author's, to read once it was handed in."""

    access = Requires("papers.update_own")
    form_class = forms.OwnForm
    template_name = "papers/office/own.html"
    is_edit_page = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or what was handed in."""
        if self.may("update", self.record):
            return super().get(request, *args, **kwargs)
        return render(
            request, "papers/office/read.html", reading_context(self.record, self.crumbs())
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            signatures=self.record.originators.filter(is_co_signer=True).select_related("person"),
            ask_form=forms.AskForm(
                queries.possible_co_signers(self.actor, self.record), auto_id="id_ask_%s"
            ),
            **kwargs,
        )


def reading_context(paper: Paper, crumbs: list[dict[str, str]]) -> dict[str, Any]:
    """Return what the page to read a draft shows."""
    return {
        "page_title": paper.title,
        "crumbs": crumbs,
        "paper": paper,
        "signatures": paper.originators.select_related("person", "organization"),
        "files": paper.files.defer("text"),
    }


class OwnDelete(OwnPage, RecordDelete):
    access = Requires("papers.delete_own")


class OwnHandIn(OwnPage, RecordAction):
    access = Requires("papers.hand_in_own")
    done = gettext_lazy("Der Entwurf liegt jetzt bei der Geschäftsstelle.")

    def run(self) -> None:
        operations.hand_in(actor=self.actor, paper=self.record)


class OwnAsk(OwnPage, RecordAction):
    access = Requires("papers.ask_co_signer")
    done = gettext_lazy("Die Person ist gefragt. Sie antwortet unter „Meine Drucksachen“.")

    def run(self) -> None:
        persons = queries.possible_co_signers(self.actor, self.record)
        form = forms.AskForm(persons, self.request.POST)
        if not form.is_valid():
            raise ValidationError(_("Wählen Sie, wen Sie fragen möchten."))
        operations.ask_co_signer(
            actor=self.actor, paper=self.record, person=form.cleaned_data["person"]
        )


class RequestPage(Page):
    """A draft that the member was asked to co-sign, to read and to answer."""

    access = Requires("papers.answer_request")
    template_name = "papers/office/read.html"

    @property
    def asked(self) -> Originator:
        """The request; 404 for one that is another's or was answered."""
        return found(queries.requests(self.actor).filter(key=self.kwargs["key"]).first())

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Note the answer."""
        agrees = request.POST.get("antwort") == "ja"
        operations.answer_request(actor=self.actor, request=self.asked, agrees=agrees)
        messages.success(
            request,
            _("Danke. Sie haben mitunterzeichnet.") if agrees else _("Danke. Sie haben abgelehnt."),
        )
        return HttpResponseRedirect(reverse("papers_office:own_list"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.asked
        crumbs = [
            {"label": _("Büro"), "url": reverse("office_home")},
            {"label": _("Meine Drucksachen"), "url": reverse("papers_office:own_list")},
        ]
        return super().get_context_data(
            **reading_context(asked.paper, crumbs), request_key=asked.key, **kwargs
        )
