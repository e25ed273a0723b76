from __future__ import annotations

import logging

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from mitsprache.council.enums import MembershipKind, OrganizationType
from mitsprache.invitations import operations
from mitsprache.invitations.demo import invite
from mitsprache.invitations.enums import DeliveryState, Reply
from mitsprache.invitations.models import Delivery, Link, SupportRequest
from mitsprache.invitations.permissions import token_hash
from mitsprache.kernel import clock, jobs
from mitsprache.meetings.models import Meeting
from mitsprache.papers.models import File, Paper
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import BodyFactory, OrganizationFactory, TermFactory
from tests.factories.invitations import (
    EARLY,
    OFFICE,
    START,
    deputy,
    invited,
    member,
    of,
    session,
)
from tests.factories.meetings import AgendaItemFactory, at
from tests.tools.html import html_check

pytestmark = pytest.mark.django_db
TOKEN = "kein-geheimnis-in-diesem-test-0123456789"
PERSONAL = f"/de/einladung/{TOKEN}/"


@pytest.fixture(autouse=True)
def _early():
    OrganizationFactory(
        organization_type=OrganizationType.OFFICE,
        name="Geschäftsstelle",
        phone="(0231) 50-27224",
        email="buero@rat.example",
    )
    with clock.stopped(EARLY):
        yield


def link(name: str, token: str = TOKEN) -> None:
    Link.objects.create(
        invitation=of(name), token_hash=token_hash(token), created_at=timezone.now()
    )


def paper(meeting: Meeting, title: str, *, public: bool = True, item: str = "Haushalt") -> File:
    row = Paper.objects.create(
        key=title.lower().replace(" ", "-"),
        term=TermFactory(),
        paper_type="motion",
        state="submitted",
        number=Paper.objects.count() + 1,
        year=2016,
        title=title,
        public=public,
    )
    meeting.items.get(title=item).papers.add(row)
    file = File(paper=row, key=f"{row.key}-datei", name=f"Datei {title}", public=public, size=9)
    file.file.save(f"{row.key}.pdf", ContentFile(b"%PDF-1.7\n"))
    file.save()
    return file


@pytest.fixture
def office(client: Client) -> Client:
    log_in(client, UserFactory(roles=["office"]))
    return client


# The personal page


