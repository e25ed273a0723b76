"""Meeting packs: what is in them, in which order, with which numbers; and what happens on faults."""

from __future__ import annotations

import datetime as dt
import errno
import io
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pypdf import PageObject, PdfReader, PdfWriter

from mitsprache.invitations import operations, packs
from mitsprache.invitations.models import Link
from mitsprache.invitations.packs import build
from mitsprache.invitations.permissions import token_hash
from mitsprache.kernel import clock, jobs
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS
from mitsprache.kernel.job_models import Job, JobState
from mitsprache.kernel.pdf import render
from mitsprache.meetings.models import Meeting
from mitsprache.papers.models import File, Paper
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import TermFactory
from tests.factories.invitations import EARLY, OFFICE, deputy, invited, member, of, session
from tests.factories.meetings import AgendaItemFactory
from tests.tools.html import html_check

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _place(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.JOB_FILES = tmp_path / "jobs"
    with clock.stopped(EARLY):
        yield


def text_pdf(words: str, *, turn: int = 0) -> bytes:
    """Return a PDF of one page with words on it, turned by so many degrees."""
    data = {"title": words, "facts": [], "summary": "", "text": "", "notes": []}
    made = render("invitations/paper", data, language="de", title=words, issuer="Test")
    if not turn:
        return made
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(made)).pages:
        writer.add_page(page.rotate(turn))
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def paper(
    meeting: Meeting, item: str, title: str, *pdfs: bytes, public: bool = True, **more: object
) -> Paper:
    number = Paper.objects.count() + 1
    values = {"state": "submitted", "number": number, "year": 2016, "reference": f"{number}-16"}
    row = Paper.objects.create(
        key=f"papier-{number}",
        term=TermFactory(),
        paper_type="motion",
        title=title,
        public=public,
        **(values | more),
    )
    meeting.items.get(title=item).papers.add(row)
    for position, pdf in enumerate(pdfs):
        file = File(paper=row, key=f"{row.key}-{position}", name=f"Datei {position} zu {title}")
        file.position = position
        file.file.save(f"{file.key}.pdf", ContentFile(pdf))
    return row


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def marks_of(pdf: bytes) -> list[tuple[str, int]]:
    reader = PdfReader(io.BytesIO(pdf))

    def walk(marks: list[object]) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        for mark in marks:
            if isinstance(mark, list):
                found += walk(mark)
            else:
                page = reader.get_destination_page_number(mark)
                assert page is not None
                found.append((str(mark.title), page + 1))
        return found

    return walk(list(reader.outline))


def quiet(_percent: int, _message: str) -> None: ...


def test_a_pack_holds_contents_papers_and_files_in_order() -> None:
    meeting = session()
    paper(
        meeting,
        "Wahlrecht",
        "Antrag Wahlrecht",
        text_pdf("Hauptdokument", turn=90),
        text_pdf("Anlage"),
        text="<p>Der Rat möge beschließen.</p>",
    )
    paper(meeting, "Haushalt", "Bericht Haushalt", summary="Worum es geht")
    pdf = build(meeting, full=False, report=quiet)
    pages = pages_of(pdf)
    assert len(pages) == 5
    assert "Sitzungsmappe" in pages[0]
    assert "2-16 Bericht Haushalt 2" in pages[0]
    assert "1-16 Antrag Wahlrecht 3" in pages[0]
    assert "Worum es geht" in pages[1]
    assert "Der Rat möge beschließen." in pages[2]
    assert "Hauptdokument" in pages[3]
    assert "Anlage" in pages[4]
    for number, text in enumerate(pages, 1):
        assert f"{number} / 5" in text
    assert marks_of(pdf) == [
        ("Tagesordnung", 1),
        ("1 2-16 Bericht Haushalt", 2),
        ("2 1-16 Antrag Wahlrecht", 3),
        ("Datei 0 zu Antrag Wahlrecht", 4),
        ("Datei 1 zu Antrag Wahlrecht", 5),
    ]


