"""A member's own page: vote by phone, and see what was recorded for oneself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mitsprache.kernel.access import Requires
from mitsprache.kernel.store import problems_of
from mitsprache.kernel.views import Endpoint, Page, found
from mitsprache.proceedings import queries_own
from mitsprache.proceedings.enums import Choice
from mitsprache.proceedings.models import Vote
from mitsprache.proceedings.operations_devices import cast_device_ballot
from mitsprache.proceedings.operations_speakers import ask_to_speak, withdraw_speech
from mitsprache.proceedings.queries_speakers import OwnSpeech, own_speeches


def say_why(request: HttpRequest, error: ValidationError) -> None:
    """Tell on the next page why nothing was done."""
    for texts in problems_of(error).values():
        for message in texts:
            messages.error(request, message)


class OwnVotes(Page):
    access = Requires("proceedings.cast_device_ballot")
    template_name = "proceedings/office/own_votes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Abstimmen und reden"),
            lead=_(
                "Hier stimmen Sie am eigenen Gerät ab, melden sich zu Wort und sehen, was für Sie "
                "erfasst ist."
            ),
            crumbs=[{"label": _("Büro"), "url": reverse("office_home")}],
            speeches=own_speeches(self.actor),
            votes=queries_own.open_votes(self.actor),
            recorded=queries_own.recorded(self.actor),
            choices=Choice.choices,
            **kwargs,
        )

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Vote, and come back to the page."""
        text = request.POST.get("vote", "")
        chosen = request.POST.get("choice", "")
        vote = found(
            Vote.objects.select_related("sitting").filter(pk=int(text[:18])).first()
            if text.isascii() and text.isdigit()
            else None
        )
        try:
            cast_device_ballot(actor=self.actor, vote=vote, choice=chosen)
        except ValidationError as error:
            say_why(request, error)
        else:
            messages.success(request, _("Ihre Stimme ist angekommen."))
        return HttpResponseRedirect(reverse("proceedings_office:own_votes"))


class OwnSpeeches(Endpoint):
    """Asks to speak, or takes it back, and leads back to the page."""

    access = Requires("proceedings.take_part")
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Do what the button says, in the session in which the member sits."""
        number = request.POST.get("participant", "")
        own = own_speeches(self.actor)
        speech = found(next((one for one in own if str(one.participant.pk) == number), None))
        try:
            messages.success(request, self.do(request, speech))
        except ValidationError as error:
            say_why(request, error)
        return HttpResponseRedirect(reverse("proceedings_office:own_votes"))

    def do(self, request: HttpRequest, speech: OwnSpeech) -> str:
        """Return what was done, in words."""
        if "withdraw" in request.POST:
            waiting = speech.own.get(request.POST["withdraw"])
            if waiting is not None:
                withdraw_speech(actor=self.actor, speech=waiting)
            return _("Ihre Meldung ist zurückgenommen.")
        kind = request.POST.get("ask", "")
        ask_to_speak(actor=self.actor, participant=speech.participant, kind=kind)
        return _("Sie stehen auf der Redeliste.")
