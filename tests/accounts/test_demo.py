"""The demo's log-ins: one per role, shown only while the demo is on."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.test import Client, override_settings

from mitsprache.accounts import demo
from mitsprache.accounts.enums import RoleName
from mitsprache.accounts.models import User
from mitsprache.config import env

pytestmark = pytest.mark.django_db
LOGIN, STEP_TWO = "/konto/anmelden/", "/konto/anmelden/zweiter-faktor/"


def test_one_account_per_role_and_none_twice() -> None:
    demo.create()
    demo.create()
    assert User.objects.count() == len(RoleName)
    for account in demo.ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert [role.name for role in user.roles.all()] == [account.role]
        assert user.email.endswith(".example")


@override_settings(DEMO=True)
@pytest.mark.parametrize("account", demo.ACCOUNTS, ids=lambda account: str(account.role))
def test_the_log_in_page_says_how_to_get_in(client: Client, account: demo.DemoAccount) -> None:
    demo.create()
    page = client.get(LOGIN).content.decode()
    assert account.email in page
    assert demo.PASSWORD in page
    for _twice in range(2):
        visitor = Client()
        visitor.post(LOGIN, {"login": account.email, "password": demo.PASSWORD})
        if account.needs_code:
            assert demo.present_code() in visitor.get(STEP_TWO).content.decode()
            visitor.post(STEP_TWO, {"code": demo.present_code()})
        assert visitor.get("/office/").status_code == 200


@override_settings(DEMO=False)
def test_without_the_demo_the_page_says_nothing(client: Client) -> None:
    demo.create()
    page = client.get(LOGIN).content.decode()
    assert demo.PASSWORD not in page
    assert "demo.example" not in page


@pytest.mark.parametrize("on", [True, False])
def test_deployment_check_objects_to_the_demo(on: bool) -> None:
    with override_settings(DEMO=on):
        found = [m for m in run_checks(include_deployment_checks=True) if m.id == "accounts.E001"]
    assert bool(found) is on


def test_demo_and_https_do_not_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import util

    monkeypatch.setenv("MITSPRACHE_DEMO", "yes")
    monkeypatch.setenv("MITSPRACHE_HTTPS", "yes")
    spec = util.find_spec("mitsprache.config.settings")
    assert spec
    assert spec.loader
    with pytest.raises(env.BadSetting, match="MITSPRACHE_DEMO"):
        spec.loader.exec_module(util.module_from_spec(spec))
