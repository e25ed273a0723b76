"""One operation about one record, behind a button: publish, withdraw, renew."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from mitsprache.kernel.access import Reason
from mitsprache.kernel.pages.base import OneRecordPage, back_address
from mitsprache.kernel.store import problems_of


class RecordAction(OneRecordPage):
    """Runs an operation and goes back to the record; answers POST only.

    Attributes:
        done: said when it worked.
    """

    abstract = True
    http_method_names = ["post", "options"]
    done: ClassVar[Reason]

    def run(self) -> None:
        """Call the operation; a ValidationError says why it was not possible."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Run it and tell what came of it."""
        try:
            self.run()
        except ValidationError as error:
            for texts in problems_of(error).values():
                for text in texts:
                    messages.error(request, text)
        else:
            messages.success(request, str(self.done))
        return HttpResponseRedirect(back_address(request, self.address("", self.record)))
