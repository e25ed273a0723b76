from __future__ import annotations

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from mitsprache.accounts.models import User
from mitsprache.council.models import Person
from mitsprache.meetings import operations as meetings
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.minutes import operations
from mitsprache.minutes.models import Correction, Minutes
from tests.bench.minutes import AIM, ITEMS, long_session, seconds_of
from tests.factories.accounts import UserFactory, log_in
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.minutes import OFFICE, biased, held_session, say
from tests.factories.visit import main_of, visit
from tests.tools.html import HtmlCheck
from tests.tools.pdf import pdf_problems

pytestmark = pytest.mark.django_db

PUBLIC = "/de/sitzungen/s7/niederschrift/"
PUBLIC_PDF = "/de/sitzungen/s7/niederschrift.pdf"
WORK = "/office/sitzungen/s7/niederschrift/"
CANARY = "KANARIENVOGEL"


@pytest.fixture
def held():
    """A session with something in it that must not be public, everywhere it can be."""
    held = held_session(titles=["Regularien", "Antrag"])
    AgendaItem.objects.filter(title="Antrag").update(
        resolution_text="<p>Der Rat wird gebeten.</p>", result="adopted_unanimously"
    )
    hidden = AgendaItemFactory(
        key="hidden", meeting=held.meeting, title=f"Personal {CANARY}", public=False, position=9
    )
    held.items["hidden"] = hidden
    say(hidden, f"<p>Beratung {CANARY}</p>")
    say(held.items["Antrag"], "Frau Eins trägt vor.", notes=f"Notiz {CANARY}")
    biased(held.items["Antrag"], held.members[1], f"Schwester {CANARY}")
    held.vote("Antrag", kind="roll_call", yes=1, no=1, is_adopted=True)
    guest = held.sitting.participants.get(name="Anwohner Privat")
    guest.name = f"Anwohner {CANARY}"
    guest.save()
    return held


@pytest.fixture
def office(client: Client) -> Client:
    log_in(client, UserFactory(roles=["office"]))
    return client


