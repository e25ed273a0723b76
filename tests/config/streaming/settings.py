"""The site's settings with the addresses of the small site."""

from mitsprache.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.config.streaming.urls"
