"""Texts of papers that everybody can see."""

from django.db.models import QuerySet

from mitsprache.kernel.actor import ANONYMOUS
from mitsprache.papers.models import Paper
from mitsprache.papers.queries import papers
from mitsprache.translation.registry import Translatable


def public_papers() -> QuerySet[Paper]:
    """Return the papers that everybody can read."""
    return papers(ANONYMOUS)


TRANSLATABLE = [Translatable(Paper, public_papers)]
