"""Papers for tests, and PDFs of every kind, good and hostile."""

from __future__ import annotations

import datetime as dt
import zlib
from io import BytesIO

import factory
from factory.django import DjangoModelFactory
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from mitsprache.papers.domain.references import Reference
from mitsprache.papers.enums import PaperState, PaperType
from mitsprache.papers.models import Consultation, File, Originator, Paper, PaperVersion
from mitsprache.papers.pdf import CheckedPdf
from tests.factories.council import OrganizationFactory, PersonFactory, TermFactory


class PaperFactory(DjangoModelFactory[Paper]):
    """A public paper that was submitted in 2016; `draft=True` for one without a number."""

    class Meta:
        model = Paper

    class Params:
        draft = factory.Trait(state=PaperState.DRAFT, number=None, year=None, reference="")

    key = factory.Sequence(lambda n: f"drucksache-{n}")
    term = factory.SubFactory(TermFactory)
    paper_type = PaperType.MOTION
    state = PaperState.SUBMITTED
    number = factory.Sequence(lambda n: n + 1)
    year = 2016
    reference = factory.LazyAttribute(
        lambda one: str(Reference(one.year, one.number)) if one.number else ""
    )
    title = factory.Sequence(lambda n: f"Drucksache Nummer {n}")
    text = "<p>Der Integrationsrat möge beschließen.</p>"
    date = dt.date(2016, 5, 24)


class OriginatorFactory(DjangoModelFactory[Originator]):
    """A person who brings a paper in."""

    class Meta:
        model = Originator

    key = factory.Sequence(lambda n: f"einbringung-{n}")
    paper = factory.SubFactory(PaperFactory)
    person = factory.SubFactory(PersonFactory)


class ConsultationFactory(DjangoModelFactory[Consultation]):
    class Meta:
        model = Consultation

    key = factory.Sequence(lambda n: f"beratung-{n}")
    paper = factory.SubFactory(PaperFactory)
    organization = factory.SubFactory(OrganizationFactory)
    position = factory.Sequence(lambda n: n)


class VersionFactory(DjangoModelFactory[PaperVersion]):
    class Meta:
        model = PaperVersion

    key = factory.Sequence(lambda n: f"fassung-{n}")
    paper = factory.SubFactory(PaperFactory)
    number = 1
    date = dt.date(2016, 5, 24)
    title = factory.SelfAttribute("paper.title")
    text = factory.SelfAttribute("paper.text")


class FileFactory(DjangoModelFactory[File]):
    """A file with a small PDF, stored without a check; `says` is its text."""

    class Meta:
        model = File

    class Params:
        says = "Antrag"

    key = factory.Sequence(lambda n: f"datei-{n}")
    paper = factory.SubFactory(PaperFactory)
    name = factory.Sequence(lambda n: f"Datei Nummer {n}")
    pages = 1
    text = factory.SelfAttribute("says")
    file = factory.LazyAttribute(lambda one: CheckedPdf(pdf(one.says), pages=1, text=one.says))


def pdf(*texts: str) -> bytes:
    """Return a PDF with one page for each text."""
    writer = PdfWriter()
    for text in texts or ("",):
        add_page(writer, text)
    return written(writer)


