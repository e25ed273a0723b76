"""Minutes of a session. From the last signature on the database itself refuses changes."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import Person
from mitsprache.kernel.models import Record, too_long
from mitsprache.kernel.richtext import is_clean
from mitsprache.kernel.text import LONGEST
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.minutes.enums import FINAL, MinutesState, SignatureRole, SignatureWay

GERMAN = "the German text of minutes is the binding one; nobody may sign a translation"


class RichRecord(Record):
    """A record with HTML that is not translated; it is stored as `sanitise` leaves it."""

    RICH: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse texts that are too long, and HTML that was not sanitised."""
        super().clean_fields(exclude)
        problems: dict[str, list[str]] = {}
        for name in set(self.RICH) - set(exclude or ()):
            text: str = getattr(self, name)
            if len(text) > LONGEST:
                problems[name] = [too_long(text)]
            elif not is_clean(text):
                problems[name] = [str(_("Der Text enthält HTML, das nicht erlaubt ist."))]
        if problems:
            raise ValidationError(problems)


class Minutes(Record):
    """The minutes of one session.

    `record` is what they say about the session as a whole, in JSON: when and where, who led, and the
    attendance list. It is taken from the session's record whenever the minutes are generated.
    """

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="minutes", verbose_name=_("Sitzung")
    )
    state = models.CharField(
        _("Stand"), max_length=20, choices=MinutesState.choices, default=MinutesState.DRAFT
    )
    record = models.JSONField(_("Sitzung und Anwesenheit"), default=dict)
    locked_at = models.DateTimeField(_("zuletzt unterschrieben um"), null=True, blank=True)
    published_at = models.DateTimeField(_("veröffentlicht um"), null=True, blank=True)

    class Meta:
        verbose_name = _("Niederschrift")
        verbose_name_plural = _("Niederschriften")
        ordering = ["-meeting__start_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(FINAL)) | models.Q(locked_at__isnull=False),
                name="final_minutes_are_locked",
            )
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def is_final(self) -> bool:
        """Whether everybody signed, so that nothing changes any more."""
        return self.state in FINAL


class MinutesItem(RichRecord):
    """What the minutes say about one item, with number, title and part as they were."""

    RICH = ("text", "internal")
    NOT_TRANSLATED = {
        "number": "a number",
        "title": GERMAN,
        "text": GERMAN,
        "internal": GERMAN,
        "generated": GERMAN,
        "generated_internal": GERMAN,
        "proposed": GERMAN,
        "proposed_internal": GERMAN,
    }

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="minutes_items")
    position = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(_("Nummer"), max_length=60)
    title = models.CharField(_("Titel"), max_length=400)
    public = models.BooleanField(_("öffentlich"), default=False)
    text = models.TextField(_("Text"), blank=True)
    internal = models.TextField(
        _("Nur in der vollständigen Fassung"),
        blank=True,
        help_text=_("Was niemand öffentlich lesen soll, etwa Gründe einer Befangenheit."),
    )
    generated = models.TextField(blank=True, editable=False)
    generated_internal = models.TextField(blank=True, editable=False)
    proposed = models.TextField(_("Neuer Vorschlag aus dem Verlauf"), blank=True, editable=False)
    proposed_internal = models.TextField(blank=True, editable=False)
    has_proposal = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("Punkt der Niederschrift")
        verbose_name_plural = _("Punkte der Niederschrift")
        ordering = ["minutes", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "item"], name="minutes_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_edited(self) -> bool:
        """Whether somebody changed the text that was generated."""
        return (self.text, self.internal) != (self.generated, self.generated_internal)


class Signature(models.Model):
    """A signature that minutes need, and when and how it was given."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="signatures")
    role = models.CharField(_("Funktion"), max_length=20, choices=SignatureRole.choices)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("Person")
    )
    name = models.CharField(_("Name"), max_length=300)
    items = models.CharField(
        _("für die Punkte"), max_length=400, blank=True, help_text=_("Leer: für alle.")
    )
    position = models.PositiveSmallIntegerField(default=0)
    signed_at = models.DateTimeField(_("unterschrieben um"), null=True, blank=True)
    way = models.CharField(_("Art"), max_length=10, choices=SignatureWay.choices, blank=True)
    recorded_by = models.CharField(_("eingetragen von"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Unterschrift")
        verbose_name_plural = _("Unterschriften")
        ordering = ["minutes", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "role", "person"], name="one_signature_a_role"
            ),
            models.CheckConstraint(
                condition=models.Q(signed_at__isnull=True, way="")
                | (models.Q(signed_at__isnull=False) & ~models.Q(way="")),
                name="signature_has_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"


class Correction(RichRecord):
    """A correction of signed minutes, agreed on at an item of a later session."""

    RICH = ("text",)
    NOT_TRANSLATED = {"text": GERMAN, "number": "a number"}

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    number = models.CharField(
        _("betrifft Punkt"),
        max_length=60,
        blank=True,
        help_text=_("Nummer in der berichtigten Niederschrift. Leer: die ganze Niederschrift."),
    )
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        related_name="corrections",
        verbose_name=_("beschlossen unter"),
        help_text=_(
            "Der Punkt einer späteren Sitzung, unter dem die Berichtigung festgehalten ist."
        ),
    )
    text = models.TextField(_("Berichtigung"))
    public = models.BooleanField(
        _("öffentlich"),
        default=False,
        help_text=_("Nur wenn sie den öffentlichen Teil betrifft und nichts Persönliches enthält."),
    )

    class Meta:
        verbose_name = _("Berichtigung")
        verbose_name_plural = _("Berichtigungen")
        ordering = ["minutes", "item__meeting__start_at", "pk"]

    def __str__(self) -> str:
        return f"{self.minutes} – {self.number or self.item}"
