from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from mitsprache.audit.chain import verify
from mitsprache.audit.models import Entry
from mitsprache.council.models import (
    Body,
    LegislativeTerm,
    Location,
    Membership,
    Organization,
    Person,
    RulesOfProcedure,
)
from mitsprache.exchange.load import LoadFailed, load_directory
from mitsprache.goals.models import FieldOfAction, Goal, GoalOrganization
from mitsprache.kernel import clock
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind
from mitsprache.kernel.models import ContentVersion
from mitsprache.meetings.models import AgendaItem, FrameEntry, Meeting
from mitsprache.publishing.models import Article, Image
from tests.exchange.conftest import ACTOR, Load
from tests.exchange.files import WEBM, Directory


def test_load_writes_every_value(council: Directory, load: Load) -> None:
    report = load(council)
    assert {name: counts.created for name, counts in report.counts.items()} == {
        "body": 1,
        "terms": 1,
        "rules": 1,
        "rates": 3,
        "frame": 3,
        "locations": 1,
        "organizations": 4,
        "persons": 2,
        "memberships": 2,
        "papers": 2,
        "originators": 2,
        "consultations": 2,
        "versions": 2,
        "files": 1,
        "meetings": 1,
        "agenda_items": 5,
        "plans": 1,
        "fields_of_action": 2,
        "goals": 1,
        "goal_organizations": 2,
        "images": 1,
        "articles": 2,
    }
    assert report.warnings == []
    body = Body.objects.get()
    assert (body.key, body.ags, body.accent, body.is_demo) == (
        "musterstadt",
        "05999000",
        "green",
        True,
    )
    term = LegislativeTerm.objects.get()
    assert term.body == body
    assert term.about == (
        "<p>Der Rat &amp; seine Aufgabe.</p><p>Ein zweiter Absatz über zwei Zeilen.</p>"
    )
    assert term.end_date == dt.date(2020, 10, 31)
    place = Location.objects.get()
    assert (place.room, place.postal_code, place.is_accessible) == ("12", "99999", True)
    assert (place.latitude, place.longitude) == (Decimal("51.5136"), Decimal("7.4653"))
    assert place.directions == "Mit der U-Bahn\nbis Markt."
    board = Organization.objects.get(key="vorstand")
    assert (board.parent, board.term) == (Organization.objects.get(key="rat"), None)
    anna = Person.objects.get(key="anna")
    assert (anna.languages, anna.phone, anna.is_invented) == ("de, tr", "0231 3", True)
    assert Membership.objects.get(key="bela-rat").deputy_for == Membership.objects.get(
        key="anna-rat"
    )


def test_load_links_goals_sessions_and_articles(council: Directory, load: Load) -> None:
    load(council)
    goal = Goal.objects.get()
    assert [field.key for field in goal.fields_of_action.all()] == ["sprache", "arbeit"]
    assert [link.organization.key for link in goal.organization_links.order_by("position")] == [
        "verein",
        "rat",
    ]
    assert [item.key for item in goal.agenda_items.all()] == ["sitzung-1--antrag-a"]
    assert goal.meetings.get() == Meeting.objects.get()
    items = AgendaItem.objects.order_by("parent_id", "position")
    assert [(item.key, item.parent and item.parent.key, item.position) for item in items] == [
        ("sitzung-1--regularien", None, 1),
        ("sitzung-1--antraege", None, 2),
        ("sitzung-1--vertraulich", None, 3),
        ("sitzung-1--niederschrift", "sitzung-1--regularien", 1),
        ("sitzung-1--antrag-a", "sitzung-1--antraege", 1),
    ]
    meeting = Meeting.objects.get()
    assert meeting.start_at == dt.datetime(2014, 9, 2, 14, 0, tzinfo=dt.UTC)
    article = Article.objects.get(key="meldung")
    assert article.image == Image.objects.get()
    assert article.goals.get() == goal
    with article.video.open() as video:
        assert video.read() == WEBM
    assert 'href="https://www.example.org"' in article.text


def test_load_is_one_operation_with_one_audit_entry(council: Directory, load: Load) -> None:
    load(council)
    entry = Entry.objects.get()
    assert (entry.action, entry.actor_name) == ("exchange.load", "mitsprache load")
    assert len(entry.changes) > 25
    assert list(verify()) == []
    assert ContentVersion.current() == 1


def test_loading_twice_changes_nothing(council: Directory, load: Load) -> None:
    load(council)
    before = {
        model: list(model.objects.values()) for model in (Body, Goal, Article, Image, AgendaItem)
    }
    with clock.stopped(dt.date(2031, 1, 1)):
        report = load(council)
    assert report.written == 0
    assert sum(counts.unchanged for counts in report.counts.values()) == 42
    assert str(report) == "Nichts zu tun: Alles steht schon so in der Datenbank."
    assert {model: list(model.objects.values()) for model in before} == before
    assert Entry.objects.count() == 1
    assert ContentVersion.current() == 1


