"""Pages of the workspace about minutes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from mitsprache.kernel.access import Requires, may
from mitsprache.kernel.forms import RecordModelForm
from mitsprache.kernel.pages.base import RecordPage, sent_keys
from mitsprache.kernel.pages.deletion import RecordDelete
from mitsprache.kernel.pages.editing import RecordCreate, RecordUpdate
from mitsprache.kernel.store import problems_of
from mitsprache.kernel.views import Endpoint, Page, found
from mitsprache.meetings.models import Meeting
from mitsprache.minutes import forms, operations, queries
from mitsprache.minutes.enums import MinutesState
from mitsprache.minutes.models import Correction, Minutes, MinutesItem
from mitsprache.minutes.printing import minutes_pdf
from mitsprache.minutes.words import attendance

ACTIONS: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "release": (operations.release, "minutes.release"),
    "reopen": (operations.reopen, "minutes.reopen"),
    "discard": (operations.discard, "minutes.discard"),
    "publish": (operations.publish, "minutes.publish"),
    "withdraw": (operations.withdraw, "minutes.withdraw"),
}
"""What can be done with minutes as a whole, by the name on the button."""


def address(meeting: Meeting) -> str:
    """Return where the minutes of a session are written."""
    return reverse("minutes_office:minutes", args=[meeting.key])


def office_crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way back to the overview of minutes, and further pages below it."""
    above = [(_("Büro"), reverse("office_home"))]
    return [{"label": label, "url": url} for label, url in [*above, *more]]


def overview() -> tuple[str, str]:
    """Return the overview of minutes as a step of the way back."""
    return _("Niederschriften"), reverse("minutes_office:overview")


def pdf_answer(body: bytes, name: str) -> HttpResponse:
    """Return a PDF to be shown by the browser, and kept by no memory on the way."""
    return HttpResponse(
        body,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}.pdf"',
            "Cache-Control": "no-store",
        },
    )


class Overview(Page):
    """The latest sessions and where their minutes stand."""

    access = Requires("minutes.read")
    template_name = "minutes/office/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Niederschriften"),
            lead=_("Die letzten Sitzungen und der Stand ihrer Niederschriften."),
            crumbs=office_crumbs(),
            rows=[
                {
                    "meeting": meeting,
                    "minutes": getattr(meeting, "minutes", None),
                    "url": address(meeting),
                }
                for meeting in queries.sessions(self.actor)
            ],
            **kwargs,
        )


class OfSession(Page):
    """A page about the minutes of the session named in the address."""

    abstract = True

    @cached_property
    def meeting(self) -> Meeting:
        """The session; 404 where there is none."""
        rows = Meeting.objects.select_related("organization", "term", "location")
        return found(rows.filter(key=self.kwargs["key"]).first())

    @cached_property
    def minutes(self) -> Minutes | None:
        """Its minutes, None before they were generated."""
        return Minutes.objects.select_related("meeting").filter(meeting=self.meeting).first()

    def attempt(self, run: Callable[[], object], done: str) -> HttpResponse:
        """Run an operation, tell what came of it, and go back to the minutes."""
        try:
            run()
        except ValidationError as error:
            for texts in problems_of(error).values():
                for text in texts:
                    messages.error(self.request, text)
        else:
            messages.success(self.request, done)
        return HttpResponseRedirect(address(self.meeting))


