"""The page of the workspace on which the agenda of a session is built."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mitsprache.kernel.access import Requires
from mitsprache.kernel.pages.base import OneRecordPage, sent_keys
from mitsprache.kernel.store import problems_of
from mitsprache.kernel.views import found
from mitsprache.meetings import filling, operations
from mitsprache.meetings.domain.numbering import Agenda, Numbered, arrange
from mitsprache.meetings.domain.reorder import Move, Place, fingerprint, possible
from mitsprache.meetings.domain.schedule import Schedule, schedule
from mitsprache.meetings.enums import ItemKind, ItemResult
from mitsprache.meetings.models import AgendaItem, AgendaTemplate, FrameEntry, Meeting
from mitsprache.meetings.views.pages import MeetingPage

EARLIER: Final = 12
"""So many earlier sessions are offered to begin with."""


def agenda_address(meeting: Meeting) -> str:
    """Return where the agenda of `meeting` is edited."""
    return reverse("meetings_office:agenda", args=[meeting.key])


class AgendaPage(MeetingPage, OneRecordPage):
    """The agenda of a session: begun, filled, ordered; every button works without a script."""

    access = Requires("meetings.update_item")
    template_name = "meetings/office/agenda.html"

    def crumbs(self) -> list[dict[str, str]]:
        above = {"label": str(self.record), "url": self.address("", self.record)}
        return [*super().crumbs(), above]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Run what the pressed button stands for, and come back to where it was."""
        runs: dict[str, Callable[[QueryDict], dict[str, str]]] = {
            "move": self.move,
            "place": self.place,
            "begin": self.begin,
            "carry": self.carry,
            "add": self.add,
            "save": self.save,
            "forget": self.forget,
        }
        back: dict[str, str] = {}
        name = next((name for name in runs if name in request.POST), "move")
        try:
            back = runs[name](request.POST)
        except ValidationError as error:
            for texts in problems_of(error).values():
                for text in texts:
                    messages.error(request, text)
        query = QueryDict(mutable=True)
        query.update(back)
        # No fragment: where there is one, browsers leave out the autofocus.
        ending = f"?{query.urlencode()}" if back else ""
        return HttpResponseRedirect(f"{agenda_address(self.record)}{ending}")

    def own_item(self, name: str) -> AgendaItem:
        """Return the item of this agenda that was sent as `name`; 404 if it is none."""
        keys = sent_keys(self.request, name)
        item: AgendaItem = found(self.record.items.filter(key__in=keys).first())
        return item

    def move(self, data: QueryDict) -> dict[str, str]:
        """Move an item by one step."""
        item, wanted = self.own_item("item"), data.get("move", "")
        if wanted not in {move.value for move in Move} or not operations.move_item(
            actor=self.actor, item=item, move=Move(wanted)
        ):
            messages.warning(self.request, _("Dorthin lässt sich der Punkt nicht verschieben."))
            return {}
        return {"item": item.key, "move": wanted}

    def place(self, data: QueryDict) -> dict[str, str]:
        """Put an item where it was dragged to."""
        item = self.own_item("item")
        parent = self.own_item("parent") if data.get("parent") else None
        position = data.get("place", "")
        number = int(position) if position.isascii() and position.isdigit() else 0
        if not operations.place_item(
            actor=self.actor,
            item=item,
            parent=parent,
            position=min(number, 9999),
            seen=data.get("seen", ""),
        ):
            messages.warning(self.request, _("Dorthin lässt sich der Punkt nicht verschieben."))
        return {"item": item.key}

    def begin(self, data: QueryDict) -> dict[str, str]:
        """Fill the empty agenda with the frame, an earlier agenda or a template."""
        source: Meeting | AgendaTemplate | None = None
        if data.get("template"):
            source = self.template()
        elif data.get("source"):
            source = found(self.earlier().filter(key__in=sent_keys(self.request, "source")).first())
        operations.begin_agenda(actor=self.actor, meeting=self.record, source=source)
        return {}

    def template(self) -> AgendaTemplate:
        """Return the template that was chosen; 404 if there is none."""
        keys = sent_keys(self.request, "template")
        template: AgendaTemplate = found(AgendaTemplate.objects.filter(key__in=keys).first())
        return template

    def save(self, data: QueryDict) -> dict[str, str]:
        """Keep this agenda as a template."""
        name = " ".join(data.get("name", "").split())
        template = operations.save_template(actor=self.actor, meeting=self.record, name=name)
        text = _("Als Vorlage „%(name)s“ gespeichert.") % {"name": template.name}
        messages.success(self.request, text)
        return {}

    def forget(self, _data: QueryDict) -> dict[str, str]:
        """Delete a template."""
        template = self.template()
        operations.delete_template(actor=self.actor, template=template)
        text = _("Vorlage „%(name)s“ gelöscht.") % {"name": template.name}
        messages.success(self.request, text)
        return {}

    def carry(self, _data: QueryDict) -> dict[str, str]:
        """Take over what was adjourned or left open."""
        number = len(operations.carry_items(actor=self.actor, meeting=self.record))
        if number:
            text = ngettext("%(n)s Punkt übernommen.", "%(n)s Punkte übernommen.", number)
            messages.success(self.request, text % {"n": number})
        else:
            messages.info(self.request, _("Es ist nichts mehr zu übernehmen."))
        return {}

    def add(self, data: QueryDict) -> dict[str, str]:
        """Add an item by its title, and stay in the field it was typed into."""
        parent = self.own_item("parent") if data.get("parent") else None
        public = data.get("part") != "non_public"
        title = " ".join(data.get("title", "").split())
        where = parent.key if parent else "" if public else "non_public"
        if not title:
            messages.error(self.request, _("Bitte geben Sie einen Titel ein."))
            return {"in": where}
        operations.add_item(
            actor=self.actor, meeting=self.record, title=title, parent=parent, public=public
        )
        return {"in": where}

    def earlier(self) -> Any:
        """Return the sessions of the same body whose agenda this one can begin with."""
        rows = Meeting.objects.filter(organization=self.record.organization_id)
        rows = rows.filter(start_at__lt=self.record.start_at).exclude(pk=self.record.pk)
        return rows.filter(~Q(items=None)).distinct()

    def parts(self, agenda: Agenda[AgendaItem], plan: Schedule) -> list[dict[str, Any]]:
        """Return both parts in reading order, each item with its number and possible moves."""
        nodes = [node for top in (*agenda.public, *agenda.non_public) for node in top.walk()]
        places = [
            Place(node.item.pk, node.item.parent_id, node.item.position, node.item.public)
            for node in nodes
        ]
        asked = self.request.GET

        def row(node: Numbered[AgendaItem], level: int, *, public: bool) -> dict[str, Any]:
            item, moves = node.item, possible(places, node.item.pk)
            is_moved = item.key == asked.get("item")
            return {
                "item": item,
                "number": node.number,
                "level": level,
                "is_section": item.kind == ItemKind.SECTION,
                "is_vacant": node.is_vacant,
                "begins": plan.starts[item.pk] if plan.minutes else None,
                "papers": [paper for paper in item.papers.all() if paper.reference],
                "is_placed": is_moved and "move" not in asked,
                "focus": asked.get("in") == item.key,
                "part": "public" if public and item.public else "non_public",
                "moves": [
                    {
                        "move": move.value,
                        "possible": move in moves,
                        "focus": is_moved and move.value == asked.get("move"),
                    }
                    for move in Move
                ],
                "children": [row(one, level + 1, public=public) for one in node.children],
            }

        return [
            {
                "name": "public",
                "title": _("Öffentlicher Teil"),
                "focus": asked.get("in") == "",
                "rows": [row(node, 1, public=True) for node in agenda.public],
            },
            {
                "name": "non_public",
                "title": _("Nichtöffentlicher Teil"),
                "focus": asked.get("in") == "non_public",
                "rows": [row(node, 1, public=False) for node in agenda.non_public],
            },
        ]

    def waiting(self) -> list[AgendaItem]:
        """Return what one click takes over: adjourned items, and what a broken-off session left."""
        rows = filling.adjourned(self.record) | filling.left_open(self.record)
        return list(rows.select_related("meeting"))

    def referred(self) -> Iterable[AgendaItem]:
        """Return what the last session sent elsewhere; nobody takes it over from here."""
        last = filling.last_meeting(self.record)
        return last.items.filter(result=ItemResult.REFERRED) if last else ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = list(
            self.record.items.select_related(
                "rapporteur", "carried_from__meeting"
            ).prefetch_related("carried_to__meeting", "papers")
        )
        agenda = arrange(items)
        plan = schedule((*agenda.public, *agenda.non_public), self.record.start_at)
        places = [Place(item.pk, item.parent_id, item.position, item.public) for item in items]
        if not items:
            kwargs["has_frame"] = FrameEntry.objects.filter(term=self.record.term_id).exists()
            kwargs["templates"] = list(AgendaTemplate.objects.defer("entries"))
            kwargs["earlier"] = list(self.earlier().order_by("-start_at")[:EARLIER])
        return super().get_context_data(
            page_title=_("Tagesordnung"),
            lead=str(self.record),
            crumbs=self.crumbs(),
            record=self.record,
            parts=self.parts(agenda, plan),
            plan=plan,
            seen=fingerprint(places),
            waiting=self.waiting(),
            referred=self.referred(),
            is_empty=not items,
            here=agenda_address(self.record),
            **kwargs,
        )
