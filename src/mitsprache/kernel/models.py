"""Base classes of all records, and the content version that page caches hang on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel import clock
from mitsprache.kernel.fields import TranslationsField
from mitsprache.kernel.job_models import Job as Job  # noqa: PLC0414 (Django looks for models here)
from mitsprache.kernel.richtext import is_clean
from mitsprache.kernel.text import LONGEST, Text, text_in, texts_of


def too_long(text: str, most: int = LONGEST) -> str:
    """Return the sentence that refuses `text` for its length."""
    return gettext("Der Text ist zu lang: %(length)s Zeichen, erlaubt sind %(limit)s.") % {
        "length": len(text),
        "limit": most,
    }


FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2199


def known_year(value: dt.date) -> None:
    """Refuse days so far off that they are a slip, and that calendars can't reckon with.

    Raises:
        ValidationError: the year is out of reach.
    """
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(
            _("Das Jahr liegt nicht zwischen %(first)s und %(last)s."),
            params={"first": FIRST_YEAR, "last": LAST_YEAR},
        )


class Record(models.Model):
    """What every record has: a public key that never changes, moments, and a version.

    `version` rises with every write, so that a form can tell that somebody else saved meanwhile.
    """

    NOT_TRANSLATED: ClassVar[dict[str, str]] = {}
    """Text columns that stay as they are in every language, each with the reason."""

    key = models.SlugField(
        _("Kürzel"),
        max_length=100,
        unique=True,
        help_text=_(
            "Steht in der Adresse der Seite. Nur Kleinbuchstaben, Ziffern und Bindestriche."
        ),
    )
    created_at = models.DateTimeField(_("angelegt"), default=clock.now, editable=False)
    modified_at = models.DateTimeField(_("geändert"), default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse days that can't be meant."""
        super().clean_fields(exclude)
        problems: dict[str, ValidationError] = {}
        for field in self._meta.concrete_fields:
            value = field.value_from_object(self)
            if isinstance(value, dt.date) and field.name not in set(exclude or ()):
                try:
                    known_year(value)
                except ValidationError as error:
                    problems[field.name] = error
        if problems:
            raise ValidationError(problems)


class TranslatedRecord(Record):
    """A record with texts for the public, in the source language and in translations."""

    TRANSLATED: ClassVar[tuple[str, ...]] = ()
    """Names of the text columns that are translated."""
    RICH: ClassVar[tuple[str, ...]] = ()
    """Those of them that are HTML. In every language they are stored as `sanitise` leaves them."""

    source_language = models.CharField(
        _("Sprache des Originals"), max_length=12, default="de", editable=False
    )
    translations = TranslationsField(_("Übersetzungen"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse texts that are too long, and HTML that was not sanitised, in whatever language.

        Pages print these texts as they are stored, so whatever writes a record comes past here.
        """
        super().clean_fields(exclude)
        left_out = set(exclude or ())
        problems: dict[str, list[str]] = {}
        for field in self.TRANSLATED:
            name = getattr(self._meta.get_field(field), "verbose_name", field)
            for language, text in texts_of(self, field):
                column = field if language == self.source_language else "translations"
                if column in left_out:
                    continue
                if len(text) > LONGEST:
                    problems.setdefault(column, []).append(too_long(text))
                elif field in self.RICH and not is_clean(text):
                    problems.setdefault(column, []).append(
                        gettext("„%(field)s“ enthält HTML, das nicht erlaubt ist (%(language)s).")
                        % {"field": name, "language": language}
                    )
        if problems:
            raise ValidationError(problems)

    def wording(self, field: str, language: str) -> Text:
        """Return the wording of `field` for a reader of `language`."""
        return text_in(self, field, language)


class ContentVersion(models.Model):
    """One row whose number rises with every write; pages in memory are valid for one number."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_content_version")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """Return the number that holds now (0 before the first write). One query."""
        row: Any = cls.objects.filter(pk=1).values_list("number", flat=True).first()
        return int(row or 0)
