"""Persons and their memberships."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.enums import MembershipKind, MembershipRole
from mitsprache.council.models.organization import Organization
from mitsprache.kernel.models import Record, TranslatedRecord


class Person(TranslatedRecord):
    """Somebody who is or was a member, or works for the council (OParl: Person).

    E-mail and phone are private until the person chooses to show them.
    """

    TRANSLATED = RICH = ("about",)
    NOT_TRANSLATED = {
        "given_name": "a proper name",
        "family_name": "a proper name",
        "title": "an academic title stays as awarded",
        "phone": "a number",
        "languages": "language tags, shown by their names",
    }

    given_name = models.CharField(_("Vorname"), max_length=100, blank=True)
    family_name = models.CharField(_("Nachname"), max_length=100)
    title = models.CharField(_("Akademischer Titel"), max_length=60, blank=True)
    about = models.TextField(_("Über die Person"), blank=True)
    languages = models.CharField(
        _("Spricht"),
        max_length=100,
        blank=True,
        help_text=_("Sprachkürzel mit Komma, z. B. de, tr. Nur mit Zustimmung der Person."),
    )
    email = models.EmailField(_("E-Mail"), blank=True)
    email_public = models.BooleanField(_("E-Mail öffentlich zeigen"), default=False)
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    phone_public = models.BooleanField(_("Telefon öffentlich zeigen"), default=False)
    is_invented = models.BooleanField(_("Erfunden (Vorführdaten)"), default=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("Zugang"),
    )

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("Personen")
        ordering = ["family_name", "given_name"]
        indexes = [models.Index(fields=["family_name", "given_name"])]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Title, given and family name."""
        return " ".join(part for part in (self.title, self.given_name, self.family_name) if part)

    @property
    def public_email(self) -> str:
        """The e-mail address if the person shows it, else ''."""
        return self.email if self.email_public else ""

    @property
    def public_phone(self) -> str:
        """The phone number if the person shows it, else ''."""
        return self.phone if self.phone_public else ""


class Membership(Record):
    """A person in an organization from one day to another (both included)."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("Person")
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("Gremium"),
    )
    role = models.CharField(
        _("Funktion"), max_length=30, choices=MembershipRole.choices, default=MembershipRole.MEMBER
    )
    kind = models.CharField(
        _("Art"), max_length=20, choices=MembershipKind.choices, default=MembershipKind.OTHER
    )
    voting_right = models.BooleanField(_("stimmberechtigt"), default=False)
    deputy_for = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
        verbose_name=_("Stellvertretung für"),
    )
    on_behalf_of = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sent_memberships",
        verbose_name=_("Liste oder entsendende Stelle"),
    )
    start_date = models.DateField(_("von"))
    end_date = models.DateField(_("bis"), null=True, blank=True)

    class Meta:
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        ordering = ["organization", "start_date", "pk"]
        indexes = [models.Index(fields=["organization", "start_date", "end_date"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__isnull=True)
                | models.Q(end_date__gte=models.F("start_date")),
                name="membership_ends_after_start",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=MembershipKind.ADVISORY, voting_right=True),
                name="advisory_has_no_vote",
                violation_error_message=_(
                    "Ein beratendes Mitglied hat kein Stimmrecht. Ändern Sie die Art oder das Stimmrecht."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organization}"
