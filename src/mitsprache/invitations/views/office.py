"""Pages of the workspace about invitations, answers and requests for support."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mitsprache.invitations import frozen, operations, operations_delivery, people, queries
from mitsprache.invitations.domain.forecast import Outlook
from mitsprache.invitations.enums import Capacity, Channel, DeliveryState, Purpose, Reply
from mitsprache.invitations.forms import SendForm
from mitsprache.invitations.mails import change_words
from mitsprache.invitations.models import Delivery, Invitation
from mitsprache.kernel.access import Requires, may
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.pages.base import back_address
from mitsprache.kernel.store import problems_of
from mitsprache.kernel.views import Endpoint, Page, found
from mitsprache.meetings.domain.notice import Timing
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import Meeting

BADGES = {
    DeliveryState.WAITING: "planned",
    DeliveryState.SENDING: "planned",
    DeliveryState.SENT: "checked",
    DeliveryState.FAILED: "cancelled",
    DeliveryState.BOUNCED: "cancelled",
}
"""Which badge a dispatch gets."""
REPLY_BADGES = {
    Reply.NONE: "planned",
    Reply.ACCEPTED: "checked",
    Reply.DECLINED: "cancelled",
    Reply.DEPUTY: "next",
}
OUTLOOKS = {
    Outlook.REACHED: gettext_lazy("Nach den Antworten ist das Gremium beschlussfähig."),
    Outlook.OPEN: gettext_lazy("Ob das Gremium beschlussfähig ist, steht noch nicht fest."),
    Outlook.MISSED: gettext_lazy("Nach den Antworten wird das Gremium nicht beschlussfähig sein."),
}
OUTLOOK_KINDS = {Outlook.REACHED: "success", Outlook.OPEN: "info", Outlook.MISSED: "warning"}


def page_of(meeting: Meeting) -> str:
    """Return where the office sees the invitation to a session."""
    return reverse("invitations_office:invitation", args=[meeting.key])


def tell(request: HttpRequest, error: ValidationError) -> None:
    """Show why something was not possible."""
    for texts in problems_of(error).values():
        for text in texts:
            messages.error(request, text)


class InvitationOffice(Page):
    """Everything about the invitation to one session: before, who is invited; after, who answered."""

    access = Requires("invitations.read")
    template_name = "invitations/office/invitation.html"

    @cached_property
    def meeting(self) -> Meeting:
        """The session."""
        return found(queries.meetings(self.actor).filter(key=self.kwargs["key"]).first())

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Invite, or send a supplement."""
        form = SendForm(request.POST, late=self.is_late)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        send = operations.supplement if self.is_invited else operations.send
        try:
            send(actor=self.actor, meeting=self.meeting, **form.cleaned_data)
        except ValidationError as error:
            for name, texts in problems_of(error).items():
                form.add_error(name if name in form.fields else None, texts)
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(
            request,
            _("Der Versand läuft. Diese Seite zeigt, was angekommen ist; laden Sie sie neu."),
        )
        return HttpResponseRedirect(page_of(self.meeting))

    @property
    def is_invited(self) -> bool:
        """Whether the invitation went out."""
        return frozen.latest(self.meeting) is not None

    @property
    def is_late(self) -> bool:
        """Whether only an urgent invitation is still possible."""
        return frozen.timing_of(self.meeting) is Timing.ONLY_URGENT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.meeting
        form = kwargs.pop("form", None) or SendForm(late=self.is_late)
        last = frozen.latest(meeting)
        now = frozen.freeze(meeting)
        rows = queries.invitations_of(self.actor, meeting)
        session_url = reverse("meetings_office:meeting", args=[meeting.key])
        return super().get_context_data(
            page_title=_("Einladung"),
            lead=str(meeting),
            crumbs=[
                {"label": _("Büro"), "url": reverse("office_home")},
                {"label": _("Sitzungen"), "url": reverse("meetings_office:meeting_list")},
                {"label": str(meeting), "url": session_url},
            ],
            meeting=meeting,
            agenda_url=reverse("meetings_office:agenda", args=[meeting.key]),
            form=form,
            errors=self.errors(form),
            may_send=bool(may(self.actor, "invitations.send")),
            timing=frozen.timing_of(meeting).value,
            last_day=frozen.last_day(meeting),
            rules=frozen.rules_of(meeting),
            is_planned=frozen.can_be_invited_to(meeting),
            is_open=meeting.state == MeetingState.INVITED and last is not None,
            can_reply=frozen.can_reply(meeting),
            versions=self.versions(),
            pack_url=reverse("invitations_office:build_pack", args=[meeting.key]),
            may_pack=bool(may(self.actor, "invitations.build_pack")),
            proof_url=reverse("invitations_office:proof", args=[meeting.key]),
            entries=frozen.entries_of(now),
            changes=[
                change_words(change, BINDING) for change in frozen.changes_between(last.agenda, now)
            ]
            if last
            else [],
            rearranged=last is not None and frozen.is_rearranged(last.agenda, now),
            planned=self.planned() if last is None else [],
            rows=[self.row(row) for row in rows],
            troubles=[
                self.dispatch_row(row, one)
                for row in rows
                for one in row.deliveries.all()
                if one.state in {DeliveryState.FAILED, DeliveryState.BOUNCED}
            ],
            forecast=people.outlook(meeting, rows) if last else None,
            **self.outlook(rows, invited=last is not None),
            **kwargs,
        )

    def outlook(self, rows: list[Invitation], *, invited: bool) -> dict[str, Any]:
        """Return what the forecast says."""
        if not invited:
            return {}
        outlook = people.outlook(self.meeting, rows).outlook
        return {"outlook": OUTLOOKS[outlook], "outlook_kind": OUTLOOK_KINDS[outlook]}

    def errors(self, form: SendForm) -> list[dict[str, str]]:
        """Return the mistakes for the summary above the form."""
        return [
            {
                "id": form[name].id_for_label if name in form.fields else "",
                "label": str(form[name].label) if name in form.fields else "",
                "text": " ".join(str(text) for text in texts),
            }
            for name, texts in form.errors.items()
        ]

    def versions(self) -> list[dict[str, Any]]:
        """Return what was sent, each with where its letters are printed. One query."""
        waiting = Q(deliveries__channel=Channel.LETTER, deliveries__state=DeliveryState.WAITING)
        letters = Count("deliveries", filter=waiting)
        return [
            {
                "version": version,
                "letters": version.letters,
                "url": reverse(
                    "invitations_office:letters", args=[self.meeting.key, version.number]
                ),
            }
            for version in self.meeting.agenda_versions.annotate(letters=letters)
        ]

    def planned(self) -> list[dict[str, Any]]:
        """Return who will be invited."""
        return [
            {
                "name": membership.person.full_name,
                "capacity": capacity.label,
                "email": people.address_of(membership.person),
            }
            for membership, capacity in people.invitees(self.meeting)
        ]

    def row(self, row: Invitation) -> dict[str, Any]:
        """Return what the table of the invited shows of one."""
        member = row.stands_in_for
        return {
            "invitation": row,
            "name": row.person.full_name,
            "capacity": Capacity(row.capacity).label,
            "stands_in_for": member.person.full_name if member else "",
            "sender": str(row.membership.on_behalf_of or ""),
            "reply": Reply(row.reply).label,
            "reply_badge": REPLY_BADGES[Reply(row.reply)],
            "owes_reply": row.owes_reply,
            "is_informed": row.capacity == Capacity.DEPUTY and not row.is_called,
            "reply_url": reverse("invitations_office:note_reply", args=[self.meeting.key, row.pk]),
            "choices": [
                (reply.value, reply.label)
                for reply in (Reply.ACCEPTED, Reply.DECLINED, Reply.DEPUTY)
                if reply != row.reply and (reply != Reply.DEPUTY or row.capacity == Capacity.MEMBER)
            ],
            "deliveries": [self.dispatch_row(row, one) for one in row.deliveries.all()],
        }

    def dispatch_row(self, row: Invitation, one: Delivery) -> dict[str, Any]:
        """Return what is shown of one dispatch, and what can be done about it."""
        state = DeliveryState(one.state)
        return {
            "delivery": one,
            "name": row.person.full_name,
            "purpose": Purpose(one.purpose).label,
            "channel": Channel(one.channel).label,
            "state": state.label,
            "badge": BADGES[state],
            "reason": _(one.reason) if one.reason else "",
            "url": reverse("invitations_office:note_delivery", args=[self.meeting.key, one.pk]),
            "can_bounce": state == DeliveryState.SENT and one.channel == Channel.MAIL,
            "can_post": state == DeliveryState.WAITING and one.channel == Channel.LETTER,
        }


