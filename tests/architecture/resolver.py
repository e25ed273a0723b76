"""Walks every address of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

Found = tuple[str, str, Callable[..., Any]]


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Found]:
    """Yield (pattern, full name, view) of every address, e.g. '<lang>/sitzungen/'."""
    resolver = resolver or get_resolver()
    namespace = f"{resolver.namespace}:" if resolver.namespace else ""
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            for path, name, view in addresses(entry, pattern):
                yield path, namespace + name, view
        elif isinstance(entry, URLPattern):
            yield pattern, namespace + (entry.name or ""), entry.callback
