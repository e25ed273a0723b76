"""Writes to papers: drafts, submitting with a number, new versions, signatures, files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mitsprache.council.models import Body, Person
from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.kernel.records import RecordOperations
from mitsprache.papers.domain.references import Reference
from mitsprache.papers.enums import PaperState, SignatureState
from mitsprache.papers.models import Consultation, File, Originator, Paper, PaperVersion
from mitsprache.papers.queries import person_of
from mitsprache.papers.rules import check_paper, key_within

BY_OPERATION: Final = frozenset({"state", "reference", "number", "year", "handed_in_at"})
"""What only operations of their own change."""
OWN: Final = frozenset({"key", "term", "paper_type", "title", "summary", "text", "amends"})
"""What members write in their drafts; whether it is public is for the office to say."""


def _refuse_others(values: Mapping[str, Any], names: Iterable[str]) -> None:
    """Raise TypeError for values by a name that the operation does not take."""
    others = set(values) & set(names)
    if others:
        raise TypeError(f"not set by this operation: {', '.join(sorted(others))}")


class PaperOperations(RecordOperations[Paper]):
    """The office's writes. What a submitted paper says changes by `revise` alone."""

    def _create(self, *, actor: Actor, values: Mapping[str, Any]) -> Paper:
        """Insert a draft."""
        _refuse_others(values, BY_OPERATION)
        return super()._create(actor=actor, values=values)

    def _delete(self, *, actor: Actor, record: Paper) -> None:
        """Delete a draft and its PDFs."""
        names = _stored(record)
        super()._delete(actor=actor, record=record)
        _forget(names)

    def _update(
        self,
        *,
        actor: Actor,
        record: Paper,
        values: Mapping[str, Any],
        expected_version: int | None = None,
    ) -> Paper:
        """Set `values`.

        Raises:
            ValidationError: title or text of a paper that is no draft would change.
            store.Conflict: the record has another version than expected.
        """
        _refuse_others(values, BY_OPERATION)
        if record.state != PaperState.DRAFT and any(
            name in values and values[name] != getattr(record, name) for name in ("title", "text")
        ):
            raise ValidationError(
                _("Titel und Text einer eingereichten Drucksache ändert nur eine neue Fassung.")
            )
        return super()._update(
            actor=actor, record=record, values=values, expected_version=expected_version
        )


class FileOperations(RecordOperations[File]):
    """Writes to files; a PDF that no record holds any more is deleted for good."""

    def _update(
        self,
        *,
        actor: Actor,
        record: File,
        values: Mapping[str, Any],
        expected_version: int | None = None,
    ) -> File:
        """Set `values`; raises store.Conflict when the record has another version."""
        old = str(record.file.name)
        super()._update(
            actor=actor, record=record, values=values, expected_version=expected_version
        )
        if record.file.name != old:
            _forget([old])
        return record

    def _delete(self, *, actor: Actor, record: File) -> None:
        """Delete the record and its PDF."""
        name = str(record.file.name)
        super()._delete(actor=actor, record=record)
        _forget([name])


def _stored(paper: Paper) -> list[str]:
    return list(paper.files.values_list("file", flat=True))


def _forget(names: Iterable[str]) -> None:
    """Delete stored PDFs once it is certain that no record holds them."""
    storage = File._meta.get_field("file").storage
    for name in names:
        transaction.on_commit(partial(storage.delete, name))


class OwnOperations(RecordOperations[Paper]):
    """A member's writes to drafts of its own."""

    def _create(self, *, actor: Actor, values: Mapping[str, Any]) -> Paper:
        """Insert a draft that the actor's person brings in.

        Raises:
            ValidationError: the actor's account belongs to no person.
        """
        _refuse_others(values, set(values) - OWN)
        person = person_of(actor)
        if person is None:
            raise ValidationError(
                _(
                    "Ihr Zugang ist mit keiner Person verbunden. Bitten Sie die Geschäftsstelle, ihn zu "
                    "verbinden."
                )
            )
        paper = super()._create(actor=actor, values=values)
        store.create(
            Originator(key=key_within(Originator, paper, person.key), paper=paper, person=person)
        )
        return paper

    def _update(
        self,
        *,
        actor: Actor,
        record: Paper,
        values: Mapping[str, Any],
        expected_version: int | None = None,
    ) -> Paper:
        """Set `values`; raises store.Conflict when the record has another version."""
        _refuse_others(values, set(values) - OWN)
        return super()._update(
            actor=actor, record=record, values=values, expected_version=expected_version
        )

    def _delete(self, *, actor: Actor, record: Paper) -> None:
        """Delete the draft and its PDFs."""
        names = _stored(record)
        super()._delete(actor=actor, record=record)
        _forget(names)


paper = PaperOperations(Paper, "paper", check_paper)
own = OwnOperations(Paper, "own", check_paper)
originator = RecordOperations(Originator, "originator")
consultation = RecordOperations(Consultation, "consultation")
file = FileOperations(File, "file")
version = RecordOperations(PaperVersion, "version", lambda one: check_paper(one.paper))


