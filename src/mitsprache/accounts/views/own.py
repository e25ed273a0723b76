"""The pages of one's own account that are not allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mitsprache.accounts import operations
from mitsprache.accounts.actors import account_of, has_second_factor
from mitsprache.kernel.access import Requires
from mitsprache.kernel.views import Endpoint, Page, found


class AccountHome(Page):
    """What belongs to the account, and where to change it."""

    access = Requires("accounts.manage_own")
    template_name = "accounts/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add roles and whether there is a second factor."""
        account = account_of(self.request)
        return super().get_context_data(
            **kwargs,
            account=account,
            roles=list(account.roles.all()),
            has_second_factor=has_second_factor(account),
        )


class EndSession(Endpoint):
    """Log oneself out on one other device."""

    access = Requires("accounts.manage_own")

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """End one of the own sessions; somebody else's counts as missing."""
        account = account_of(request)
        session = found(UserSession.objects.filter(user=account, pk=pk).first())
        if session.is_current():
            logout(request)
            return HttpResponseRedirect(reverse("account_login"))
        operations.end_own_session(actor=self.actor, account=account, session=session)
        messages.success(request, _("Dort sind Sie jetzt abgemeldet."))
        return HttpResponseRedirect(reverse("usersessions_list"))


account_home = AccountHome.as_view()
end_session = EndSession.as_view()
