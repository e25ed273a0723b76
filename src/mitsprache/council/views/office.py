"""Pages of the workspace about the council."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mitsprache.council import forms, operations, queries
from mitsprache.council.models import LegislativeTerm, Membership, Organization
from mitsprache.council.views.procedure import rules_address
from mitsprache.kernel import clock
from mitsprache.kernel.access import Reason, Requires
from mitsprache.kernel.pages.base import RecordPage
from mitsprache.kernel.pages.columns import Column
from mitsprache.kernel.pages.deletion import RecordDelete
from mitsprache.kernel.pages.editing import RecordCreate, RecordUpdate
from mitsprache.kernel.pages.filters import (
    ChoiceFilter,
    ConditionFilter,
    RelatedFilter,
    YesNoFilter,
)
from mitsprache.kernel.pages.lists import RecordList, bulk_delete


class LocationPage(RecordPage):
    abstract = True
    operations = operations.location


class LocationList(LocationPage, RecordList):
    access = Requires("council.read")
    lead = _("Wo Sitzungen stattfinden und Geschäftsstellen sind.")
    columns = (
        Column("description"),
        Column("street_address"),
        Column("room"),
        Column("postal_code", wide=True),
        Column("locality"),
        Column("is_accessible"),
    )
    search_fields = ("description", "street_address", "room", "locality")
    filters = (YesNoFilter("is_accessible"),)
    bulk_actions = (bulk_delete(operations.location),)
    empty_text = _("Legen Sie die Orte an, an denen das Gremium tagt.")


class LocationCreate(LocationPage, RecordCreate):
    access = Requires("council.create_location")
    form_class = forms.LocationForm


class LocationUpdate(LocationPage, RecordUpdate):
    access = Requires("council.update_location")
    form_class = forms.LocationForm


class LocationDelete(LocationPage, RecordDelete):
    access = Requires("council.delete_location")


class BodyPage(RecordPage):
    abstract = True
    operations = operations.body
    base_label = _("Stadt oder Gemeinde")


class BodyList(BodyPage, RecordList):
    access = Requires("council.read")
    lead = _("Die Stadt oder Gemeinde, zu der das Gremium gehört, und wie die Seite aussieht.")
    columns = (Column("name"), Column("short_name"), Column("ags"), Column("accent"))
    empty_text = _("Legen Sie zuerst die Stadt oder Gemeinde an; alles andere gehört zu ihr.")

    def has_create_page(self) -> bool:
        """Offer to create the one municipality while there is none."""
        return not self.records().exists()


class BodyCreate(BodyPage, RecordCreate):
    access = Requires("council.create_body")
    form_class = forms.BodyForm


class BodyUpdate(BodyPage, RecordUpdate):
    access = Requires("council.update_body")
    form_class = forms.BodyForm


class BodyDelete(BodyPage, RecordDelete):
    access = Requires("council.delete_body")


class TermPage(RecordPage):
    abstract = True
    operations = operations.term


class TermList(TermPage, RecordList):
    access = Requires("council.read")
    lead = _("Name, Rechtsgrundlage und Sitze gelten je Wahlperiode.")
    columns = (
        Column("name"),
        Column("council_name"),
        Column("start_date"),
        Column("end_date"),
        Column("seats_elected"),
        Column("seats_appointed"),
    )
    search_fields = ("name", "council_name")
    empty_text = _("Legen Sie die laufende Wahlperiode an.")


class TermCreate(TermPage, RecordCreate):
    access = Requires("council.create_term")
    form_class = forms.TermForm


class TermUpdate(TermPage, RecordUpdate):
    access = Requires("council.update_term")
    form_class = forms.TermForm
    template_name = "council/office/term.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rules_url=rules_address(self.record), **kwargs)


class TermDelete(TermPage, RecordDelete):
    access = Requires("council.delete_term")


class OrganizationPage(RecordPage):
    abstract = True
    operations = operations.organization


class OrganizationList(OrganizationPage, RecordList):
    access = Requires("council.read")
    lead = _("Gremium, Vorstand, Arbeitskreise, Listen, Verwaltung und Kooperationspartner.")
    columns = (
        Column("name"),
        Column("short_name"),
        Column("organization_type"),
        Column("term", sort=("term__start_date",)),
        Column("is_partner"),
        Column("email", wide=True),
        Column("phone", wide=True),
        Column("website", wide=True),
    )
    related = ("term",)
    search_fields = ("name", "short_name")
    filters = (
        ChoiceFilter("organization_type"),
        RelatedFilter("term", LegislativeTerm.objects.all),
        YesNoFilter("is_partner"),
    )
    bulk_actions = (bulk_delete(operations.organization),)
    empty_text = _("Legen Sie das Gremium an, dann Listen, Vorstand und Arbeitskreise.")


class OrganizationCreate(OrganizationPage, RecordCreate):
    access = Requires("council.create_organization")
    form_class = forms.OrganizationForm
    prefill = ("organization_type", "term", "parent")


class OrganizationUpdate(OrganizationPage, RecordUpdate):
    access = Requires("council.update_organization")
    form_class = forms.OrganizationForm
    template_name = "council/office/organization.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        members = self.record.memberships.select_related("person", "on_behalf_of")
        return super().get_context_data(
            memberships=members.order_by("-end_date", "person__family_name"),
            today=clock.today(),
            **kwargs,
        )


class OrganizationDelete(OrganizationPage, RecordDelete):
    access = Requires("council.delete_organization")


class PersonPage(RecordPage):
    abstract = True
    operations = operations.person


class PersonList(PersonPage, RecordList):
    access = Requires("council.read")
    columns = (
        Column("family_name"),
        Column("given_name"),
        Column("title"),
        Column("email"),
        Column("email_public"),
        Column("phone", wide=True),
        Column("phone_public", wide=True),
        Column("languages", wide=True),
        Column("is_invented", wide=True),
    )
    search_fields = ("given_name", "family_name", "email")
    filters = (
        ConditionFilter(
            "mitglied",
            _("Mitgliedschaft"),
            {
                "jetzt": (_("zurzeit Mitglied"), lambda: current_member()),
                "keine": (_("zurzeit kein Mitglied"), lambda: ~current_member()),
            },
        ),
    )
    bulk_actions = (bulk_delete(operations.person),)
    empty_text = _("Legen Sie die Mitglieder an; danach ihre Mitgliedschaften.")


def current_member() -> Q:
    """Return the condition that a person is in some organization today."""
    today = clock.today()
    now = Membership.objects.filter(
        Q(end_date=None) | Q(end_date__gte=today), start_date__lte=today
    )
    return Q(pk__in=now.values("person"))


class PersonCreate(PersonPage, RecordCreate):
    access = Requires("council.create_person")
    form_class = forms.PersonForm


class PersonUpdate(PersonPage, RecordUpdate):
    access = Requires("council.update_person")
    form_class = forms.PersonForm
    template_name = "council/office/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = self.record.memberships.select_related("organization", "on_behalf_of")
        return super().get_context_data(
            memberships=mine.order_by("-start_date"), today=clock.today(), **kwargs
        )


class PersonDelete(PersonPage, RecordDelete):
    access = Requires("council.delete_person")


class MembershipPage(RecordPage):
    abstract = True
    operations = operations.membership

    def records(self) -> QuerySet[Membership]:
        return Membership.objects.select_related("person", "organization", "on_behalf_of")


class MembershipList(MembershipPage, RecordList):
    access = Requires("council.read")
    lead = _("Wer in welchem Gremium sitzt, in welcher Funktion und von wann bis wann.")
    columns = (
        Column("person", sort=("person__family_name", "person__given_name")),
        Column("organization", sort=("organization__name",)),
        Column("role"),
        Column("kind"),
        Column("voting_right"),
        Column("on_behalf_of", sort=("on_behalf_of__name",)),
        Column("start_date"),
        Column("end_date"),
    )
    search_fields = ("person__family_name", "person__given_name", "organization__name")
    filters = (
        RelatedFilter("organization", lambda: Organization.objects.exclude(memberships=None)),
        ChoiceFilter("role"),
        ChoiceFilter("kind"),
        ConditionFilter("zeit", _("Zeitraum"), {"jetzt": (_("zurzeit"), lambda: running())}),
    )
    ordering = ("organization__organization_type", "organization__name", "person__family_name")
    bulk_actions = (bulk_delete(operations.membership),)
    empty_text = _("Legen Sie zuerst Personen und das Gremium an.")


def running() -> Q:
    """Return the condition that a membership holds today."""
    today = clock.today()
    return Q(start_date__lte=today) & (Q(end_date=None) | Q(end_date__gte=today))


class _SavesMembership(MembershipPage):
    """Tells, after a save, what about the council's composition is worth a look."""

    abstract = True

    def warnings(self, record: Membership) -> Iterable[Reason]:
        """Return the sentences of the rules that are about the saved membership."""
        term = queries.current_term(self.actor, record.start_date)
        found = queries.problems_in_term(self.actor, term) if term else []
        return [one.sentence for one in found if record in one.memberships]


class MembershipCreate(_SavesMembership, RecordCreate):
    access = Requires("council.create_membership")
    form_class = forms.MembershipForm
    prefill = ("person", "organization", "on_behalf_of")


class MembershipUpdate(_SavesMembership, RecordUpdate):
    access = Requires("council.update_membership")
    form_class = forms.MembershipForm


class MembershipDelete(MembershipPage, RecordDelete):
    access = Requires("council.delete_membership")
