"""Pages of the workspace about sessions."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mitsprache.council.models import LegislativeTerm, Organization
from mitsprache.kernel import clock
from mitsprache.kernel.access import Requires
from mitsprache.kernel.forms import RecordModelForm
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
from mitsprache.kernel.pages.lists import RecordList, bulk_delete
from mitsprache.kernel.views import found
from mitsprache.meetings import forms, operations
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.meetings.related import office_links_of
from mitsprache.meetings.views.agenda import agenda_address
from mitsprache.meetings.views.pages import MeetingPage


class MeetingList(MeetingPage, RecordList):
    access = Requires("meetings.read")
    columns = (
        Column("name"),
        Column("start_at"),
        Column("organization", sort=("organization__name",)),
        Column("state", badge=True),
        Column("is_public"),
        Column("item_count", gettext_lazy("Punkte"), sort=("item_count",)),
        Column("number", wide=True),
        Column("location", wide=True),
    )
    search_fields = ("name", "organization__name", "items__title")
    filters = (
        ConditionFilter(
            "wann",
            gettext_lazy("Zeitraum"),
            {
                "kommende": (gettext_lazy("kommende"), lambda: Q(start_at__gte=clock.now())),
                "vergangene": (gettext_lazy("vergangene"), lambda: Q(start_at__lt=clock.now())),
            },
        ),
        ChoiceFilter("state"),
        RelatedFilter("organization", lambda: Organization.objects.exclude(meetings=None)),
        RelatedFilter("term", LegislativeTerm.objects.all),
        YesNoFilter("is_public"),
    )
    bulk_actions = (bulk_delete(operations.meeting),)
    empty_text = gettext_lazy("Legen Sie die nächste Sitzung an.")

    def records(self) -> QuerySet[Meeting]:
        return super().records().annotate(item_count=Count("items", distinct=True))


class MeetingCreate(MeetingPage, RecordCreate):
    access = Requires("meetings.create_meeting")
    form_class = forms.MeetingForm
    prefill = ("organization", "term", "location", "continues", "name")

    def initial(self) -> dict[str, Any]:
        """Begin with the term that runs."""
        today = clock.today()
        running = LegislativeTerm.objects.filter(start_date__lte=today).first()
        return {"term": running, **super().initial()}


class MeetingUpdate(MeetingPage, RecordUpdate):
    access = Requires("meetings.update_meeting")
    form_class = forms.MeetingForm
    template_name = "meetings/office/meeting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        public = self.record.is_public
        return super().get_context_data(
            item_count=self.record.items.count(),
            agenda_url=reverse("meetings_office:agenda", args=[self.record.key]),
            links=office_links_of(self.actor, self.record),
            shown_url=reverse("meetings:meeting", args=[self.record.key]) if public else "",
            continue_url=continue_address(self.record),
            **kwargs,
        )


def continue_address(meeting: Meeting) -> str:
    """Return where the session begins that goes on with `meeting`; '' while it has not ended."""
    if meeting.state not in {MeetingState.RUNNING, MeetingState.HELD}:
        return ""
    query = QueryDict(mutable=True)
    query.update(
        {
            "continues": meeting.key,
            "organization": meeting.organization.key,
            "term": meeting.term.key,
            "name": _("Fortsetzung: %(name)s") % {"name": meeting.name},
        }
    )
    if meeting.location:
        query["location"] = meeting.location.key
    return f"{reverse('meetings_office:meeting_create')}?{query.urlencode()}"


class MeetingDelete(MeetingPage, RecordDelete):
    access = Requires("meetings.delete_meeting")


class ItemPage(RecordPage):
    """A page about an agenda item; the agenda stands at the place of a list."""

    abstract = True
    operations = operations.item

    def records(self) -> QuerySet[AgendaItem]:
        return AgendaItem.objects.select_related("meeting", "parent")

    @property
    def meeting(self) -> Meeting:
        """The session of the item."""
        return found(Meeting.objects.filter(items__key=self.kwargs["key"]).first())

    @property
    def list_address(self) -> str:
        return agenda_address(self.meeting)

    @property
    def plural(self) -> str:
        return _("Tagesordnung")

    def after_save(self, record: AgendaItem) -> str:
        """Go back to the agenda."""
        return f"{agenda_address(record.meeting)}#punkt-{record.pk}"


class ItemCreate(ItemPage, RecordCreate):
    access = Requires("meetings.create_item")
    form_class = forms.ItemForm

    @property
    def meeting(self) -> Meeting:
        """The session named in the address."""
        return found(Meeting.objects.filter(key=self.kwargs["key"]).first())

    def build_form(self, data: QueryDict | None = None, **kwargs: Any) -> RecordModelForm:
        meeting = self.meeting
        above = self.request.GET.get("unter", "")
        parent = found(meeting.items.filter(key=above).first()) if above else None
        kwargs["initial"] = {"public": parent.public if parent else True}
        return super().build_form(data, meeting=meeting, parent=parent, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parent = kwargs["form"].parent
        lead = _("Unterpunkt von „%(title)s“") % {"title": parent.title} if parent else ""
        return super().get_context_data(**kwargs) | {"lead": lead or str(self.meeting)}


class ItemUpdate(ItemPage, RecordUpdate):
    access = Requires("meetings.update_item")
    form_class = forms.ItemForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"lead": capfirst(str(self.meeting))}


class ItemDelete(ItemPage, RecordDelete):
    access = Requires("meetings.delete_item")
