"""Meeting packs: asked for, waited for, taken."""

from __future__ import annotations

from typing import Any

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from mitsprache.invitations import operations, queries
from mitsprache.invitations.tasks import build_pack
from mitsprache.kernel import jobs
from mitsprache.kernel.access import Requires
from mitsprache.kernel.job_models import Job, JobState
from mitsprache.kernel.views import Endpoint, Page, found
from mitsprache.meetings.models import Meeting


class BuildPack(Endpoint):
    """Has a pack built and leads to where it can be waited for; answers POST only."""

    access = Requires("invitations.build_pack")
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for it."""
        meeting = found(queries.meetings(self.actor).filter(key=kwargs["key"]).first())
        full = request.POST.get("art") == "alles"
        job = operations.build_pack(actor=self.actor, meeting=meeting, full=full)
        return HttpResponseRedirect(reverse("invitations_office:pack", args=[meeting.key, job.key]))


class OfJob:
    """What the pages of one pack share."""

    actor: Any
    kwargs: dict[str, Any]

    @cached_property
    def meeting(self) -> Meeting:
        """The session."""
        return found(queries.meetings(self.actor).filter(key=self.kwargs["key"]).first())

    @cached_property
    def job(self) -> Job:
        """The job that builds or built the pack of this session."""
        job = found(jobs.visible(self.actor, self.kwargs["job"]))
        mine = job.name == build_pack.name and job.arguments["meeting"] == self.meeting.pk
        return found(job if mine else None)


class PackPage(OfJob, Page):
    """How far the pack is, and the file once it is done; `?stand` tells it to the script."""

    access = Requires("invitations.build_pack")
    template_name = "invitations/office/pack.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the page, or where the job stands."""
        if "stand" not in request.GET:
            return super().dispatch(request, *args, **kwargs)
        job = self.job
        words = _(job.message) if job.message else ""
        answer = JsonResponse({"percent": job.percent, "message": words, "over": job.is_over})
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def get_context_data(self, **_kwargs: Any) -> dict[str, Any]:
        job, meeting = self.job, self.meeting
        return super().get_context_data(
            page_title=_("Mappe für Mitglieder")
            if job.arguments["full"]
            else _("Öffentliche Mappe"),
            lead=str(meeting),
            crumbs=[
                {"label": _("Büro"), "url": reverse("office_home")},
                {
                    "label": _("Einladung"),
                    "url": reverse("invitations_office:invitation", args=[meeting.key]),
                },
            ],
            job=job,
            message=_(job.message) if job.message else "",
            is_done=job.state == JobState.DONE,
            file_url=reverse("invitations_office:pack_file", args=[meeting.key, job.key]),
            again_url=reverse("invitations_office:build_pack", args=[meeting.key]),
            kind="alles" if job.arguments["full"] else "oeffentlich",
        )


class PackFile(OfJob, Endpoint):
    """The pack itself."""

    access = Requires("invitations.build_pack")

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Return the file, for the one who asked alone."""
        job = self.job
        found(job.result or None)
        try:
            stored = jobs.result_path(job.result).open("rb")
        except OSError as error:
            raise Http404(_("Diese Seite gibt es nicht.")) from error
        answer = FileResponse(
            stored,
            as_attachment=True,
            filename=f"mappe-{self.meeting.key}.pdf",
            content_type="application/pdf",
        )
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
