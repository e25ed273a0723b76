"""Pages of the workspace about goals and plans."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import LegislativeTerm
from mitsprache.goals import forms, operations
from mitsprache.goals.models import Plan
from mitsprache.kernel.access import Requires
from mitsprache.kernel.pages.base import RecordPage
from mitsprache.kernel.pages.columns import Column
from mitsprache.kernel.pages.deletion import RecordDelete
from mitsprache.kernel.pages.editing import RecordCreate, RecordUpdate
from mitsprache.kernel.pages.filters import ChoiceFilter, RelatedFilter
from mitsprache.kernel.pages.lists import RecordList, bulk_delete


class GoalPage(RecordPage):
    abstract = True
    operations = operations.goal


class GoalList(GoalPage, RecordList):
    access = Requires("goals.read")
    lead = _("Wofür das Gremium arbeitet, je Wahlperiode.")
    columns = (
        Column("title"),
        Column("kind"),
        Column("term", sort=("term__start_date",)),
        Column("position"),
        Column("summary", wide=True),
    )
    related = ("term",)
    search_fields = ("title", "summary")
    filters = (ChoiceFilter("kind"), RelatedFilter("term", LegislativeTerm.objects.all))
    bulk_actions = (bulk_delete(operations.goal),)
    empty_text = _("Legen Sie die Ziele an, die sich das Gremium gegeben hat.")


class GoalCreate(GoalPage, RecordCreate):
    access = Requires("goals.create_goal")
    form_class = forms.GoalForm


class GoalUpdate(GoalPage, RecordUpdate):
    access = Requires("goals.update_goal")
    form_class = forms.GoalForm
    template_name = "goals/office/goal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = self.record.organization_links.select_related("organization")
        return super().get_context_data(
            links=links.order_by("relation", "position", "organization__name"), **kwargs
        )


class GoalDelete(GoalPage, RecordDelete):
    access = Requires("goals.delete_goal")


class LinkPage(RecordPage):
    abstract = True
    operations = operations.link


class LinkList(LinkPage, RecordList):
    access = Requires("goals.read")
    lead = _("Welche Organisationen an welchen Zielen mitarbeiten.")
    columns = (
        Column("organization", sort=("organization__name",)),
        Column("goal", sort=("goal__title",)),
        Column("relation"),
        Column("position"),
    )
    related = ("organization", "goal")
    search_fields = ("organization__name", "goal__title")
    filters = (ChoiceFilter("relation"),)
    bulk_actions = (bulk_delete(operations.link),)
    empty_text = _("Legen Sie Beteiligungen auf der Seite eines Ziels an.")


class LinkCreate(LinkPage, RecordCreate):
    access = Requires("goals.create_link")
    form_class = forms.LinkForm
    prefill = ("goal", "organization", "relation")


class LinkUpdate(LinkPage, RecordUpdate):
    access = Requires("goals.update_link")
    form_class = forms.LinkForm


class LinkDelete(LinkPage, RecordDelete):
    access = Requires("goals.delete_link")


class PlanPage(RecordPage):
    abstract = True
    operations = operations.plan


class PlanList(PlanPage, RecordList):
    access = Requires("goals.read")
    lead = _("Konzepte und Programme, auf die sich Ziele beziehen.")
    columns = (Column("title"), Column("kind"), Column("start_year"), Column("position"))
    search_fields = ("title", "summary")
    filters = (ChoiceFilter("kind"),)
    bulk_actions = (bulk_delete(operations.plan),)
    empty_text = _("Legen Sie ein Konzept an, z. B. einen Masterplan.")


class PlanCreate(PlanPage, RecordCreate):
    access = Requires("goals.create_plan")
    form_class = forms.PlanForm


class PlanUpdate(PlanPage, RecordUpdate):
    access = Requires("goals.update_plan")
    form_class = forms.PlanForm
    template_name = "goals/office/plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(action_fields=self.record.fields_of_action.all(), **kwargs)


class PlanDelete(PlanPage, RecordDelete):
    access = Requires("goals.delete_plan")


class FieldPage(RecordPage):
    abstract = True
    operations = operations.field


class FieldList(FieldPage, RecordList):
    access = Requires("goals.read")
    lead = _("Die Handlungsfelder der Pläne.")
    columns = (Column("title"), Column("plan", sort=("plan__title",)), Column("position"))
    related = ("plan",)
    search_fields = ("title",)
    filters = (RelatedFilter("plan", Plan.objects.all),)
    ordering = ("plan__position", "position")
    bulk_actions = (bulk_delete(operations.field),)
    empty_text = _("Legen Sie zuerst einen Plan an, dann seine Handlungsfelder.")


class FieldCreate(FieldPage, RecordCreate):
    access = Requires("goals.create_field")
    form_class = forms.FieldForm
    prefill = ("plan",)


class FieldUpdate(FieldPage, RecordUpdate):
    access = Requires("goals.update_field")
    form_class = forms.FieldForm


class FieldDelete(FieldPage, RecordDelete):
    access = Requires("goals.delete_field")