def pdf_text(body: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


class TestPublic:
    @pytest.mark.parametrize("stage", ["none", "minutes", "signed"])
    def test_before_publication_there_is_nothing(self, held, stage) -> None:
        if stage != "none":
            getattr(held, stage)()
        visit(PUBLIC, 404)
        visit(PUBLIC_PDF, 404)
        assert "niederschrift" not in visit("/de/sitzungen/s7/")

    def test_published_it_tells_all_but_what_is_not_public(self, held) -> None:
        held.published()
        page = visit(PUBLIC)
        text = main_of(page)
        for words in (
            "16:00 bis 18:30 Uhr",
            "Saal Westfalia",
            "Mina Einss7",
            "Bunte Liste",
            "anwesend (ab 16:20 Uhr)",
            "in Vertretung für Mina Dreis7",
            "entschuldigt",
            "Frau Amt, Sozialamt",
            "Dr. Fach, Universität",
            "Frau Eins trägt vor.",
            "Der Rat wird gebeten.",
            "Wegen Befangenheit nicht beteiligt: Mina Zweis7",
            "mehrheitlich beschlossen (1 Ja, 1 Nein, 0 Enthaltungen, namentlich)",
            "Mina Chefins7 , Vorsitz",
        ):
            assert words in text, words
        assert CANARY not in page
        answer = Client().get(PUBLIC_PDF)
        assert answer["Content-Type"] == "application/pdf"
        assert CANARY not in pdf_text(answer.content)
        assert "Der Rat wird gebeten." in pdf_text(answer.content)
        assert CANARY.encode() not in answer.content
        assert f'href="{PUBLIC}"' in visit("/de/sitzungen/s7/")

    def test_what_the_agenda_hides_later_is_hidden_here_too(self, held) -> None:
        held.published()
        meetings.item.update(actor=OFFICE, record=held.items["Antrag"], values={"public": False})
        assert "Der Rat wird gebeten." not in visit(PUBLIC)
        assert "Der Rat wird gebeten." not in pdf_text(Client().get(PUBLIC_PDF).content)

    def test_what_becomes_public_later_stays_hidden_here(self, held) -> None:
        held.published()
        AgendaItem.objects.filter(key="hidden").update(public=True)
        assert CANARY not in visit(PUBLIC)

    def test_a_session_that_is_hidden_later_hides_its_minutes(self, held) -> None:
        minutes = held.published()
        Meeting.objects.update(is_public=False)
        visit(PUBLIC, 404)
        visit(PUBLIC_PDF, 404)
        assert Minutes.objects.get().pk == minutes.pk

    def test_withdrawn_it_is_gone(self, held) -> None:
        operations.withdraw(actor=OFFICE, minutes=held.published())
        visit(PUBLIC, 404)

    def test_other_languages_show_the_german_text_and_say_so(self, held) -> None:
        held.published()
        page = visit(PUBLIC.replace("/de/", "/ar/"))
        assert '<div class="ms-agenda__text ms-prose" lang="de" dir="ltr">' in page
        german = visit(PUBLIC)
        assert page.count("ms-notice--draft") > german.count("ms-notice--draft") == 0

    def test_corrections_stand_beside_the_original(self, held) -> None:
        minutes = held.published()
        later = held_session("s8", "2016-09-06", ("Niederschrift",), number=8)
        hidden = AgendaItemFactory(meeting=later.meeting, public=False, position=5)
        for key, number, item, text, public in (
            ("b1", "2", later.items["Niederschrift"], "Berichtigt eins", True),
            ("b2", "", later.items["Niederschrift"], f"Intern {CANARY}", False),
            ("b3", "3", later.items["Niederschrift"], f"Zum nichtöffentlichen {CANARY}", True),
            ("b4", "", hidden, f"Dort nichtöffentlich {CANARY}", True),
        ):
            Correction.objects.create(
                key=key, minutes=minutes, number=number, item=item, text=f"<p>{text}</p>",
                public=public,
            )  # fmt: skip
        page = visit(PUBLIC)
        assert "Berichtigt eins" in page
        assert "Der Rat wird gebeten." in page
        assert CANARY not in page
        assert CANARY not in pdf_text(Client().get(PUBLIC_PDF).content)

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_takes_as_many_queries_at_any_size(
        self, count, django_assert_max_num_queries
    ) -> None:
        held_session(titles=[f"Punkt {number}" for number in range(count)]).published()
        visit(PUBLIC)
        with django_assert_max_num_queries(7):
            Client().get(PUBLIC, {"x": "1"})

    @pytest.mark.parametrize("address", [PUBLIC, PUBLIC_PDF])
    def test_a_session_nobody_knows_has_none(self, address) -> None:
        visit(address, 404)


class TestOffice:
    def test_from_the_record_to_the_public_page(self, office, held) -> None:
        assert "Noch keine Niederschrift" in office.get(WORK).content.decode()
        assert office.post(WORK, {"action": "generate"}).status_code == 302
        item = Minutes.objects.get().items.get(title="Antrag")
        form = office.get(f"/office/niederschriften/punkte/{item.key}/")
        assert "data-rich" in form.content.decode()
        office.post(
            f"/office/niederschriften/punkte/{item.key}/",
            {
                "text": "<p>Von Hand</p>",
                "internal": "",
                "version": form.context["version"],
                "stand": form.context["base"],
            },
        )
        item.refresh_from_db()
        assert item.text == "<p>Von Hand</p>"
        office.post(WORK, {"action": "release"})
        page = office.get(WORK).content.decode()
        assert "noch nicht unterschrieben" in page
        for signature in Minutes.objects.get().signatures.all():
            office.post(f"{WORK}unterschrift/{signature.pk}/", {"signed_date": "2016-06-20"})
        office.post(WORK, {"action": "publish"})
        assert Minutes.objects.get().state == "published"
        assert "Von Hand" in visit(PUBLIC)
        assert "ändern sich nicht mehr" in office.get(WORK).content.decode()

    def test_a_proposal_is_shown_and_settled(self, office, held) -> None:
        minutes = held.minutes()
        item = minutes.items.get(title="Regularien")
        operations.item.update(actor=OFFICE, record=item, values={"text": "<p>Von Hand</p>"})
        say(held.items["Regularien"], "Neu im Verlauf")
        office.post(WORK, {"action": "generate"})
        assert "Neu im Verlauf" in office.get(WORK).content.decode()
        office.post(f"{WORK}vorschlag/", {"item": item.key, "take": "ja"})
        item.refresh_from_db()
        assert item.text == "<p>Neu im Verlauf</p>"
        again = office.post(f"{WORK}vorschlag/", {"item": item.key, "take": "nein"}, follow=True)
        assert "keinen neuen Vorschlag" in again.content.decode()

    def test_complaints_are_told_beside_the_minutes(self, office, held) -> None:
        held.sitting.co_signer = None
        held.sitting.save()
        held.minutes()
        answer = office.post(WORK, {"action": "release"}, follow=True)
        assert "fehlt, wer unterschreibt" in answer.content.decode()

    def test_a_day_is_needed_for_a_signature_on_paper(self, office, held) -> None:
        minutes = held.minutes()
        operations.release(actor=OFFICE, minutes=minutes)
        signature = minutes.signatures.first()
        answer = office.post(f"{WORK}unterschrift/{signature.pk}/", {}, follow=True)
        assert "Nennen Sie den Tag" in answer.content.decode()
        assert office.post(f"{WORK}unterschrift/999/", {}).status_code == 404

    @pytest.mark.parametrize("action", ["", "sign", "release"])
    def test_unknown_actions_and_missing_minutes_are_not_found(self, office, held, action) -> None:
        assert office.post(WORK, {"action": action}).status_code == 404

    def test_the_full_pdf_has_everything_and_is_kept_nowhere(self, office, held) -> None:
        held.signed()
        answer = office.get(f"{WORK}voll.pdf")
        text = pdf_text(answer.content)
        assert text.count(CANARY) == 4
        assert "nur für den Dienstgebrauch" in text
        assert "Notiz" not in text
        assert answer["Cache-Control"] == "no-store"

    def test_a_correction_is_entered_changed_and_deleted(self, office, held) -> None:
        minutes = held.signed()
        later = held_session("s8", "2016-09-06", ("Niederschrift",), number=8)
        data = {
            "number": "2",
            "item": later.items["Niederschrift"].pk,
            "text": "<p>Lies 3</p>",
            "public": "on",
            "key": "",
        }
        answer = office.post(f"{WORK}berichtigung/", {**data, "number": "77"})
        assert answer.status_code == 422
        assert office.post(f"{WORK}berichtigung/", data).status_code == 302
        correction = Correction.objects.get(minutes=minutes)
        page = office.get(WORK).content.decode()
        assert "Lies 3" in page
        form = office.get(f"/office/berichtigungen/{correction.key}/")
        changed = {**data, "text": "<p>Lies 4</p>", "version": form.context["version"]}
        office.post(
            f"/office/berichtigungen/{correction.key}/", {**changed, "stand": form.context["base"]}
        )
        correction.refresh_from_db()
        assert correction.text == "<p>Lies 4</p>"
        assert office.get(f"/office/berichtigungen/{correction.key}/loeschen/").status_code == 200
        office.post(f"/office/berichtigungen/{correction.key}/loeschen/")
        assert Correction.objects.count() == 0

    def test_the_overview_lists_sessions_and_states(self, office, held) -> None:
        assert "noch keine" in office.get("/office/niederschriften/").content.decode()
        held.signed()
        assert "unterschrieben" in office.get("/office/niederschriften/").content.decode()

    def test_the_session_leads_to_its_minutes(self, office, held) -> None:
        assert f'href="{WORK}"' in office.get("/office/sitzungen/s7/").content.decode()

    def test_the_overview_says_what_will_stand_there(self, office) -> None:
        assert "Noch keine Sitzung" in office.get("/office/niederschriften/").content.decode()

    def test_members_stay_out(self, client, held) -> None:
        held.minutes()
        log_in(client, UserFactory(roles=["member"]))
        for address in (WORK, f"{WORK}voll.pdf", "/office/niederschriften/"):
            assert client.get(address).status_code == 403
        assert client.post(WORK, {"action": "generate"}).status_code == 403


class TestSigning:
    @pytest.fixture
    def minutes(self, held):
        minutes = held.minutes()
        operations.release(actor=OFFICE, minutes=minutes)
        return minutes

    def test_a_member_reads_and_signs(self, client, held, minutes) -> None:
        user = log_in(client, UserFactory(roles=["member"]))
        Person.objects.filter(pk=held.sitting.co_signer_id).update(user=user)
        signature = minutes.signatures.get(role="co_signer")
        assert "noch nicht unterschrieben" in client.get("/office/unterschriften/").content.decode()
        address = f"/office/unterschriften/{signature.pk}/"
        assert CANARY in client.get(address).content.decode()
        assert CANARY in pdf_text(client.get(f"{address}niederschrift.pdf").content)
        client.post(address)
        signature.refresh_from_db()
        assert (signature.way, signature.signed_at is None) == ("log_in", False)
        again = client.post(address, follow=True)
        assert "schon da" in again.content.decode()
        assert "Sie haben am" in client.get(address).content.decode()

    def test_nobody_else_finds_the_signature(self, client, minutes) -> None:
        log_in(client, UserFactory(roles=["office"]))
        assert "Nichts zu unterschreiben" in client.get("/office/unterschriften/").content.decode()
        for signature in minutes.signatures.all():
            address = f"/office/unterschriften/{signature.pk}/"
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404
            assert client.get(f"{address}niederschrift.pdf").status_code == 404


@pytest.mark.slow
def test_pages_are_valid_html_and_files_accessible(office, held) -> None:
    check = HtmlCheck()
    empty = office.get(WORK).content.decode()
    minutes = held.minutes()
    check.add("empty", empty)
    check.add("draft", office.get(WORK).content.decode())
    row = minutes.items.get(title="Antrag")
    check.add("item", office.get(f"/office/niederschriften/punkte/{row.key}/").content.decode())
    operations.release(actor=OFFICE, minutes=minutes)
    check.add("signing", office.get(WORK).content.decode())
    Person.objects.filter(pk=held.sitting.chair_id).update(user=User.objects.get())
    signature = minutes.signatures.get(role="chair")
    check.add("sign", office.get(f"/office/unterschriften/{signature.pk}/").content.decode())
    draft = office.get(f"{WORK}voll.pdf").content
    operations.reopen(actor=OFFICE, minutes=minutes)
    operations.discard(actor=OFFICE, minutes=minutes)
    minutes = held.published()
    item = held_session("s8", "2016-09-06", ("N",), number=8).items["N"]
    Correction.objects.create(
        key="b", minutes=minutes, item=item, text="<p>Berichtigt</p>", public=True
    )
    check.add("published", office.get(WORK).content.decode())
    check.add("correction", office.get("/office/berichtigungen/b/").content.decode())
    check.add("delete", office.get("/office/berichtigungen/b/loeschen/").content.decode())
    check.add("create", office.get(f"{WORK}berichtigung/").content.decode())
    check.add("overview", office.get("/office/niederschriften/").content.decode())
    check.add("signatures", office.get("/office/unterschriften/").content.decode())
    for language in ("de", "ar"):
        check.add(language, visit(PUBLIC.replace("/de/", f"/{language}/")))
    bare = MeetingFactory(key="alt", location=None, number=None)
    AgendaItemFactory(meeting=bare)
    operations.generate(actor=OFFICE, meeting=bare)
    assert check.problems() == {}
    pdfs = {
        "draft": draft,
        "full": office.get(f"{WORK}voll.pdf").content,
        "public": Client().get(PUBLIC_PDF).content,
        "bare": office.get("/office/sitzungen/alt/niederschrift/voll.pdf").content,
    }
    assert pdf_problems(pdfs) == {name: [] for name in pdfs}
    assert "Entwurf" in pdf_text(draft)


def test_the_file_of_a_long_session_takes_under_a_second() -> None:
    view = long_session()
    assert len(view.public_items) == ITEMS
    assert seconds_of(view) < AIM