def test_the_public_pack_holds_nothing_that_is_not_public() -> None:
    meeting = session()
    paper(meeting, "Personalie Geheimrat", "Geheimpapier", text_pdf("Geheime Anlage"))
    paper(meeting, "Haushalt", "Geheimer Bericht", text_pdf("Geheime Zahlen"), public=False)
    row = paper(meeting, "Haushalt", "Offener Bericht", text_pdf("Geheime Tabelle"))
    row.files.update(public=False)
    draft = paper(meeting, "Haushalt", "Geheimer Entwurf", state="draft", number=None)
    public = " ".join(pages_of(build(meeting, full=False, report=quiet)))
    assert "Offener Bericht" in public
    assert "Es folgt ein nichtöffentlicher Teil." in public
    assert "Geheim" not in public
    full = " ".join(pages_of(build(meeting, full=True, report=quiet)))
    for words in ("Vertraulich", "Geheimpapier", "Geheime Anlage", "Geheimer Bericht", "Tabelle"):
        assert words in full
    assert draft.title not in full


def test_after_the_invitation_the_pack_holds_the_agenda_that_was_sent() -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    AgendaItemFactory(meeting=meeting, position=9, title="Noch nicht verschickt")
    assert "Noch nicht verschickt" not in pages_of(build(meeting, full=True, report=quiet))[0]


def test_contents_of_several_pages_name_the_right_ones() -> None:
    meeting = session()
    for number in range(70):
        AgendaItemFactory(meeting=meeting, position=10 + number, title=f"Punkt {number:03}")
    paper(meeting, "Punkt 069", "Letzter Antrag")
    pages = pages_of(build(meeting, full=True, report=quiet))
    front = " ".join(pages[:-1])
    assert len(pages) > 3
    assert f"Letzter Antrag {len(pages)}" in front
    assert "Letzter Antrag" in pages[-1]


def test_a_file_that_can_not_be_read_leaves_a_note() -> None:
    meeting = session()
    row = paper(meeting, "Haushalt", "Bericht", b"%PDF-1.7 kaputt", text_pdf("Ganz"))
    gone = row.files.get(position=0)
    text = " ".join(pages_of(build(meeting, full=True, report=quiet)))
    assert f"Die Datei „{gone.name}“ ließ sich nicht lesen." in text
    assert "Ganz" in text
    gone.file.storage.delete(gone.file.name)
    assert "ließ sich nicht lesen" in " ".join(pages_of(build(meeting, full=True, report=quiet)))


def test_it_says_how_far_it_is() -> None:
    told: list[tuple[int, str]] = []
    meeting = session()
    paper(meeting, "Haushalt", "Bericht")
    paper(meeting, "Haushalt", "Noch einer")
    build(meeting, full=True, report=lambda percent, message: told.append((percent, message)))
    assert [percent for percent, _message in told] == [0, 40, 80, 90]
    assert all(message for _percent, message in told)


# The job


def test_the_job_leaves_a_whole_file() -> None:
    meeting = session()
    job = operations.build_pack(actor=OFFICE, meeting=meeting, full=True)
    assert operations.build_pack(actor=OFFICE, meeting=meeting, full=True) == job
    assert operations.build_pack(actor=OFFICE, meeting=meeting, full=False) != job
    assert jobs.run_waiting() == 2
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert "Vertraulich" in pages_of(jobs.result_path(job.result).read_bytes())[0]
    assert operations.build_pack(actor=OFFICE, meeting=meeting, full=True) != job
    with pytest.raises(PermissionRefused):
        operations.build_pack(actor=ANONYMOUS, meeting=meeting, full=False)


