"""The views of what a line is worth: the notes it rests on, and its place among all questions."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from rlnotes.model.note import Confidence, LineState, Status
from rlnotes.pages.views.frame import PageFrame
from rlnotes.pages.views.parts import LinkView, PagingView


class FallenView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A note that holds no longer, and what became of it."""

    note: LinkView
    status: Status


class SupportView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """What a line rests on: `count` notes, of which `unstated` don't say how sure they are.

    `weakest` is the least sure of the others, None where none says it, with its `confidence`.
    """

    count: int
    unstated: int = 0
    weakest: LinkView | None = None
    confidence: Confidence | None = None
    fallen: tuple[FallenView, ...] = ()


class QuestionView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A line in the list of questions; `answer` is what it claims, `newest` the last written of its notes."""

    title: str
    href: str
    answer: str = ""
    confidence: Confidence | None = None
    reviewed: date | None = None
    support: SupportView | None = None
    newest: LinkView | None = None
    written: date | None = None
    lang: str = ""


class QuestionGroup(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The questions in one state."""

    state: LineState
    questions: tuple[QuestionView, ...]


class QuestionsView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """All inquiring lines by their state (`questions.html.jinja`)."""

    page: PageFrame
    title: str
    question_count: int
    groups: tuple[QuestionGroup, ...]
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
    paging: PagingView | None = None  # where the list has several pages
