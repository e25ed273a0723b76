"""The benchmark's site behind the front that `mitsprache serve` runs."""

from tests.bench.wsgi import application as wsgi


def _application() -> object:
    from mitsprache.config.front import Front  # reads models, so Django must be set up

    return Front(wsgi)


application = _application()
