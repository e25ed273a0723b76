"""A state that everybody may see, a stream of it, and views that show what the server hands on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from mitsprache.config.urls import urlpatterns as site
from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.events import EventStream
from mitsprache.kernel.views import Endpoint


class State(Endpoint):
    """The text of a file, as a visitor gets it; without the file there is no such page."""

    access = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            text = (settings.DATA_DIR / "state").read_text()
        except FileNotFoundError as error:
            raise Http404 from error
        who = "member" if request.COOKIES else "visitor"
        return HttpResponse(f"{who}\n{request.GET.dict()}\n{text}")


class Stream(Endpoint):
    access = PUBLIC

    def get(self, _request: HttpRequest) -> HttpResponse:
        return EventStream("/state/")


class Echo(Endpoint):
    """What came in: the length and digest of the body, and some of the headers."""

    access = PUBLIC

    def post(self, request: HttpRequest, rest: str) -> HttpResponse:
        names = ("HTTP_X_FORWARDED_FOR", "HTTP_COOKIE", "REMOTE_ADDR", "PATH_INFO", "QUERY_STRING")
        meta = {name: request.META.get(name) for name in names}
        body = hashlib.sha256(request.body).hexdigest()
        return HttpResponse(json.dumps({**meta, "path": request.path, "body": body}))


class Blocks(Endpoint):
    """A megabyte in blocks; `?bis=` says at which the view fails."""

    access = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponseBase:
        fails_at = int(request.GET.get("bis", 1024))

        def blocks() -> Iterator[bytes]:
            for number in range(1024):
                if number == fails_at:
                    raise OSError("the disk is gone")
                yield bytes([number % 256]) * 1024

        return StreamingHttpResponse(blocks(), headers={"Content-Length": str(1024 * 1024)})


urlpatterns = [
    path("state/", State.as_view()),
    path("stream/", Stream.as_view()),
    path("echo/<path:rest>", csrf_exempt(Echo.as_view())),
    path("blocks/", Blocks.as_view()),
    *site,
]
