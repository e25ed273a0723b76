"""The files about papers: what was brought in, by whom, and which bodies consult on it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from mitsprache.exchange.format.base import NESTED, Entry
from mitsprache.exchange.format.texts import Choice, FileName, Id, Line, Ref, Rich
from mitsprache.exchange.format.values import Day, Flag, Moment, Number
from mitsprache.papers.enums import (
    ConsultationRole,
    FileRole,
    PaperState,
    PaperType,
    SignatureState,
)


class Originator(Entry):
    person: Annotated[str | None, Ref("persons")] = None
    organization: Annotated[str | None, Ref("organizations")] = None
    is_co_signer: Annotated[bool, Flag()] = False
    state: Annotated[str, Choice(SignatureState)] = "confirmed"


class PaperVersion(Entry):
    number: Annotated[int, Number()]
    date: Annotated[dt.date, Day(required=True)]
    title: Annotated[str, Line(400, required=True)]
    text: Annotated[str, Rich()] = ""
    reason: Annotated[str, Line(300)] = ""


class Consultation(Entry):
    id: Annotated[str, Id()]
    organization: Annotated[str, Ref("organizations", required=True)]
    role: Annotated[str, Choice(ConsultationRole)] = "decision"
    planned_date: Annotated[dt.date | None, Day()] = None


class File(Entry):
    id: Annotated[str, Id()]
    role: Annotated[str, Choice(FileRole)] = "main"
    name: Annotated[str, Line(200, required=True)]
    language: Annotated[str, Line(12, required=True)]
    file: Annotated[str, FileName("files", required=True)]
    public: Annotated[bool, Flag()] = True


class Paper(Entry):
    id: Annotated[str, Id()]
    term: Annotated[str, Ref("terms", required=True)]
    paper_type: Annotated[str, Choice(PaperType)]
    state: Annotated[str, Choice(PaperState)] = "draft"
    reference: Annotated[str, Line(20)] = ""
    title: Annotated[str, Line(400, required=True)]
    summary: Annotated[str, Line(500)] = ""
    text: Annotated[str, Rich()] = ""
    public: Annotated[bool, Flag()] = True
    date: Annotated[dt.date | None, Day()] = None
    handed_in_at: Annotated[dt.datetime | None, Moment()] = None
    under_direction_of: Annotated[str | None, Ref("organizations")] = None
    amends: Annotated[str | None, Ref("papers")] = None
    invented: Annotated[bool, Flag()] = False
    originators: Annotated[list[Originator], NESTED] = []
    consultations: Annotated[list[Consultation], NESTED] = []
    versions: Annotated[list[PaperVersion], NESTED] = []
    files: Annotated[list[File], NESTED] = []
