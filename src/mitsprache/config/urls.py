"""All addresses. Public pages carry their language; the workspace follows the account's."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("mitsprache.public.root_urls")),
    path("konto/", include("mitsprache.accounts.urls")),
    path("office/", include("mitsprache.office.urls")),
    *i18n_patterns(path("", include("mitsprache.public.urls")), prefix_default_language=True),
]
