"""Clients that are logged in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from mitsprache.translation import queries
from tests.factories.accounts import UserFactory, log_in


@pytest.fixture
def office(client: Client) -> Client:
    """Somebody of the office."""
    log_in(client, UserFactory(roles=["office"], name="Olga Büro"))
    return client


@pytest.fixture
def translator(client: Client) -> Client:
    """Somebody who translates and does nothing else."""
    log_in(client, UserFactory(roles=["translator"], name="Tarik Übersetzung"))
    return client


@pytest.fixture(autouse=True)
def _no_memory() -> Iterator[None]:
    """Records made by factories do not raise the content version that counts are kept for."""
    yield
    queries._open_texts.cache_clear()