class NoteReply(Page):
    """Notes an answer that came by telephone; answers POST only."""

    access = Requires("invitations.note_reply")
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """Note it and go back."""
        invitation = found(queries.invitation_of(self.actor, kwargs["pk"]))
        found(invitation if invitation.meeting.key == kwargs["key"] else None)
        chosen = request.POST.get("reply", "")
        try:
            reply = Reply(chosen) if chosen in Reply.values else Reply.NONE
            operations.note_reply(actor=self.actor, invitation=invitation, reply=reply)
        except ValidationError as error:
            tell(request, error)
        else:
            messages.success(request, _("Die Antwort ist vermerkt."))
        return HttpResponseRedirect(page_of(invitation.meeting))


class NoteDelivery(Page):
    """Sends a mail again, or notes that it came back or that a letter was posted; POST only."""

    access = Requires("invitations.note_delivery")
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do what the button says and go back."""
        delivery = found(queries.delivery_of(self.actor, kwargs["pk"]))
        meeting = delivery.invitation.meeting
        found(meeting if meeting.key == kwargs["key"] else None)
        actions = {
            "again": (operations_delivery.send_again, _("Die Mail geht noch einmal hinaus.")),
            "bounced": (operations_delivery.note_bounce, _("Vermerkt: Die Mail kam zurück.")),
            "posted": (operations_delivery.note_posted, _("Vermerkt: Der Brief ist unterwegs.")),
        }
        run, done = found(actions.get(request.POST.get("action", "")))
        try:
            run(actor=self.actor, delivery=delivery)
        except ValidationError as error:
            tell(request, error)
        else:
            messages.success(request, done)
        return HttpResponseRedirect(page_of(meeting))


class Letters(Endpoint):
    """The letters of one version as one PDF. POST only: each print makes new links."""

    access = Requires("invitations.print")
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make the links and return the file."""
        from mitsprache.invitations.printing import letters_pdf

        meeting = found(queries.meetings(self.actor).filter(key=kwargs["key"]).first())
        version = found(meeting.agenda_versions.filter(number=kwargs["number"]).first())
        letters = operations_delivery.link_letters(actor=self.actor, version=version)
        if not letters:
            messages.warning(request, _("Kein Brief wartet noch auf die Post."))
            return HttpResponseRedirect(page_of(meeting))
        return pdf_answer(letters_pdf(letters, version), f"briefe-{meeting.key}")