def _locked(paper: Paper, state: PaperState, otherwise: str) -> Paper:
    """Return the paper as it stands now, locked until the transaction ends.

    Raises:
        ValidationError: it is in another state; `otherwise` says so.
    """
    row = Paper.objects.select_for_update().get(pk=paper.pk)
    if row.state != state:
        raise ValidationError(otherwise)
    return row


def _add_version(paper: Paper, reason: str = "") -> None:
    last = paper.versions.aggregate(last=Max("number"))["last"] or 0
    store.create(
        PaperVersion(
            key=key_within(PaperVersion, paper, _("Fassung %(n)s") % {"n": last + 1}),
            paper=paper,
            number=last + 1,
            date=clock.today() if last else paper.date or clock.today(),
            title=paper.title,
            text=paper.text,
            reason=reason,
        )
    )


@operation(permission="papers.submit_paper", target="paper")
def submit(*, actor: Actor, paper: Paper) -> Paper:
    """Give the draft the next number of the year; from now on it can be public.

    Raises:
        ValidationError: no draft any more, nothing to read in it, or nobody brings it in.
    """
    # Whoever else wants a number waits here, so that no two get the same and none is left out.
    Body.objects.select_for_update().get(pk=paper.term.body_id)
    row = _locked(paper, PaperState.DRAFT, _("Diese Drucksache ist schon eingereicht."))
    if not (row.text or row.files.exists()):
        raise ValidationError(
            _("Die Drucksache hat weder Text noch Datei. Ergänzen Sie, worüber beraten wird.")
        )
    if not row.originators.filter(is_co_signer=False, state=SignatureState.CONFIRMED).exists():
        raise ValidationError(_("Tragen Sie ein, wer die Drucksache einbringt."))
    today = clock.today()
    last = Paper.objects.filter(year=today.year).aggregate(last=Max("number"))["last"] or 0
    store.update(
        paper,
        state=PaperState.SUBMITTED,
        reference=str(Reference.following(last, today.year)),
        date=row.date or today,
    )
    _add_version(paper)
    return paper


@operation(permission="papers.revise_paper", target="paper")
def revise(
    *,
    actor: Actor,
    paper: Paper,
    title: str,
    text: str,
    reason: str,
    expected_version: int | None = None,
) -> Paper:
    """Change what a submitted paper says; the earlier wording stays as a version.

    Raises:
        ValidationError: not submitted, no reason, or nothing changed.
        store.Conflict: the paper has another version than expected.
    """
    row = _locked(
        paper, PaperState.SUBMITTED, _("Nur eine eingereichte Drucksache ändert sich so.")
    )
    if not reason.strip():
        raise ValidationError({"reason": _("Sagen Sie in einem Satz, warum sich der Text ändert.")})
    if (title, text) == (row.title, row.text):
        raise ValidationError(_("An Titel und Text ist nichts geändert."))
    if not row.versions.exists():
        _add_version(row)
    store.update(paper, expected_version=expected_version, title=title, text=text)
    _add_version(paper, reason)
    return paper


@operation(permission="papers.withdraw_paper", target="paper")
def withdraw(*, actor: Actor, paper: Paper) -> Paper:
    """Mark the paper as withdrawn; it keeps its number and stays to be read.

    Raises:
        ValidationError: it is not submitted.
    """
    _locked(paper, PaperState.SUBMITTED, _("Nur eine eingereichte Drucksache wird zurückgezogen."))
    return store.update(paper, state=PaperState.WITHDRAWN)


@operation(permission="papers.hand_in_own", target="paper")
def hand_in(*, actor: Actor, paper: Paper) -> Paper:
    """Give the actor's draft to the office, which checks and submits it.

    Raises:
        ValidationError: there is nothing to read in it.
    """
    if not paper.text:
        raise ValidationError(_("Der Entwurf hat noch keinen Text."))
    return store.update(paper, handed_in_at=clock.now())


@operation(permission="papers.give_back_paper", target="paper")
def give_back(*, actor: Actor, paper: Paper) -> Paper:
    """Give a draft back to its author, who can change it again.

    Raises:
        ValidationError: it is no draft any more.
    """
    _locked(paper, PaperState.DRAFT, _("Diese Drucksache ist schon eingereicht."))
    return store.update(paper, handed_in_at=None)


@operation(permission="papers.ask_co_signer", target="paper")
def ask_co_signer(*, actor: Actor, paper: Paper, person: Person) -> Originator:
    """Ask somebody to co-sign the actor's draft.

    Raises:
        ValidationError: the person stands with the paper already.
    """
    last = paper.originators.aggregate(last=Max("position"))["last"] or 0
    return store.create(
        Originator(
            key=key_within(Originator, paper, person.key),
            paper=paper,
            person=person,
            is_co_signer=True,
            state=SignatureState.ASKED,
            position=last + 1,
        )
    )


@operation(permission="papers.answer_request", target="request")
def answer_request(*, actor: Actor, request: Originator, agrees: bool) -> Originator:
    """Say whether the actor co-signs the paper it was asked about."""
    state = SignatureState.CONFIRMED if agrees else SignatureState.DECLINED
    return store.update(request, state=state)
