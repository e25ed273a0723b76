"""Records of papers."""

from mitsprache.papers.models.file import File
from mitsprache.papers.models.paper import Consultation, Originator, Paper, PaperVersion

__all__ = ["Consultation", "File", "Originator", "Paper", "PaperVersion"]
