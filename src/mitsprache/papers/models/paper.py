"""Papers, their versions, originators and consultations."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import LegislativeTerm, Organization, Person
from mitsprache.kernel.models import Record, TranslatedRecord
from mitsprache.kernel.richtext import is_clean
from mitsprache.papers.domain.references import Reference
from mitsprache.papers.enums import ConsultationRole, PaperState, PaperType, SignatureState

TAKEN = frozenset({"feed"})
"""Words that stand in addresses where the key of a paper would."""


class Paper(TranslatedRecord):
    """A motion, inquiry, proposal, report or opinion (OParl: Paper).

    Its reference number says `number` and `year`, which are kept for order and uniqueness only.
    A draft has none; every other paper has one.
    """

    TRANSLATED = ("title", "summary", "text")
    RICH = ("text",)
    NOT_TRANSLATED = {"reference": "running number and year, as in 11948-14"}

    term = models.ForeignKey(
        LegislativeTerm,
        on_delete=models.PROTECT,
        related_name="papers",
        verbose_name=_("Wahlperiode"),
    )
    paper_type = models.CharField(_("Art"), max_length=20, choices=PaperType.choices)
    state = models.CharField(
        _("Stand"), max_length=20, choices=PaperState.choices, default=PaperState.DRAFT
    )
    number = models.PositiveIntegerField(
        _("Laufende Nummer"), null=True, blank=True, editable=False
    )
    year = models.PositiveSmallIntegerField(_("Jahr"), null=True, blank=True, editable=False)
    reference = models.CharField(_("Drucksachennummer"), max_length=20, blank=True)
    title = models.CharField(_("Titel"), max_length=400)
    summary = models.CharField(_("Worum es geht"), max_length=500, blank=True)
    text = models.TextField(_("Text"), blank=True)
    public = models.BooleanField(
        _("öffentlich"),
        default=True,
        help_text=_(
            "Eine nichtöffentliche Drucksache steht nirgends auf der öffentlichen Seite, auch ihre "
            "Dateien nicht."
        ),
    )
    date = models.DateField(
        _("Datum"),
        null=True,
        blank=True,
        help_text=_("Leer: der Tag, an dem sie eingereicht wird."),
    )
    handed_in_at = models.DateTimeField(
        _("der Geschäftsstelle gegeben"), null=True, blank=True, editable=False
    )
    under_direction_of = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="directed_papers",
        verbose_name=_("Federführung"),
    )
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("Änderung zu"),
    )
    is_invented = models.BooleanField(_("Erfunden (Vorführdaten)"), default=False)

    class Meta:
        verbose_name = _("Drucksache")
        verbose_name_plural = _("Drucksachen")
        ordering = ["-year", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="paper_number_once",
                violation_error_message=_(
                    "Diese Nummer hat in diesem Jahr schon eine andere Drucksache."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(state=PaperState.DRAFT, number__isnull=True)
                | (~models.Q(state=PaperState.DRAFT) & models.Q(number__isnull=False)),
                name="paper_has_number_unless_draft",
                violation_error_message=_(
                    "Ein Entwurf hat noch keine Drucksachennummer, jede andere Drucksache hat eine."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    def clean(self) -> None:
        """Take number and year from the reference; refuse one that has another form."""
        super().clean()
        if self.key in TAKEN:
            raise ValidationError({"key": _("Diese Adresse gehört schon dem Feed.")})
        reference = Reference.read(self.reference)
        if self.reference and reference is None:
            raise ValidationError(
                {"reference": _("Eine Drucksachennummer sieht aus wie 11948-14: Nummer, Jahr.")}
            )
        self.number = reference.number if reference else None
        self.year = reference.year if reference else None


class PaperVersion(Record):
    """The text of a paper as it stood when it was submitted or changed; never altered."""

    RICH = ("text",)
    NOT_TRANSLATED = {
        "title": "the wording that was handed in; the paper's own title is translated",
        "text": "the wording that was handed in; the paper's own text is translated",
        "reason": "said about the German wording, and read beside it",
    }

    paper = models.ForeignKey(
        Paper, on_delete=models.CASCADE, related_name="versions", verbose_name=_("Drucksache")
    )
    number = models.PositiveSmallIntegerField(_("Fassung"))
    date = models.DateField(_("Datum"))
    title = models.CharField(_("Titel"), max_length=400)
    text = models.TextField(_("Text"), blank=True)
    reason = models.CharField(_("Grund der Änderung"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        ordering = ["paper", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "number"],
                name="paper_version_once",
                violation_error_message=_("Diese Fassung hat die Drucksache schon."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper} ({self.number})"

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse HTML that was not sanitised."""
        super().clean_fields(exclude)
        if not is_clean(self.text):
            raise ValidationError({"text": _("Der Text enthält HTML, das nicht erlaubt ist.")})


class Originator(Record):
    """Who brings a paper in: a person or an organization; co-signers follow the first."""

    paper = models.ForeignKey(
        Paper, on_delete=models.CASCADE, related_name="originators", verbose_name=_("Drucksache")
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="originated",
        verbose_name=_("Person"),
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="originated",
        verbose_name=_("Organisation"),
    )
    is_co_signer = models.BooleanField(_("Mitunterzeichnung"), default=False)
    state = models.CharField(
        _("Stand"),
        max_length=20,
        choices=SignatureState.choices,
        default=SignatureState.CONFIRMED,
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Einbringung")
        verbose_name_plural = _("Einbringungen")
        ordering = ["paper", "is_co_signer", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(organization__isnull=False),
                name="originator_is_one",
                violation_error_message=_("Wählen Sie eine Person oder eine Organisation."),
            ),
            models.UniqueConstraint(
                fields=["paper", "person"],
                name="originator_person_once",
                violation_error_message=_("Diese Person steht schon bei der Drucksache."),
            ),
            models.UniqueConstraint(
                fields=["paper", "organization"],
                name="originator_organization_once",
                violation_error_message=_("Diese Organisation steht schon bei der Drucksache."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.organization)


class Consultation(Record):
    """A step of a paper's way through the bodies (OParl: Consultation)."""

    paper = models.ForeignKey(
        Paper,
        on_delete=models.CASCADE,
        related_name="consultations",
        verbose_name=_("Drucksache"),
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="consultations",
        verbose_name=_("Gremium"),
    )
    role = models.CharField(
        _("Aufgabe"),
        max_length=20,
        choices=ConsultationRole.choices,
        default=ConsultationRole.DECISION,
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    planned_date = models.DateField(_("vorgesehen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Beratung")
        verbose_name_plural = _("Beratungsfolge")
        ordering = ["paper", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.organization} · {self.get_role_display()}"
