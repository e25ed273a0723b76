"""What somebody has to sign: the list, the text to read, and the signature."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mitsprache.kernel.access import Requires
from mitsprache.kernel.store import problems_of
from mitsprache.kernel.views import Endpoint, Page, found
from mitsprache.minutes import operations, queries
from mitsprache.minutes.models import Signature
from mitsprache.minutes.printing import minutes_pdf
from mitsprache.minutes.views.office import office_crumbs, pdf_answer
from mitsprache.minutes.words import attendance


class OwnSignatures(Page):
    """The minutes that who looks has to sign, and those signed."""

    access = Requires("minutes.see_own")
    template_name = "minutes/office/signatures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Zur Unterschrift"),
            lead=_("Niederschriften, die Sie unterschreiben."),
            crumbs=office_crumbs(),
            signatures=queries.own_signatures(self.actor),
            **kwargs,
        )


class SignPage(Page):
    """Minutes to read before signing them; nobody else's signature is found here."""

    access = Requires("minutes.see_own")
    template_name = "minutes/office/sign.html"

    @cached_property
    def signature(self) -> Signature:
        """The own signature; somebody else's answers like a missing one."""
        return found(queries.own_signatures(self.actor).filter(pk=self.kwargs["number"]).first())

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Sign."""
        try:
            operations.sign(actor=self.actor, signature=self.signature)
        except ValidationError as error:
            for texts in problems_of(error).values():
                messages.error(request, " ".join(texts))
        else:
            messages.success(request, _("Sie haben unterschrieben."))
        return HttpResponseRedirect(reverse("minutes_office:signatures"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        view = queries.full(self.signature.minutes)
        parts = [
            (_("Öffentlicher Teil"), view.public_items),
            (_("Nichtöffentlicher Teil"), view.non_public_items),
        ]
        return super().get_context_data(
            page_title=_("Niederschrift unterschreiben"),
            lead=str(self.signature.minutes),
            crumbs=office_crumbs((_("Zur Unterschrift"), reverse("minutes_office:signatures"))),
            signature=self.signature,
            view=view,
            blocks=attendance(view.blocks),
            parts=[{"title": title, "items": items} for title, items in parts if items],
            **kwargs,
        )


class SignPdf(Endpoint):
    """The same as a PDF."""

    access = Requires("minutes.see_own")

    def get(self, _request: HttpRequest, number: int) -> HttpResponse:
        """Return the file to the one who is to sign it."""
        signature = found(queries.own_signatures(self.actor).filter(pk=number).first())
        name = f"niederschrift-{signature.minutes.key}"
        return pdf_answer(minutes_pdf(queries.full(signature.minutes)), name)
