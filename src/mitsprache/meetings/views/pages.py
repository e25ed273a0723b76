"""What the workspace's pages about sessions share."""

from __future__ import annotations

from django.db.models import QuerySet

from mitsprache.kernel.pages.base import RecordPage
from mitsprache.meetings import operations
from mitsprache.meetings.models import Meeting


class MeetingPage(RecordPage):
    abstract = True
    operations = operations.meeting

    def records(self) -> QuerySet[Meeting]:
        return Meeting.objects.select_related("organization", "term", "location")