def test_a_second_load_asks_the_same_queries_whatever_the_size(
    council: Directory, load: Load, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load(council)
    with django_assert_num_queries(SECOND_LOAD):
        load(council)
    more = "".join(f"  - id: ort-{number}\n    description: Ort {number}\n" for number in range(20))
    council.put("locations.yaml", (council.root / "locations.yaml").read_text() + more)
    load(council)
    with django_assert_num_queries(SECOND_LOAD):
        load(council)


SECOND_LOAD = 37


def test_a_changed_value_is_the_only_thing_written(council: Directory, load: Load) -> None:
    load(council)
    council.change("organizations.yaml", "name: Vorstand", "name: Der Vorstand")
    report = load(council)
    assert report.written == report.counts["organizations"].updated == 1
    (change,) = Entry.objects.order_by("number")[1].changes
    assert change["fields"] == {"name": ["Vorstand", "Der Vorstand"]}
    assert str(report) == "Organisationen: 0 neu, 1 geändert, 0 gelöscht, 3 gleich"


def test_a_key_left_out_takes_its_default_again(council: Directory, load: Load) -> None:
    load(council)
    council.change("organizations.yaml", "    tone: 3\n", "")
    council.change("locations.yaml", "    is_accessible: true\n", "")
    council.change("goals.yaml", "    meetings: [sitzung-1]\n", "    meetings:\n")
    load(council)
    assert Organization.objects.get(key="liste").tone == 1
    assert Location.objects.get().is_accessible is None
    assert not Goal.objects.get().meetings.exists()


def test_records_that_no_file_names_stay(council: Directory, load: Load) -> None:
    load(council)
    council.remove("articles/impressum.yaml")
    council.remove("translations/tr.yaml")
    assert load(council).written == 0
    assert Article.objects.count() == 2
    assert "tr" in Goal.objects.get().translations


def test_rules_and_frame_belong_to_their_term(council: Directory, load: Load) -> None:
    load(council)
    rules = RulesOfProcedure.objects.get()
    assert (rules.key, rules.term.key, rules.notice_days) == ("2014-2020", "2014-2020", 9)
    assert rules.categories == ["Personalangelegenheiten", "Vergaben"]
    rates = [(rate.organization_type, str(rate.amount)) for rate in rules.rates.order_by("pk")]
    assert rates == [("plenary", "22.00"), ("plenary", "24.50"), ("working_group", "20.00")]
    frame = FrameEntry.objects.order_by("parent__pk", "position")
    assert [(entry.key, entry.parent and entry.parent.key, entry.kind) for entry in frame] == [
        ("2014-2020--regularien", None, "section"),
        ("2014-2020--vertraulich", None, "section"),
        ("2014-2020--niederschrift", "2014-2020--regularien", "item"),
    ]
    assert frame[0].translations["tr"]["title"]["text"] == "Usul"


def test_what_a_term_no_longer_names_of_its_rules_goes(council: Directory, load: Load) -> None:
    load(council)
    council.change("council.yaml", "        - valid_from: 2018-01-01\n          amount: 24.5\n", "")
    council.change(
        "council.yaml",
        "        items:\n          - id: niederschrift\n            kind: item\n"
        "            title: Letzte Niederschrift\n",
        "",
    )
    report = load(council)
    deleted = {name: counts.deleted for name, counts in report.counts.items() if counts.deleted}
    assert deleted == {"rates": 1, "frame": 1}
    text = (council.root / "council.yaml").read_text()
    council.put("council.yaml", text.partition("    rules:")[0])
    council.remove("translations/tr.yaml")
    load(council)
    assert not RulesOfProcedure.objects.exists()
    assert not FrameEntry.objects.exists()


def test_nested_lists_are_complete(council: Directory, load: Load) -> None:
    load(council)
    council.change("plans.yaml", "      - id: arbeit\n        title: Arbeit\n", "")
    council.change("goals.yaml", "[sprache, arbeit]", "[sprache]")
    council.change("goals.yaml", "      - organization: verein\n", "")
    text = (council.root / "persons.yaml").read_text().split("  - id: bela")[0]
    council.put("persons.yaml", text + "  - id: bela\n    family_name: Muster\n")
    council.change(
        "meetings/2014-09-02.yaml",
        "  - id: regularien\n    title: Regularien\n    items:\n"
        "      - id: niederschrift\n        title: Niederschrift\n",
        "",
    )
    report = load(council)
    deleted = {name: counts.deleted for name, counts in report.counts.items() if counts.deleted}
    assert deleted == {
        "memberships": 1,
        "agenda_items": 2,
        "fields_of_action": 1,
        "goal_organizations": 1,
    }
    assert list(FieldOfAction.objects.values_list("key", flat=True)) == ["sprache"]
    assert [item.position for item in AgendaItem.objects.filter(parent=None)] == [2, 3]
    assert load(council).written == 0


def test_a_member_and_their_deputy_may_go_together(council: Directory, load: Load) -> None:
    load(council)
    council.put(
        "persons.yaml", "persons:\n- id: anna\n  family_name: B\n- id: bela\n  family_name: M\n"
    )
    assert load(council).counts["memberships"].deleted == 2


def test_what_is_still_needed_is_not_deleted(council: Directory, load: Load) -> None:
    load(council)
    council.put("persons.yaml", "persons:\n- id: anna\n  family_name: B\n")
    with pytest.raises(LoadFailed) as caught:
        load_directory(council.root, actor=ACTOR)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("persons.yaml", 2)
    assert "wird aber noch gebraucht von: „Muster · Integrationsrat“" in problem.message
    assert Person.objects.get(key="anna").family_name == "Beispiel"


def test_an_order_in_the_file_renumbers_only_when_it_differs(
    council: Directory, load: Load
) -> None:
    load(council)
    AgendaItem.objects.filter(key="sitzung-1--vertraulich").update(position=9)
    assert load(council).written == 0
    FieldOfAction.objects.update(position=0)
    assert load(council).counts["fields_of_action"].updated == 2


def test_items_move_between_parents(council: Directory, load: Load) -> None:
    load(council)
    council.change(
        "meetings/2014-09-02.yaml",
        "    items:\n      - id: niederschrift\n        title: Niederschrift\n",
        "  - id: niederschrift\n    title: Niederschrift\n",
    )
    report = load(council)
    assert (report.counts["agenda_items"].created, report.counts["agenda_items"].deleted) == (0, 0)
    assert AgendaItem.objects.get(key="sitzung-1--niederschrift").parent is None


def test_two_sessions_may_swap_their_numbers(council: Directory, load: Load) -> None:
    first = "meetings/2014-09-02.yaml"
    second = "meetings/zweite.yaml"
    council.put(
        second,
        'id: sitzung-2\nterm: "2014-2020"\norganization: rat\nnumber: 2\nname: 2. Sitzung\n'
        "start_at: 2014-10-02T16:00\n",
    )
    load(council)
    council.change(first, "number: 1", "number: 2")
    council.change(second, "number: 2", "number: 1")
    load(council)
    assert dict(Meeting.objects.values_list("key", "number")) == {"sitzung-1": 2, "sitzung-2": 1}


def test_a_duty_moves_from_one_page_to_another(council: Directory, load: Load) -> None:
    load(council)
    council.change("articles/impressum.yaml", "duty: imprint\n", "")
    council.put(
        "articles/a-neu.yaml", "id: a-neu\nkind: page\nduty: imprint\ntitle: Neu\nstate: draft\n"
    )
    load(council)
    assert Article.objects.get(duty="imprint").key == "a-neu"


def test_a_part_of_the_council_refers_to_what_is_stored(council: Directory, load: Load) -> None:
    load(council)
    for name in ("locations", "organizations", "persons", "plans", "images"):
        council.remove(f"{name}.yaml")
    council.change("goals.yaml", "title: Wahlrecht", "title: Das Wahlrecht")
    assert load(council).written == 1
    council.change("goals.yaml", "[sprache, arbeit]", "[sprache]")
    assert load(council).written == 1


def test_a_part_of_the_council_refers_to_nothing(council: Directory, load: Load) -> None:
    load(council)
    for name in ("locations", "persons", "plans", "images"):
        council.remove(f"{name}.yaml")
    council.change("organizations.yaml", "location: rathaus", "location: rathaus-2")
    with pytest.raises(LoadFailed) as caught:
        load(council)
    (problem,) = caught.value.problems
    assert "Meinten Sie „rathaus“?" in problem.message


def test_long_ids_make_a_key_that_fits(council: Directory, load: Load) -> None:
    name = 99 * "x"
    council.put(
        "goals.yaml",
        f'goals:\n- id: {name}\n  term: "2014-2020"\n  title: T\n  organizations:\n'
        "  - organization: verein\n  - organization: verein\n    relation: body\n",
    )
    council.change("articles/meldung.yaml", "goals: [wahlrecht]\n", "")
    council.remove("translations/tr.yaml")
    load(council)
    keys = list(GoalOrganization.objects.values_list("key", flat=True))
    assert len(set(keys)) == 2
    assert {len(key) for key in keys} == {100}
    assert load(council).written == 0


def test_load_asks_for_permission_first(council: Directory, db: None) -> None:
    office = Actor(ActorKind.USER, 1, "Büro", frozenset({"office"}))
    for actor in (ANONYMOUS, office):
        with pytest.raises(PermissionRefused):
            load_directory(council.root / "missing", actor=actor)
    administration = Actor(ActorKind.USER, 2, "Admin", frozenset({"administration"}))
    assert load_directory(council.root, actor=administration).written == 42
    assert Entry.objects.get().actor_name == "Admin"


def test_load_reports_how_far_it_is(council: Directory, db: None) -> None:
    steps: list[tuple[str, int, int]] = []
    load_directory(council.root, actor=ACTOR, progress=lambda *step: steps.append(step))
    assert steps[:13] == [("Dateien", done, 13) for done in range(1, 14)]
    assert ("Tagesordnungspunkte", 5, 5) in steps
    assert all(0 <= done <= total for _what, done, total in steps)
