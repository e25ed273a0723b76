"""Forms of the council's records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import (
    AllowanceRate,
    Body,
    LegislativeTerm,
    Location,
    Membership,
    Organization,
    Person,
    RulesOfProcedure,
)
from mitsprache.kernel.forms import AddressField, RecordModelForm

if TYPE_CHECKING:
    _OrganizationField = forms.ModelChoiceField[Organization]
else:
    _OrganizationField = forms.ModelChoiceField


class OrganizationChoice(_OrganizationField):
    """A choice of organizations that says of which term each is; plenaries share their name."""

    def __init__(self, queryset: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(queryset.select_related("term"), **kwargs)

    def label_from_instance(self, obj: Organization) -> str:
        """Return the name with the term, if it belongs to one."""
        return f"{obj} ({obj.term.name})" if obj.term else str(obj)


class BodyForm(RecordModelForm):
    KEY_FROM = ("short_name",)

    class Meta:
        model = Body
        fields = ("name", "short_name", "motto", "ags", "website", "accent", "is_demo", "key")
        field_classes = {"website": AddressField}


class TermForm(RecordModelForm):
    KEY_FROM = ("name",)
    FIELDSETS = (
        (_("Bezeichnung"), ("name", "council_name", "council_short_name", "legal_basis", "key")),
        (_("Zeitraum"), ("start_date", "end_date")),
        (_("Sitze"), ("seats_elected", "seats_appointed")),
        (_("Was das Gremium ist"), ("about",)),
    )

    class Meta:
        model = LegislativeTerm
        fields = (
            "name",
            "council_name",
            "council_short_name",
            "legal_basis",
            "start_date",
            "end_date",
            "seats_elected",
            "seats_appointed",
            "about",
            "key",
        )

    def values(self) -> dict[str, Any]:
        return with_body(self, super().values())


def with_body(form: RecordModelForm, values: dict[str, Any]) -> dict[str, Any]:
    """Add the installation's one municipality to a new record."""
    if not form.instance.pk:
        values["body"] = Body.objects.order_by("pk").first()
    return values


