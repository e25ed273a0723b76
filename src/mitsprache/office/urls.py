"""Addresses of the workspace."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from mitsprache.accounts.office_urls import office_urls as accounts
from mitsprache.audit.urls import office_urls as audit
from mitsprache.council.urls import office_urls as council
from mitsprache.goals.urls import office_urls as goals
from mitsprache.invitations.urls import office_urls as invitations
from mitsprache.meetings.urls import office_urls as meetings
from mitsprache.minutes.urls import office_urls as minutes
from mitsprache.office.views.home import Home
from mitsprache.office.views.language import ChooseLanguage
from mitsprache.papers.urls import office_urls as papers
from mitsprache.proceedings.urls import office_urls as proceedings
from mitsprache.publishing.urls import office_urls as publishing
from mitsprache.translation.urls import office_urls as translation

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Home.as_view(), name="office_home"),
    path("sprache/", ChooseLanguage.as_view(), name="office_language"),
    path("", include((council, "council_office"))),
    path("", include((goals, "goals_office"))),
    path("", include((invitations, "invitations_office"))),
    path("", include((meetings, "meetings_office"))),
    path("", include((minutes, "minutes_office"))),
    path("", include((papers, "papers_office"))),
    path("", include((proceedings, "proceedings_office"))),
    path("", include((publishing, "publishing_office"))),
    path("", include((translation, "translation_office"))),
    path("", include((accounts, "accounts_office"))),
    path("", include((audit, "audit_office"))),
]
