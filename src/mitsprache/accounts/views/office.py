"""The administration's pages about accounts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mitsprache.accounts import operations
from mitsprache.accounts.account_forms import AccountChangeForm, AccountForm, state_of, values_of
from mitsprache.accounts.actors import has_second_factor
from mitsprache.accounts.enums import RoleName
from mitsprache.accounts.models import User
from mitsprache.accounts.queries import account_by_id, account_lines
from mitsprache.kernel.access import Reason, Requires
from mitsprache.kernel.store import problems_of
from mitsprache.kernel.views import Page, found

INVALID = 422


def add_problems(form: forms.Form, error: ValidationError) -> None:
    """Put an operation's complaints beside the fields they are about."""
    for name, texts in problems_of(error).items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


class AccountsPage(Page):
    """A page about accounts. Who opens it says once more who they are, if it was a while ago."""

    abstract = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the password or second factor again where that was long ago."""
        raise_if_reauthentication_required(request, app="mitsprache.accounts")
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[dict[str, str]]:
        """Return the pages above this one."""
        return [
            {"label": _("Büro"), "url": reverse("office_home")},
            {"label": _("Zugänge"), "url": reverse("accounts_office:account_list")},
        ]


class AccountList(Page):
    """All accounts."""

    access = Requires("accounts.read")
    template_name = "accounts/office/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Search and narrow by role."""
        text = self.request.GET.get("q", "").strip()[:200]
        role = self.request.GET.get("rolle", "")
        role = role if role in RoleName.values else ""
        return super().get_context_data(
            **kwargs,
            page_title=_("Zugänge"),
            lead=_("Wer sich anmelden kann und was er oder sie dann darf."),
            crumbs=[{"label": _("Büro"), "url": reverse("office_home")}],
            lines=account_lines(self.actor, text=text, role=role),
            text=text,
            role=role,
            roles=RoleName.choices,
            narrowed=bool(text or role),
        )


class _AccountFormPage(AccountsPage):
    abstract = True
    template_name = "accounts/office/form.html"

    def form_page(self, form: forms.Form, status: int = 200, **context: Any) -> HttpResponse:
        """Show the form."""
        crumbs = self.crumbs()
        return self.render_to_response(
            self.get_context_data(form=form, crumbs=crumbs, **context), status=status
        )


class AccountCreate(_AccountFormPage):
    """Makes an account and invites its owner."""

    access = Requires("accounts.create_account")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the empty form."""
        return self.form_page(AccountForm(), page_title=_("Zugang anlegen"))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Make the account, or show what is wrong."""
        form = AccountForm(request.POST)
        if form.is_valid():
            try:
                with transaction.atomic():
                    account = operations.create_account(actor=self.actor, **form.cleaned_data)
                    operations.invite(actor=self.actor, account=account)
            except ValidationError as error:
                add_problems(form, error)
            else:
                text = _("%(name)s bekommt jetzt eine Mail mit einem Link für das Passwort.")
                messages.success(request, text % {"name": account.name})
                return HttpResponseRedirect(reverse("accounts_office:account_list"))
        return self.form_page(form, INVALID, page_title=_("Zugang anlegen"))


class OneAccountPage(AccountsPage):
    """A page about the account whose number stands in the address."""

    abstract = True

    @cached_property
    def account(self) -> User:
        """The account, or 404."""
        return found(account_by_id(self.actor, self.kwargs["pk"]))

    @property
    def address(self) -> str:
        """Where the account is changed."""
        return reverse("accounts_office:account", args=[self.account.pk])


