"""The site's settings plus the two yardstick views, for the benchmark's own servers."""

from mitsprache.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
