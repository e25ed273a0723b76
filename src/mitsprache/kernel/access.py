"""Permissions by name ('noun.verb'), and the access that every view declares.

A permission is a predicate over actor and object. Apps put theirs into one table
`PERMISSIONS` in `permissions.py`, which is read at start-up. What nobody registered is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from mitsprache.kernel.actor import Actor

Reason = str | Promise


@dataclass(frozen=True, slots=True)
class Denied:
    """A refusal with its reason, in words for the person who is refused."""

    reason: Reason

    def __bool__(self) -> bool:
        return False


class PermissionRefused(Exception):
    """The actor may not do this; `reason` says why."""

    def __init__(self, permission: str, reason: Reason) -> None:
        super().__init__(f"{permission}: {reason}")
        self.permission = permission
        self.reason = reason


Verdict = bool | Denied


@dataclass(frozen=True, slots=True)
class Predicate:
    """A yes/no question about (actor, target) that can be joined with `&` and `|`."""

    ask: Callable[[Actor, Any], Verdict]

    def __call__(self, actor: Actor, target: Any = None) -> Verdict:
        return self.ask(actor, target)

    def __and__(self, other: Predicate) -> Predicate:
        return Predicate(lambda actor, target: self(actor, target) and other(actor, target))

    def __or__(self, other: Predicate) -> Predicate:
        return Predicate(lambda actor, target: self(actor, target) or other(actor, target))


def predicate(ask: Callable[[Actor, Any], Verdict]) -> Predicate:
    """Make a predicate out of a plain function."""
    return Predicate(ask)


def has_role(*roles: str) -> Predicate:
    """Whether the actor holds one of `roles`; commands on the machine always do."""
    return Predicate(lambda actor, _target: actor.is_command or actor.has_any(*roles))


@predicate
def is_known(actor: Actor, _target: Any) -> Verdict:
    """Whether somebody is logged in."""
    return actor.is_known


@dataclass(frozen=True, slots=True)
class Public:
    """Everybody may see the view."""

    def __str__(self) -> str:
        return "PUBLIC"


@dataclass(frozen=True, slots=True)
class Requires:
    """Only actors with the permission may see the view; nobody who is not logged in."""

    permission: str

    def __str__(self) -> str:
        return self.permission


Access = Public | Requires
PUBLIC: Final = Public()

_permissions: dict[str, Predicate] = {}
_roles: dict[str, Reason] = {}


def register(table: Mapping[str, Predicate]) -> None:
    """Add an app's permissions; a name can be given once.

    Raises:
        ImproperlyConfigured: the name has no dot or is taken by another predicate.
    """
    for name, rule in table.items():
        if "." not in name or _permissions.get(name, rule) is not rule:
            raise ImproperlyConfigured(f"Permission {name!r} is malformed or registered twice.")
        _permissions[name] = rule


def name_roles(roles: Mapping[str, Reason]) -> None:
    """Take the roles there are, each with what people call it, so that refusals can name them."""
    _roles.update(roles)


def permission_names() -> frozenset[str]:
    """Return the names of all registered permissions."""
    return frozenset(_permissions)


def may(actor: Actor, permission: str, target: Any = None) -> Verdict:
    """Answer whether `actor` has `permission` over `target`; a refusal carries its reason.

    Where the rule gives none, the reason names the roles that would do.

    Raises:
        ImproperlyConfigured: nobody registered the permission.
    """
    if permission not in _permissions:
        raise ImproperlyConfigured(f"Permission {permission!r} is not registered.")
    verdict = _permissions[permission](actor, target)
    if verdict is False:
        return Denied(_lacking_roles(actor, permission, target))
    return verdict


def _lacking(actor: Actor, permission: str, target: Any) -> str:
    """Say which roles would allow it. Made only when somebody reads it: rules may ask the database."""
    rule = _permissions[permission]
    enough = [
        str(words)
        for role, words in _roles.items()
        if rule(replace(actor, roles=actor.roles | {role}), target)
    ]
    if not enough:
        return _("Dafür fehlt Ihnen die Berechtigung.")
    if len(enough) == 1:
        return _("Dafür fehlt Ihnen die Rolle „%(role)s“. Rollen vergibt die Administration.") % {
            "role": enough[0]
        }
    return _(
        "Dafür fehlt Ihnen eine dieser Rollen: %(roles)s. Rollen vergibt die Administration."
    ) % {"roles": ", ".join(enough)}


_lacking_roles = lazy(_lacking, str)


def require(actor: Actor, permission: str, target: Any = None) -> None:
    """Raise PermissionRefused unless `actor` has `permission` over `target`."""
    verdict = may(actor, permission, target)
    if isinstance(verdict, Denied):
        raise PermissionRefused(permission, verdict.reason)


def access_of(view: Callable[..., Any]) -> Access | None:
    """Return the access that a view function or class-based view declares, if any."""
    access = getattr(getattr(view, "view_class", view), "access", None)
    return access if isinstance(access, Public | Requires) else None


class DeclaresAccess:
    """Mixin for class-based views: refuses, at import, a view class without `access`.

    Bases that are no pages themselves set `abstract = True` in their own body.
    """

    abstract = True
    access: Access

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("abstract", False):
            return
        cls.abstract = False
        if not isinstance(getattr(cls, "access", None), Public | Requires):
            raise ImproperlyConfigured(
                f"{cls.__module__}.{cls.__name__} needs `access = PUBLIC` or `access = Requires(…)`."
            )
