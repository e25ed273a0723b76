"""Forms of the workspace about minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.forms import DateInput, RecordModelForm
from mitsprache.meetings.models import AgendaItem
from mitsprache.minutes.models import Correction, Minutes, MinutesItem


class ItemForm(RecordModelForm):
    """What the minutes say about an item."""

    class Meta:
        model = MinutesItem
        fields = ("text", "internal")


class CorrectionForm(RecordModelForm):
    """A correction of signed minutes."""

    class Meta:
        model = Correction
        fields = ("number", "item", "text", "public")

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.minutes = minutes
        meeting = minutes.meeting
        later = AgendaItem.objects.filter(
            meeting__organization=meeting.organization_id, meeting__start_at__gt=meeting.start_at
        )
        choices: Any = self.fields["item"]
        choices.queryset = later.select_related("meeting").order_by("meeting__start_at", "position")
        choices.label_from_instance = lambda item: f"{item.meeting}: {item.title}"


class SignedForm(forms.Form):
    """The day on which somebody signed on paper."""

    signed_date = forms.DateField(label=_("unterschrieben am"), widget=DateInput())
