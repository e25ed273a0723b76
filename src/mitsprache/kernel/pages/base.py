"""What all pages of one record type share: its operations, addresses and way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar, Protocol

from django.core import validators
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mitsprache.kernel.access import Reason, may
from mitsprache.kernel.models import Record
from mitsprache.kernel.records import RecordOperations
from mitsprache.kernel.views import Page, found

BACK = "zurueck"
"""Name of the parameter that holds the address to return to after a save."""

_edit_pages: dict[type[Record], str] = {}
"""Name of the edit page's address by record type; filled by RecordUpdate."""


def register_edit_page(model: type[Record], name: str) -> None:
    """Remember where records of `model` are edited, so that other pages can link there."""
    _edit_pages[model] = name


def edit_address(record: object) -> str:
    """Return the address at which `record` is edited; '' where it has no page of its own."""
    name = _edit_pages.get(type(record))  # type: ignore[arg-type]
    if name is None or not isinstance(record, Record):
        return ""
    try:
        return reverse(name, args=[record.key])
    except NoReverseMatch:
        return ""


def back_address(request: HttpRequest, otherwise: str) -> str:
    """Return the address a form was reached from, if it is one of this site, else `otherwise`."""
    wanted = request.POST.get(BACK) or request.GET.get(BACK, "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return otherwise


def sent_keys(request: HttpRequest, name: str) -> list[str]:
    """Return the keys that a form without fields sent as `name`; what can't be a key is left out."""
    return [key for key in request.POST.getlist(name) if validators.slug_re.fullmatch(key)]


class RecordPage(Page):
    """A page about records of one type.

    Attributes:
        operations: the writes of the record type; they name model, noun and permissions.
        namespace: of the addresses; '<app>_office' unless given.
        base_label: shown on the way back; the model's plural unless given.
    """

    abstract = True
    operations: ClassVar[RecordOperations[Any]]
    namespace: ClassVar[str] = ""
    base_label: ClassVar[Reason] = ""

    @classmethod
    def address_name(cls, suffix: str = "") -> str:
        """Return the name of one of the type's addresses: '', '_list', '_create', '_delete'."""
        app = cls.operations.model._meta.app_label
        return f"{cls.namespace or f'{app}_office'}:{cls.operations.noun}{suffix}"

    def address(self, suffix: str = "", record: Record | None = None) -> str:
        """Return one of the type's addresses, of `record` where it needs one."""
        return reverse(self.address_name(suffix), args=[record.key] if record else [])

    @property
    def list_address(self) -> str:
        """Where the list of these records is."""
        return self.address("_list")

    @property
    def plural(self) -> str:
        """What the records are called."""
        return capfirst(str(self.base_label or self.operations.model._meta.verbose_name_plural))

    @property
    def singular(self) -> str:
        """What one record is called."""
        return str(self.operations.model._meta.verbose_name)

    def permission(self, verb: str) -> str:
        """Return the full name of the permission to `verb` these records."""
        return f"{self.operations.model._meta.app_label}.{verb}_{self.operations.noun}"

    def may(self, verb: str, record: Record | None = None) -> bool:
        """Whether who looks has the permission to `verb` `record`."""
        return bool(may(self.actor, self.permission(verb), record))

    def records(self) -> QuerySet[Any]:
        """Return the records that who looks may see. Narrow it where not everybody sees all."""
        records: QuerySet[Any] = self.operations.model._default_manager.all()
        return records

    def crumbs(self) -> list[dict[str, str]]:
        """Return the pages above this one."""
        return [{"label": _("Büro"), "url": reverse("office_home")}]


class OneRecordPage(RecordPage):
    """A page about the record whose key stands in the address."""

    abstract = True

    @cached_property
    def record(self) -> Any:
        """The record; 404 in the same words whether it is missing or hidden."""
        return found(self.records().filter(key=self.kwargs["key"]).first())

    def crumbs(self) -> list[dict[str, str]]:
        return [*super().crumbs(), {"label": self.plural, "url": self.list_address}]


class AsView(Protocol):
    """A class-based view class."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]: ...


def record_urls(
    folder: str,
    noun: str,
    *,
    index: type[AsView] | None = None,
    create: type[AsView] | None = None,
    update: type[AsView] | None = None,
    delete: type[AsView] | None = None,
) -> list[URLPattern]:
    """Return the usual four addresses of a record type below `folder`; left-out pages have none."""
    pages = (
        (f"{folder}/", f"{noun}_list", index),
        (f"{folder}/neu/", f"{noun}_create", create),
        (f"{folder}/<slug:key>/", noun, update),
        (f"{folder}/<slug:key>/loeschen/", f"{noun}_delete", delete),
    )
    return [path(route, page.as_view(), name=name) for route, name, page in pages if page]
