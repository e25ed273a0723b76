from __future__ import annotations

import builtins
import getpass
import io
import sys

import pytest

from mitsprache.accounts.models import User
from mitsprache.cli import main

pytestmark = pytest.mark.django_db
EMAIL = "ayla@council.example"
PASSWORD = "sieben Brücken und ein Kanal"


def create(monkeypatch: pytest.MonkeyPatch, *options: str, password: str = PASSWORD) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    return main(["createadmin", "--password-stdin", *options])


def test_the_account_administers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert create(monkeypatch, "--email", EMAIL, "--name", "Ayla Demir") == 0
    user = User.objects.get()
    assert (user.email, user.name) == (EMAIL, "Ayla Demir")
    assert list(user.roles.values_list("name", flat=True)) == ["administration"]
    assert user.check_password(PASSWORD)


def test_what_is_not_given_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["", EMAIL, "Ayla Demir"])
    monkeypatch.setattr(builtins, "input", lambda question: next(answers))
    monkeypatch.setattr(getpass, "getpass", lambda question: PASSWORD)
    assert main(["createadmin"]) == 0
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("password", ["", "kurz", "123456789012", "ayla@council.example"])
def test_a_weak_password_is_refused(
    password: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert create(monkeypatch, "--email", EMAIL, "--name", "Ayla", password=password) == 1
    assert capsys.readouterr().err.strip()
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["ayla", "ayla@", "ayla demir@council.example"])
def test_a_wrong_address_is_refused(email: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert create(monkeypatch, "--email", email, "--name", "Ayla") == 1
    assert not User.objects.exists()


def test_an_address_that_has_an_account_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert create(monkeypatch, "--email", EMAIL, "--name", "Ayla Demir") == 0
    assert create(monkeypatch, "--email", EMAIL.upper(), "--name", "Ayla Demir") == 1
    assert User.objects.count() == 1


def test_two_different_passwords_are_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([PASSWORD, "another one"])
    monkeypatch.setattr(getpass, "getpass", lambda question: next(answers))
    assert main(["createadmin", "--email", EMAIL, "--name", "Ayla"]) == 1
    assert "differ" in capsys.readouterr().err


def test_nobody_to_ask_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert main(["createadmin", "--password-stdin"]) == 1
    assert "--email" in capsys.readouterr().err