class AccountChange(OneAccountPage, _AccountFormPage):
    """Changes name, address, language and roles."""

    access = Requires("accounts.update_account")

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """Show the form with what else can be done."""
        return self.form_page(
            form,
            status,
            page_title=self.account.name,
            account=self.account,
            has_second_factor=has_second_factor(self.account),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is stored."""
        begin = values_of(self.account) | {"seen": state_of(self.account)}
        return self.page(AccountChangeForm(initial=begin))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Save, or show what is wrong, or that somebody else saved meanwhile."""
        form = AccountChangeForm(request.POST)
        if form.is_valid() and form.cleaned_data["seen"] != state_of(self.account):
            data = request.POST.copy()
            data["seen"] = state_of(self.account)
            form = AccountChangeForm(data)
            stored = values_of(self.account)
            roles = ", ".join(str(RoleName(name).label) for name in stored["roles"]) or "–"
            text = _(
                "Jemand anderes hat diesen Zugang inzwischen geändert. Gespeichert ist jetzt: "
                "%(name)s, %(email)s, Rollen: %(roles)s. Speichern Sie noch einmal, gilt Ihre Eingabe."
            )
            form.add_error(None, text % (stored | {"roles": roles}))
        elif form.is_valid() and self.write(form):
            messages.success(request, _("Gespeichert: %(name)s") % {"name": self.account.name})
            return HttpResponseRedirect(self.address)
        return self.page(form, INVALID)

    def write(self, form: AccountChangeForm) -> bool:
        """Write what differs; all or nothing."""
        data = form.cleaned_data
        values = {name: data[name] for name in ("name", "email", "language")}
        try:
            with transaction.atomic():
                operations.update_account(actor=self.actor, account=self.account, **values)
                operations.set_roles(actor=self.actor, account=self.account, roles=data["roles"])
        except ValidationError as error:
            self.account.refresh_from_db()
            add_problems(form, error)
            return False
        return True


class AccountAction(OneAccountPage):
    """Asks first and then does one thing with an account.

    Attributes:
        run: the operation.
        question, verb, done: what the page asks, the words on its button, what it says after.
    """

    abstract = True
    template_name = "accounts/office/action.html"
    run: ClassVar[Callable[..., None]]
    question: ClassVar[Reason]
    verb: ClassVar[Reason]
    done: ClassVar[Reason]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the account and the way back."""
        account = self.account
        return super().get_context_data(
            **kwargs,
            page_title=f"{self.verb}: {account.name}",
            question=self.question,
            verb=self.verb,
            crumbs=[*self.crumbs(), {"label": account.name, "url": self.address}],
            back_url=self.address,
        )

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        try:
            type(self).run(actor=self.actor, account=self.account)
        except ValidationError as error:
            for text in error.messages:
                messages.error(request, text)
        else:
            messages.success(request, f"{self.account.name}: {self.done}")
        return HttpResponseRedirect(self.address)


class Invite(AccountAction):
    """Sends the link for a password, the first time or again."""

    access = Requires("accounts.invite")
    run = staticmethod(operations.invite)
    question = gettext_lazy(
        "Die Person bekommt eine Mail mit einem Link, um ein Passwort zu setzen."
    )
    verb = gettext_lazy("Einladung schicken")
    done = gettext_lazy("Die Einladung ist unterwegs.")


class Deactivate(AccountAction):
    """Locks an account."""

    access = Requires("accounts.deactivate_account")
    run = staticmethod(operations.deactivate_account)
    question = gettext_lazy(
        "Die Person wird überall abgemeldet und kann sich nicht mehr anmelden. Was sie geschrieben "
        "hat, bleibt."
    )
    verb = gettext_lazy("Zugang sperren")
    done = gettext_lazy("Der Zugang ist gesperrt.")


class Activate(AccountAction):
    """Unlocks an account."""

    access = Requires("accounts.activate_account")
    run = staticmethod(operations.activate_account)
    question = gettext_lazy("Die Person kann sich dann wieder anmelden wie vorher.")
    verb = gettext_lazy("Zugang entsperren")
    done = gettext_lazy("Der Zugang ist entsperrt.")


class RemoveSecondFactor(AccountAction):
    """Takes the second factor of somebody who lost it."""

    access = Requires("accounts.remove_second_factor")
    run = staticmethod(operations.remove_second_factor)
    question = gettext_lazy(
        "App, Passkeys und Ersatzcodes werden entfernt, die Person wird überall abgemeldet und "
        "bekommt eine Mail. Prüfen Sie vorher, etwa am Telefon, ob wirklich sie darum bittet."
    )
    verb = gettext_lazy("Zweiten Faktor zurücksetzen")
    done = gettext_lazy("Der zweite Faktor ist entfernt.")
