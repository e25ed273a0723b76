"""The files about what the council does and says: plans, goals, sessions, articles, pictures."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from mitsprache.exchange.format.base import NESTED, Entry
from mitsprache.exchange.format.texts import (
    Choice,
    FileName,
    Id,
    Line,
    Mail,
    Ref,
    Refs,
    Rich,
)
from mitsprache.exchange.format.values import Flag, Moment, Number
from mitsprache.goals.enums import GoalKind, GoalRelation, PlanKind
from mitsprache.meetings.enums import ItemKind, ItemResult, MeetingState
from mitsprache.publishing.enums import ArticleKind, ArticleState, Duty


class FieldOfAction(Entry):
    id: Annotated[str, Id()]
    title: Annotated[str, Line(250, required=True)]
    description: Annotated[str, Rich()] = ""


class Plan(Entry):
    id: Annotated[str, Id()]
    kind: Annotated[str, Choice(PlanKind)]
    title: Annotated[str, Line(250, required=True)]
    summary: Annotated[str, Line(400)] = ""
    description: Annotated[str, Rich()] = ""
    start_year: Annotated[int | None, Number(1, 9999, blank=True)] = None
    position: Annotated[int, Number()] = 0
    fields_of_action: Annotated[list[FieldOfAction], NESTED] = []


class GoalOrganization(Entry):
    organization: Annotated[str, Ref("organizations", required=True)]
    relation: Annotated[str, Choice(GoalRelation)] = "partner"


class Goal(Entry):
    id: Annotated[str, Id()]
    term: Annotated[str, Ref("terms", required=True)]
    kind: Annotated[str, Choice(GoalKind)] = "goal"
    title: Annotated[str, Line(250, required=True)]
    summary: Annotated[str, Line(400)] = ""
    description: Annotated[str, Rich()] = ""
    position: Annotated[int, Number()] = 0
    fields_of_action: Annotated[tuple[str, ...], Refs("fields_of_action")] = ()
    meetings: Annotated[tuple[str, ...], Refs("meetings")] = ()
    agenda_items: Annotated[tuple[str, ...], Refs("agenda_items")] = ()
    organizations: Annotated[list[GoalOrganization], NESTED] = []


class AgendaItem(Entry):
    id: Annotated[str, Id()]
    kind: Annotated[str, Choice(ItemKind)] = "item"
    title: Annotated[str, Line(400, required=True)]
    public: Annotated[bool, Flag()] = True
    category: Annotated[str, Line(120)] = ""
    urgent: Annotated[bool, Flag()] = False
    rapporteur: Annotated[str | None, Ref("persons")] = None
    planned_minutes: Annotated[int | None, Number(blank=True)] = None
    consultation: Annotated[str | None, Ref("consultations")] = None
    papers: Annotated[tuple[str, ...], Refs("papers")] = ()
    carried_from: Annotated[str | None, Ref("agenda_items")] = None
    text: Annotated[str, Rich()] = ""
    result: Annotated[str, Choice(ItemResult, blank=True)] = ""
    resolution_text: Annotated[str, Rich()] = ""
    items: Annotated[list[AgendaItem], NESTED] = []


class Meeting(Entry):
    id: Annotated[str, Id()]
    term: Annotated[str, Ref("terms", required=True)]
    organization: Annotated[str, Ref("organizations", required=True)]
    number: Annotated[int | None, Number(blank=True)] = None
    name: Annotated[str, Line(200, required=True)]
    state: Annotated[str, Choice(MeetingState)] = "planned"
    is_public: Annotated[bool, Flag()] = True
    start_at: Annotated[dt.datetime, Moment(required=True)]
    end_at: Annotated[dt.datetime | None, Moment()] = None
    location: Annotated[str | None, Ref("locations")] = None
    room: Annotated[str, Line(120)] = ""
    note: Annotated[str, Rich()] = ""
    support_email: Annotated[str, Mail()] = ""
    support_phone: Annotated[str, Line(60)] = ""
    continues: Annotated[str | None, Ref("meetings")] = None
    invented: Annotated[bool, Flag()] = False
    agenda: Annotated[list[AgendaItem], NESTED] = []


class Article(Entry):
    id: Annotated[str, Id()]
    kind: Annotated[str, Choice(ArticleKind)]
    duty: Annotated[str, Choice(Duty, blank=True)] = ""
    title: Annotated[str, Line(250, required=True)]
    summary: Annotated[str, Line(500)] = ""
    text: Annotated[str, Rich()] = ""
    state: Annotated[str, Choice(ArticleState)] = "draft"
    publish_at: Annotated[dt.datetime | None, Moment()] = None
    image: Annotated[str | None, Ref("images")] = None
    video: Annotated[str, FileName("videos")] = ""
    video_description: Annotated[str, Rich()] = ""
    goals: Annotated[tuple[str, ...], Refs("goals")] = ()
    invented: Annotated[bool, Flag()] = False


class Image(Entry):
    id: Annotated[str, Id()]
    file: Annotated[str, FileName("images", required=True)]
    alt: Annotated[str, Line(300, required=True)]
    caption: Annotated[str, Line(300)] = ""
    credit: Annotated[str, Line(200)] = ""


class PlansFile(Entry):
    plans: Annotated[list[Plan], NESTED] = []


class GoalsFile(Entry):
    goals: Annotated[list[Goal], NESTED] = []


class ImagesFile(Entry):
    images: Annotated[list[Image], NESTED] = []
