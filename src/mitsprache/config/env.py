"""The one table of settings that an installation can change by environment variables."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PREFIX = "MITSPRACHE_"


class BadSetting(ValueError):
    """An environment variable holds something its setting can't be; the text says what to do."""


def text(value: str) -> str:
    """Take the value as it stands."""
    return value.strip()


def flag(value: str) -> bool:
    """Read yes/no, on/off, true/false, 1/0."""
    word = value.strip().lower()
    if word in {"1", "yes", "true", "on", "ja"}:
        return True
    if word in {"0", "no", "false", "off", "nein", ""}:
        return False
    raise ValueError("expected yes or no")


def number(value: str) -> int:
    """Read a whole number that is not negative."""
    result = int(value)
    if result < 0:
        raise ValueError("expected a number from 0 up")
    return result


def words(value: str) -> tuple[str, ...]:
    """Read a comma-separated list."""
    return tuple(word.strip() for word in value.split(",") if word.strip())


def path(value: str) -> Path:
    """Read a file-system path; `~` is the home folder."""
    return Path(value.strip()).expanduser().resolve()


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its environment variable is `MITSPRACHE_` + name."""

    name: str
    type: Callable[[str], Any]
    default: str
    help: str


TABLE: tuple[Setting, ...] = (
    Setting("DATA_DIR", path, "var", "Folder for the database, uploads and keys."),
    Setting("SECRET_KEY", text, "", "Signing key. Empty: one is made and kept in DATA_DIR."),
    Setting(
        "OLD_SECRET_KEYS", words, "", "Earlier keys that second factors may be encrypted with."
    ),
    Setting(
        "DATABASE_URL",
        text,
        "",
        "Empty: SQLite in DATA_DIR. postgresql://user:password@host:port/name for PostgreSQL.",
    ),
    Setting("HOSTS", words, "127.0.0.1,localhost,[::1]", "Host names the site answers to."),
    Setting(
        "BASE_URL", text, "http://127.0.0.1:8000", "Address in mails and feeds, without final /."
    ),
    Setting("HTTPS", flag, "no", "Yes: cookies, redirects and HSTS for HTTPS only."),
    Setting(
        "BEHIND_PROXY", flag, "no", "Yes: trust X-Forwarded-Proto and X-Forwarded-For of one proxy."
    ),
    Setting("DEBUG", flag, "no", "Yes: detailed error pages. Never on a public site."),
    Setting(
        "DEMO", flag, "no", "Yes: demo log-ins stand on the log-in page. Never on a public site."
    ),
    Setting("TIME_ZONE", text, "Europe/Berlin", "Time zone of sessions and dates."),
    Setting("LANGUAGES", words, "de,de-simple,en,tr,ar", "Languages of the public site, in order."),
    Setting(
        "MAIL_URL",
        text,
        "",
        "smtp://user:password@host:port or smtps://. Empty: mails go to DATA_DIR/mail.",
    ),
    Setting("MAIL_FROM", text, "mitsprache@localhost", "Sender of mails."),
    Setting(
        "AGENDA_SOURCES",
        text,
        "",
        "Where the agenda can be had beside this site, one place a line or separated by '|'.",
    ),
    Setting(
        "PAGE_CACHE_SECONDS", number, "60", "How long a public page may be served from memory."
    ),
    Setting(
        "PAGE_CACHE_PAGES", number, "2000", "How many public pages one worker keeps in memory."
    ),
    Setting("THREADS", number, "4", "Requests that each worker answers at the same time."),
    Setting("WATCHERS", number, "4000", "How many may watch live pages at a time, in each worker."),
    Setting(
        "WATCHERS_PER_ADDRESS",
        number,
        "300",
        "How many of them from one network address, such as the Wi-Fi of the town hall.",
    ),
    Setting("UPLOAD_MEGABYTES", number, "20", "Largest picture or file that can be uploaded."),
    Setting("LOG_LEVEL", text, "INFO", "DEBUG, INFO, WARNING or ERROR."),
)


def read(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return every setting by its name, typed; an unset variable takes the default.

    Raises:
        BadSetting: a variable has a value of the wrong form, or an unknown `MITSPRACHE_` name is set.
    """
    known = {PREFIX + setting.name for setting in TABLE}
    for name in environ:
        if name.startswith(PREFIX) and name not in known:
            raise BadSetting(f"{name} is no setting of mitsprache; see docs/settings.md.")
    values: dict[str, Any] = {}
    for setting in TABLE:
        raw = environ.get(PREFIX + setting.name, setting.default)
        try:
            values[setting.name] = setting.type(raw)
        except ValueError as error:
            raise BadSetting(f"{PREFIX}{setting.name}={raw!r}: {error}. {setting.help}") from error
    return values
