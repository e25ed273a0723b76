"""The benchmark's site behind the front that `mitsprache serve` runs."""

from mitsprache.config.front import Front
from tests.bench.wsgi import application as wsgi

application = Front(wsgi)
