"""Sessions for calendar programs and feed readers."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from icalendar import Calendar, Event
from pytest_django import DjangoAssertNumQueries

from mitsprache.kernel import clock
from mitsprache.kernel.operation import raise_content_version
from mitsprache.kernel.text import source_hash
from mitsprache.meetings.models import Meeting
from tests.factories.council import LocationFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, WorkingGroupFactory, at

pytestmark = pytest.mark.django_db

NOVEMBER = dt.date(2026, 11, 23)
ATOM = "{http://www.w3.org/2005/Atom}"
CHANGED = dt.datetime(2026, 11, 1, 12, 0, 0, 123456, tzinfo=dt.UTC)


def translated(language: str, **texts: tuple[str, str]) -> dict[str, object]:
    return {
        language: {
            field: {"text": text, "of": source_hash(source), "state": "draft", "by": "", "at": ""}
            for field, (source, text) in texts.items()
        }
    }


def calendar(client: Client, path: str = "/de/sitzungen/kalender.ics") -> Calendar:
    with clock.stopped(NOVEMBER):
        answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content)
    assert isinstance(found, Calendar)
    return found


def events(client: Client, path: str = "/de/sitzungen/kalender.ics") -> list[Event]:
    return [event for event in calendar(client, path).walk("VEVENT") if isinstance(event, Event)]


def feed(client: Client, path: str = "/de/sitzungen/feed.atom") -> ET.Element:
    with clock.stopped(NOVEMBER):
        answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)


class TestCalendar:
    def test_of_a_working_group_it_says_that_guests_ask_first(self, client: Client) -> None:
        MeetingFactory(key="s1", start_at=at("2026-12-01"))
        MeetingFactory(key="s2", start_at=at("2026-12-02"), organization=WorkingGroupFactory())
        asked = {
            str(event["uid"])[:2]: "bitte vorher anfragen" in str(event["description"])
            for path in ("kalender.ics", "s1.ics", "s2.ics")
            for event in events(client, f"/de/sitzungen/{path}")
        }
        assert asked == {"s1": False, "s2": True}

    def test_holds_the_last_year_and_all_to_come(self, client: Client) -> None:
        MeetingFactory(key="alt", start_at=at("2025-11-20"))
        MeetingFactory(key="neulich", start_at=at("2025-11-24"))
        MeetingFactory(key="fern", start_at=at("2031-01-01"), state="planned")
        assert {event["uid"] for event in events(client)} == {
            "neulich@127.0.0.1",
            "fern@127.0.0.1",
        }

    def test_an_event_says_all_that_a_calendar_shows(self, client: Client) -> None:
        place = LocationFactory(
            description="Rathaus",
            room="Saal 1",
            is_accessible=True,
            latitude="51.511000",
            longitude="7.466000",
        )
        MeetingFactory(
            key="s1",
            name="7. Sitzung, mit; Zeichen",
            start_at=at("2026-12-08"),
            end_at=at("2026-12-08", 18),
            location=place,
            state="invited",
            note="<p>Bitte &amp; danke</p>",
            modified_at=CHANGED,
            version=3,
        )
        (event,) = events(client)
        assert event["summary"] == "7. Sitzung, mit; Zeichen"
        assert event["summary"].params["LANGUAGE"] == "de"
        assert event.decoded("dtstart") == at("2026-12-08")
        assert event["dtstart"].params["TZID"] == "Europe/Berlin"
        assert event.decoded("dtend") == at("2026-12-08", 18)
        assert event["location"] == "Rathaus, Saal 1, Friedensplatz 1, 44135 Dortmund"
        assert event["url"] == "http://127.0.0.1:8000/de/sitzungen/s1/"
        assert event["status"] == "CONFIRMED"
        assert event["sequence"] == 2
        assert event.decoded("dtstamp") == CHANGED.replace(microsecond=0)
        assert event.decoded("last-modified") == CHANGED.replace(microsecond=0)
        assert "Bitte & danke" in event["description"]
        assert "barrierefrei" in event["description"]
        assert event["geo"].to_ical() == "51.511;7.466"

    @pytest.mark.parametrize(
        ("state", "status"),
        [
            ("planned", "TENTATIVE"),
            ("invited", "CONFIRMED"),
            ("held", "CONFIRMED"),
            ("cancelled", "CANCELLED"),
        ],
    )
    def test_states_are_those_of_calendars(self, client: Client, state: str, status: str) -> None:
        MeetingFactory(start_at=at("2026-12-08"), state=state, name="Sitzung")
        (event,) = events(client)
        assert event["status"] == status
        assert (event["summary"] == "Sitzung") is (state != "cancelled")

    def test_little_is_needed_for_an_event(self, client: Client) -> None:
        place = LocationFactory(street_address="", postal_code="", locality="")
        MeetingFactory(start_at=at("2026-12-08"), location=place)
        MeetingFactory(start_at=at("2026-12-09"))
        without, with_place = events(client)
        assert with_place["location"] == "Rathaus"
        assert "location" not in without
        assert "dtend" not in without
        assert "geo" not in with_place

    def test_the_zone_comes_with_it_and_is_right_in_summer(self, client: Client) -> None:
        MeetingFactory(start_at=at("2027-06-08"))
        found = calendar(client)
        assert [zone["tzid"] for zone in found.walk("VTIMEZONE")] == ["Europe/Berlin"]
        (event,) = events(client)
        assert event.decoded("dtstart").utcoffset() == dt.timedelta(hours=2)

    def test_speaks_the_readers_language(self, client: Client) -> None:
        MeetingFactory(
            key="s1",
            start_at=at("2026-12-08"),
            name="Sitzung",
            translations=translated("tr", name=("Sitzung", "Toplantı")),
        )
        (event,) = events(client, "/tr/sitzungen/kalender.ics")
        assert event["summary"] == "Toplantı"
        assert event["summary"].params["LANGUAGE"] == "tr"
        assert event["url"].endswith("/tr/sitzungen/s1/")
        (event,) = events(client, "/ar/sitzungen/s1.ics")
        assert event["summary"] == "Sitzung"
        assert event["summary"].params["LANGUAGE"] == "de"

    def test_lines_keep_to_the_standard(self, client: Client) -> None:
        MeetingFactory(start_at=at("2026-12-08"), name="ü" * 190)
        body = client.get("/de/sitzungen/kalender.ics").content
        assert body.startswith(b"BEGIN:VCALENDAR\r\n")
        assert all(len(line) <= 75 for line in body.split(b"\r\n"))

    def test_the_same_sessions_give_the_same_bytes(self, client: Client) -> None:
        MeetingFactory(start_at=at("2026-12-08"))
        with clock.stopped(NOVEMBER):
            first = client.get("/de/sitzungen/kalender.ics").content
            raise_content_version()
        with clock.stopped(NOVEMBER + dt.timedelta(days=3)):
            assert client.get("/de/sitzungen/kalender.ics").content == first

    def test_one_session_is_a_file_of_its_own(self, client: Client) -> None:
        MeetingFactory(key="s1", start_at=at("2010-01-01"))
        MeetingFactory(key="s2")
        assert [event["uid"] for event in events(client, "/de/sitzungen/s1.ics")] == [
            "s1@127.0.0.1"
        ]

    def test_a_hidden_session_is_in_neither(self, client: Client) -> None:
        MeetingFactory(key="s1", start_at=at("2026-12-08"), is_public=False)
        assert events(client) == []
        assert client.get("/de/sitzungen/s1.ics").status_code == 404

    def test_an_unchanged_calendar_is_not_sent_again(self, client: Client) -> None:
        MeetingFactory(key="s1", start_at=at("2026-12-08"), modified_at=CHANGED)
        first = client.get("/de/sitzungen/kalender.ics")
        assert first.headers["Last-Modified"] == "Sun, 01 Nov 2026 12:00:00 GMT"
        same = client.get(
            "/de/sitzungen/kalender.ics", headers={"If-None-Match": first.headers["ETag"]}
        )
        assert same.status_code == 304
        Meeting.objects.update(name="Neuer Name")
        raise_content_version()
        changed = client.get(
            "/de/sitzungen/kalender.ics", headers={"If-None-Match": first.headers["ETag"]}
        )
        assert changed.status_code == 200

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(number):
            MeetingFactory(start_at=at("2026-12-08"), location=LocationFactory())
        with django_assert_num_queries(4):
            client.get("/de/sitzungen/kalender.ics")


class TestFeed:
    def test_entries_hold_the_agenda_with_results(self, client: Client) -> None:
        meeting = MeetingFactory(key="s1", name="7. Sitzung", start_at=at("2026-10-06"))
        top = AgendaItemFactory(meeting=meeting, title="Anträge & Anfragen")
        AgendaItemFactory(meeting=meeting, parent=top, title="Wahlrecht", result="adopted")
        root = feed(client)
        assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "de"
        (entry,) = root.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}title") == "7. Sitzung (06.10.2026)"
        assert entry.findtext(f"{ATOM}id") == "tag:127.0.0.1,2026:meeting/s1/de"
        summary = entry.findtext(f"{ATOM}summary") or ""
        assert (
            "<ul><li>1 Anträge &amp; Anfragen<ul><li>1.1 Wahlrecht – beschlossen</li></ul></li></ul>"
            in summary
        )
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert link.attrib["href"] == "http://127.0.0.1:8000/de/sitzungen/s1/"

    def test_planned_sessions_are_no_news(self, client: Client) -> None:
        MeetingFactory(state="planned")
        assert feed(client).findall(f"{ATOM}entry") == []

    def test_an_empty_feed_has_a_constant_date(self, client: Client) -> None:
        assert feed(client).findtext(f"{ATOM}updated") == "2026-01-01T00:00:00+00:00"

    def test_a_change_of_an_item_is_a_change_of_the_entry(self, client: Client) -> None:
        meeting = MeetingFactory(modified_at=CHANGED - dt.timedelta(days=5))
        AgendaItemFactory(meeting=meeting, modified_at=CHANGED)
        entry = feed(client).find(f"{ATOM}entry")
        assert entry is not None
        assert (entry.findtext(f"{ATOM}updated") or "").startswith("2026-11-01T12:00:00")

    def test_characters_that_no_xml_may_hold_are_left_out(self, client: Client) -> None:
        MeetingFactory(name="Sitzung\x0bmit\x01Zeichen")
        entry = feed(client).find(f"{ATOM}entry")
        assert entry is not None
        assert (entry.findtext(f"{ATOM}title") or "").startswith("SitzungmitZeichen")

    def test_every_language_has_its_own(self, client: Client) -> None:
        MeetingFactory(
            key="s1",
            name="Sitzung",
            translations=translated("ar", name=("Sitzung", "جلسة")),
        )
        root = feed(client, "/ar/sitzungen/feed.atom")
        assert root.findtext(f"{ATOM}id") == "tag:127.0.0.1,2026:meetings/ar"
        entry = root.find(f"{ATOM}entry")
        assert entry is not None
        assert (entry.findtext(f"{ATOM}title") or "").startswith("جلسة")

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(number):
            AgendaItemFactory(meeting=MeetingFactory())
        with django_assert_num_queries(4):
            client.get("/de/sitzungen/feed.atom")
