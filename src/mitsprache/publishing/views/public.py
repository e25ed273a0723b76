"""Articles and pages for everybody."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.paging import Place
from mitsprache.kernel.views import Page, PublicPage, found
from mitsprache.publishing import queries
from mitsprache.publishing.enums import ArticleKind, Duty
from mitsprache.publishing.models import Article


class News(PublicPage):
    """News and press releases, page by page."""

    template_name = "publishing/news.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read one page of the list."""
        written = self.request.GET.get("vor")
        before = found(Place.read(written)) if written else None
        chunk = queries.news(self.actor, before=before)
        return super().get_context_data(
            articles=chunk.rows,
            older=f"?vor={chunk.before}" if chunk.before else "",
            is_first_page=before is None,
            **kwargs,
        )


class ArticlePage(PublicPage):
    """A piece of news or a press release."""

    template_name = "publishing/article.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the article and the goals it is about."""
        article = found(queries.article(self.actor, self.kwargs["key"]))
        return super().get_context_data(article=article, goals=article.goals.all(), **kwargs)


def pages_crumb() -> dict[str, Any]:
    """Return the way from a page that no menu names to the overview that names all."""
    return {"label": _("Alle Seiten"), "url": reverse("publishing:pages")}


class AllPages(PublicPage):
    """The overview of the site, and the one place where all pages that the office made stand."""

    template_name = "publishing/pages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the office's pages; the shell brings its menus."""
        return super().get_context_data(
            own_pages=queries.pages(self.actor),
            page_description=_("Alle Bereiche und Seiten dieser Website."),
            **kwargs,
        )


class OwnPage(PublicPage):
    """A page that the office made."""

    template_name = "publishing/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the page."""
        article = found(queries.page(self.actor, self.kwargs["key"]))
        return super().get_context_data(article=article, crumbs=[pages_crumb()], **kwargs)


class DutyPage(PublicPage):
    """A page that every council's site must have; honest where nobody has written it yet."""

    template_name = "publishing/page.html"
    duty: Duty = Duty.IMPRINT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the page, or say that it is missing."""
        article = queries.duty_page(self.actor, self.duty)
        if article is not None and not queries.has_content(article):
            article = None
        return super().get_context_data(
            article=article,
            duty=self.duty,
            has_video_slot=self.duty == Duty.SIGN_LANGUAGE,
            has_contact=self.duty in WITH_CONTACT,
            **kwargs,
        )


WITH_CONTACT: Final = frozenset({Duty.CONTACT, Duty.TAKE_PART})
"""Duty pages that show how to reach the office beside their text."""


class Preview(Page):
    """An article in any state, for whoever holds its secret link. Never kept, never indexed."""

    access = PUBLIC

    def get_template_names(self) -> list[str]:
        """Show it as it will stand."""
        return ["publishing/page.html" if self.is_page else "publishing/article.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the article."""
        article: Article = found(
            queries.preview(self.actor, self.kwargs["key"], self.kwargs["token"])
        )
        self.is_page = article.kind == ArticleKind.PAGE
        return super().get_context_data(
            article=article,
            goals=article.goals.all(),
            is_preview=True,
            alternates=[],
            canonical_url="",
            media_query=f"?vorschau={quote(article.preview_token)}",
            **kwargs,
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the address out of search engines, caches and the logs of other sites."""
        response = super().dispatch(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response
