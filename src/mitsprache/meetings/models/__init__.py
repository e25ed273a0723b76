"""Records of sessions."""

from mitsprache.meetings.models.frame import FrameEntry
from mitsprache.meetings.models.meeting import AgendaItem, Meeting

__all__ = ["AgendaItem", "FrameEntry", "Meeting"]
