"""Papers on agendas, what became of them, and what is said of neither in public."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mitsprache.meetings.models import AgendaItem
from mitsprache.papers.enums import PaperState
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import OrganizationFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.papers import ConsultationFactory, PaperFactory
from tests.office.forms import sent
from tests.tools.html import html_check

pytestmark = pytest.mark.django_db

HIDDEN = [{"public": False}, {"draft": True}, {"public": False, "state": PaperState.WITHDRAWN}]


def html(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


class TestAgenda:
    def test_an_item_leads_to_its_papers(self, client: Client) -> None:
        item = AgendaItemFactory(meeting=MeetingFactory(key="s1"))
        item.papers.add(PaperFactory(key="a", number=7), PaperFactory(key="b", number=8))
        page = html(client, "/de/sitzungen/s1/")
        assert 'href="/de/drucksachen/a/"' in page
        assert '<bdi class="ms-nowrap">8-16</bdi>' in page
        assert html_check(page) == []
        assert "/ar/drucksachen/a/" in html(client, "/ar/sitzungen/s1/")

    def test_a_consultation_leads_to_its_paper_once(self, client: Client) -> None:
        paper = PaperFactory(key="a")
        item = AgendaItemFactory(
            meeting=MeetingFactory(key="s1"), consultation=ConsultationFactory(paper=paper)
        )
        item.papers.add(paper)
        assert html(client, "/de/sitzungen/s1/").count('href="/de/drucksachen/a/"') == 1

    def test_each_session_has_its_own(self, client: Client) -> None:
        for key in ("s1", "s2"):
            AgendaItemFactory(meeting=MeetingFactory(key=key)).papers.add(PaperFactory(key=key))
        page = html(client, "/de/sitzungen/s2/")
        assert "/de/drucksachen/s2/" in page
        assert "/de/drucksachen/s1/" not in page

    @pytest.mark.parametrize("values", HIDDEN, ids=str)
    def test_a_paper_that_is_not_public_is_not_named(
        self, client: Client, values: dict[str, Any]
    ) -> None:
        paper = PaperFactory(key="geheim", **values)
        item = AgendaItemFactory(
            meeting=MeetingFactory(key="s1"), consultation=ConsultationFactory(paper=paper)
        )
        item.papers.add(paper)
        assert "drucksachen/geheim" not in html(client, "/de/sitzungen/s1/")

    def test_the_paper_of_a_non_public_item_is_not_named(self, client: Client) -> None:
        item = AgendaItemFactory(meeting=MeetingFactory(key="s1"), public=False)
        item.papers.add(PaperFactory(key="offen"))
        assert "drucksachen/offen" not in html(client, "/de/sitzungen/s1/")


class TestWay:
    def test_a_paper_tells_what_its_bodies_decided(self, client: Client) -> None:
        paper = PaperFactory(key="a")
        rat = ConsultationFactory(paper=paper, organization=OrganizationFactory(name="Der Rat"))
        ConsultationFactory(paper=paper, organization=OrganizationFactory(name="Der Ausschuss"))
        meeting = MeetingFactory(key="s1")
        AgendaItemFactory(meeting=meeting, title="Anderes")
        AgendaItemFactory(meeting=meeting, consultation=rat, result="adopted_unanimously")
        page = html(client, "/de/drucksachen/a/")
        assert 'href="/de/sitzungen/s1/#top-2"' in page
        assert "einstimmig" in page
        assert page.index("Der Rat") < page.index("einstimmig") < page.index("Der Ausschuss")
        assert html_check(page) == []

    def test_a_session_outside_of_the_sequence_is_told_too(self, client: Client) -> None:
        meeting = MeetingFactory(key="s1", name="Sondersitzung")
        AgendaItemFactory(meeting=meeting).papers.add(PaperFactory(key="a"))
        page = html(client, "/de/drucksachen/a/")
        assert "Sondersitzung" in page
        assert html_check(page) == []

    @pytest.mark.parametrize("hide", ["item", "meeting", "above"])
    def test_what_a_session_did_in_private_is_not_told(self, client: Client, hide: str) -> None:
        paper = PaperFactory(key="a")
        meeting = MeetingFactory(key="geheim", is_public=hide != "meeting")
        above = AgendaItemFactory(meeting=meeting, public=hide != "above")
        item = AgendaItemFactory(
            meeting=meeting,
            parent=above,
            public=hide != "item",
            result="rejected",
            consultation=ConsultationFactory(paper=paper),
        )
        item.papers.add(paper)
        page = html(client, "/de/drucksachen/a/")
        assert "geheim" not in page
        assert "abgelehnt" not in page

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        paper = PaperFactory(key="a")
        for _n in range(number):
            step = ConsultationFactory(paper=paper)
            item = AgendaItemFactory(meeting=MeetingFactory(), consultation=step)
            item.papers.add(paper)
        html(client, "/de/drucksachen/a/")
        with django_assert_num_queries(9):
            html(client, "/de/drucksachen/a/?x=1")


class TestForm:
    def test_the_office_links_papers_and_a_step(self, client: Client) -> None:
        log_in(client, UserFactory(roles=["office"]))
        meeting = MeetingFactory(key="s1")
        item = AgendaItemFactory(key="top", meeting=meeting)
        paper = PaperFactory(key="a", title="Mehr Kurse")
        own = ConsultationFactory(paper=paper, organization=meeting.organization)
        other = ConsultationFactory(paper=paper)
        taken = ConsultationFactory(paper=paper, organization=meeting.organization)
        AgendaItemFactory(meeting=meeting, consultation=taken)
        draft = PaperFactory(draft=True)
        address = "/office/tagesordnungspunkte/top/"
        answer = client.get(address)
        form = answer.context["form"]
        assert list(form.fields["consultation"].queryset) == [own]
        assert set(form.fields["papers"].queryset) == {paper, other.paper} - {draft}
        assert "Mehr Kurse · Entscheidung" in answer.content.decode()
        assert html_check(answer.content.decode()) == []
        values = {"consultation": str(own.pk), "papers": [str(paper.pk)]}
        assert client.post(address, sent(answer, **values)).status_code == 302
        item = AgendaItem.objects.get(key="top")
        assert item.consultation == own
        assert list(item.papers.all()) == [paper]
        again = client.get(address).context["form"]
        assert list(again.fields["consultation"].queryset) == [own]

    def test_a_new_item_takes_them_as_well(self, client: Client) -> None:
        log_in(client, UserFactory(roles=["office"]))
        meeting = MeetingFactory(key="s1")
        own = ConsultationFactory(organization=meeting.organization)
        address = "/office/sitzungen/s1/tagesordnung/neu/"
        data = sent(client.get(address), title="Antrag", consultation=str(own.pk))
        assert client.post(address, data).status_code == 302
        assert AgendaItem.objects.get().consultation == own
