"""Addresses of the public site, below the language."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from mitsprache.council.urls import public_urls as council
from mitsprache.goals.urls import public_urls as goals
from mitsprache.invitations.urls import public_urls as invitations
from mitsprache.meetings.urls import public_urls as meetings
from mitsprache.minutes.urls import public_urls as minutes
from mitsprache.papers.urls import public_urls as papers
from mitsprache.proceedings.public_urls import urlpatterns as proceedings
from mitsprache.public.views.home import Home
from mitsprache.publishing.urls import public_urls as publishing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Home.as_view(), name="home"),
    path("", include((council, "council"))),
    path("", include((goals, "goals"))),
    path("", include((invitations, "invitations"))),
    path("", include((meetings, "meetings"))),
    path("", include((minutes, "minutes"))),
    path("", include((papers, "papers"))),
    path("", include((proceedings, "proceedings"))),
    path("", include((publishing, "publishing"))),
]
