"""Answers for programs: search engines and browsers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.templatetags.static import static

from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.page_cache import cacheable
from mitsprache.kernel.views import Endpoint, found
from mitsprache.public import sitemap

XML = "application/xml; charset=utf-8"


class Robots(Endpoint):
    """What search engines should leave alone, and where the list of pages is."""

    access = PUBLIC

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Return the file."""
        lines = ["User-agent: *", "Disallow: /office/", "Disallow: /konto/"]
        lines += [
            f"Disallow: /{code}/{folder}/"
            for code, _name in settings.LANGUAGES
            for folder in ("vorschau", "einladung")
        ]
        lines += ["", f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""]
        return cacheable(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


class SitemapIndex(Endpoint):
    """The files that together name all public pages."""

    access = PUBLIC

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Return the index."""
        files = [
            f"{settings.BASE_URL}/sitemap-{section}-{number}.xml"
            for section in sitemap.SECTIONS
            for number in range(1, sitemap.count(self.actor, section) + 1)
        ]
        body = render_to_string("public/sitemap_index.xml", {"files": files})
        return cacheable(HttpResponse(body, content_type=XML))


class Sitemap(Endpoint):
    """The public pages of one section, each in every language."""

    access = PUBLIC

    def get(self, _request: HttpRequest, section: str, number: int, **_kwargs: Any) -> HttpResponse:
        """Return one file of the section."""
        found(sitemap.SECTIONS.get(section))
        start = (number - 1) * sitemap.PAGE
        entries = sitemap.addresses(self.actor, section) if 0 <= start < 10**9 else []
        part = entries[start : start + sitemap.PAGE]
        found(part or (number == 1) or None)
        languages = [code for code, _name in settings.LANGUAGES]
        body = render_to_string(
            "public/sitemap.xml",
            {
                "entries": part,
                "base": settings.BASE_URL,
                "languages": languages,
                "fallback": BINDING if BINDING in languages else languages[0],
            },
        )
        return cacheable(HttpResponse(body, content_type=XML))


class Favicon(Endpoint):
    """The address that browsers ask for unasked."""

    access = PUBLIC

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponsePermanentRedirect:
        """Send on to the icon."""
        return HttpResponsePermanentRedirect(static("mitsprache/favicon.svg"))
