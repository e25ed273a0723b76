from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from mitsprache.kernel import access
from mitsprache.kernel.access import (
    PUBLIC,
    DeclaresAccess,
    Denied,
    PermissionRefused,
    Requires,
    has_role,
    is_known,
    may,
    predicate,
    register,
    require,
)
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind, command
from mitsprache.kernel.views import Page

MEMBER = Actor(kind=ActorKind.USER, user_id=1, name="m", roles=frozenset({"member"}))
OFFICE = Actor(kind=ActorKind.USER, user_id=2, name="o", roles=frozenset({"office"}))


@pytest.fixture(autouse=True)
def _own_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_permissions", {})


def test_roles_decide_and_commands_may_everything() -> None:
    rule = has_role("office", "chair")
    assert [bool(rule(a)) for a in (ANONYMOUS, MEMBER, OFFICE, command("load"))] == [
        False,
        False,
        True,
        True,
    ]


def test_predicates_join() -> None:
    office, known = has_role("office"), is_known
    assert [bool((office & known)(a)) for a in (ANONYMOUS, MEMBER, OFFICE)] == [False, False, True]
    assert [bool((office | known)(a)) for a in (ANONYMOUS, MEMBER, OFFICE)] == [False, True, True]


def test_a_refusal_keeps_its_own_reason() -> None:
    register({"test.look": predicate(lambda _actor, _target: Denied("Heute nicht."))})
    with pytest.raises(PermissionRefused) as refusal:
        require(OFFICE, "test.look")
    assert str(refusal.value.reason) == "Heute nicht."


def test_a_plain_no_gets_a_reason() -> None:
    register({"test.look": has_role("office")})
    verdict = may(MEMBER, "test.look")
    assert isinstance(verdict, Denied)
    assert verdict.reason
    require(OFFICE, "test.look")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (has_role("office"), "Dafür fehlt Ihnen die Rolle „Geschäftsstelle“."),
        (
            has_role("office", "administration"),
            "Dafür fehlt Ihnen eine dieser Rollen: Administration, Geschäftsstelle.",
        ),
        (has_role("member") & has_role("chair"), "Dafür fehlt Ihnen die Rolle „Vorsitz“."),
        (predicate(lambda _actor, _target: False), "Dafür fehlt Ihnen die Berechtigung."),
    ],
)
def test_a_plain_no_names_the_roles_that_would_do(rule: access.Predicate, sentence: str) -> None:
    register({"test.look": rule})
    with pytest.raises(PermissionRefused) as refusal:
        require(MEMBER, "test.look")
    assert str(refusal.value.reason).startswith(sentence)


def test_the_roles_are_sought_only_for_who_reads_the_reason() -> None:
    asked = []
    register({"test.look": predicate(lambda actor, _target: bool(asked.append(actor.roles)))})
    verdict = may(MEMBER, "test.look")
    assert len(asked) == 1
    assert isinstance(verdict, Denied)
    assert str(verdict.reason)
    assert frozenset({"member", "office"}) in asked


def test_the_target_is_asked_about() -> None:
    register({"test.look": predicate(lambda actor, target: target == actor.user_id)})
    assert may(MEMBER, "test.look", 1)
    assert not may(MEMBER, "test.look", 2)


def test_an_unregistered_permission_is_an_error_not_a_yes() -> None:
    with pytest.raises(ImproperlyConfigured, match="not registered"):
        may(command("x"), "test.forgotten")


def test_a_name_is_registered_once() -> None:
    rule = has_role("office")
    register({"test.look": rule})
    register({"test.look": rule})
    with pytest.raises(ImproperlyConfigured):
        register({"test.look": has_role("chair")})
    with pytest.raises(ImproperlyConfigured):
        register({"nodot": rule})
    assert access.permission_names() == {"test.look"}


def test_a_view_without_access_does_not_import() -> None:
    with pytest.raises(ImproperlyConfigured, match="needs `access"):

        class Forgotten(Page):
            template_name = "x.html"


def test_a_view_inherits_or_declares_access() -> None:
    class Base(DeclaresAccess):
        abstract = True
        access = Requires("test.look")

    class Inherits(Base):
        pass

    class Declares(Page):
        access = PUBLIC

    assert str(Inherits.access) == "test.look"
    assert str(access.access_of(Declares.as_view())) == "PUBLIC"
    assert access.access_of(lambda _request: None) is None
