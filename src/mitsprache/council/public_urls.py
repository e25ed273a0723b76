"""Addresses of the council on the public site, below the language."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.council.views import public

urlpatterns: list[URLPattern] = [
    path("gremium/", public.Overview.as_view(), name="overview"),
    path("gremium/arbeitskreise/", public.WorkingGroups.as_view(), name="working_groups"),
    path("gremium/wahlperioden/", public.Terms.as_view(), name="terms"),
    path("gremium/wahlperioden/<slug:key>/", public.Term.as_view(), name="term"),
    path("gremium/stellen/<slug:key>/", public.OrganizationDetail.as_view(), name="organization"),
    path("personen/<slug:key>/", public.PersonDetail.as_view(), name="person"),
    path("partner/", public.Partners.as_view(), name="partners"),
]
