"""Files of papers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.models import Record
from mitsprache.papers.enums import FileRole
from mitsprache.papers.models.paper import Paper
from mitsprache.papers.pdf import CheckedPdf, checked


class File(Record):
    """A checked PDF of a paper (OParl: File). It is served by a view that asks who looks."""

    NOT_TRANSLATED = {
        "name": "the title of a document in its own language",
        "text": "what the document says, for the search",
        "sha256": "a checksum",
        "language": "a language tag",
    }

    paper = models.ForeignKey(
        Paper, on_delete=models.CASCADE, related_name="files", verbose_name=_("Drucksache")
    )
    role = models.CharField(
        _("Art"), max_length=20, choices=FileRole.choices, default=FileRole.MAIN
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    name = models.CharField(_("Bezeichnung"), max_length=200)
    language = models.CharField(
        _("Sprache"),
        max_length=12,
        default="de",
        help_text=_("Sprachkürzel des Dokuments, z. B. de oder tr."),
    )
    file = models.FileField(_("PDF-Datei"), upload_to="papers/", max_length=200)
    size = models.PositiveBigIntegerField(_("Größe in Byte"), editable=False, default=0)
    pages = models.PositiveIntegerField(_("Seiten"), editable=False, default=0)
    sha256 = models.CharField(max_length=64, editable=False, blank=True)
    text = models.TextField(editable=False, blank=True)
    public = models.BooleanField(
        _("öffentlich"), default=True, help_text=_("Nur wirksam, wenn die Drucksache es auch ist.")
    )

    class Meta:
        verbose_name = _("Datei")
        verbose_name_plural = _("Dateien")
        ordering = ["paper", "-role", "position", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Check a PDF that is new; note what it holds. So no file is ever stored unchecked.

        Raises:
            ValidationError: it is no PDF that may be shown.
        """
        super().clean()
        if not self.file or getattr(self.file, "_committed", True):
            return
        pdf = self.file.file
        if not isinstance(pdf, CheckedPdf):
            pdf = checked(pdf.read())
            self.file = pdf
        self.size = pdf.size
        self.pages, self.sha256, self.text = pdf.pages, pdf.sha256, pdf.text
