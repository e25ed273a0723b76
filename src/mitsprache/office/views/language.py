"""The switch between the languages of the workspace."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from mitsprache.kernel.access import Requires
from mitsprache.kernel.pages.base import back_address
from mitsprache.kernel.views import Endpoint
from mitsprache.office import operations


class ChooseLanguage(Endpoint):
    """Sets the language of the account and goes back to the page."""

    access = Requires("office.choose_language")

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            operations.choose_language(actor=self.actor, language=request.POST.get("language", ""))
        except ValidationError:
            return HttpResponseBadRequest(_("Diese Sprache gibt es hier nicht."))
        return HttpResponseRedirect(back_address(request, "/office/"))
