"""Forms of papers and what belongs to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import Person
from mitsprache.kernel.forms import FilterSelect, RecordModelForm
from mitsprache.papers.enums import PaperState, PaperType
from mitsprache.papers.models import Consultation, File, Originator, Paper
from mitsprache.papers.pdf import checked
from mitsprache.papers.queries import is_public

TITLE_HELP = _("Ein Satz, der sagt, was erreicht werden soll.")
BY_MEMBERS = (
    PaperType.MOTION,
    PaperType.AMENDMENT,
    PaperType.URGENT_MOTION,
    PaperType.INQUIRY,
)
"""What members bring in; the rest comes from the office or the administration."""


class PaperForm(RecordModelForm):
    KEY_FROM = ("title",)
    FIELDSETS = (
        (_("Einordnung"), ("paper_type", "term", "amends", "under_direction_of")),
        (_("Text"), ("title", "key", "summary", "text")),
        (_("Veröffentlichung"), ("public", "date", "is_invented")),
    )

    class Meta:
        model = Paper
        fields = (
            "paper_type",
            "term",
            "amends",
            "under_direction_of",
            "title",
            "key",
            "summary",
            "text",
            "public",
            "date",
            "is_invented",
        )
        help_texts = {
            "title": TITLE_HELP,
            "amends": _("Nur bei einem Änderungsantrag: was er ändern will."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amends = self.fields["amends"]
        if isinstance(amends, forms.ModelChoiceField):
            amends.queryset = Paper.objects.exclude(pk=self.instance.pk)
        if self.instance.pk and self.instance.state != PaperState.DRAFT:
            del self.fields["title"]
            del self.fields["text"]


class RevisionForm(RecordModelForm):
    """A new version of a submitted paper."""

    reason = forms.CharField(
        label=_("Grund der Änderung"),
        max_length=300,
        help_text=_("Steht öffentlich bei der Fassung, z. B. „Betrag berichtigt“."),
    )

    class Meta:
        model = Paper
        fields = ("title", "text")


class OwnForm(RecordModelForm):
    """A member's draft."""

    KEY_FROM = ("title",)

    class Meta:
        model = Paper
        fields = ("paper_type", "term", "amends", "title", "summary", "text")
        help_texts = {
            "title": TITLE_HELP,
            "amends": _("Nur bei einem Änderungsantrag: was er ändern will."),
            "text": _("Was beschlossen werden soll, und warum."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, amends = self.fields["paper_type"], self.fields["amends"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [
                ("", _("bitte wählen")),
                *((one.value, one.label) for one in BY_MEMBERS),
            ]
        if isinstance(amends, forms.ModelChoiceField):
            amends.queryset = Paper.objects.filter(is_public())


class AskForm(forms.Form):
    """Whom to ask for a signature."""

    person = forms.ModelChoiceField(
        label=_("Wen möchten Sie fragen?"),
        queryset=Person.objects.none(),
        widget=FilterSelect,
        empty_label=_("bitte wählen"),
        help_text=_("Die Person sieht den Entwurf und antwortet in ihrem eigenen Zugang."),
    )

    def __init__(self, persons: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = persons


class PartForm(RecordModelForm):
    """Something that belongs to a paper; a new one stands at the end."""

    def __init__(self, *args: Any, paper: Paper | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper

    def key_prefix(self) -> str:
        """Begin the key with the paper's."""
        return f"{self.paper.key[:60]}--" if self.paper else ""

    def values(self) -> dict[str, Any]:
        """Put a new record at the end of the paper's."""
        values = super().values()
        if self.paper:
            rows = self._meta.model._default_manager.filter(paper=self.paper)
            last = rows.aggregate(last=Max("position"))["last"] or 0
            values |= {"paper": self.paper, "position": last + 1}
        return values


class OriginatorForm(PartForm):
    class Meta:
        model = Originator
        fields = ("person", "organization", "is_co_signer", "state")
        help_texts = {
            "person": _("Entweder eine Person oder eine Organisation."),
            "state": _("Öffentlich steht nur, wer bestätigt hat."),
        }

    def key_text(self, cleaned: Any) -> str:
        """Make the key of who it is."""
        return getattr(cleaned.get("person") or cleaned.get("organization"), "key", "")


class ConsultationForm(PartForm):
    class Meta:
        model = Consultation
        fields = ("organization", "role", "planned_date")

    def key_text(self, cleaned: Any) -> str:
        """Make the key of the body."""
        return getattr(cleaned.get("organization"), "key", "")


class FileForm(PartForm):
    KEY_FROM = ("name",)

    class Meta:
        model = File
        fields = ("file", "name", "role", "language", "public")
        field_classes = {"file": forms.FileField}
        help_texts = {
            "file": _(
                "Nur PDF, ohne Kennwort, ohne Skripte und eingebettete Dateien. Am besten mit Marken "
                "für Vorleseprogramme (PDF/UA)."
            )
        }

    def clean_file(self) -> Any:
        """Refuse what is no PDF that may be shown."""
        file = self.cleaned_data["file"]
        return checked(file.read()) if isinstance(file, UploadedFile) else file
