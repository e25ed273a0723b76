"""Set-up of the installation."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses and entry points."""

    name = "mitsprache.config"
