"""Pages of the workspace about papers: from a member's draft to a number, a file, a new version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from mitsprache.accounts.models import User
from mitsprache.papers.enums import PaperState, SignatureState
from mitsprache.papers.models import Consultation, File, Originator, Paper
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import OrganizationFactory, PersonFactory, TermFactory
from tests.factories.papers import (
    ConsultationFactory,
    FileFactory,
    OriginatorFactory,
    PaperFactory,
    hostile,
    pdf,
)
from tests.office.forms import sent
from tests.tools.html import html_check

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def office(client: Client) -> Client:
    log_in(client, UserFactory(roles=["office"]))
    return client


def member(client: Client, role: str = "member") -> User:
    user = log_in(client, UserFactory(roles=[role]))
    PersonFactory(user=user)
    return user


def html(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def post(client: Client, path: str, **values: Any) -> str:
    """Send the page's form with `values`; return where it leads, and fail with its errors."""
    answer = client.post(path, sent(client.get(path), **values))
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer.url)


class TestOffice:
    def test_from_a_draft_to_a_number(self, office: Client) -> None:
        paper = PaperFactory(key="kurse", draft=True)
        OriginatorFactory(paper=paper)
        page = html(office, "/office/drucksachen/kurse/")
        assert "Einreichen und Nummer geben" in page
        assert html_check(page) == []
        answer = office.post("/office/drucksachen/kurse/einreichen/", follow=True)
        assert "Die Drucksache hat jetzt eine Nummer." in answer.content.decode()
        paper.refresh_from_db()
        assert paper.reference.startswith("1-")
        page = html(office, "/office/drucksachen/kurse/")
        assert "Text ändern" in page
        assert "Löschen" not in page
        assert html_check(page) == []

    def test_what_is_missing_is_said(self, office: Client) -> None:
        PaperFactory(key="kurse", draft=True)
        answer = office.post("/office/drucksachen/kurse/einreichen/", follow=True)
        assert "Tragen Sie ein, wer die Drucksache einbringt." in answer.content.decode()

    def test_a_submitted_paper_is_not_deleted(self, office: Client) -> None:
        PaperFactory(key="kurse")
        answer = office.post("/office/drucksachen/kurse/loeschen/")
        assert answer.status_code == 403
        assert "Ziehen Sie sie zurück" in answer.content.decode()

    def test_a_new_version_has_a_reason(self, office: Client) -> None:
        paper = PaperFactory(key="kurse")
        address = "/office/drucksachen/kurse/neue-fassung/"
        assert html_check(html(office, address)) == []
        refused = office.post(address, sent(office.get(address), text="<p>Neu</p>"))
        assert refused.status_code == 422
        url = post(office, address, text="<p>Neu</p>", reason="Berichtigt")
        assert url == "/office/drucksachen/kurse/"
        paper.refresh_from_db()
        assert (paper.text, paper.versions.count()) == ("<p>Neu</p>", 2)
        assert "Berichtigt" in html(office, url)

    def test_a_change_by_somebody_else_is_shown(self, office: Client) -> None:
        paper = PaperFactory(key="kurse")
        address = "/office/drucksachen/kurse/neue-fassung/"
        data = sent(office.get(address), text="<p>Meins</p>", reason="Berichtigt")
        post(office, address, text="<p>Ihres</p>", reason="Ergänzt")
        answer = office.post(address, data)
        assert answer.status_code == 409
        paper.refresh_from_db()
        assert paper.text == "<p>Ihres</p>"

    def test_the_form_of_a_submitted_paper_has_no_text(self, office: Client) -> None:
        PaperFactory(key="kurse")
        form = office.get("/office/drucksachen/kurse/").context["form"]
        assert not {"title", "text"} & set(form.fields)

    def test_a_paper_is_withdrawn(self, office: Client) -> None:
        paper = PaperFactory(key="kurse")
        office.post("/office/drucksachen/kurse/zurueckziehen/")
        paper.refresh_from_db()
        assert paper.state == PaperState.WITHDRAWN
        assert html_check(html(office, "/office/drucksachen/kurse/")) == []

    def test_who_brings_it_in(self, office: Client) -> None:
        paper = PaperFactory(key="kurse", draft=True)
        address = "/office/drucksachen/kurse/einbringungen/neu/"
        assert html_check(html(office, address)) == []
        person = PersonFactory(key="ada")
        back = post(office, address, person=str(person.pk), state="confirmed")
        assert back == "/office/drucksachen/kurse/"
        body = OrganizationFactory(key="amt")
        post(office, address, organization=str(body.pk), state="confirmed", is_co_signer="on")
        rows = paper.originators.order_by("position")
        assert [(row.key, row.position) for row in rows] == [("kurse--ada", 1), ("kurse--amt", 2)]
        neither = office.post(address, sent(office.get(address), state="confirmed"))
        assert "Wählen Sie eine Person oder eine Organisation." in neither.content.decode()
        twice = office.post(address, sent(office.get(address), person=person.pk, state="confirmed"))
        assert "steht schon bei der Drucksache" in twice.content.decode()
        post(office, "/office/einbringungen/kurse--amt/", state="declined")
        assert Originator.objects.get(key="kurse--amt").state == SignatureState.DECLINED
        office.post("/office/einbringungen/kurse--amt/loeschen/")
        assert paper.originators.count() == 1

    def test_the_consultation_sequence(self, office: Client) -> None:
        paper = PaperFactory(key="kurse")
        body = OrganizationFactory(key="rat")
        address = "/office/drucksachen/kurse/beratungen/neu/"
        post(office, address, organization=str(body.pk), role="hearing")
        post(office, address, organization=str(body.pk), role="decision")
        rows = Consultation.objects.filter(paper=paper)
        assert [(row.key, row.role) for row in rows] == [
            ("kurse--rat", "hearing"),
            ("kurse--rat-2", "decision"),
        ]
        page = html(office, "/office/beratungen/kurse--rat/")
        assert html_check(page) == []
        office.post("/office/beratungen/kurse--rat/loeschen/")
        assert rows.all().count() == 1

    def test_the_list_finds_a_reference_and_what_waits(self, office: Client) -> None:
        PaperFactory(number=11, title="Elf")
        PaperFactory(draft=True, title="Abgegebenes", handed_in_at="2026-01-01T10:00Z")
        PaperFactory(draft=True, title="Liegendes")
        page = html(office, "/office/drucksachen/?q=11-16")
        assert "Elf" in page
        assert "Abgegebenes" not in page
        waiting = html(office, "/office/drucksachen/?abgegeben=ja")
        assert "Abgegebenes" in waiting
        assert "Liegendes" not in waiting


