"""All addresses. Public pages carry their language; the workspace follows the account's."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from mitsprache.public.views import to_language

urlpatterns = [
    path("", to_language, name="root"),
    path("konto/", include("mitsprache.accounts.urls")),
    path("office/", include("mitsprache.office.urls")),
    *i18n_patterns(path("", include("mitsprache.public.urls")), prefix_default_language=True),
]
