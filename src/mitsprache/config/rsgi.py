"""Entry point of `mitsprache serve`: the site and its open event streams."""

from mitsprache.config.wsgi import application as site


def _application() -> object:
    from mitsprache.config.front import Front  # reads models, so Django must be set up

    return Front(site)


application = _application()
