"""The agenda as it was sent, and who is invited to what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import Membership, Person
from mitsprache.invitations.enums import Capacity, Reply
from mitsprache.meetings.models import Meeting


class AgendaVersion(models.Model):
    """An agenda at the moment it was sent. It is never changed; what changes is a later version.

    `agenda` holds `{"start": …, "place": …, "items": [entry, …]}`, the items in reading order;
    `domain.difference.Entry` says what an entry has. The first version is the invitation, each later
    one a supplement (Nachtrag).
    """

    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        related_name="agenda_versions",
        verbose_name=_("Sitzung"),
    )
    number = models.PositiveSmallIntegerField(_("Fassung"))
    agenda = models.JSONField(_("Tagesordnung"))
    urgent_reason = models.TextField(
        _("Grund der Dringlichkeit"), blank=True, help_text=_("Steht in der Einladung.")
    )
    message = models.TextField(_("Mitteilung"), blank=True)
    sent_at = models.DateTimeField(_("verschickt"))
    sent_by = models.CharField(_("von"), max_length=200)

    class Meta:
        verbose_name = _("verschickte Tagesordnung")
        verbose_name_plural = _("verschickte Tagesordnungen")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.number})"


class Invitation(models.Model):
    """One person invited to one session, and what the person answered.

    Attributes:
        membership: that the person is invited for.
        stands_in_for: whose place a deputy is asked to take; None: the deputy is only informed.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("Sitzung")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("Person")
    )
    membership = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name=_("Mitgliedschaft"),
    )
    capacity = models.CharField(_("als"), max_length=20, choices=Capacity.choices)
    voting_right = models.BooleanField(_("stimmberechtigt"), default=False)
    stands_in_for = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputies",
        verbose_name=_("vertritt"),
    )
    reply = models.CharField(
        _("Antwort"), max_length=20, choices=Reply.choices, default=Reply.NONE, blank=True
    )
    replied_at = models.DateTimeField(_("beantwortet"), null=True, blank=True)

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_invitation_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.meeting}"

    @property
    def sees_all(self) -> bool:
        """Whether the person may read the non-public part: members, and deputies who are called."""
        return self.capacity == Capacity.MEMBER or (
            self.capacity == Capacity.DEPUTY and self.is_called
        )

    @property
    def is_called(self) -> bool:
        """Whether a deputy is asked to come, and not only informed."""
        return self.stands_in_for_id is not None

    @property
    def owes_reply(self) -> bool:
        """Whether an answer is waited for."""
        return self.reply == Reply.NONE and (self.capacity != Capacity.DEPUTY or self.is_called)
