"""Records of sessions."""

from mitsprache.meetings.models.frame import FrameEntry
from mitsprache.meetings.models.meeting import AgendaItem, Meeting
from mitsprache.meetings.models.template import AgendaTemplate

__all__ = ["AgendaItem", "AgendaTemplate", "FrameEntry", "Meeting"]
