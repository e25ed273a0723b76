"""The one way to make a PDF: a Typst template of an app, and data. See docs/print.md."""

from mitsprache.kernel.pdf.compile import render
from mitsprache.kernel.pdf.wording import rich, written

__all__ = ["render", "rich", "written"]
