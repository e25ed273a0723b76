"""Pages of the invited, behind their personal link, and of guests who need support."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from mitsprache.accounts.throttle import visitor_budget
from mitsprache.council.contact import phone_uri
from mitsprache.invitations import frozen, mails, operations, people, queries
from mitsprache.invitations.domain.difference import Entry
from mitsprache.invitations.enums import Capacity, Reply
from mitsprache.invitations.forms import SupportForm
from mitsprache.invitations.permissions import Opened
from mitsprache.kernel import jobs
from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.page_cache import cacheable
from mitsprache.kernel.store import problems_of
from mitsprache.kernel.views import Endpoint, Page, found
from mitsprache.meetings.models import Meeting
from mitsprache.papers.models import Paper

SECRET_HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
"""What keeps a personal link out of caches, other sites' logs and search engines."""


class Behind:
    """What pages behind a personal link share."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def led_to(self) -> Opened | None:
        """The invitation; None if the link leads nowhere."""
        return queries.opened_by(self.kwargs["token"])

    @property
    def opened(self) -> Opened:
        """The invitation; a link that leads nowhere is a page that does not exist."""
        return found(self.led_to)

    def guesses(self) -> bool:
        """Whether somebody tries links that lead nowhere, and did so often."""
        return self.led_to is None and not visitor_budget(self.request, "link")


def too_many() -> HttpResponse:
    """Answer somebody who tries too often."""
    text = _("Das waren zu viele Versuche. Bitte warten Sie eine Weile.")
    return HttpResponse(text, status=429, content_type="text/plain; charset=utf-8")


class InvitationPage(Behind, Page):
    """The session for one person, with three buttons to answer."""

    access = PUBLIC
    template_name = "invitations/invitation.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Count tries that lead nowhere, and keep the page to whom it was sent."""
        if self.guesses():
            return too_many()
        response = super().dispatch(request, *args, **kwargs)
        for name, value in SECRET_HEADERS.items():
            response.headers[name] = value
        return response

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Take the answer."""
        opened = self.opened
        if not visitor_budget(request, "reply"):
            return too_many()
        chosen = request.POST.get("reply", "")
        try:
            reply = Reply(chosen) if chosen in Reply.values else Reply.NONE
            operations.reply(actor=self.actor, opened=opened, reply=reply)
        except ValidationError as error:
            problems = [text for texts in problems_of(error).values() for text in texts]
            return self.render_to_response(self.get_context_data(problems=problems))
        return HttpResponseRedirect(f"{request.path}?gespeichert=1#antwort")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        opened = self.opened
        invitation = opened.invitation
        meeting = invitation.meeting
        version = frozen.latest(meeting)
        language = get_language() or BINDING
        entries = queries.shown_entries(opened, version)
        papers = queries.shown_papers(opened)
        changes, hidden = (
            mails.changes_for(invitation, version, language) if version else ([], False)
        )
        office = mails.office_of(meeting)
        return super().get_context_data(
            invitation=invitation,
            meeting=meeting,
            version=version,
            parts=[
                (_("Tagesordnung"), self.rows(entries, papers, language, public=True)),
                (_("Nichtöffentlicher Teil"), self.rows(entries, papers, language, public=False)),
            ],
            hides_part=version is not None
            and not invitation.sees_all
            and frozen.has_non_public_part(frozen.entries_of(version.agenda)),
            changes=changes,
            hidden_changes=hidden,
            pack_url=reverse("invitations:pack", args=[opened.token])
            if queries.pack_of(opened, version)
            else "",
            can_reply=frozen.can_reply(meeting),
            choices=self.choices(),
            saved="gespeichert" in self.request.GET,
            office=office,
            office_phone_uri=phone_uri(office.phone) if office else "",
            **{"problems": [], **kwargs},
        )

    def choices(self) -> list[dict[str, Any]]:
        """Return the answers that are possible, the present one marked."""
        invitation = self.opened.invitation
        possible = [(Reply.ACCEPTED, _("Ich komme")), (Reply.DECLINED, _("Ich komme nicht"))]
        if invitation.capacity == Capacity.MEMBER and people.may_send_deputy(invitation):
            possible.append((Reply.DEPUTY, _("Meine Stellvertretung kommt")))
        return [
            {"value": reply.value, "label": label, "chosen": invitation.reply == reply}
            for reply, label in possible
        ]

    def rows(
        self, entries: list[Entry], papers: dict[str, Paper], language: str, *, public: bool
    ) -> list[dict[str, Any]]:
        """Return the items of one part, each with its papers and their files."""
        return [
            {
                "number": entry.number,
                "title": entry.title_in(language),
                "language": language if language in entry.titles else BINDING,
                "level": min(entry.level, 4),
                "rapporteur": entry.rapporteur,
                "papers": [
                    {
                        "paper": papers[key],
                        "files": [
                            {"file": file, "url": self.file_address(file.key)}
                            for file in papers[key].files.all()
                        ],
                    }
                    for key in entry.papers
                    if key in papers
                ],
            }
            for entry in entries
            if entry.public == public
        ]

    def file_address(self, key: str) -> str:
        """Return where a file is behind this link."""
        return reverse("invitations:file", args=[self.opened.token, key])


class InvitedFile(Behind, Endpoint):
    """A file of a paper on the agenda, for who holds the link."""

    access = PUBLIC

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the file, as a download under its name."""
        if self.guesses():
            return too_many()
        row = found(queries.file_of(self.opened, kwargs["key"]))
        try:
            stored = row.file.open("rb")
        except OSError as error:
            raise Http404(_("Diese Seite gibt es nicht.")) from error
        response = FileResponse(stored, content_type="application/pdf", filename=f"{row.key}.pdf")
        for name, value in SECRET_HEADERS.items():
            response.headers[name] = value
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


