"""The minute taker's page: one address that shows, one below it for each thing that is done."""

from __future__ import annotations

from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mitsprache.kernel import clock, store
from mitsprache.kernel.access import Requires
from mitsprache.kernel.models import ContentVersion
from mitsprache.kernel.pages.base import edit_address
from mitsprache.kernel.store import problems_of
from mitsprache.kernel.views import Endpoint, Page, found
from mitsprache.meetings.enums import ItemResult
from mitsprache.meetings.models import Meeting
from mitsprache.proceedings.actions import ACTIONS, TEXTS
from mitsprache.proceedings.board import Board, refill
from mitsprache.proceedings.enums import Majority, ParticipantKind, VoteKind
from mitsprache.proceedings.locks import why_locked
from mitsprache.proceedings.models import ItemRecord
from mitsprache.proceedings.operations import WITHOUT_VOTE
from mitsprache.proceedings.sent import Sent
from mitsprache.proceedings.words import ACTIONS as WORDS

SCRIPT = "X-Cockpit"
"""Header of requests by the page's script: it wants the page itself ('page') or JSON ('json')."""


def cockpit_address(meeting: Meeting) -> str:
    """Return where the record of `meeting` is kept."""
    return reverse("proceedings_office:cockpit", args=[meeting.key])


class CockpitBase(Page):
    """The page about the session in the address."""

    abstract = True
    template_name = "proceedings/office/cockpit.html"

    @cached_property
    def meeting(self) -> Meeting:
        """The session; 404 where there is none."""
        rows = Meeting.objects.select_related("term", "organization")
        return found(rows.filter(key=self.kwargs["key"]).first())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        board = Board(self.actor, self.meeting)
        locked = why_locked(board.sitting) if board.sitting else ""
        return super().get_context_data(
            page_title=_("Sitzungsverlauf"),
            lead=str(self.meeting),
            crumbs=[
                {"label": _("Büro"), "url": reverse("office_home")},
                {"label": _("Sitzungen"), "url": reverse("meetings_office:meeting_list")},
                {"label": self.meeting.name, "url": edit_address(self.meeting)},
            ],
            board=board,
            meeting=self.meeting,
            locked=locked,
            now=clock.now(),
            here=cockpit_address(self.meeting),
            kinds=[kind for kind in ParticipantKind if kind.value not in {"member", "deputy"}],
            vote_kinds=VoteKind.choices,
            majorities=Majority.choices,
            results=[result for result in ItemResult if result in WITHOUT_VOTE],
            **{"typed": {}, "conflict": None, **kwargs},
        )


class Cockpit(CockpitBase):
    access = Requires("proceedings.read")


class CockpitState(Endpoint):
    """A number that rises with every write, for the page's script to ask every two seconds."""

    access = Requires("proceedings.read")

    def get(self, _request: HttpRequest, **_kwargs: Any) -> JsonResponse:
        """Answer the number."""
        return JsonResponse({"version": ContentVersion.current()})


class CockpitAction(CockpitBase):
    """Does what a button says and shows the page again; a script may ask for JSON instead."""

    access = Requires("proceedings.read")
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, verb: str, **_kwargs: Any) -> HttpResponse:
        """Run the action of the verb in the address."""
        action = found(ACTIONS.get(verb))
        try:
            result = action(Sent(self.actor, self.meeting, request.POST))
        except ValidationError as error:
            return self.refused([text for texts in problems_of(error).values() for text in texts])
        except store.Conflict as conflict:
            return self.conflict(conflict)
        except OperationalError:
            return self.refused(
                [
                    _(
                        "Die Datenbank ist gerade belegt, deshalb ist nichts gespeichert. Versuchen Sie "
                        "es in ein paar Sekunden noch einmal."
                    )
                ],
                HTTPStatus.SERVICE_UNAVAILABLE,
            )
        words = result if isinstance(result, str) else WORDS[f"proceedings.{verb}"]
        return self.done(str(words), result)

    @property
    def wanted(self) -> str:
        """What a script wants: 'page', 'json', or '' where no script asks."""
        return self.request.headers.get(SCRIPT, "")

    def done(self, words: str, result: object) -> HttpResponse:
        """Answer what was done."""
        if self.wanted == "json":
            version = result.version if isinstance(result, ItemRecord) else 0
            return JsonResponse({"done": words, "version": version})
        messages.success(self.request, words)
        if self.wanted:
            return self.render_to_response(self.get_context_data())
        return HttpResponseRedirect(cockpit_address(self.meeting))

    def refused(
        self, texts: list[str], status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
    ) -> HttpResponse:
        """Answer why nothing was written; what was typed stays in the form."""
        if self.wanted == "json":
            return JsonResponse({"errors": texts}, status=status)
        for text in texts:
            messages.error(self.request, text)
        context = self.get_context_data(typed=refill(self.request.POST), verb=self.kwargs["verb"])
        return self.render_to_response(context, status=status)

    def conflict(self, conflict: store.Conflict) -> HttpResponse:
        """Show what somebody else wrote meanwhile beside what was typed; nothing is overwritten."""
        current = conflict.current
        texts = (
            {name: getattr(current, name) for name in TEXTS}
            if isinstance(current, ItemRecord)
            else {}
        )
        if self.wanted == "json":
            return JsonResponse(
                {"current": texts, "version": current.version}, status=HTTPStatus.CONFLICT
            )
        messages.error(
            self.request,
            _("Jemand anderes hat inzwischen dasselbe geändert. Es ist nichts überschrieben."),
        )
        context = self.get_context_data(
            typed=refill(self.request.POST), verb=self.kwargs["verb"], conflict=texts
        )
        return self.render_to_response(context, status=HTTPStatus.CONFLICT)
