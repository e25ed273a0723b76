"""Addresses of the administration's pages, below /office/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.accounts.views import office

office_urls: list[URLPattern] = [
    path("zugaenge/", office.AccountList.as_view(), name="account_list"),
    path("zugaenge/neu/", office.AccountCreate.as_view(), name="account_create"),
    path("zugaenge/<int:pk>/", office.AccountChange.as_view(), name="account"),
    path("zugaenge/<int:pk>/einladen/", office.Invite.as_view(), name="account_invite"),
    path("zugaenge/<int:pk>/sperren/", office.Deactivate.as_view(), name="account_deactivate"),
    path("zugaenge/<int:pk>/entsperren/", office.Activate.as_view(), name="account_activate"),
    path(
        "zugaenge/<int:pk>/zweiter-faktor/",
        office.RemoveSecondFactor.as_view(),
        name="account_remove_second_factor",
    ),
]
