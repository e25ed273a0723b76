"""Every page of the demonstration is valid HTML, and every page type is among those checked."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import translation

from mitsprache.publishing.models import Article
from tests.architecture.resolver import addresses as all_addresses
from tests.factories.accounts import UserFactory, log_in
from tests.site import addresses
from tests.site.crawl import pages
from tests.tools.html import check_pages

pytestmark = pytest.mark.slow

NO_PAGES = {
    # files
    "favicon",
    "media",
    "invitations:file",
    "invitations:notice",
    "invitations:pack",
    "invitations_office:letters",
    "invitations_office:pack_file",
    "invitations_office:proof",
    "meetings:calendar_ics",
    "meetings:feed",
    "meetings:meeting_ics",
    "mfa_download_recovery_codes",
    "minutes:decisions_csv",
    "minutes:decisions_json",
    "minutes:minutes_pdf",
    "minutes_office:allowance_file",
    "minutes_office:allowance_pdf",
    "minutes_office:full_pdf",
    "minutes_office:sign_pdf",
    "paper_file",
    "papers:feed",
    "proceedings:live_state",  # the part of the live page that changes, alone
    "proceedings:live_stream",
    "publishing:feed",
    "robots",
    "sitemap",
    "sitemap_section",
    # nothing but answers to a button
    "account_end_session",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
    "minutes_office:paper_signature",
    "minutes_office:proposal",
    "invitations_office:build_pack",
    "invitations_office:note_delivery",
    "invitations_office:note_reply",
    "office_language",
    "proceedings_office:own_speech",
    "papers_office:own_ask",
    "papers_office:own_hand_in",
    "papers_office:paper_give_back",
    "papers_office:paper_submit",
    "papers_office:paper_withdraw",
    "proceedings_office:action",
    "proceedings_office:state",
    "publishing_office:article_publish",
    "publishing_office:article_withdraw",
    "publishing_office:preview_renew",
    # leads to where it belongs
    "root",
    "account_set_password",
}
ELSEWHERE = {
    # tests/proceedings/test_own_votes.py, for members only
    "proceedings_office:own_votes",
    # tests/papers/test_office.py, for members only
    "papers_office:own",
    "papers_office:own_create",
    "papers_office:own_delete",
    "papers_office:own_list",
    "papers_office:request",
    # tests/accounts/test_html.py, which goes through log-in and second factor step by step
    "account_reset_password_from_key",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    # tests/minutes/, which has minutes and lists of allowances in every state
    "minutes_office:item",
    "minutes_office:correction",
    "minutes_office:correction_delete",
    "minutes_office:sign",
    # tests/invitations, since the addresses hold keys that can't be known beforehand
    "invitations:invitation",
    "invitations_office:pack",
    # the same template as `account_deactivate`
    "accounts_office:account_activate",
}


def html_of(client: Client, paths: list[str]) -> dict[str, str]:
    """Return the pages by address, all of which must be there."""
    found = {path: client.get(path) for path in paths}
    wrong = {
        path: answer.status_code for path, answer in found.items() if answer.status_code != 200
    }
    assert wrong == {}
    return {path: answer.content.decode() for path, answer in found.items()}


def public_paths(language: str) -> list[str]:
    token = Article.objects.get(key="rueckblick-2026").preview_token
    return [f"/{language}/{path.format(token=token)}" for path in addresses.PUBLIC]


def test_every_page_is_valid(visitor: Client) -> None:
    everything: dict[str, str] = {}
    for language in ("de", "ar"):
        for path, answer in pages(visitor, f"/{language}/", prefix=f"/{language}/"):
            if "html" in answer["Content-Type"]:
                everything[path] = answer.content.decode()
        everything |= html_of(visitor, public_paths(language))
        missing = visitor.get(f"/{language}/{addresses.MISSING}")
        everything[f"missing {language}"] = missing.content.decode()
    everything |= html_of(visitor, addresses.ANONYMOUS)
    assert len(everything) > 250

    administrator, member = Client(), Client()
    user = log_in(administrator, UserFactory(roles=["administration"]))
    log_in(member, UserFactory(roles=["member"]))
    office = [
        path.format(account=user.pk, entry=1)
        for path in [*addresses.OFFICE, *addresses.RECORD_PAGES, *addresses.OWN]
    ]
    everything |= html_of(administrator, office)
    everything |= {
        "office in English": in_english(administrator),
        "refusal": member.get("/office/personen/").content.decode(),
        "mistakes": administrator.post("/office/sitzungen/neu/", {}).content.decode(),
    }
    found = check_pages(everything)
    assert {path: problems for path, problems in found.items() if problems} == {}


def in_english(client: Client) -> str:
    client.post("/office/sprache/", {"language": "en"})
    html = client.get("/office/").content.decode()
    assert '<html lang="en"' in html
    return html


def test_no_page_type_is_forgotten(demo: None) -> None:
    """A new page must be put into `addresses.py`, where axe and the HTML checker find it."""
    listed = [
        *public_paths("de"),
        *addresses.ANONYMOUS,
        *addresses.OFFICE,
        *addresses.RECORD_PAGES,
        *addresses.OWN,
        addresses.FIRST_FACTOR,
    ]
    plain = [path.format(account=1, entry=1).partition("?")[0] for path in listed]
    with translation.override("de"):
        checked = {resolve(path).view_name for path in plain}
    expected = {name for _pattern, name, _view in all_addresses()} - NO_PAGES
    assert checked | ELSEWHERE == expected
    assert checked & ELSEWHERE == {"account_reset_password_from_key"}