class OrganizationForm(RecordModelForm):
    KEY_FROM = ("name",)
    FIELDSETS = (
        (
            _("Bezeichnung"),
            ("name", "short_name", "organization_type", "term", "parent", "is_partner", "key"),
        ),
        (_("Texte"), ("summary", "description")),
        (_("Kontakt"), ("location", "phone", "fax", "email", "website", "opening_hours")),
        (_("Zeitraum"), ("start_date", "end_date")),
        (
            _("Darstellung"),
            ("position", "tone", "is_single_candidate", "is_invented"),
        ),
    )

    class Meta:
        model = Organization
        fields = (
            "name",
            "short_name",
            "organization_type",
            "term",
            "parent",
            "is_partner",
            "summary",
            "description",
            "location",
            "phone",
            "fax",
            "email",
            "website",
            "opening_hours",
            "start_date",
            "end_date",
            "position",
            "tone",
            "is_single_candidate",
            "is_invented",
            "key",
        )
        field_classes = {"website": AddressField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        if self.instance.pk and isinstance(parent, forms.ModelChoiceField):
            parent.queryset = Organization.objects.exclude(pk=self.instance.pk)

    def values(self) -> dict[str, Any]:
        return with_body(self, super().values())


class PersonForm(RecordModelForm):
    KEY_FROM = ("given_name", "family_name")
    FIELDSETS = (
        (_("Name"), ("given_name", "family_name", "title", "key")),
        (_("Vorstellung"), ("about", "languages")),
        (_("Kontakt"), ("email", "email_public", "phone", "phone_public")),
        (_("Zugang und Kennzeichen"), ("user", "is_invented")),
    )

    class Meta:
        model = Person
        fields = (
            "given_name",
            "family_name",
            "title",
            "about",
            "languages",
            "email",
            "email_public",
            "phone",
            "phone_public",
            "user",
            "is_invented",
            "key",
        )
        help_texts = {
            "email_public": _("Nur mit Zustimmung der Person."),
            "phone_public": _("Nur mit Zustimmung der Person."),
            "user": _("Mit welchem Zugang sich die Person anmeldet, wenn sie einen hat."),
        }


class MembershipForm(RecordModelForm):
    FIELDSETS = (
        (_("Wer und wo"), ("person", "organization", "on_behalf_of")),
        (_("Aufgabe"), ("role", "kind", "voting_right", "deputy_for")),
        (_("Zeitraum"), ("start_date", "end_date")),
    )

    class Meta:
        model = Membership
        fields = (
            "person",
            "organization",
            "on_behalf_of",
            "role",
            "kind",
            "voting_right",
            "deputy_for",
            "start_date",
            "end_date",
        )
        field_classes = {"organization": OrganizationChoice}
        help_texts = {"end_date": _("Leer: dauert an.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputies = self.fields["deputy_for"]
        if isinstance(deputies, forms.ModelChoiceField):
            others = Membership.objects.select_related("person", "organization")
            deputies.queryset = others.exclude(pk=self.instance.pk)

    def key_text(self, cleaned: Any) -> str:
        """Make the key of the names of both sides."""
        person, organization = cleaned.get("person"), cleaned.get("organization")
        return f"{getattr(person, 'key', '')} {getattr(organization, 'key', '')}"


class LocationForm(RecordModelForm):
    KEY_FROM = ("description",)
    FIELDSETS = (
        (
            _("Anschrift"),
            (
                "description",
                "street_address",
                "room",
                "postal_code",
                "locality",
                "sub_locality",
                "key",
            ),
        ),
        (_("Hinkommen"), ("directions", "latitude", "longitude")),
        (_("Barrierefreiheit"), ("is_accessible", "accessibility_note")),
    )

    class Meta:
        model = Location
        fields = (
            "description",
            "street_address",
            "room",
            "postal_code",
            "locality",
            "sub_locality",
            "directions",
            "latitude",
            "longitude",
            "is_accessible",
            "accessibility_note",
            "key",
        )


class RulesForm(RecordModelForm):
    FIELDSETS = (
        (_("Für wen sie gilt"), ("term",)),
        (
            _("Vor der Sitzung"),
            (
                "notice_days",
                "notice_full_days",
                "urgent_notice_hours",
                "item_deadline_days",
                "reminder_days",
                "support_deadline_days",
            ),
        ),
        (
            _("In der Sitzung"),
            (
                "quorum_base",
                "roll_call_request",
                "secret_request",
                "device_votes",
                "election_ballots",
                "election_no_votes_valid",
                "question_time_minutes",
                "speaking_minutes",
                "deputies_are_personal",
                "non_public_categories",
            ),
        ),
        (_("Danach"), ("needs_co_signer",)),
        (
            _("Aufbewahrung"),
            (
                "keep_support_days",
                "keep_answers_months",
                "keep_device_votes_days",
                "keep_attendance_years",
            ),
        ),
    )

    class Meta:
        model = RulesOfProcedure
        fields = (
            "term",
            "notice_days",
            "notice_full_days",
            "urgent_notice_hours",
            "item_deadline_days",
            "reminder_days",
            "support_deadline_days",
            "quorum_base",
            "roll_call_request",
            "secret_request",
            "device_votes",
            "election_ballots",
            "election_no_votes_valid",
            "question_time_minutes",
            "speaking_minutes",
            "deputies_are_personal",
            "non_public_categories",
            "needs_co_signer",
            "keep_support_days",
            "keep_answers_months",
            "keep_device_votes_days",
            "keep_attendance_years",
            "key",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].widget = forms.HiddenInput()
        term = self.fields["term"]
        if self.instance.pk:
            del self.fields["term"]
        elif isinstance(term, forms.ModelChoiceField):
            term.queryset = LegislativeTerm.objects.filter(rules=None)

    def key_text(self, cleaned: Any) -> str:
        """Take the term's key."""
        return getattr(cleaned.get("term"), "key", "")


class RateForm(RecordModelForm):
    class Meta:
        model = AllowanceRate
        fields = ("rules", "organization_type", "valid_from", "amount", "sessions_a_year", "key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].widget = forms.HiddenInput()

    def key_text(self, cleaned: Any) -> str:
        """Make the key of what makes a rate another one."""
        rules = getattr(cleaned.get("rules"), "key", "")
        return f"{rules} {cleaned.get('organization_type')} {cleaned.get('valid_from')}"
