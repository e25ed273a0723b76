"""The entrance: from the bare address to the visitor's language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.views import Endpoint


class ToLanguage(Endpoint):
    """Redirect `/` by the cookie `sprache`, then Accept-Language, then German.

    No public page sets a cookie, and the switch is a plain link; the cookie counts where an
    installation or a log-in has set it.
    """

    access = PUBLIC

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseRedirect:
        """Choose a language and go there."""
        language = get_language_from_request(request)
        known = dict(settings.LANGUAGES)
        response = HttpResponseRedirect(f"/{language if language in known else 'de'}/")
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


to_language = ToLanguage.as_view()