class TestFiles:
    ADDRESS = "/office/drucksachen/kurse/dateien/neu/"

    def upload(self, office: Client, data: bytes, **values: Any) -> Any:
        sending = sent(office.get(self.ADDRESS), name="Begründung", language="de", **values)
        file = SimpleUploadedFile("Begründung.pdf", data, content_type="application/pdf")
        return office.post(self.ADDRESS, {**sending, "file": file})

    def test_a_pdf_is_kept_with_what_it_says(self, office: Client) -> None:
        PaperFactory(key="kurse")
        data = pdf("Seite eins", "Seite zwei")
        answer = self.upload(office, data)
        assert answer.status_code == 302, answer.context["form"].errors
        file = File.objects.get()
        assert (file.key, file.pages, file.size) == ("kurse--begruendung", 2, len(data))
        assert file.text == "Seite eins\nSeite zwei"
        assert len(file.sha256) == 64
        assert "egr" not in file.file.name
        page = html(office, "/office/drucksachen/kurse/")
        assert "2 Seiten" in page
        assert html_check(page) == []
        assert html_check(html(office, f"/office/dateien/{file.key}/")) == []

    @pytest.mark.parametrize("name", ["html", "encrypted", "embedded", "xfa", "noise"])
    def test_a_hostile_file_is_told_beside_the_field(self, office: Client, name: str) -> None:
        PaperFactory(key="kurse")
        answer = self.upload(office, hostile()[name][0])
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["file"]
        assert not File.objects.exists()
        assert html_check(answer.content.decode()) == []

    def test_a_replaced_file_is_gone(
        self,
        office: Client,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        PaperFactory(key="kurse")
        self.upload(office, pdf("Alt"))
        file = File.objects.get()
        address, old = f"/office/dateien/{file.key}/", file.file.name
        sending = sent(office.get(address), name="Neu")
        with django_capture_on_commit_callbacks(execute=True):
            office.post(address, sending)
        assert default_storage.exists(old)
        with django_capture_on_commit_callbacks(execute=True):
            office.post(
                address, {**sending, "version": 2, "file": SimpleUploadedFile("x.pdf", pdf("Neu"))}
            )
        file.refresh_from_db()
        assert (file.name, file.text) == ("Neu", "Neu")
        assert not default_storage.exists(old)
        with django_capture_on_commit_callbacks(execute=True):
            office.post(f"/office/dateien/{file.key}/loeschen/")
        assert not default_storage.exists(file.file.name)

    def test_a_deleted_draft_takes_its_files_along(
        self,
        office: Client,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        file = FileFactory(paper=PaperFactory(key="kurse", draft=True))
        with django_capture_on_commit_callbacks(execute=True):
            office.post("/office/drucksachen/kurse/loeschen/")
        assert not default_storage.exists(file.file.name)


class TestMembers:
    OWN = "/office/meine-drucksachen/"

    def write(self, client: Client) -> Paper:
        post(
            client,
            f"{self.OWN}neu/",
            term=str(TermFactory().pk),
            paper_type="motion",
            title="Mehr Kurse",
            text="Der Rat gibt Geld.",
        )
        return Paper.objects.get()

    @pytest.mark.parametrize("role", ["member", "deputy", "chair"])
    def test_a_member_writes_and_hands_in(self, client: Client, role: str) -> None:
        member(client, role)
        assert "Kein Entwurf." in html(client, self.OWN)
        paper = self.write(client)
        assert paper.text == "<p>Der Rat gibt Geld.</p>"
        page = html(client, f"{self.OWN}mehr-kurse/")
        assert html_check(page) == []
        post(client, f"{self.OWN}mehr-kurse/", title="Noch mehr Kurse")
        client.post(f"{self.OWN}mehr-kurse/abgeben/")
        paper.refresh_from_db()
        assert paper.handed_in_at
        page = html(client, f"{self.OWN}mehr-kurse/")
        assert "<form" not in page.partition("<main")[2]
        assert "Der Rat gibt Geld." in page
        assert html_check(page) == []
        listed = html(client, self.OWN)
        assert "liegt bei der Geschäftsstelle" in listed
        assert html_check(listed) == []
        assert client.post(f"{self.OWN}mehr-kurse/loeschen/").status_code == 403
        paper.state, paper.reference, paper.number, paper.year = "submitted", "1-26", 1, 2026
        paper.save()
        assert "1-26 Noch mehr Kurse" in html(client, self.OWN)
        assert "1-26" in html(client, f"{self.OWN}mehr-kurse/")

    def test_members_choose_among_what_members_bring_in(self, client: Client) -> None:
        member(client)
        form = client.get(f"{self.OWN}neu/").context["form"]
        assert [value for value, _label in form.fields["paper_type"].choices] == [
            "", "motion", "amendment", "urgent_motion", "inquiry",
        ]  # fmt: skip
        hidden = PaperFactory(public=False)
        assert hidden not in form.fields["amends"].queryset

    def test_a_draft_is_deleted(self, client: Client) -> None:
        member(client)
        assert html_check(html(client, f"{self.OWN}neu/")) == []
        self.write(client)
        assert html_check(html(client, f"{self.OWN}mehr-kurse/loeschen/")) == []
        client.post(f"{self.OWN}mehr-kurse/loeschen/")
        assert not Paper.objects.exists()

    def test_the_draft_of_another_is_missing(self, client: Client) -> None:
        member(client)
        paper = PaperFactory(key="fremd", draft=True, title="Fremd")
        OriginatorFactory(paper=paper)
        assert "Fremd" not in html(client, self.OWN)
        for page in ("", "loeschen/"):
            html(client, f"{self.OWN}fremd/{page}", 404)
        for page in ("abgeben/", "fragen/", "", "loeschen/"):
            assert client.post(f"{self.OWN}fremd/{page}").status_code == 404

    def test_an_account_without_a_person_learns_what_to_do(self, client: Client) -> None:
        log_in(client, UserFactory(roles=["member"]))
        page = html(client, self.OWN)
        assert "mit keiner Person verbunden" in page
        assert f'href="{self.OWN}neu/"' not in page
        values = {"term": TermFactory().pk, "paper_type": "motion", "title": "x", "text": "y"}
        answer = client.post(f"{self.OWN}neu/", values)
        assert answer.status_code == 422
        assert "mit keiner Person verbunden" in answer.content.decode()

    def test_another_member_co_signs_in_its_own_log_in(self, client: Client) -> None:
        other = member(Client())
        member(client)
        paper = self.write(client)
        asked = other.person  # type: ignore[attr-defined]
        url = f"{self.OWN}mehr-kurse/"
        form = client.get(url).context["ask_form"]
        assert list(form.fields["person"].queryset) == [asked]
        client.post(f"{url}fragen/", {"person": asked.pk})
        assert "gefragt" in html(client, url)
        second = Client()
        log_in(second, other)
        request = Originator.objects.get(is_co_signer=True)
        assert "Mehr Kurse" in html(second, self.OWN)
        page = html(second, f"/office/mitunterzeichnen/{request.key}/")
        assert "Der Rat gibt Geld." in page
        assert html_check(page) == []
        html(client, f"/office/mitunterzeichnen/{request.key}/", 404)
        second.post(f"/office/mitunterzeichnen/{request.key}/", {"antwort": "ja"})
        request.refresh_from_db()
        assert request.state == SignatureState.CONFIRMED
        html(second, f"/office/mitunterzeichnen/{request.key}/", 404)
        assert paper.originators.count() == 2

    def test_a_member_may_say_no(self, client: Client) -> None:
        user = member(client)
        request = OriginatorFactory(
            paper=PaperFactory(draft=True),
            person=user.person,  # type: ignore[attr-defined]
            is_co_signer=True,
            state=SignatureState.ASKED,
        )
        client.post(f"/office/mitunterzeichnen/{request.key}/", {"antwort": "nein"})
        request.refresh_from_db()
        assert request.state == SignatureState.DECLINED

    def test_nobody_is_asked_without_a_choice(self, client: Client) -> None:
        member(client)
        self.write(client)
        answer = client.post(f"{self.OWN}mehr-kurse/fragen/", {"person": ""}, follow=True)
        assert "Wählen Sie, wen Sie fragen möchten." in answer.content.decode()

    def test_the_office_gives_a_draft_back(self, client: Client) -> None:
        member(client)
        paper = self.write(client)
        client.post(f"{self.OWN}mehr-kurse/abgeben/")
        office = Client()
        log_in(office, UserFactory(roles=["office"]))
        assert "Entwurf zurückgeben" in html(office, "/office/drucksachen/mehr-kurse/")
        office.post("/office/drucksachen/mehr-kurse/zurueckgeben/")
        paper.refresh_from_db()
        assert paper.handed_in_at is None
        assert "<form" in html(client, f"{self.OWN}mehr-kurse/")


def test_the_office_may_not_touch_another_kind_of_page(office: Client) -> None:
    ConsultationFactory(key="x")
    html(office, "/office/beratungen/gibt-es-nicht/", 404)
    html(office, "/office/drucksachen/gibt-es-nicht/dateien/neu/", 404)


def test_the_office_sees_what_waits_for_a_number(office: Client) -> None:
    waiting = "Kein Entwurf wartet auf eine Nummer."
    PaperFactory(draft=True, title="Bei der Autorin")
    assert waiting in html(office, "/office/")
    PaperFactory(key="kurse", draft=True, title="Abgegebenes", handed_in_at="2026-01-01T10:00Z")
    page = html(office, "/office/")
    assert waiting not in page
    assert 'href="/office/drucksachen/kurse/"' in page
    assert "Bei der Autorin" not in page


def test_the_log_says_in_words_what_was_done(client: Client) -> None:
    paper = PaperFactory(draft=True)
    OriginatorFactory(paper=paper)
    log_in(client, UserFactory(roles=["office", "administration"]))
    client.post(f"/office/drucksachen/{paper.key}/einreichen/")
    assert "Drucksache eingebracht" in html(client, "/office/protokoll/")
