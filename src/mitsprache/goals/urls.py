"""Addresses of the app: `public_urls` under the language, `office_urls` under /office/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.goals.public_urls import urlpatterns as public_urls
from mitsprache.goals.views import links, office
from mitsprache.kernel.pages.base import record_urls

office_urls: list[URLPattern] = [
    *record_urls(
        "ziele",
        "goal",
        index=office.GoalList,
        create=office.GoalCreate,
        update=office.GoalUpdate,
        delete=office.GoalDelete,
    ),
    path("ziele/<slug:key>/verknuepfungen/", links.GoalLinks.as_view(), name="goal_links"),
    *record_urls(
        "beteiligungen",
        "link",
        index=office.LinkList,
        create=office.LinkCreate,
        update=office.LinkUpdate,
        delete=office.LinkDelete,
    ),
    *record_urls(
        "plaene",
        "plan",
        index=office.PlanList,
        create=office.PlanCreate,
        update=office.PlanUpdate,
        delete=office.PlanDelete,
    ),
    *record_urls(
        "handlungsfelder",
        "field",
        index=office.FieldList,
        create=office.FieldCreate,
        update=office.FieldUpdate,
        delete=office.FieldDelete,
    ),
]

__all__ = ["office_urls", "public_urls"]
