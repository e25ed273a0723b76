"""Notices, letters and proofs on paper; what they say is read back from the files."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from mitsprache.council.enums import OrganizationType
from mitsprache.invitations import operations, queries
from mitsprache.invitations.enums import DeliveryState, Reply
from mitsprache.invitations.models import Delivery, Link
from mitsprache.invitations.permissions import token_hash
from mitsprache.invitations.printing import letters_pdf, notice_pdf, proof_pdf
from mitsprache.kernel import clock
from mitsprache.meetings.operations import meeting as meetings
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import LocationFactory, OrganizationFactory
from tests.factories.invitations import EARLY, OFFICE, deputy, invited, member, of, session
from tests.factories.meetings import AgendaItemFactory, at
from tests.tools.pdf import pdf_problems

pytestmark = pytest.mark.django_db


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


def text_of(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.split())


def test_the_notice_holds_the_public_part_only() -> None:
    meeting = session(
        location=LocationFactory(room="Saal Westfalia", is_accessible=True), name="27. Sitzung"
    )
    AgendaItemFactory(meeting=meeting, position=5, kind="section", title="Anfragen")
    text = text_of(notice_pdf(meeting, "de"))
    for words in (
        "Öffentliche Bekanntmachung",
        "27. Sitzung",
        "6. Dezember 2016, 16:00 Uhr",
        "Saal Westfalia",
        "Haushalt",
        "Anfragen -unbesetzt-",
        "Es folgt ein nichtöffentlicher Teil.",
        "bis 26. November 2016",
        "(0231) 50-27224",
    ):
        assert words in text, words
    assert "Geheimrat" not in text
    assert "Verbindlich" not in text


def test_an_empty_section_makes_no_non_public_part() -> None:
    meeting = session()
    meeting.items.filter(public=False).delete()
    AgendaItemFactory(meeting=meeting, position=9, kind="section", title="Intern", public=False)
    text = text_of(notice_pdf(meeting, "de"))
    assert "nichtöffentlich" not in text
    assert "Intern" not in text


def test_the_notice_is_had_from_the_public_page_once_people_are_invited(client: Client) -> None:
    member("Ada")
    meeting = session()
    address = f"/de/sitzungen/{meeting.key}/bekanntmachung.pdf"
    assert address not in client.get(f"/de/sitzungen/{meeting.key}/").content.decode()
    invited(meeting)
    assert address in client.get(f"/de/sitzungen/{meeting.key}/").content.decode()
    for language in ("de", "en", "ar"):
        answer = client.get(f"/{language}/sitzungen/{meeting.key}/bekanntmachung.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert "Geheimrat" not in text_of(answer.content)
    hidden = session(is_public=False)
    assert client.get(f"/de/sitzungen/{hidden.key}/bekanntmachung.pdf").status_code == 404
    empty = session()
    empty.items.all().delete()
    assert client.get(f"/de/sitzungen/{empty.key}/bekanntmachung.pdf").status_code == 404


def test_a_place_that_is_not_known_is_said() -> None:
    assert "steht noch nicht fest" in text_of(notice_pdf(session(), "de"))
    meeting = session(location=LocationFactory(street_address="", is_accessible=False))
    assert "nicht zugänglich" in text_of(notice_pdf(meeting, "de"))


def test_each_letter_has_its_own_link_and_agenda() -> None:
    bao = member("Bao", email="")
    deputy("Cem", bao, email="")
    meeting = session()
    with clock.stopped(at("2016-12-01")):
        version = operations.send(
            actor=OFFICE, meeting=meeting, urgent_reason="Brand im Heim", message="Bitte pünktlich."
        )
    client = Client()
    log_in(client, UserFactory(roles=["office"]))
    answer = client.post(f"/office/sitzungen/{meeting.key}/einladung/briefe/{version.number}/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    first, second = [" ".join(page.split()) for page in pages]
    assert "Mina Bao" in first
    assert "Personalie Geheimrat" in first
    assert "Brand im Heim" in first
    assert "Bitte pünktlich." in first
    assert "Oder rufen Sie an: (0231) 50-27224" in first
    assert "als Stellvertretung" in second
    assert "Geheimrat" not in second
    assert "Es folgt ein nichtöffentlicher Teil." in second
    assert Link.objects.count() == 2


def test_a_letter_says_why_it_comes_and_is_printed_until_it_is_posted() -> None:
    from mitsprache.invitations.operations_delivery import link_letters, note_posted

    deputy("Cem", member("Ada"), email="")
    meeting = session(name="27. Sitzung")
    version = invited(meeting)
    operations.note_reply(actor=OFFICE, invitation=of("Ada"), reply=Reply.DECLINED)
    letters = link_letters(actor=OFFICE, version=version)
    text = text_of(letters_pdf(letters, version))
    assert "Mina Ada kann nicht zur Sitzung „27. Sitzung“ kommen." in text
    for row, _token in letters:
        note_posted(actor=OFFICE, delivery=row)
    meetings.update(actor=OFFICE, record=meeting, values={"state": "cancelled"})
    letters = link_letters(actor=OFFICE, version=version)
    text = text_of(letters_pdf(letters, version))
    assert "die Sitzung „27. Sitzung“ fällt aus." in text
    assert "Haushalt" not in text
    assert "Kommen Sie?" not in text


def test_the_link_in_a_letter_leads_to_its_invitation() -> None:
    from mitsprache.invitations.operations_delivery import link_letters

    member("Bao", email="")
    version = invited(session())
    letters = link_letters(actor=OFFICE, version=version)
    token = letters[0][1]
    assert f"/de/einladung/{token}/" in text_of(letters_pdf(letters, version)).replace(" ", "")
    assert Link.objects.get(token_hash=token_hash(token)).invitation == of("Bao")


def test_without_letters_there_is_nothing_to_print() -> None:
    member("Ada")
    meeting = session()
    version = invited(meeting)
    client = Client()
    log_in(client, UserFactory(roles=["office"]))
    address = f"/office/sitzungen/{meeting.key}/einladung/briefe/{version.number}/"
    assert "Kein Brief wartet" in client.post(address, follow=True).content.decode()
    assert client.get(address).status_code == 405
    assert client.post(address.replace("/1/", "/9/")).status_code == 404


def test_the_proof_tells_what_went_where_and_who_answered() -> None:
    deputy("Cem", member("Ada"))
    member("Bao", email="")
    meeting = session()
    client = Client()
    log_in(client, UserFactory(roles=["office"]))
    address = f"/office/sitzungen/{meeting.key}/einladung/nachweis.pdf"
    assert client.get(address).status_code == 404
    invited(meeting)
    Delivery.objects.filter(email="ada@rat.example").update(state=DeliveryState.SENT, sent_at=EARLY)
    Delivery.objects.filter(email="cem@rat.example").update(
        state=DeliveryState.FAILED, reason="Der Mailserver lehnte ab: 550"
    )
    operations.note_reply(actor=OFFICE, invitation=of("Ada"), reply=Reply.DECLINED)
    answer = client.get(address)
    text = text_of(answer.content)
    for words in (
        "ada@rat.example",
        "gesendet: 21.11.2016",
        "Der Mailserver lehnte ab: 550",
        "kommt nicht",
        "Stellvertretung für Mina Ada",
        "Brief",
    ):
        assert words in text, words


@pytest.mark.slow
def test_all_files_keep_the_standards() -> None:
    from mitsprache.invitations.operations_delivery import link_letters

    member("Bao", email="")
    deputy("Cem", member("Ada"), email="")
    meeting = session(location=LocationFactory())
    version = invited(meeting)
    rows = queries.invitations_of(OFFICE, meeting)
    files = {
        "letters": letters_pdf(link_letters(actor=OFFICE, version=version), version),
        "proof": proof_pdf(meeting, [version], rows),
        **{language: notice_pdf(meeting, language) for language in ("de", "tr", "ar")},
    }
    assert pdf_problems(files) == {name: [] for name in files}
