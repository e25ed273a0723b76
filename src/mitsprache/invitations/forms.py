"""Forms of invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mitsprache.invitations.models import SupportRequest
from mitsprache.kernel.forms import fit_widget

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[SupportRequest]
else:
    _ModelForm = forms.ModelForm


class SupportForm(_ModelForm):
    """What a guest needs. `website` is a trap: people don't see it, programs fill it in."""

    website = forms.CharField(required=False, label="Website")

    class Meta:
        model = SupportRequest
        fields = ("kind", "language", "text", "name", "contact")
        widgets = {
            "kind": forms.RadioSelect(),
            "text": forms.Textarea(attrs={"rows": 4}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 (the model gives choices)
        kind.choices = SupportRequest._meta.get_field("kind").choices or []

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what people don't see."""
        return bool(self.data.get("website"))

    def shown(self) -> list[Any]:
        """Return the fields that people see."""
        return [field for field in self.visible_fields() if field.name != "website"]

    def values(self) -> dict[str, Any]:
        """Return what the operation gets."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class SendForm(forms.Form):
    """What goes along with an invitation or supplement."""

    urgent_reason = forms.CharField(
        label=_("Grund der Dringlichkeit"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nur nach Ablauf der Ladungsfrist. Er steht in der Einladung."),
    )
    message = forms.CharField(
        label=_("Mitteilung an alle"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Steht in der E-Mail vor der Tagesordnung. Nichts Nichtöffentliches hineinschreiben."
        ),
    )

    def __init__(self, *args: Any, late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["urgent_reason"]
        for field in self.fields.values():
            fit_widget(field)
