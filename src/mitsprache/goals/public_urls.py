"""Addresses of goals and plans on the public site, below the language."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.goals.views import public

urlpatterns: list[URLPattern] = [
    path("ziele/", public.Overview.as_view(), name="overview"),
    path("ziele/plaene/<slug:key>/", public.PlanDetail.as_view(), name="plan"),
    path("ziele/<slug:key>/", public.GoalDetail.as_view(), name="goal"),
]
