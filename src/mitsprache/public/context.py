"""What the templates of every page get."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from mitsprache.kernel.languages import BINDING, direction_of
from mitsprache.kernel.templatetags.texts import STATES
from mitsprache.kernel.text import TextState


def page(request: HttpRequest) -> dict[str, Any]:
    """Return language, direction and the set that gathers the states of texts."""
    language = get_language() or BINDING
    states: set[TextState] = set()
    return {"page_language": language, "page_direction": direction_of(language), STATES: states}
