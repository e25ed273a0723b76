"""Addresses of the files of papers, without a language."""

from __future__ import annotations

from django.urls import URLPattern, re_path

from mitsprache.papers.views.media import PaperFile

urlpatterns: list[URLPattern] = [
    re_path(r"^papers/(?P<name>[A-Za-z0-9_-]+\.pdf)\Z", PaperFile.as_view(), name="paper_file"),
]