class MinutesPage(OfSession):
    """The minutes of a session: their text item by item, their state, and what comes next."""

    access = Requires("minutes.read")
    template_name = "minutes/office/minutes.html"

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Generate the minutes, or do what a button says."""
        name = request.POST.get("action", "")
        if name == "generate":
            return self.attempt(
                lambda: operations.generate(actor=self.actor, meeting=self.meeting),
                _("Die Niederschrift entspricht jetzt dem Verlauf der Sitzung."),
            )
        run, _permission = found(ACTIONS.get(name))
        minutes = found(self.minutes)
        return self.attempt(lambda: run(actor=self.actor, minutes=minutes), _("Erledigt."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        minutes = self.minutes
        view = queries.full(minutes) if minutes else None
        is_draft = minutes is not None and minutes.state == MinutesState.DRAFT
        return super().get_context_data(
            page_title=_("Niederschrift"),
            lead=str(self.meeting),
            crumbs=office_crumbs(overview()),
            meeting=self.meeting,
            minutes=minutes,
            view=view,
            blocks=attendance(view.blocks) if view else [],
            is_draft=is_draft,
            parts=self.parts(view) if view else [],
            allowed={
                name: bool(may(self.actor, permission, minutes))
                for name, (_run, permission) in ACTIONS.items()
            },
            can_generate=bool(may(self.actor, "minutes.generate", self.meeting)),
            can_record=bool(may(self.actor, "minutes.record_signature")),
            can_correct=bool(may(self.actor, "minutes.create_correction")),
            signed_form=forms.SignedForm(),
            **kwargs,
        )

    def parts(self, view: queries.View) -> list[dict[str, Any]]:
        """Return both parts with their items."""
        parts = [
            (_("Öffentlicher Teil"), view.public_items),
            (_("Nichtöffentlicher Teil"), view.non_public_items),
        ]
        return [{"title": title, "items": items} for title, items in parts if items]


class MinutesPdf(Endpoint):
    """The full version as a PDF."""

    access = Requires("minutes.read")

    def get(self, _request: HttpRequest, key: str) -> HttpResponse:
        """Return the file."""
        rows = Minutes.objects.select_related("meeting")
        minutes = found(rows.filter(meeting__key=key).first())
        return pdf_answer(minutes_pdf(queries.full(minutes)), f"niederschrift-{key}-vollstaendig")


class PaperSignature(OfSession):
    """Records a signature given on paper; answers POST only."""

    access = Requires("minutes.record_signature")
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        """Record it for the day that was sent."""
        minutes = found(self.minutes)
        signature = found(minutes.signatures.filter(pk=kwargs["number"]).first())
        form = forms.SignedForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nennen Sie den Tag, an dem unterschrieben wurde."))
            return HttpResponseRedirect(address(self.meeting))
        return self.attempt(
            lambda: operations.record_signature(
                actor=self.actor,
                signature=signature,
                signed_date=form.cleaned_data["signed_date"],
            ),
            _("Unterschrift eingetragen: %(name)s") % {"name": signature.name},
        )


class Proposal(OfSession):
    """Takes or leaves what the record says now about an edited item; answers POST only."""

    access = Requires("minutes.settle_proposal")
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Settle it for the item that was sent."""
        minutes = found(self.minutes)
        item = found(minutes.items.filter(key__in=sent_keys(request, "item")).first())
        take = request.POST.get("take") == "ja"
        return self.attempt(
            lambda: operations.settle_proposal(actor=self.actor, record=item, take=take),
            _("Übernommen.") if take else _("Ihre Fassung bleibt."),
        )


class ItemUpdate(RecordUpdate):
    """The text about one item."""

    access = Requires("minutes.update_item")
    operations = operations.item
    namespace = "minutes_office"
    form_class = forms.ItemForm

    def records(self) -> QuerySet[MinutesItem]:
        return MinutesItem.objects.select_related("minutes__meeting")

    @property
    def list_address(self) -> str:
        return address(self.record.minutes.meeting)

    def crumbs(self) -> list[dict[str, str]]:
        return office_crumbs(overview(), (str(self.record.minutes), self.list_address))

    def after_save(self, record: Any) -> str:
        return f"{self.list_address}#punkt-{record.pk}"


class CorrectionPage(RecordPage):
    abstract = True
    operations = operations.correction
    namespace = "minutes_office"

    def records(self) -> QuerySet[Correction]:
        return Correction.objects.select_related("minutes__meeting", "item__meeting")

    @cached_property
    def minutes(self) -> Minutes:
        """The minutes that are corrected."""
        raise NotImplementedError

    @property
    def list_address(self) -> str:
        return address(self.minutes.meeting)

    def crumbs(self) -> list[dict[str, str]]:
        return office_crumbs(overview(), (str(self.minutes), self.list_address))

    def after_save(self, _record: Correction) -> str:
        """Return where the minutes are."""
        return self.list_address

    def build_form(self, data: QueryDict | None = None, **kwargs: Any) -> RecordModelForm:
        """Return the form with the items of later sessions."""
        return forms.CorrectionForm(data=data, minutes=self.minutes, **kwargs)


class CorrectionCreate(CorrectionPage, RecordCreate):
    access = Requires("minutes.create_correction")
    form_class = forms.CorrectionForm

    @cached_property
    def minutes(self) -> Minutes:
        rows = Minutes.objects.select_related("meeting")
        return found(rows.filter(meeting__key=self.kwargs["key"]).first())

    def create(self, form: RecordModelForm) -> Any:
        values = {**form.values(), "minutes": self.minutes}
        return operations.correction.create(actor=self.actor, values=values)


class CorrectionUpdate(CorrectionPage, RecordUpdate):
    access = Requires("minutes.update_correction")
    form_class = forms.CorrectionForm

    @cached_property
    def minutes(self) -> Minutes:
        minutes: Minutes = self.record.minutes
        return minutes


class CorrectionDelete(CorrectionPage, RecordDelete):
    access = Requires("minutes.delete_correction")

    @cached_property
    def minutes(self) -> Minutes:
        minutes: Minutes = self.record.minutes
        return minutes