def test_a_full_disk_is_told_and_leaves_nothing_half_written(
    monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    job = operations.build_pack(actor=OFFICE, meeting=session(), full=True)
    monkeypatch.setattr(packs.os, "fsync", full)
    jobs.run_waiting()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "No space left" in job.error
    assert "Schaffen Sie Platz" in job.error
    assert list(Path(settings.JOB_FILES).iterdir()) == []


def test_a_session_that_is_gone_is_told() -> None:
    meeting = session()
    job = operations.build_pack(actor=OFFICE, meeting=meeting, full=True)
    meeting.items.all().delete()
    meeting.delete()
    jobs.run_waiting()
    job.refresh_from_db()
    assert job.error == "Die Sitzung gibt es nicht mehr."


# The pages


@pytest.fixture
def office(client: Client) -> Client:
    log_in(client, UserFactory(roles=["office"]))
    return client


def test_the_office_waits_for_a_pack_and_takes_it(office: Client) -> None:
    meeting = session()
    begin = f"/office/sitzungen/{meeting.key}/mappe/"
    assert begin in office.get(f"/office/sitzungen/{meeting.key}/einladung/").content.decode()
    page = office.post(begin, {"art": "oeffentlich"}, follow=True)
    address = page.redirect_chain[0][0]
    html = page.content.decode()
    assert "gleich begonnen" in html
    assert html_check(html) == []
    assert office.get(f"{address}datei/").status_code == 404
    stand = office.get(f"{address}?stand=1")
    assert stand.json() == {"percent": 0, "message": "", "over": False}
    Job.objects.update(percent=40, message=packs.READING)
    assert "zusammengestellt" in office.get(address).content.decode()
    assert office.get(f"{address}?stand=1").json()["message"] == packs.READING
    jobs.run_waiting()
    html = office.get(address).content.decode()
    assert "Die Mappe ist fertig." in html
    assert html_check(html) == []
    answer = office.get(f"{address}datei/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer).startswith(b"%PDF")
    jobs.result_path(Job.objects.get().result).unlink()
    assert office.get(f"{address}datei/").status_code == 404


def test_a_failed_pack_says_why_and_can_be_tried_again(office: Client) -> None:
    meeting = session()
    job = operations.build_pack(actor=OFFICE, meeting=meeting, full=True)
    Job.objects.update(state=JobState.FAILED, error="Die Platte ist voll.")
    html = office.get(f"/office/sitzungen/{meeting.key}/mappe/{job.key}/").content.decode()
    assert "Die Platte ist voll." in html
    assert "Noch einmal versuchen" in html
    assert html_check(html) == []


def test_packs_are_for_those_who_prepare_sessions() -> None:
    meeting, other = session(), session()
    job = operations.build_pack(actor=OFFICE, meeting=meeting, full=True)
    jobs.run_waiting()
    stranger, chair = Client(), Client()
    log_in(stranger, UserFactory(roles=["member"]))
    log_in(chair, UserFactory(roles=["chair"]))
    address = f"/office/sitzungen/{meeting.key}/mappe/{job.key}/"
    for path in (address, f"{address}datei/"):
        assert stranger.get(path).status_code == 403
        assert Client().get(path).status_code == 302
        answer = chair.get(path)
        assert answer.status_code == 200
        answer.close()
    wrong = f"/office/sitzungen/{other.key}/mappe/{job.key}/"
    assert chair.get(wrong).status_code == 404
    other_job = Job.objects.create(name="kernel.forget", permission="invitations.build_pack")
    assert chair.get(address.replace(job.key, other_job.key)).status_code == 404


def test_a_stamp_fits_pages_of_any_size() -> None:
    page = PageObject.create_blank_page(width=842, height=595)
    page.merge_page(packs._number("7 / 12", page))
    assert page.extract_text() == "7 / 12"


def test_members_find_the_pack_behind_their_link() -> None:
    ada = member("Ada")
    deputy("Cem", ada)
    meeting = session()
    invited(meeting)
    for name in ("Ada", "Cem"):
        Link.objects.create(
            invitation=of(name), token_hash=token_hash(name), created_at=clock.now()
        )
    visitor = Client()

    def status(name: str) -> int:
        answer = visitor.get(f"/de/einladung/{name}/mappe.pdf")
        answer.close()
        return answer.status_code

    assert status("Ada") == 404
    for full in (False, True):
        operations.build_pack(actor=OFFICE, meeting=meeting, full=full)
    jobs.run_waiting()
    assert (status("Ada"), status("Cem"), status("Eva")) == (200, 404, 404)
    assert "mappe.pdf" in visitor.get("/de/einladung/Ada/").content.decode()
    assert "mappe.pdf" not in visitor.get("/de/einladung/Cem/").content.decode()
    answer = visitor.get("/de/einladung/Ada/mappe.pdf")
    assert answer["Cache-Control"] == "private, no-store"
    assert "Vertraulich" in pages_of(b"".join(answer))[0]
    AgendaItemFactory(meeting=meeting, position=9, title="Neu")
    with clock.stopped(EARLY + dt.timedelta(hours=1)):
        operations.supplement(actor=OFFICE, meeting=meeting)
        assert status("Ada") == 404  # it holds the agenda of before


def test_a_pack_whose_file_is_gone_is_missing() -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    Link.objects.create(invitation=of("Ada"), token_hash=token_hash("Ada"), created_at=clock.now())
    job = operations.build_pack(actor=OFFICE, meeting=meeting, full=True)
    jobs.run_waiting()
    job.refresh_from_db()
    jobs.result_path(job.result).unlink()
    assert Client().get("/de/einladung/Ada/mappe.pdf").status_code == 404
    statuses = [Client().get(f"/de/einladung/x{n}/mappe.pdf").status_code for n in range(31)]
    assert statuses[-1] == 429
