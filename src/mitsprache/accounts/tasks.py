"""What is done for accounts by itself, every night."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session

from mitsprache.kernel.jobs import every


@every(dt.timedelta(days=1))
def clear_sessions() -> None:
    """Delete log-ins that have run out, and what is noted of their browsers and addresses."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
