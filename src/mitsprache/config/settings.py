"""Settings of Django, over the typed environment table in `env`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from mitsprache.config import env
from mitsprache.config.secret import kept_secret
from mitsprache.kernel.languages import KNOWN

ENV = env.read()
DATA_DIR: Path = ENV["DATA_DIR"]
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
PACKAGE_DIR = Path(__file__).resolve().parent.parent


SECRET_KEY = ENV["SECRET_KEY"] or kept_secret(DATA_DIR / "secret-key")
SECRET_KEY_FALLBACKS = list(ENV["OLD_SECRET_KEYS"])
DEBUG: bool = ENV["DEBUG"]
DEMO: bool = ENV["DEMO"]
ALLOWED_HOSTS = list(ENV["HOSTS"])
BASE_URL: str = ENV["BASE_URL"].rstrip("/")
ROOT_URLCONF = "mitsprache.config.urls"
WSGI_APPLICATION = "mitsprache.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "mitsprache.config",
    "mitsprache.public",
    "mitsprache.office",
    "mitsprache.exchange",
    "mitsprache.publishing",
    "mitsprache.goals",
    "mitsprache.papers",
    "mitsprache.meetings",
    "mitsprache.invitations",
    "mitsprache.proceedings",
    "mitsprache.minutes",
    "mitsprache.council",
    "mitsprache.translation",
    "mitsprache.accounts",
    "mitsprache.audit",
    "mitsprache.kernel",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "mitsprache.kernel.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "mitsprache.kernel.middleware.SecurityHeadersMiddleware",
    "mitsprache.kernel.middleware.LimitsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "mitsprache.accounts.middleware.ActorMiddleware",
    "mitsprache.kernel.middleware.AccessMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "mitsprache.public.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "mitsprache.kernel.templatetags.texts",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def _database(url: str) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "mitsprache.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    "PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise env.BadSetting(
            "MITSPRACHE_DATABASE_URL: expected postgresql://user:password@host/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(ENV["DATABASE_URL"])}

# Languages: gettext's messages are written in German, the binding language.
LANGUAGE_CODE = "de"
for _code in ENV["LANGUAGES"]:
    if _code not in KNOWN:
        raise env.BadSetting(f"MITSPRACHE_LANGUAGES: {_code!r} is none of {', '.join(KNOWN)}.")
    LANG_INFO.setdefault(
        _code,
        {
            "bidi": KNOWN[_code].direction == "rtl",
            "code": _code,
            "name": KNOWN[_code].own_name,
            "name_local": KNOWN[_code].own_name,
        },
    )
LANGUAGES = [(code, KNOWN[code].own_name) for code in ENV["LANGUAGES"]]
LANGUAGES_BIDI = [code for code, language in KNOWN.items() if language.direction == "rtl"]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "sprache"
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = "mitsprache.config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENV["TIME_ZONE"]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Log-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["mitsprache.accounts.backends.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/office/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True

# django-allauth: by e-mail only, nobody registers alone (docs/accounts.md)
ACCOUNT_ADAPTER = "mitsprache.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "mitsprache.accounts.password_forms.PlainLoginForm",
    "reauthenticate": "mitsprache.accounts.password_forms.PlainReauthenticateForm",
    "reset_password": "mitsprache.accounts.password_forms.PlainResetForm",
    "reset_password_from_key": "mitsprache.accounts.password_forms.PlainResetKeyForm",
    "change_password": "mitsprache.accounts.password_forms.PlainChangePasswordForm",
    "set_password": "mitsprache.accounts.password_forms.PlainSetPasswordForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_USER_DISPLAY = "mitsprache.accounts.adapters.display_name"
# The limit on log-ins as such is off: accounts.throttle counts failures, in a way that a stranger
# can't lock a member out (docs/adr/0003-second-factor-and-guessing.md).
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "20/10m/ip,10/10m/key,50/d/key",
    "reset_password": "20/10m/ip,5/10m/key",
}
MFA_ADAPTER = "mitsprache.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_FORMS = {
    "authenticate": "mitsprache.accounts.forms.SecondFactorForm",
    "authenticate_webauthn": "mitsprache.accounts.forms.SecondFactorKeyForm",
    "add_webauthn": "mitsprache.accounts.forms.AddKeyForm",
    "login_webauthn": "mitsprache.accounts.forms.LogInKeyForm",
    "reauthenticate": "mitsprache.accounts.forms.SecondFactorAgainForm",
    "reauthenticate_webauthn": "mitsprache.accounts.forms.KeyAgainForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administration gave the address; nobody adds one alone
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TRUST_ENABLED = False
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
USERSESSIONS_ADAPTER = "mitsprache.accounts.adapters.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENV["BEHIND_PROXY"] else 0

# Counters of failed log-ins must be the same in all workers and survive a restart.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cacherow",
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
if DEMO and ENV["HTTPS"]:
    raise env.BadSetting(
        "MITSPRACHE_DEMO and MITSPRACHE_HTTPS: the demo's passwords are known to all, so it is never "
        "served on the internet. Set one of them to no."
    )

# Security
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV["HTTPS"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENV["HTTPS"] else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENV["HTTPS"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENV["BEHIND_PROXY"]:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Mail
if ENV["MAIL_URL"]:
    _mail = urlsplit(ENV["MAIL_URL"])
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 25)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV["MAIL_FROM"]

# Jobs: PostgreSQL wakes the workers when it holds the data, else a file of its own does
JOB_QUEUE: str = ENV["DATABASE_URL"] or str(DATA_DIR / "jobs.sqlite3")
JOB_FILES = DATA_DIR / "job-files"
JOBS_IMMEDIATE = False

# Pages in memory
PAGE_CACHE_SECONDS: int = ENV["PAGE_CACHE_SECONDS"]
PAGE_CACHE_PAGES: int = ENV["PAGE_CACHE_PAGES"]
THREADS: int = ENV["THREADS"]
WATCHERS: int = ENV["WATCHERS"]
WATCHERS_PER_ADDRESS: int = ENV["WATCHERS_PER_ADDRESS"]
UPLOAD_BYTES: int = ENV["UPLOAD_MEGABYTES"] * 1024 * 1024
# A form can hold a picture, a video and texts; what is a bit too big still gets a kind answer.
REQUEST_BYTES = 3 * UPLOAD_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE
AGENDA_SOURCES = [
    line.strip() for line in ENV["AGENDA_SOURCES"].replace("\n", "|").split("|") if line.strip()
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "mitsprache.kernel.logs.LineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENV["LOG_LEVEL"]},
    "loggers": {"huey": {"level": "WARNING"}},
}