@method_decorator(csrf_exempt, name="dispatch")
class InvitedPack(Behind, Endpoint):
    """The meeting pack for those who may read all of it."""

    access = PUBLIC

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Return the file, as a download."""
        if self.guesses():
            return too_many()
        meeting = self.opened.invitation.meeting
        job = found(queries.pack_of(self.opened, frozen.latest(meeting)))
        try:
            stored = jobs.result_path(job.result).open("rb")
        except OSError as error:
            raise Http404(_("Diese Seite gibt es nicht.")) from error
        response = FileResponse(
            stored,
            as_attachment=True,
            filename=f"mappe-{meeting.key}.pdf",
            content_type="application/pdf",
        )
        for name, value in SECRET_HEADERS.items():
            response.headers[name] = value
        return response


class SupportPage(Page):
    """The form on which guests say what they need.

    It belongs to no log-in that somebody else's page could misuse, so it needs no token, and public
    pages set no cookie.
    """

    access = PUBLIC
    template_name = "invitations/support.html"

    @cached_property
    def meeting(self) -> Meeting:
        """The public session."""
        rows = Meeting.objects.filter(is_public=True).select_related("term", "location")
        return found(rows.filter(key=self.kwargs["key"]).first())

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Take the request; a program that fell into the trap is thanked as well."""
        form = SupportForm(request.POST)
        if not form.is_trapped and form.is_valid():
            if not visitor_budget(request, "support"):
                return too_many()
            try:
                operations.ask_support(actor=self.actor, meeting=self.meeting, values=form.values())
            except ValidationError:
                return HttpResponseRedirect(request.path)
        elif not form.is_trapped:
            return self.render_to_response(self.get_context_data(form=form))
        return HttpResponseRedirect(f"{request.path}?gesendet=1")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or SupportForm()
        office = mails.office_of(self.meeting)
        phone = self.meeting.support_phone or (office.phone if office else "")
        return super().get_context_data(
            meeting=self.meeting,
            form=form,
            errors=[
                {
                    "id": form[name].id_for_label,
                    "label": form[name].label,
                    "text": " ".join(map(str, texts)),
                }
                for name, texts in form.errors.items()
            ],
            is_open=frozen.takes_support(self.meeting),
            last_day=frozen.last_day_for_support(self.meeting),
            keep_days=frozen.rules_of(self.meeting).keep_support_days,
            is_sent="gesendet" in self.request.GET,
            phone=phone,
            phone_uri=phone_uri(phone),
            email=self.meeting.support_email or (office.email if office else ""),
            **kwargs,
        )


class NoticePdf(Endpoint):
    """The agenda for gazette and notice board, in the reader's language."""

    access = PUBLIC

    def get(self, _request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        """Return the file; without public items there is none."""
        from mitsprache.invitations.printing import notice_pdf

        rows = Meeting.objects.filter(is_public=True).select_related("term", "location")
        meeting = found(rows.filter(key=kwargs["key"]).first())
        found(meeting if meeting.items.filter(public=True).exists() else None)
        pdf = notice_pdf(meeting, get_language() or BINDING)
        response = HttpResponse(pdf, content_type="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="{meeting.key}.pdf"'
        return cacheable(response)
