from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import IntegrityError

from mitsprache.audit.models import Entry
from mitsprache.council import operations as council
from mitsprache.council.enums import OrganizationType
from mitsprache.council.models import Body, Location, Organization
from mitsprache.kernel import operation as module
from mitsprache.kernel import store
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind, command
from mitsprache.kernel.models import ContentVersion
from mitsprache.kernel.operation import current_run, operation

pytestmark = pytest.mark.django_db
ROOT = command("test")
OFFICE = Actor(kind=ActorKind.USER, user_id=7, name="Büro", roles=frozenset({"office"}))


def values(**more: Any) -> dict[str, Any]:
    return {"key": "rathaus", "description": "Rathaus", "locality": "Dortmund", **more}


def place(**more: Any) -> Location:
    return council.location.create(actor=ROOT, values=values(**more))


def test_a_write_is_audited_and_raises_the_content_version() -> None:
    location = council.location.create(actor=OFFICE, values=values())
    entry = Entry.objects.get()
    assert (entry.actor_name, entry.actor_id, entry.action) == (
        "Büro",
        7,
        "council.create_location",
    )
    assert entry.target_label == str(location)
    assert entry.changes[0]["fields"]["description"] == [None, "Rathaus"]
    assert ContentVersion.current() == 1


def test_an_update_notes_old_and_new_and_nothing_else() -> None:
    location = place()
    council.location.update(
        actor=ROOT, record=location, values={"room": "160", "locality": "Dortmund"}
    )
    entry = Entry.objects.order_by("number").last()
    assert entry
    assert entry.changes[0]["fields"] == {"room": ["", "160"]}
    assert (location.version, location.room) == (2, "160")


def test_an_update_that_changes_nothing_leaves_no_trace() -> None:
    location = place()
    council.location.update(actor=ROOT, record=location, values={"description": "Rathaus"})
    assert Entry.objects.count() == 1
    assert ContentVersion.current() == 1
    assert location.version == 1


def test_a_stale_form_does_not_overwrite() -> None:
    first = place()
    second = Location.objects.get(pk=first.pk)
    council.location.update(actor=ROOT, record=first, values={"room": "1"}, expected_version=1)
    with pytest.raises(store.Conflict) as conflict:
        council.location.update(actor=ROOT, record=second, values={"room": "2"}, expected_version=1)
    assert conflict.value.current == first
    assert Location.objects.get().room == "1"


def test_a_refused_actor_writes_nothing() -> None:
    with pytest.raises(PermissionRefused):
        council.location.create(actor=ANONYMOUS, values=values())
    assert not Location.objects.exists()
    assert not Entry.objects.exists()


def test_a_wrong_value_is_refused_by_field() -> None:
    with pytest.raises(ValidationError) as error:
        place(latitude=95, description="")
    assert set(store.problems_of(error.value)) == {"latitude", "description"}
    assert not Entry.objects.exists()


def test_problems_of_a_whole_record_have_no_field() -> None:
    assert store.problems_of(ValidationError("So nicht.")) == {"": ["So nicht."]}
    assert store.problems_of(ValidationError({"__all__": ["So nicht."]})) == {"": ["So nicht."]}


def test_an_error_half_way_undoes_all() -> None:
    @operation(permission="council.create_location")
    def two_places(*, actor: Actor) -> None:
        store.create(Location(**values()))
        store.create(Location(**values()))

    with pytest.raises(ValidationError):
        two_places(actor=ROOT)
    assert not Location.objects.exists()
    assert not Entry.objects.exists()


def test_a_check_that_fails_undoes_the_write() -> None:
    def never(_location: Location) -> None:
        raise ValidationError("Nein.")

    from mitsprache.kernel.records import RecordOperations

    strict = RecordOperations(Location, "location", never)
    with pytest.raises(ValidationError):
        strict.create(actor=ROOT, values=values())
    assert not Location.objects.exists()


def test_a_nested_operation_joins_but_checks_its_own_permission() -> None:
    @operation(permission="council.create_location")
    def outer(*, actor: Actor) -> None:
        council.location.create(actor=ROOT, values=values())
        council.location.create(actor=ROOT, values=values(key="zwei"))

    outer(actor=ROOT)
    assert Entry.objects.count() == 1
    assert len(Entry.objects.get().changes) == 2

    @operation(permission="council.create_location")
    def sneaky(*, actor: Actor) -> None:
        council.location.create(actor=ANONYMOUS, values=values(key="drei"))

    with pytest.raises(PermissionRefused):
        sneaky(actor=ROOT)


def test_records_are_written_inside_operations_only() -> None:
    with pytest.raises(RuntimeError):
        store.create(Location(**values()))
    with pytest.raises(RuntimeError):
        current_run()


def test_without_a_recorder_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_recorder", [])
    with pytest.raises(ImproperlyConfigured):
        place()
    assert not Location.objects.exists()


def test_operations_take_keywords_and_an_actor() -> None:
    with pytest.raises(TypeError):
        council.location.create(ROOT, values())  # type: ignore[call-arg,arg-type,misc]
    with pytest.raises(TypeError):
        council.location.create(actor="root", values=values())  # type: ignore[arg-type]


def test_delete_tells_what_hangs_on_a_record_and_refuses_when_others_need_it() -> None:
    body = council.body.create(
        actor=ROOT, values={"key": "stadt", "name": "Stadt", "short_name": "Stadt"}
    )
    location = place()
    organization = council.organization.create(
        actor=ROOT,
        values={
            "key": "rat",
            "body": body,
            "organization_type": OrganizationType.PLENARY,
            "name": "Rat",
            "location": location,
        },
    )
    with pytest.raises(store.StillInUse) as refusal:
        council.location.delete(actor=ROOT, record=location)
    assert refusal.value.dependents == [organization]
    council.organization.delete(actor=ROOT, record=organization)
    council.location.delete(actor=ROOT, record=location)
    last = Entry.objects.order_by("number").last()
    assert last
    assert last.changes[0]["action"] == "delete"
    assert not Organization.objects.exists()
    assert Body.objects.exists()


def test_the_database_keeps_one_content_version() -> None:
    with pytest.raises(IntegrityError):
        ContentVersion.objects.create(pk=2, number=1)
