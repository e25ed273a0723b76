"""The register of decisions: page, CSV and JSON."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.page_cache import cacheable
from mitsprache.kernel.paging import Place
from mitsprache.kernel.richtext import as_plain
from mitsprache.kernel.views import Endpoint, PublicPage, found
from mitsprache.minutes import register
from mitsprache.proceedings.wording import counts_words, vote_words


def asked_for(view: PublicPage | Endpoint) -> register.Wanted:
    """Return what the address asks for; a value that nobody offers is a page that does not exist."""
    asked = register.wanted(view.actor, view.request.GET.dict())
    if asked.unknown:
        raise Http404(_("Diese Seite gibt es nicht."))
    return asked


def place(view: PublicPage | Endpoint) -> Place | None:
    """Return where the page begins, from `?vor=`."""
    written = view.request.GET.get("vor", "")
    return found(Place.read(written)) if written else None


def facts(decision: register.Decision) -> dict[str, Any]:
    """Return a decision for other software: German texts, plain words, ISO dates."""
    item, meeting = decision.item, decision.meeting
    address = reverse("meetings:meeting", args=[meeting.key])
    return {
        "id": item.key,
        "date": meeting.local_date.isoformat(),
        "organization": meeting.organization.name,
        "meeting": meeting.key,
        "number": decision.number,
        "name": item.title,
        "result": item.result,
        "resolutionText": as_plain(item.resolution_text),
        "web": f"{settings.BASE_URL}{address}#top-{decision.number}",
        "votes": [
            {
                "kind": voted.vote.kind,
                "result": vote_words(voted.vote),
                "yes": voted.vote.yes,
                "no": voted.vote.no,
                "abstentions": voted.vote.abstentions,
                "invalid": voted.vote.invalid,
                "byList": [
                    {"list": one.name, "yes": one.yes, "no": one.no, "abstentions": one.abstain}
                    for one in voted.lists
                ],
                "byName": dict(voted.names),
            }
            for voted in decision.votes
        ],
    }


class DecisionList(PublicPage):
    """Decisions of public sessions, narrowed and searched, latest first."""

    template_name = "minutes/decisions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read a page of them."""
        asked, before = asked_for(self), place(self)
        rows, next_place = register.decisions(self.actor, asked, before=before)
        query = asked.query()
        suffix = f"?{urlencode(query)}" if query else ""
        return super().get_context_data(
            decisions=[self.row(decision) for decision in rows],
            asked=asked,
            is_narrowed=bool(query),
            is_first_page=before is None,
            older=f"?{urlencode({**query, 'vor': str(next_place)})}" if next_place else "",
            newest=suffix or self.request.path,
            csv_url=reverse("minutes:decisions_csv") + suffix,
            json_url=reverse("minutes:decisions_json") + suffix,
            **kwargs,
        )

    def row(self, decision: register.Decision) -> dict[str, Any]:
        """Return a decision with its votes in words."""
        return {
            "item": decision.item,
            "meeting": decision.meeting,
            "number": decision.number,
            "url": f"{reverse('meetings:meeting', args=[decision.meeting.key])}#top-{decision.number}",
            "votes": [
                {
                    "words": vote_words(voted.vote),
                    "counts": counts_words(voted.vote),
                    "kind": voted.vote.get_kind_display(),
                    "subject": voted.vote.subject,
                    "lists": voted.lists,
                    "names": voted.names,
                    "key": f"{decision.item.pk}-{voted.vote.pk}",
                }
                for voted in decision.votes
            ],
        }


class DecisionCsv(Endpoint):
    """All decisions that match, as a file for spreadsheets, in German."""

    access = PUBLIC

    def get(self, _request: HttpRequest) -> HttpResponse:
        """Return the file."""
        from mitsprache.kernel.pages.exports import as_csv

        asked = asked_for(self)
        with override(BINDING):
            header = [
                _("Datum"),
                _("Gremium"),
                _("Punkt"),
                _("Titel"),
                _("Ergebnis"),
                _("Beschluss"),
                _("Abstimmung"),
                _("Ja"),
                _("Nein"),
                _("Enthaltungen"),
                _("Namentlich"),
                _("Adresse"),
            ]
            body = as_csv(header, (self.line(one) for one in register.every_decision(asked)))
        answer = HttpResponse(
            body,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="beschluesse.csv"'},
        )
        return cacheable(answer)

    def line(self, decision: register.Decision) -> list[Any]:
        """Return a row; the last vote counts where there were several."""
        known = facts(decision)
        vote = known["votes"][-1] if known["votes"] else {}
        names = "; ".join(
            f"{choice}: {', '.join(who)}" for choice, who in vote.get("byName", {}).items()
        )
        return [
            known["date"],
            known["organization"],
            known["number"],
            known["name"],
            decision.item.get_result_display(),
            known["resolutionText"],
            vote.get("result", ""),
            *(
                vote.get(name) if vote.get(name) is not None else ""
                for name in ("yes", "no", "abstentions")
            ),
            names,
            known["web"],
        ]


class DecisionJson(Endpoint):
    """Decisions for other software, a page at a time; `next` is the address of the following one."""

    access = PUBLIC

    def get(self, _request: HttpRequest) -> HttpResponse:
        """Return a page."""
        asked = asked_for(self)
        with override(BINDING):
            rows, next_place = register.decisions(
                self.actor, asked, before=place(self), most=register.EXPORTED
            )
            data = [facts(decision) for decision in rows]
        following = ""
        if next_place:
            query = urlencode({**asked.query(), "vor": str(next_place)})
            following = f"{settings.BASE_URL}{reverse('minutes:decisions_json')}?{query}"
        body = {"data": data, "links": {"next": following} if following else {}}
        return cacheable(JsonResponse(body, json_dumps_params={"ensure_ascii": False}))