class Proof(Endpoint):
    """Proof of dispatch and answers as a PDF."""

    access = Requires("invitations.read")

    def get(self, _request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the file; before the invitation there is none."""
        from mitsprache.invitations.printing import proof_pdf

        meeting = found(queries.meetings(self.actor).filter(key=kwargs["key"]).first())
        versions = list(meeting.agenda_versions.all())
        found(versions[0] if versions else None)
        rows = queries.invitations_of(self.actor, meeting)
        return pdf_answer(proof_pdf(meeting, versions, rows), f"nachweis-{meeting.key}")


def pdf_answer(pdf: bytes, name: str) -> HttpResponse:
    """Return a file for the one who asked for it alone."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


class SupportList(Page):
    """Requests for interpreters and support, those that wait first."""

    access = Requires("invitations.read_support")
    template_name = "invitations/office/support.html"

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Note that a request is settled, or not yet."""
        rows = queries.support_requests(self.actor)
        row = found(rows.filter(key=request.POST.get("key", "")).first())
        operations.settle_support(actor=self.actor, request=row, settled="settled" in request.POST)
        return HttpResponseRedirect(back_address(request, request.path))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Dolmetschen und Unterstützung"),
            lead=_("Worum Gäste gebeten haben. Nach der Sitzung werden die Angaben gelöscht."),
            crumbs=[{"label": _("Büro"), "url": reverse("office_home")}],
            rows=list(queries.support_requests(self.actor)),
            **kwargs,
        )
