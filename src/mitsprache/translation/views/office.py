"""Pages of the workspace for translators."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from mitsprache.kernel.access import Requires
from mitsprache.kernel.languages import BINDING, direction_of
from mitsprache.kernel.pages.base import BACK, back_address, edit_address
from mitsprache.kernel.pages.editing import CONFLICT, INVALID
from mitsprache.kernel.pages.merge import word_changes
from mitsprache.kernel.richtext import as_plain
from mitsprache.kernel.store import Conflict, problems_of
from mitsprache.kernel.text import TextState
from mitsprache.kernel.views import Page, found
from mitsprache.translation import operations, queries
from mitsprache.translation.forms import TranslationForm
from mitsprache.translation.permissions import is_staff
from mitsprache.translation.registry import Translatable, kinds, targets

ROWS: Final = 50


def state_words() -> dict[str, str]:
    """Return the open states in words."""
    return {
        TextState.MISSING: _("fehlt"),
        TextState.OUTDATED: _("veraltet"),
        TextState.MACHINE: _("maschinell übersetzt"),
        TextState.DRAFT: _("Entwurf"),
    }


def target_languages() -> list[tuple[str, str]]:
    """Return the languages into which somebody translates, by their own names."""
    return [(code, name) for code, name in settings.LANGUAGES if code != BINDING]


def translate_address(kind: Translatable, key: str, language: str, back: str = "") -> str:
    """Return where the texts of a record are translated."""
    address = reverse("translation_office:translate", args=[kind.name, key, language])
    if not back:
        return address
    query = QueryDict(mutable=True)
    query[BACK] = back
    return f"{address}?{query.urlencode()}"


class Queue(Page):
    """Texts that are missing, outdated or drafts, by language."""

    access = Requires("translation.translate")
    template_name = "translation/queue.html"

    def chosen(self, name: str, known: list[str], otherwise: str = "") -> str:
        """Return a parameter of the address if it is a known one."""
        value = self.request.GET.get(name, "")
        return value if value in known else otherwise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        languages = target_languages()
        codes = [code for code, _name in languages]
        language = self.chosen("sprache", codes, codes[0] if codes else "")
        state = self.chosen("stand", [str(entry) for entry in queries.OPEN])
        name = self.chosen("art", [kind.name for kind in kinds()])
        first = self.first_row()
        all_work = queries.work(self.actor, language=language, state=state, name=name)
        work = list(islice(all_work, first, first + ROWS + 1)) if language else []
        words = state_words()
        here = self.request.get_full_path()
        return super().get_context_data(
            page_title=_("Übersetzungen"),
            lead=_("Texte, die in einer Sprache fehlen, veraltet sind oder noch geprüft werden."),
            crumbs=[{"label": _("Büro"), "url": reverse("office_home")}],
            languages=languages,
            language=language,
            states=list(words.items()),
            state=state,
            kinds=[(kind.name, kind.label) for kind in kinds()],
            kind=name,
            rows=[
                {
                    "title": str(entry.record),
                    "kind": entry.kind.label,
                    "url": translate_address(entry.kind, entry.record.key, language, here),
                    "counts": [
                        {"kind": code, "label": f"{words[code]}: {entry.counts[code]}"}
                        for code in queries.OPEN
                        if code in entry.counts
                    ],
                }
                for entry in work[:ROWS]
            ],
            narrowed=bool(state or name),
            newer_url=self.page_address(first - ROWS) if first else "",
            older_url=self.page_address(first + ROWS) if len(work) > ROWS else "",
            **kwargs,
        )

    def first_row(self) -> int:
        """Return how many rows to leave out."""
        value = self.request.GET.get("ab", "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else 0

    def page_address(self, first: int) -> str:
        """Return the address of the rows from `first` on."""
        query = self.request.GET.copy()
        query["ab"] = str(max(first, 0))
        return f"?{query.urlencode()}"


class Translate(Page):
    """Source and translation of a record side by side."""

    access = Requires("translation.translate")
    template_name = "translation/translate.html"

    @cached_property
    def place(self) -> tuple[Translatable, Any]:
        """The record type and the record; 404 where there is none to translate."""
        place = found(queries.record_named(self.actor, self.kwargs["name"], self.kwargs["key"]))
        found(self.language if self.language in targets(place[1]) else None)
        return place

    @property
    def language(self) -> str:
        """The target."""
        return str(self.kwargs["language"])

    def build_form(self, data: QueryDict | None = None, record: Any = None) -> TranslationForm:
        """Return the form; `record` where it is a newer one than was read first."""
        _kind, first = self.place
        return TranslationForm(data, record=record or first, language=self.language)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Show both sides."""
        return self.form_page(self.build_form())

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Save what was changed, or show what is wrong or has changed meanwhile."""
        form = self.build_form(request.POST)
        if form.is_valid():
            try:
                return self.written(form)
            except ValidationError as error:
                for name, texts in problems_of(error).items():
                    for text in texts:
                        form.add_error(
                            f"text-{name}" if f"text-{name}" in form.fields else None, text
                        )
            except Conflict as error:
                return self.meanwhile(error.current)
        return self.form_page(form, status=INVALID)

    def written(self, form: TranslationForm) -> HttpResponse:
        """Run the operation and go back."""
        wordings = form.wordings()
        if wordings:
            operations.translate(
                actor=self.actor, record=form.record, language=self.language, wordings=wordings
            )
            messages.success(self.request, _("Gespeichert: %(name)s") % {"name": form.record})
        else:
            messages.info(self.request, _("Es gab nichts zu speichern."))
        queue = f"{reverse('translation_office:queue')}?sprache={self.language}"
        return HttpResponseRedirect(back_address(self.request, queue))

    def meanwhile(self, current: Any) -> HttpResponse:
        """Show the input again beside what is stored now; the next save means what is seen then."""
        data = self.request.POST.copy()
        fresh = self.build_form(record=current)
        for name in fresh.names:
            data[f"seen-{name}"] = str(fresh[f"seen-{name}"].value())
        form = self.build_form(data, record=current)
        form.is_valid()
        return self.form_page(form, status=CONFLICT, conflict=True)

    def form_page(
        self, form: TranslationForm, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        """Show the form."""
        return self.render_to_response(self.get_context_data(form=form, **context), status=status)

    def rows(self, form: TranslationForm, *, conflict: bool) -> list[dict[str, Any]]:
        """Return the texts, with how the source changed where a translation is outdated."""
        rows = []
        for line in form.lines():
            old = None
            if line.current.state is TextState.OUTDATED:
                old = queries.old_source(form.record, line.name, self.language)
            stored = form.stored(line.name).get("text", "")
            differs = conflict and line.text.value() != stored
            rows.append(
                {
                    "line": line,
                    "changes": list(word_changes(as_plain(old), as_plain(line.source)))
                    if old is not None
                    else [],
                    "stored_now": stored if differs else "",
                }
            )
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind, record = self.place
        form: TranslationForm = kwargs["form"]
        names = dict(settings.LANGUAGES)
        queue = reverse("translation_office:queue")
        here = self.request.GET.get(BACK, "")
        return super().get_context_data(
            page_title=str(record),
            lead=_("%(kind)s: Übersetzung ins „%(language)s“")
            % {"kind": kind.label, "language": names[self.language]},
            crumbs=[
                {"label": _("Büro"), "url": reverse("office_home")},
                {"label": _("Übersetzungen"), "url": f"{queue}?sprache={self.language}"},
            ],
            language=self.language,
            language_name=names[self.language],
            direction=direction_of(self.language),
            source_language=record.source_language,
            source_direction=direction_of(record.source_language),
            source_name=names.get(record.source_language, record.source_language),
            others=[
                {
                    "name": names[code],
                    "code": code,
                    "url": translate_address(kind, record.key, code, here),
                    "current": code == self.language,
                }
                for code in targets(record)
            ],
            rows=self.rows(form, conflict=bool(kwargs.get("conflict"))),
            errors=[
                {"id": field.auto_id, "label": str(field.label), "text": str(text)}
                for field in form
                for text in field.errors
            ]
            if form.is_bound
            else [],
            has_rich=not set(form.names).isdisjoint(record.RICH),
            back=self.request.POST.get(BACK) or here,
            back_url=back_address(self.request, f"{queue}?sprache={self.language}"),
            edit_url=edit_address(record) if is_staff(self.actor) else "",
            **kwargs,
        )
