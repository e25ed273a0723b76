"""The form of a record type: creating and changing, with errors beside the field and conflicts shown."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import FileField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mitsprache.kernel.access import Reason
from mitsprache.kernel.forms import RecordModelForm
from mitsprache.kernel.models import Record
from mitsprache.kernel.pages import conflict
from mitsprache.kernel.pages.base import (
    BACK,
    OneRecordPage,
    RecordPage,
    back_address,
    register_edit_page,
)
from mitsprache.kernel.store import Conflict, problems_of

INVALID, CONFLICT = 422, 409
"""Status of a form that comes back with errors, or with somebody else's changes."""


class _FormPage(RecordPage):
    """What creating and changing share.

    Attributes:
        form_class: the form; its `values()` go to the operation.
        lead: one sentence below the heading.
    """

    abstract = True
    template_name = "kernel/pages/form.html"
    form_class: ClassVar[type[RecordModelForm]]
    lead: ClassVar[Reason] = ""

    def build_form(self, data: QueryDict | None = None, **kwargs: Any) -> RecordModelForm:
        """Return the form, filled with what was sent."""
        files = self.request.FILES if data is not None else None
        return self.form_class(data=data, files=files, **kwargs)

    def warnings(self, record: Any) -> Iterable[Reason]:
        """Return what is worth telling about a record that was saved all the same."""
        return ()

    def after_save(self, record: Any) -> str:
        """Return the address to go to after a save."""
        return back_address(self.request, self.address("", record))

    def saved(self, record: Any) -> HttpResponse:
        """Tell that it worked, and what is worth a warning."""
        messages.success(self.request, _("Gespeichert: %(name)s") % {"name": record})
        for text in self.warnings(record):
            messages.warning(self.request, str(text))
        return HttpResponseRedirect(self.after_save(record))

    def form_page(
        self, form: RecordModelForm, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        """Show the form."""
        return self.render_to_response(self.get_context_data(form=form, **context), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form: RecordModelForm = kwargs["form"]
        return super().get_context_data(
            lead=self.lead,
            crumbs=self.crumbs(),
            multipart=form.is_multipart(),
            errors=error_summary(form),
            back=self.request.POST.get(BACK) or self.request.GET.get(BACK, ""),
            back_url=back_address(self.request, self.list_address),
            has_rich=bool(form.rich),
            **kwargs,
        )


def error_summary(form: RecordModelForm) -> list[dict[str, str]]:
    """Return every error with the id of its field ('' for the whole record)."""
    if not form.is_bound:
        return []
    found = [{"id": "", "label": "", "text": str(text)} for text in form.non_field_errors()]
    for field in form:
        for text in field.errors:
            found.append({"id": field.auto_id, "label": str(field.label), "text": str(text)})
    return found


def add_problems(form: RecordModelForm, error: ValidationError) -> None:
    """Put an operation's complaints beside the fields they are about."""
    for name, texts in problems_of(error).items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


class RecordCreate(_FormPage):
    """Creates a record.

    Attributes:
        prefill: fields that the address may fill: plain values, related records by key.
    """

    abstract = True
    prefill: ClassVar[tuple[str, ...]] = ()

    def crumbs(self) -> list[dict[str, str]]:
        return [*super().crumbs(), {"label": self.plural, "url": self.list_address}]

    def initial(self) -> dict[str, Any]:
        """Return what the empty form begins with."""
        found: dict[str, Any] = {}
        for name in self.prefill:
            value = self.request.GET.get(name)
            if value:
                field = self.operations.model._meta.get_field(name)
                related: Any = field.related_model
                found[name] = (
                    related._default_manager.filter(key=value).first() if related else value
                )
        return found

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Show the empty form."""
        return self.form_page(self.build_form(initial=self.initial()))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Create the record, or show what is wrong."""
        form = self.build_form(request.POST)
        if form.is_valid():
            try:
                return self.saved(self.create(form))
            except ValidationError as error:
                add_problems(form, error)
        return self.form_page(form, status=INVALID)

    def create(self, form: RecordModelForm) -> Any:
        """Run the operation."""
        return self.operations.create(actor=self.actor, values=form.values())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("%(noun)s anlegen") % {"noun": capfirst(self.singular)}
        return super().get_context_data(page_title=title, **kwargs)


class RecordUpdate(OneRecordPage, _FormPage):
    """Changes a record; shows what somebody else saved meanwhile instead of writing over it.

    Attributes:
        is_edit_page: whether other pages link here to edit the record; a second form says no.
    """

    abstract = True
    is_edit_page: ClassVar[bool] = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.is_edit_page and not cls.abstract:
            register_edit_page(cls.operations.model, cls.address_name())

    def instance(self) -> Any:
        """Return a copy of the record that the form may fill; permissions ask about the record."""
        return copy.copy(self.record)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Show the form with what is stored."""
        return self.form_page(self.build_form(instance=self.instance()))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Save, or show what is wrong, or what somebody else saved meanwhile."""
        form = self.build_form(request.POST, instance=self.instance())
        data, undecided = conflict.with_decisions(request, form, self.record)
        if undecided:
            form.is_valid()
            return self.conflict_page(form, self.record, asked=data.getlist(conflict.DECIDE))
        if data != request.POST:
            form = self.build_form(data, instance=self.instance())
        if form.is_valid():
            try:
                return self.saved(self.update(form))
            except ValidationError as error:
                add_problems(form, error)
            except Conflict as error:
                return self.conflict_page(form, error.current)
        return self.form_page(form, status=INVALID)

    def seen_version(self) -> int:
        """Return the version the form was opened with; one that never was where it is not sent."""
        version = self.request.POST.get(conflict.VERSION, "")
        return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0

    def update(self, form: RecordModelForm) -> Any:
        """Run the operation."""
        return self.operations.update(
            actor=self.actor,
            record=self.record,
            values=self.chosen_values(form),
            expected_version=self.seen_version(),
        )

    def chosen_values(self, form: RecordModelForm) -> dict[str, Any]:
        """Return the form's values; a file that nobody chose anew stays as it is, one ticked off goes."""
        files = {
            field.name
            for field in self.operations.model._meta.concrete_fields
            if isinstance(field, FileField)
        }
        return {
            name: "" if name in files and value is False else value
            for name, value in form.values().items()
            if name not in files or name in form.changed_data
        }

    def conflict_page(
        self, form: RecordModelForm, current: Record, asked: Iterable[str] = ()
    ) -> HttpResponse:
        """Show both sides of what differs; the input stays in the form."""
        both, taken = conflict.differences(form, current, self.request.POST, asked)
        if taken:
            data = self.request.POST.copy()
            for name, values in taken.items():
                data.setlist(name, values)
            form = self.build_form(data, instance=self.instance())
        return self.form_page(
            form,
            status=CONFLICT,
            conflict=True,
            differences=both,
            taken=[str(form[name].label) for name in taken],
            version=current.version,
            base=conflict.base_of(form, current),
            unchosen=bool(list(asked)),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("version", self.request.POST.get(conflict.VERSION, self.record.version))
        sent = self.request.POST.get(conflict.BASE)
        kwargs.setdefault("base", sent or conflict.base_of(kwargs["form"], self.record))
        can_delete = self.may("delete", self.record) and self.has_delete_page()
        return super().get_context_data(
            page_title=str(self.record),
            record=self.record,
            delete_url=self.address("_delete", self.record) if can_delete else "",
            **kwargs,
        )

    def has_delete_page(self) -> bool:
        """Whether there is a page to delete such records. Overridden where there is none."""
        return True
