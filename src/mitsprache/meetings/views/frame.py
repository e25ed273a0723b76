"""Pages of the workspace about the frame that every agenda of a term begins with."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import LegislativeTerm
from mitsprache.kernel.access import Requires
from mitsprache.kernel.pages.base import RecordPage
from mitsprache.kernel.pages.columns import Column
from mitsprache.kernel.pages.deletion import RecordDelete
from mitsprache.kernel.pages.editing import RecordCreate, RecordUpdate
from mitsprache.kernel.pages.filters import RelatedFilter
from mitsprache.kernel.pages.lists import RecordList, bulk_delete
from mitsprache.meetings import forms, operations
from mitsprache.meetings.models import FrameEntry


class FramePage(RecordPage):
    abstract = True
    operations = operations.frame_entry

    def records(self) -> QuerySet[FrameEntry]:
        return FrameEntry.objects.select_related("term", "parent")


class FrameList(FramePage, RecordList):
    access = Requires("meetings.read")
    lead = _("Abschnitte und Punkte, mit denen jede Tagesordnung einer Wahlperiode beginnt.")
    columns = (
        Column("title"),
        Column("kind"),
        Column("parent", sort=("parent__title",)),
        Column("position"),
        Column("public"),
        Column("term", sort=("term__start_date",)),
    )
    search_fields = ("title",)
    filters = (RelatedFilter("term", LegislativeTerm.objects.all),)
    bulk_actions = (bulk_delete(operations.frame_entry),)
    empty_text = _("Legen Sie die Abschnitte an, die in jeder Tagesordnung stehen.")


class FrameCreate(FramePage, RecordCreate):
    access = Requires("meetings.create_frame_entry")
    form_class = forms.FrameEntryForm
    prefill = ("term", "parent")


class FrameUpdate(FramePage, RecordUpdate):
    access = Requires("meetings.update_frame_entry")
    form_class = forms.FrameEntryForm


class FrameDelete(FramePage, RecordDelete):
    access = Requires("meetings.delete_frame_entry")
