"""What higher apps know about a session; they register here, and its page links to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mitsprache.kernel.access import Reason
from mitsprache.kernel.actor import Actor
from mitsprache.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Link:
    """A page about a session: its words, address and icon; `is_primary` puts it at the head."""

    label: Reason
    url: str
    icon: str = "arrow-forward"
    is_primary: bool = False


Provider = Callable[[Actor, Meeting], Iterable[Link]]
"""Returns the links of a session that the viewer may follow. At most one query."""

_providers: list[Provider] = []
_office_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let the pages of sessions show the links of `provider`. Once per provider."""
    if provider not in _providers:
        _providers.append(provider)


def links_of(viewer: Actor, meeting: Meeting) -> list[Link]:
    """Return what every provider knows about `meeting`."""
    return [link for provider in _providers for link in provider(viewer, meeting)]


def register_office(provider: Provider) -> None:
    """Let the workspace's page of a session show the links of `provider`. Once per provider."""
    if provider not in _office_providers:
        _office_providers.append(provider)


def office_links_of(viewer: Actor, meeting: Meeting) -> list[Link]:
    """Return where else in the workspace the viewer can go from `meeting`."""
    return [link for provider in _office_providers for link in provider(viewer, meeting)]


ListProvider = Callable[[], Iterable[Link]]
"""Returns links that everybody may follow, without a query."""

_for_list: list[ListProvider] = []


def register_for_list(provider: ListProvider) -> None:
    """Let the list of sessions show the links of `provider`. Once per provider."""
    if provider not in _for_list:
        _for_list.append(provider)


def list_links() -> list[Link]:
    """Return what every provider wants to stand above the list of sessions."""
    return [link for provider in _for_list for link in provider()]