def test_the_personal_page_shows_the_session_and_takes_the_answer(client: Client) -> None:
    deputy("Cem", member("Ada"))
    invited(session())
    link("Ada")
    page = client.get(PERSONAL)
    html = page.content.decode()
    assert html_check(html) == []
    for words in ("Mina Ada", "Haushalt", "Personalie Geheimrat", "noch keine Antwort"):
        assert words in html
    for header, value in (
        ("Cache-Control", "private, no-store"),
        ("Referrer-Policy", "same-origin"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ):
        assert page[header] == value
    answer = client.post(PERSONAL, {"reply": "deputy"}, follow=True)
    assert "Ihre Antwort ist gespeichert." in answer.content.decode()
    assert of("Ada").reply == Reply.DEPUTY
    assert of("Cem").is_called
    client.post(PERSONAL, {"reply": "accepted"})
    assert of("Ada").reply == Reply.ACCEPTED


def test_an_answer_that_is_none_is_told(client: Client) -> None:
    member("Ada")
    invited(session())
    link("Ada")
    for wrong in ("", "vielleicht", "deputy"):
        page = client.post(PERSONAL, {"reply": wrong})
        assert "nicht möglich" in page.content.decode()
    assert of("Ada").reply == Reply.NONE
    assert "Meine Stellvertretung" not in client.get(PERSONAL).content.decode()


def test_after_the_session_began_nothing_can_be_answered(client: Client) -> None:
    member("Ada")
    invited(session())
    link("Ada")
    with clock.stopped(START):
        html = client.get(PERSONAL).content.decode()
        assert "Antworten geht jetzt nicht mehr." in html
        assert 'name="reply"' not in html
        assert (
            "bis die Sitzung beginnt"
            in client.post(PERSONAL, {"reply": "accepted"}).content.decode()
        )


def test_who_is_only_informed_sees_the_public_part(client: Client) -> None:
    ada = member("Ada")
    deputy("Cem", ada)
    member("Dia", kind=MembershipKind.ADVISORY, voting_right=False)
    meeting = session()
    secret = paper(meeting, "Geheimes Papier", public=False, item="Wahlrecht")
    hidden = paper(meeting, "Papier zur Personalie", item="Personalie Geheimrat")
    shown = paper(meeting, "Offenes Papier")
    invited(meeting)
    link("Cem", "cem")
    link("Dia", "dia")
    link("Ada", "ada")
    for token in ("cem", "dia"):
        html = client.get(f"/de/einladung/{token}/").content.decode()
        assert "Offenes Papier" in html
        assert "Es folgt ein nichtöffentlicher Teil." in html
        for word in ("Geheim", "Personalie"):
            assert word not in html
        for file, status in ((secret, 404), (hidden, 404), (shown, 200)):
            answer = client.get(f"/de/einladung/{token}/datei/{file.key}/")
            assert answer.status_code == status
            answer.close()
    for file in (secret, hidden, shown):
        answer = client.get(f"/de/einladung/ada/datei/{file.key}/")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "private, no-store"
        assert b"".join(answer) == b"%PDF-1.7\n"
    operations.note_reply(actor=OFFICE, invitation=of("Ada"), reply=Reply.DECLINED)
    html = client.get("/de/einladung/cem/").content.decode()
    assert "Sie sind gebeten, Mina Ada zu vertreten." in html
    assert "Personalie Geheimrat" in html


def test_a_file_that_is_gone_is_missing(client: Client) -> None:
    member("Ada")
    meeting = session()
    file = paper(meeting, "Offenes Papier")
    invited(meeting)
    link("Ada")
    file.file.storage.delete(file.file.name)
    assert client.get(f"{PERSONAL}datei/{file.key}/").status_code == 404


def test_links_that_lead_nowhere_are_missing_and_soon_refused(client: Client) -> None:
    statuses = [client.get(f"/de/einladung/falsch-{n}/").status_code for n in range(31)]
    assert statuses[:30] == [404] * 30
    assert statuses[30] == 429
    assert client.get("/de/einladung/falsch/datei/x/").status_code == 429
    assert client.get(f"/de/einladung/{'x' * 200}/").status_code == 429
    member("Ada")
    invited(session())
    link("Ada")
    assert client.get(PERSONAL).status_code == 200


def test_answers_are_limited(client: Client) -> None:
    member("Ada")
    invited(session())
    link("Ada")
    statuses = {client.post(PERSONAL, {"reply": "accepted"}).status_code for _ in range(101)}
    assert statuses == {302, 429}


def test_a_supplement_is_marked_on_the_page(client: Client) -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    AgendaItemFactory(meeting=meeting, position=8, title="Neues Thema")
    AgendaItemFactory(meeting=meeting, position=9, title="Neue Geheimsache", public=False)
    operations.supplement(actor=OFFICE, meeting=meeting)
    link("Ada")
    html = client.get(PERSONAL).content.decode()
    assert "Das ist neu in Fassung 2" in html
    assert "Neu: 3 Neues Thema" in html
    assert "Im nichtöffentlichen Teil hat sich etwas geändert." in html
    assert html_check(html) == []


@pytest.mark.parametrize("language", ["en", "tr", "ar"])
def test_the_personal_page_speaks_other_languages(client: Client, language: str) -> None:
    member("Ada")
    invited(session())
    link("Ada")
    html = client.get(f"/{language}/einladung/{TOKEN}/").content.decode()
    assert f'lang="{language}"' in html
    assert html_check(html) == []


def test_tokens_stay_out_of_the_log(client: Client, caplog, capsys) -> None:
    client.get("/de/einladung/dieser-token-leckt/")
    from mitsprache.kernel.logs import LineFormatter

    told = [LineFormatter("{message}", style="{").format(record) for record in caplog.records]
    assert any("/einladung/" in line for line in told)
    assert not [line for line in told if "leckt" in line]
    assert logging.getLogger("django.request") is not None


@pytest.mark.parametrize("count", [1, 3])
def test_the_personal_page_takes_as_many_queries_at_any_size(
    client: Client, django_assert_num_queries, count: int
) -> None:
    BodyFactory()
    member("Ada")
    meeting = session()
    for number in range(count):
        paper(meeting, f"Papier {number}")
    invited(meeting)
    link("Ada")
    client.get(PERSONAL)
    with django_assert_num_queries(10):
        client.get(PERSONAL)


# Support

SUPPORT = {
    "kind": "interpreter",
    "language": "Tamil",
    "name": "Frau Muster",
    "contact": "muster@post.example",
}


def test_a_guest_asks_for_support_from_the_sessions_page(client: Client, office: Client) -> None:
    meeting = session()
    visitor = Client()
    address = f"/de/sitzungen/{meeting.key}/unterstuetzung/"
    assert address in visitor.get(f"/de/sitzungen/{meeting.key}/").content.decode()
    html = visitor.get(address).content.decode()
    assert html_check(html) == []
    assert "26. November 2016" in html
    sent = visitor.post(address, SUPPORT, follow=True).content.decode()
    assert "Danke" in sent
    assert SupportRequest.objects.get().language == "Tamil"
    page = office.get("/office/unterstuetzung/").content.decode()
    assert "Frau Muster" in page
    assert html_check(page) == []
    office.post("/office/unterstuetzung/", {"key": SupportRequest.objects.get().key, "settled": 1})
    assert SupportRequest.objects.get().is_settled
    office.post("/office/unterstuetzung/", {"key": SupportRequest.objects.get().key, "open": 1})
    assert not SupportRequest.objects.get().is_settled
    assert office.post("/office/unterstuetzung/", {"key": "nothing"}).status_code == 404


def test_programs_fall_into_the_trap(client: Client) -> None:
    meeting = session()
    address = f"/de/sitzungen/{meeting.key}/unterstuetzung/"
    answer = client.post(address, SUPPORT | {"website": "http://spam.example"}, follow=True)
    assert "Danke" in answer.content.decode()
    assert not SupportRequest.objects.exists()


def test_mistakes_are_told_beside_the_fields(client: Client) -> None:
    meeting = session()
    html = client.post(f"/de/sitzungen/{meeting.key}/unterstuetzung/", {}).content.decode()
    assert "Bitte prüfen Sie 3 Angaben" in html
    assert html_check(html) == []


def test_requests_are_limited(client: Client) -> None:
    meeting = session()
    address = f"/de/sitzungen/{meeting.key}/unterstuetzung/"
    statuses = [client.post(address, SUPPORT).status_code for _ in range(21)]
    assert statuses[19:] == [302, 429]
    assert SupportRequest.objects.count() == 20


def test_after_the_last_day_the_page_says_whom_to_call(client: Client) -> None:
    meeting = session()
    address = f"/de/sitzungen/{meeting.key}/unterstuetzung/"
    with clock.stopped(at("2016-11-27")):
        assert address not in client.get(f"/de/sitzungen/{meeting.key}/").content.decode()
        html = client.get(address).content.decode()
        assert "nicht mehr melden" in html
        assert "(0231) 50-27224" in html
        client.post(address, SUPPORT)
    assert not SupportRequest.objects.exists()


def test_a_session_that_is_not_public_has_no_such_page(client: Client) -> None:
    meeting = session(is_public=False)
    assert client.get(f"/de/sitzungen/{meeting.key}/unterstuetzung/").status_code == 404


# The office


def address(meeting: Meeting) -> str:
    return f"/office/sitzungen/{meeting.key}/einladung/"


def test_the_office_sees_beforehand_whom_it_invites_and_until_when(office: Client) -> None:
    member("Ada")
    member("Bao", email="")
    meeting = session()
    html = office.get(address(meeting)).content.decode()
    assert "27. November 2016" in html
    assert "ada@rat.example" in html
    assert "Brief (keine E-Mail-Adresse)" in html
    assert "urgent_reason" not in html
    assert html_check(html) == []
    html = office.post(address(meeting), {"message": "Bis bald"}, follow=True).content.decode()
    assert "Der Versand läuft." in html
    assert "noch keine Antwort" in html
    assert html_check(html) == []
    meeting.refresh_from_db()
    assert meeting.state == "invited"


def test_an_urgent_invitation_asks_for_its_reason(office: Client) -> None:
    member("Ada")
    meeting = session()
    with clock.stopped(at("2016-12-01")):
        html = office.post(address(meeting), {}).content.decode()
        assert "schreiben Sie dann hier den Grund" in html
        assert "Bitte prüfen Sie 1 Angabe" in html
        office.post(address(meeting), {"urgent_reason": "Brand im Heim"})
    assert meeting.agenda_versions.get().urgent_reason == "Brand im Heim"
    assert "Brand im Heim" in office.get(address(meeting)).content.decode()


def test_when_it_is_too_late_there_is_no_button(office: Client) -> None:
    member("Ada")
    meeting = session()
    with clock.stopped(at("2016-12-05")):
        assert "Jetzt einladen" not in office.get(address(meeting)).content.decode()
        html = office.post(address(meeting), {}).content.decode()
    assert "Es ist zu spät" in html


def test_what_is_missing_for_an_invitation_is_said(office: Client) -> None:
    meeting = session()
    assert "keine Mitglieder" in office.get(address(meeting)).content.decode()
    member("Ada")
    meeting.items.all().delete()
    html = office.get(address(meeting)).content.decode()
    assert "Die Tagesordnung ist noch leer" in html
    assert "Jetzt einladen" not in html
    office.post(address(meeting), {"message": "x" * 3000})
    assert not Delivery.objects.exists()


def test_the_office_sends_a_supplement_after_a_change(office: Client) -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    assert "nichts geändert" in office.get(address(meeting)).content.decode()
    AgendaItemFactory(meeting=meeting, position=9, title="Neues Thema")
    html = office.get(address(meeting)).content.decode()
    assert "Neu: 3 Neues Thema" in html
    assert "Nachtrag verschicken" in html
    office.post(address(meeting), {})
    assert meeting.agenda_versions.count() == 2


def test_the_office_sees_failures_and_sends_again(office: Client) -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    row = Delivery.objects.get()
    button = f"{address(meeting)}versand/{row.pk}/"
    Delivery.objects.update(state=DeliveryState.FAILED, reason="Der Mailserver lehnte ab: 550")
    html = office.get(address(meeting)).content.decode()
    assert "Der Mailserver lehnte ab: 550" in html
    assert "Noch einmal senden" in html
    assert html_check(html) == []
    office.post(button, {"action": "again"})
    row.refresh_from_db()
    assert row.state == DeliveryState.WAITING
    assert jobs.run_waiting() == 2
    row.refresh_from_db()
    assert row.state == DeliveryState.SENT
    office.post(button, {"action": "bounced"})
    row.refresh_from_db()
    assert row.state == DeliveryState.BOUNCED
    assert "kein Brief" in office.post(button, {"action": "posted"}, follow=True).content.decode()
    assert office.post(button, {"action": "nothing"}).status_code == 404
    other = session()
    assert office.post(f"{address(other)}versand/{row.pk}/", {"action": "again"}).status_code == 404


def test_the_office_notes_an_answer_by_telephone(office: Client) -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    button = f"{address(meeting)}antwort/{of('Ada').pk}/"
    html = office.post(button, {"reply": "accepted"}, follow=True).content.decode()
    assert "Die Antwort ist vermerkt." in html
    assert of("Ada").reply == Reply.ACCEPTED
    assert "nicht möglich" in office.post(button, {"reply": "x"}, follow=True).content.decode()
    other = session()
    wrong = f"{address(other)}antwort/{of('Ada').pk}/"
    assert office.post(wrong, {"reply": "accepted"}).status_code == 404


def test_nobody_else_sees_the_invitation(client: Client) -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    for roles, status in (([], 302), (["member"], 403), (["translator"], 403)):
        one = Client()
        if roles:
            log_in(one, UserFactory(roles=roles))
        assert one.get(address(meeting)).status_code == status
        assert one.get("/office/unterstuetzung/").status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_the_offices_page_takes_as_many_queries_at_any_size(
    office: Client, django_assert_max_num_queries, count: int
) -> None:
    BodyFactory()
    for number in range(count):
        deputy(f"Dep{number}", member(f"Mem{number}"))
    meeting = session()
    invited(meeting)
    office.get(address(meeting))
    with django_assert_max_num_queries(30):
        office.get(address(meeting))


def test_the_session_and_the_start_page_lead_to_the_invitation(office: Client) -> None:
    member("Ada")
    meeting = session()
    assert address(meeting) in office.get(f"/office/sitzungen/{meeting.key}/").content.decode()
    invited(meeting)
    assert "kam nicht an" not in office.get("/office/").content.decode()
    Delivery.objects.update(state=DeliveryState.FAILED)
    Client().post(f"/de/sitzungen/{meeting.key}/unterstuetzung/", SUPPORT)
    html = office.get("/office/").content.decode()
    assert "1 Mail zur Einladung kam nicht an." in html
    assert "1 Bitte ist offen." in html
    chair = Client()
    log_in(chair, UserFactory(roles=["chair"]))
    assert "Bitte ist offen" not in chair.get("/office/").content.decode()


def test_the_demo_invites_once_and_has_answers() -> None:
    deputy("Cem", member("Ada"))
    for name in ("Bao", "Dia", "Eva"):
        member(name)
    meeting = session(state="invited")
    session(state="planned")
    empty = session(state="invited")
    empty.items.all().delete()
    for _twice in range(2):
        with clock.stopped(at("2016-12-05")):
            invite(OFFICE)
    assert meeting.agenda_versions.count() == 1
    assert [row.reply for row in meeting.invitations.filter(capacity="member")] == [
        "accepted",
        "accepted",
        "declined",
        "",
    ]
    assert not empty.invitations.exists()