def add_page(writer: PdfWriter, text: str) -> None:
    """Add an A4 page that says `text`."""
    page = writer.add_blank_page(width=595, height=842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    content = DecodedStreamObject()
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    content.set_data(f"BT /F1 12 Tf 72 770 Td ({escaped}) Tj ET".encode("cp1252"))
    page[NameObject("/Contents")] = writer._add_object(content)


def written(writer: PdfWriter) -> bytes:
    """Return what a writer holds as a file."""
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def action(kind: str, **entries: object) -> DictionaryObject:
    """Return an action, as in ISO 32000-2, 12.6."""
    found = DictionaryObject({NameObject("/S"): NameObject(f"/{kind}")})
    for name, value in entries.items():
        shown = value if isinstance(value, DictionaryObject) else TextStringObject(str(value))
        found[NameObject(f"/{name}")] = shown
    return found


def _with_catalog(name: str, value: object) -> bytes:
    writer = PdfWriter()
    add_page(writer, "Antrag")
    writer._root_object[NameObject(name)] = writer._add_object(value)  # type: ignore[arg-type]
    return written(writer)


def hostile() -> dict[str, tuple[bytes, str]]:
    """Return hostile PDFs by name, each with the code and, after a colon, the kind it is told by."""
    good = pdf("Antrag")
    script = action("JavaScript", JS="app.alert(1)")
    locked = PdfWriter()
    add_page(locked, "Antrag")
    locked.encrypt(user_password="", owner_password="geheim", algorithm="RC4-128")
    attached = PdfWriter()
    add_page(attached, "Antrag")
    attached.add_attachment("schad.exe", b"MZ")
    on_page = PdfWriter()
    add_page(on_page, "Antrag")
    on_page.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
    link = PdfWriter()
    add_page(link, "Antrag")
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/A"): action("GoTo", Next=action("Launch", F="calc.exe")),
        }
    )
    link.pages[0][NameObject("/Annots")] = ArrayObject([link._add_object(annotation)])
    unlisted = good + b"77 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\n"
    return {
        "open-javascript": (_with_catalog("/OpenAction", script), "active:javascript"),
        "open-uri": (
            _with_catalog("/OpenAction", action("URI", URI="https://x.example")),
            "active:action",
        ),
        "open-next": (
            _with_catalog("/OpenAction", action("GoTo", Next=action("URI", URI="x"))),
            "active:action",
        ),
        "submit": (
            _with_catalog("/Extra", action("SubmitForm", F="https://x.example")),
            "active:action",
        ),
        "launch-behind-a-link": (written(link), "active:launch"),
        "page-action": (written(on_page), "active:javascript"),
        "embedded": (written(attached), "active:embedded"),
        "xfa": (
            _with_catalog(
                "/AcroForm", DictionaryObject({NameObject("/XFA"): TextStringObject("<x/>")})
            ),
            "active:xfa",
        ),
        "escaped-name": (
            _with_catalog("/OpenAction", script).replace(b"/JavaScript", b"/J#61vaScript"),
            "active:javascript",
        ),
        "outside-of-the-table": (unlisted, "active:javascript"),
        "rich-media": (
            _with_catalog(
                "/Extra", DictionaryObject({NameObject("/Subtype"): NameObject("/RichMedia")})
            ),
            "active:media",
        ),
        "encrypted": (written(locked), "encrypted"),
        "html": (b"<html><script>alert(1)</script>", "no_pdf"),
        "empty": (b"", "no_pdf"),
        "picture-before-pdf": (b"\x89PNG\r\n\x1a\n" + good, "no_pdf"),
        "cut-off": (good[: len(good) // 2], "broken"),
        "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 20, "broken"),
    }


def nested_bomb(depth: int = 200_000) -> bytes:
    """Return a PDF with an array of so many levels."""
    return pdf("x").replace(
        b"/Type /Catalog", b"/Type /Catalog /Extra " + b"[" * depth + b"]" * depth
    )


def page_bomb(pages: int) -> bytes:
    """Return a PDF whose page tree names one page so many times."""
    kids = b"3 0 R " * pages
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ]
    return assembled(objects)


def doubling_bomb(levels: int = 60) -> bytes:
    """Return a small PDF whose page tree doubles at each of its levels."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for level in range(levels):
        below = level + 3
        objects.append(b"<< /Type /Pages /Count 99 /Kids [%d 0 R %d 0 R] >>" % (below, below))
    objects.append(b"<< /Type /Page /MediaBox [0 0 9 9] >>")
    return assembled(objects)


def stream_bomb(megabytes: int = 300) -> bytes:
    """Return a small PDF whose page unpacks to so many megabytes of text."""
    packer = zlib.compressobj(9)
    block = b"BT (x) Tj ET " * 80_000
    packed = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """Return a PDF of numbered objects, the first one its catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)
