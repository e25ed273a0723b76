"""Forms of sessions and agenda items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.forms import ChoiceField, ModelChoiceField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mitsprache.council.forms import OrganizationChoice
from mitsprache.council.queries import rules_for
from mitsprache.kernel.forms import RecordModelForm
from mitsprache.meetings.agenda import next_position
from mitsprache.meetings.enums import ItemKind
from mitsprache.meetings.filling import ITEM_ROOM, key_prefix
from mitsprache.meetings.models import AgendaItem, FrameEntry, Meeting
from mitsprache.meetings.papers import consultations_to_choose, papers_to_choose
from mitsprache.papers.models import Consultation


class MeetingForm(RecordModelForm):
    FIELDSETS = (
        (_("Sitzung"), ("organization", "term", "number", "name", "state", "is_public", "key")),
        (_("Wann und wo"), ("start_at", "end_at", "location", "room")),
        (_("Für Besucherinnen und Besucher"), ("note", "support_email", "support_phone")),
        (_("Fortsetzung"), ("continues",)),
        (_("Kennzeichen"), ("is_invented",)),
    )

    class Meta:
        model = Meeting
        fields = (
            "organization",
            "term",
            "number",
            "name",
            "state",
            "is_public",
            "start_at",
            "end_at",
            "location",
            "room",
            "note",
            "support_email",
            "support_phone",
            "continues",
            "is_invented",
            "key",
        )
        field_classes = {"organization": OrganizationChoice}

    def key_text(self, cleaned: Any) -> str:
        """Make the key of day and name, with room for the items' own part."""
        start = cleaned.get("start_at")
        day = f"{timezone.localtime(start):%Y-%m-%d}" if start else ""
        return f"{day} {cleaned.get('name') or ''}"[: 100 - ITEM_ROOM]


if TYPE_CHECKING:
    _StepField = ModelChoiceField[Consultation]
else:
    _StepField = ModelChoiceField


class StepField(_StepField):
    """A step of a consultation sequence; the body is that of the session, so the paper tells it."""

    def label_from_instance(self, obj: Consultation) -> str:
        """Return the paper and what is done with it."""
        return f"{obj.paper} · {obj.get_role_display()}"


class ItemForm(RecordModelForm):
    KEY_FROM = ("title",)
    FIELDSETS = (
        (_("Tagesordnungspunkt"), ("title", "kind", "public", "category", "text")),
        (_("Ablauf"), ("rapporteur", "planned_minutes")),
        (_("Drucksachen"), ("consultation", "papers")),
        (_("Ergebnis"), ("result", "resolution_text")),
    )

    class Meta:
        model = AgendaItem
        fields = (
            "title",
            "kind",
            "public",
            "category",
            "text",
            "rapporteur",
            "planned_minutes",
            "consultation",
            "papers",
            "result",
            "resolution_text",
        )
        field_classes = {"consultation": StepField}
        help_texts = {
            "public": _(
                "Nichtöffentliche Punkte stehen nirgends auf der öffentlichen Seite; sie sagt nur, dass "
                "es einen nichtöffentlichen Teil gibt. Was darunter steht, ist es dann auch."
            ),
            "consultation": _(
                "Der Schritt aus der Beratungsfolge, den das Gremium mit diesem Punkt geht."
            ),
            "papers": _("Was sonst zu diesem Punkt gehört."),
        }

    def __init__(
        self,
        *args: Any,
        meeting: Meeting | None = None,
        parent: AgendaItem | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.parent = parent
        self.fields["kind"].required = False
        self.fields["category"] = self.category_field()
        around = meeting or self.instance.meeting
        step, papers = self.fields["consultation"], self.fields["papers"]
        if isinstance(step, ModelChoiceField):
            step.queryset = consultations_to_choose(self.instance, around.organization_id)
        if isinstance(papers, ModelChoiceField):
            papers.queryset = papers_to_choose(self.instance)

    def category_field(self) -> ChoiceField:
        """Return a choice among the categories that the rules of the term name."""
        meeting = self.meeting or self.instance.meeting
        names = rules_for(meeting.term).categories
        stored = self.instance.category
        if stored and stored not in names:
            names.append(stored)
        old = self.fields["category"]
        return ChoiceField(
            choices=[("", _("keine Angabe")), *((name, name) for name in names)],
            label=old.label,
            help_text=old.help_text,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Keep a reason only for what is not public; an item is an item unless said otherwise."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("public"):
            cleaned["category"] = ""
        cleaned["kind"] = cleaned.get("kind") or ItemKind.ITEM
        return cleaned

    def key_prefix(self) -> str:
        """Begin the key with the session's."""
        return key_prefix(self.meeting) if self.meeting else ""

    def values(self) -> dict[str, Any]:
        """Put a new item at the end of its level."""
        values = super().values()
        if self.meeting:
            values["meeting"] = self.meeting
            values["parent"] = self.parent
            values["position"] = next_position(self.meeting, self.parent)
        return values


class FrameEntryForm(RecordModelForm):
    KEY_FROM = ("title",)

    class Meta:
        model = FrameEntry
        fields = ("term", "title", "kind", "parent", "public", "position", "key")
        help_texts = {
            "title": _(
                "{datum} wird zum Tag der letzten Sitzung. Vor der ersten Sitzung fehlt ein solcher "
                "Eintrag."
            ),
            "kind": _("Ein leerer Abschnitt erscheint als „-unbesetzt-“."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        if isinstance(parent, ModelChoiceField):
            parent.queryset = FrameEntry.objects.exclude(pk=self.instance.pk)
        if self.instance.pk:
            del self.fields["term"]
        else:
            del self.fields["position"]

    def key_prefix(self) -> str:
        """Begin the key with the term's."""
        term = self.cleaned_data.get("term")
        return f"{term.key[: 100 - ITEM_ROOM]}--" if term else ""

    def values(self) -> dict[str, Any]:
        """Put a new entry at the end of its level."""
        values = super().values()
        if not self.instance.pk:
            level = FrameEntry.objects.filter(term=values["term"], parent=values["parent"])
            values["position"] = (level.aggregate(Max("position"))["position__max"] or 0) + 1
        return values
