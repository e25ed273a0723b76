"""Clients that are logged in."""

from __future__ import annotations

import pytest
from django.test import Client

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
