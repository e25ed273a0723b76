"""Rules of papers that span several records, and keys of what belongs to a paper."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.kernel.keys import free_key
from mitsprache.papers.models import Paper


def check_paper(paper: Paper) -> None:
    """Refuse a paper that amends itself, or that says something else than its last version.

    Raises:
        ValidationError: one of these holds.
    """
    above, seen = paper.amends, {paper.pk}
    while above:
        if above.pk in seen:
            raise ValidationError({"amends": _("Die Drucksache änderte sich so selbst.")})
        seen.add(above.pk)
        above = above.amends
    last = paper.versions.order_by("-number").first()
    if last and (last.title, last.text) != (paper.title, paper.text):
        raise ValidationError(
            {
                "text": _(
                    "Titel und Text stimmen nicht mit der letzten Fassung überein. Sie ändern sich nur mit "
                    "einer neuen Fassung und ihrem Grund."
                )
            }
        )


def key_within(model: type[Any], paper: Paper, words: str) -> str:
    """Return a free key for a record of `model` that belongs to `paper`."""
    return free_key(
        words,
        lambda key: model._default_manager.filter(key=key).exists(),
        str(model._meta.model_name),
        f"{paper.key[:60]}--",
    )
