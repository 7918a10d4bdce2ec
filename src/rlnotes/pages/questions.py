"""The ledger of questions: every inquiring line by its state, with its answer and what that rests on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.support import Standing, Support
from rlnotes.model.note import LineState
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame, node_link
from rlnotes.pages.orders import state_of
from rlnotes.pages.paging import numbered, pages_of_list, paging_view
from rlnotes.pages.urls import href
from rlnotes.pages.views.honesty import FallenView, QuestionGroup, QuestionsView, QuestionView, SupportView
from rlnotes.words.table import said

_NOWHERE: Final = Standing()


def outline_questions(edition: Edition) -> Iterator[tuple[str, str]]:
    """`questions.html` and its later pages; nothing where there are no lines."""
    first = edition.signposts.questions
    return ((path, first) for path in pages_of_list(edition.batches, first))


def plan_questions(edition: Edition, path: str, first: str) -> Page:
    """The lines that are open, then those answered in part, answered and dropped."""
    batch, title = edition.batches[path], said(edition.words, "page.questions")
    told, crumbs = said(edition.words, "page.questions_told"), (all_notes_crumb(edition, path),)
    states = groupby(batch.entries, key=lambda node: state_of(edition.faces[node]))
    view = QuestionsView(
        page=frame(edition, path, numbered(title, batch, edition.words), told, within=first, crumbs=crumbs),
        title=title,
        question_count=batch.total,
        groups=tuple(
            QuestionGroup(LineState(state), tuple(_question(edition, path, node) for node in nodes))
            for state, nodes in states
        ),
        breadcrumbs=crumbs,
        description=told,
        paging=paging_view(edition.addresses, path, batch),
    )
    return Page(path, "questions.html.jinja", view)


def _question(edition: Edition, origin: str, node: NodeId) -> QuestionView:
    face, standing = edition.faces[node], edition.standings.get(node, _NOWHERE)
    support = standing.support
    return QuestionView(
        title=face.title,
        href=href(edition.addresses, origin, face.path),
        answer=face.claim,
        confidence=standing.confidence,
        reviewed=standing.reviewed,
        support=support_view(edition, origin, support),
        newest=node_link(edition, origin, support.newest) if support.newest else None,
        written=support.written,
        lang=face.lang,
    )


def support_view(edition: Edition, origin: str, support: Support) -> SupportView | None:
    """What a line rests on, as the page at `origin` tells of it; None for one that rests on nothing."""
    if not support.count:
        return None
    return SupportView(
        count=support.count,
        unstated=support.unstated,
        weakest=node_link(edition, origin, support.weakest) if support.weakest else None,
        confidence=support.confidence,
        fallen=tuple(FallenView(node_link(edition, origin, node), status) for node, status in support.fallen),
    )
