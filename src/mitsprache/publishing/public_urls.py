"""Addresses of articles and pages on the public site, below the language."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from mitsprache.publishing.enums import Duty
from mitsprache.publishing.views import feeds, public

DUTY_PATHS: Final = {
    Duty.IMPRINT: "impressum/",
    Duty.CONTACT: "kontakt/",
    Duty.PRIVACY: "datenschutz/",
    Duty.ACCESSIBILITY: "barrierefreiheit/",
    Duty.PLAIN_LANGUAGE: "leichte-sprache/",
    Duty.SIGN_LANGUAGE: "gebaerdensprache/",
    Duty.TAKE_PART: "mitmachen/",
}

urlpatterns: list[URLPattern] = [
    path("aktuelles/", public.News.as_view(), name="news"),
    path("aktuelles/feed.atom", feeds.NewsFeed.as_view(), name="feed"),
    path("aktuelles/<slug:key>/", public.ArticlePage.as_view(), name="article"),
    path("seiten/", public.AllPages.as_view(), name="pages"),
    path("seiten/<slug:key>/", public.OwnPage.as_view(), name="page"),
    path("vorschau/<slug:key>/<str:token>/", public.Preview.as_view(), name="preview"),
    *(
        path(address, public.DutyPage.as_view(duty=duty), name=duty.value)
        for duty, address in DUTY_PATHS.items()
    ),
]
