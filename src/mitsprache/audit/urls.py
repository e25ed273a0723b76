"""Addresses of the app: `public_urls` under the language, `office_urls` under /office/."""

from __future__ import annotations

from django.urls import URLPattern

public_urls: list[URLPattern] = []
office_urls: list[URLPattern] = []
