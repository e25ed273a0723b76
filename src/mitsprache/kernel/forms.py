"""Forms of office pages: native inputs, long texts, keys that make themselves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.keys import KEY, RESERVED, free_key
from mitsprache.kernel.models import Record, too_long
from mitsprache.kernel.richtext import from_editor
from mitsprache.kernel.text import LONGEST

LONG_LINE: Final = 300
"""From this length on a text of one line gets several lines to write in."""
MANY_CHOICES: Final = 12
"""From this number of options on a select gets an input that narrows them."""


class DateInput(forms.DateInput):
    """The browser's own date input."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class MomentInput(forms.DateTimeInput):
    """The browser's own input for date and time, in the installation's time zone."""

    input_type = "datetime-local"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)

    def format_value(self, value: Any) -> str | None:
        """Return what the input takes; moments come in local time."""
        if isinstance(value, dt.datetime) and timezone.is_aware(value):
            value = timezone.localtime(value)
        return super().format_value(value)


class FilterSelect(forms.Select):
    """A select that a script gives an input above it, to narrow many options by typing."""

    def build_attrs(
        self, base_attrs: Mapping[str, Any], extra_attrs: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        return {
            **super().build_attrs(dict(base_attrs), extra_attrs),  # type: ignore[arg-type]
            "data-narrow": MANY_CHOICES,
            "data-narrow-label": gettext("Liste eingrenzen"),
        }


class AddressField(forms.URLField):
    """A web address; one without a scheme gets https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "assume_scheme": "https"})


class LongLine(forms.Textarea):
    """Several lines to write in for a text that is one line; line ends become blanks."""

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 2})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was sent, in one line."""
        value = super().value_from_datadict(data, files, name)
        return " ".join(value.split()) if isinstance(value, str) else value


class RichTextArea(forms.Textarea):
    """A textarea with HTML that a script turns into an editor.

    Texts with parts in other languages stay a textarea: the editor would lose their marks.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": 10, **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if not re.search(r"\s(lang|dir|hreflang)\s*=", str(value or "")):
            context["widget"]["attrs"]["data-rich"] = True
        return context


class RichTextField(forms.CharField):
    """A long text with the small set of HTML; what else comes in is taken out or made plain."""

    widget = RichTextArea

    def to_python(self, value: Any) -> str:
        """Return sanitised HTML; a text without any markup becomes paragraphs."""
        text = super().to_python(value) or ""
        if len(text) > LONGEST:
            raise forms.ValidationError(too_long(text))
        return from_editor(text)


if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm


class RecordModelForm(_ModelForm):
    """A form for a record.

    Attributes:
        KEY_FROM: fields from whose values a key is made where none is given.
        FIELDSETS: (legend, names of fields) in the order of the page; fields named nowhere come
            first, without a legend.
    """

    KEY_FROM: ClassVar[tuple[str, ...]] = ()
    FIELDSETS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()

    use_required_attribute = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.rich:
            old = self.fields[name]
            self.fields[name] = RichTextField(
                label=old.label, required=old.required, help_text=old.help_text
            )
        for field in self.fields.values():
            fit_widget(field)
        self._settle_key()

    @property
    def rich(self) -> list[str]:
        """Names of the fields with HTML."""
        return [name for name in getattr(self._meta.model, "RICH", ()) if name in self.fields]

    def _settle_key(self) -> None:
        if "key" not in self.fields:
            return
        if self.instance.pk:
            del self.fields["key"]
            return
        self.fields["key"].required = False
        self.fields["key"].help_text = _(
            "Steht in der Adresse der Seite und bleibt, wie es ist. Leer: wird aus dem Namen gebildet."
        )

    def clean_key(self) -> str:
        """Refuse a key that stands for something else in addresses."""
        key: str = self.cleaned_data["key"]
        if key in RESERVED:
            raise forms.ValidationError(_("Dieses Kürzel ist vergeben."))
        if key and not KEY.fullmatch(key):
            raise forms.ValidationError(Record._meta.get_field("key").help_text)
        return key

    def key_text(self, cleaned: Mapping[str, Any]) -> str:
        """Return the words from which a key is made."""
        return " ".join(str(cleaned.get(name) or "") for name in self.KEY_FROM)

    def key_prefix(self) -> str:
        """Return what every key begins with."""
        return ""

    def _clean_form(self) -> None:
        super()._clean_form()  # type: ignore[misc]
        cleaned = self.cleaned_data
        if not self.instance.pk and "key" not in self.errors and not cleaned.get("key"):
            model: type[Record] = self._meta.model
            cleaned["key"] = free_key(
                self.key_text(cleaned),
                lambda key: model._default_manager.filter(key=key).exists(),
                str(model._meta.model_name),
                self.key_prefix(),
            )

    def values(self) -> dict[str, Any]:
        """Return what the operation gets: the cleaned values by field name."""
        values = dict(self.cleaned_data)
        if self.instance.pk:
            values.pop("key", None)
        return values

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """Return the visible fields as (legend, fields), as FIELDSETS says."""
        named = {name for _legend, names in self.FIELDSETS for name in names}
        rest = [field for field in self.visible_fields() if field.name not in named]
        found = [("", rest)] if rest else []
        for legend, names in self.FIELDSETS:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                found.append((str(legend), fields))
        return found


def fit_widget(field: forms.Field) -> None:
    """Give `field` the browser's own input for its kind, and words to an empty choice."""
    nothing = _("bitte wählen") if field.required else _("keine Angabe")
    if type(field) is forms.CharField and (field.max_length or 0) >= LONG_LINE:
        if not isinstance(field.widget, forms.Textarea):
            length = field.widget.attrs.get("maxlength")
            field.widget = LongLine()
            field.widget.attrs["maxlength"] = length
    elif isinstance(field, forms.DateTimeField):
        field.widget = MomentInput()
    elif isinstance(field, forms.DateField):
        field.widget = DateInput()
    elif isinstance(field, forms.ModelMultipleChoiceField):
        field.widget = forms.CheckboxSelectMultiple()
        field.widget.choices = field.choices
    elif isinstance(field, forms.ModelChoiceField):
        if field.empty_label is not None:
            field.empty_label = nothing
        field.widget = FilterSelect()
        field.widget.choices = field.choices
    elif isinstance(field, forms.ChoiceField):
        known: Any = field.choices
        field.choices = [(value, nothing if value == "" else label) for value, label in known]
