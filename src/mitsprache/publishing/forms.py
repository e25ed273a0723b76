"""Forms of articles and pictures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mitsprache.goals.models import Goal
from mitsprache.kernel.forms import MomentInput, RecordModelForm
from mitsprache.publishing.models import Article, Image
from mitsprache.publishing.videos import checked


class ArticleForm(RecordModelForm):
    KEY_FROM = ("title",)
    FIELDSETS = (
        (_("Einordnung"), ("kind", "duty")),
        (_("Text"), ("title", "key", "summary", "text")),
        (_("Bild und Video"), ("image", "video", "video_description")),
        (_("Ziele"), ("goals",)),
        (_("Kennzeichen"), ("is_invented",)),
    )

    class Meta:
        model = Article
        fields = (
            "kind",
            "duty",
            "title",
            "key",
            "summary",
            "text",
            "image",
            "video",
            "video_description",
            "goals",
            "is_invented",
        )
        help_texts = {
            "kind": _("Eine Seite steht für Besucher unter „Alle Seiten“, am Fuß jeder Seite."),
            "video": _("MP4 oder WebM."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = self.fields["goals"]
        if isinstance(goals, forms.ModelMultipleChoiceField):
            goals.queryset = Goal.objects.order_by("-term__start_date", "kind", "position")

    def clean_video(self) -> File[bytes] | bool | None:
        """Refuse what browsers can't play."""
        video: File[bytes] | bool | None = self.cleaned_data["video"]
        return checked(video) if isinstance(video, UploadedFile) else video

    def values(self) -> dict[str, Any]:
        values = super().values()
        if not self.instance.pk and not values.get("video"):
            values.pop("video", None)
        return values


class PublishForm(forms.Form):
    """From when on an article is public."""

    at = forms.DateTimeField(
        label=_("Veröffentlichen ab"),
        required=False,
        widget=MomentInput(),
        help_text=_("Leer: sofort."),
    )


class ImageForm(RecordModelForm):
    KEY_FROM = ("alt",)

    class Meta:
        model = Image
        fields = ("file", "alt", "caption", "credit", "key")
        field_classes = {"file": forms.FileField}
        help_texts = {
            "file": _(
                "JPEG, PNG oder WebP. Große Bilder werden verkleinert, Angaben der Kamera entfernt."
            )
        }

    def clean_file(self) -> Any:
        """Make the picture small and bare; a file that is no picture is refused."""
        from mitsprache.publishing.images import prepared

        file = self.cleaned_data["file"]
        return prepared(file.read()) if isinstance(file, UploadedFile) else file
