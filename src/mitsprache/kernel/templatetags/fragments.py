"""Parts of pages that are the same for everybody until something is written."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from mitsprache.kernel.templatetags.texts import STATES
from mitsprache.kernel.text import TextState

register = template.Library()

LIMIT: Final = 500
"""How many fragments a worker keeps; the shell needs a handful per language."""

_kept: OrderedDict[tuple[object, ...], tuple[SafeString, frozenset[TextState]]] = OrderedDict()
"""Each fragment with the states of the texts in it."""


def forget() -> None:
    """Drop all fragments: for tests, which write without raising the content version."""
    _kept.clear()


class RememberNode(template.Node):
    """Renders its content once per content version, language and argument."""

    def __init__(
        self, nodelist: template.NodeList, arguments: list[template.base.FilterExpression]
    ) -> None:
        self.nodelist = nodelist
        self.arguments = arguments

    def render(self, context: Context) -> SafeString:
        """Return the fragment from memory, or make it."""
        version = context.get("content_version")
        if version is None:
            return self.nodelist.render(context)
        key = (
            id(self),
            version,
            get_language(),
            *(argument.resolve(context) for argument in self.arguments),
        )
        kept = _kept.get(key)
        if kept is None:
            states: set[TextState] = set()
            with context.push(**{STATES: states}):
                kept = self.nodelist.render(context), frozenset(states)
            _kept[key] = kept
            while len(_kept) > LIMIT:
                _kept.popitem(last=False)
        fragment, shown = kept
        page_states = context.get(STATES)
        if page_states is not None:
            page_states |= shown
        return fragment


@register.tag
def remember(parser: template.base.Parser, token: template.base.Token) -> RememberNode:
    """Keep what stands up to `endremember`: `{% remember section %}…{% endremember %}`.

    Its content may depend on the arguments, the language and the records only, never on who looks
    or which page it stands on.
    """
    arguments = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(nodelist, arguments)
