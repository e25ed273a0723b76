"""Addresses of the app: `public_urls` under the language, `office_urls` under /office/."""

from __future__ import annotations

from django.urls import URLPattern

from mitsprache.publishing.public_urls import urlpatterns as public_urls

office_urls: list[URLPattern] = []

__all__ = ["office_urls", "public_urls"]
