"""The digest of a view is the same for what is shown the same, and another for anything else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, make_dataclass, replace
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from rendering import ROOT
from sample_views import MINIMAL, RICH

from rlnotes.model.note import LineState, Status
from rlnotes.model.page import Page
from rlnotes.pages import views, views_parts, views_service
from rlnotes.pages.views_parts import LinkView, NavLink
from rlnotes.render.digest import view_digest

VIEWS = {
    name: kind
    for room in (views, views_parts, views_service)
    for name, kind in vars(room).items()
    if isinstance(kind, type) and is_dataclass(kind)
}


class Mood(Enum):
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Empty:
    """A view of nothing."""


@dataclass(frozen=True, slots=True)
class One:
    """A view of one value."""

    value: Any


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters())
    | st.text().map(Markup)
    | st.dates()
    | st.sampled_from([*Status, *LineState, *Mood, Empty()])
)


def trees(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return (
        st.lists(children, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=3), children, max_size=3)
        | st.builds(LinkView, children, children)
        | st.builds(NavLink, children, children, children)
        | st.builds(One, children)
    )


VALUES = st.recursive(LEAVES, trees, max_leaves=12)


def shown(value: object) -> bytes:
    return view_digest(Page("page.html", "note.html.jinja", value))


def written(value: Any) -> str:
    """`value` with the types of all its parts, as Python would write it: another way to tell values apart."""
    if isinstance(value, Mapping):
        return f"{{{[(written(key), written(item)) for key, item in value.items()]}}}"
    if isinstance(value, tuple):
        return f"({[written(each) for each in value]})"
    if is_dataclass(value):
        return f"{type(value)}{[written(getattr(value, field.name)) for field in fields(value)]}"
    return f"{type(value)}{value!r}"


@given(VALUES, VALUES)
def test_two_values_have_one_digest_only_if_they_are_the_same(one: object, other: object) -> None:
    assert (shown(one) == shown(other)) == (written(one) == written(other))


ALIKE = [
    *("1", 1, True, 1 << 70, "", None, "None", "True", Markup("1"), Markup(), "draft", Markup("draft")),
    *(Status.DRAFT, Mood.DRAFT, (), ("1",), ("1", ""), (("1",), ""), ("1", ("",)), One("1"), Empty(), {}),
    *({"1": ""}, {"": "1"}, {"1": "", "": "1"}, {"": "1", "1": ""}, (("1", ""),), {"Markup": "1"}, {"mapping": ()}),
    *(LinkView("1", ""), LinkView("", "1"), LinkView(Markup("1"), ""), NavLink("1", ""), NavLink("1", "", True)),
    *(date(2026, 5, 3), "2026-05-03", date(2026, 5, 3).toordinal(), "\ud800", "\\ud800", ("\ud800",), Markup("\ud800")),
]


def test_values_that_look_alike_have_digests_of_their_own() -> None:
    assert len({shown(value) for value in ALIKE}) == len(ALIKE)


@pytest.mark.parametrize("kind", VIEWS.values(), ids=VIEWS)
def test_every_field_of_every_view_has_its_say(kind: type) -> None:
    names = [field.name for field in fields(kind)]
    plain = kind(**dict.fromkeys(names, ""))
    changed = [replace(plain, **{name: other}) for name in names for other in (Markup(), None, False, (), "x")]
    assert len({shown(plain), *map(shown, changed)}) == 1 + len(changed)


@pytest.mark.parametrize("name", sorted(RICH))
def test_equal_views_have_one_digest_whichever_objects_they_are_made_of(name: str) -> None:
    assert shown(copied(RICH[name])) == shown(RICH[name])
    assert shown(RICH[name]) != shown(MINIMAL[name])


def copied(value: Any) -> Any:
    """An equal value of which no text or tuple is the same object as before."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: copied(getattr(value, field.name)) for field in fields(value)})
    if isinstance(value, tuple):
        return tuple([copied(each) for each in value])
    return type(value)("".join([*value])) if type(value) in (str, Markup) else value


def test_a_mapping_of_any_type_is_its_items() -> None:
    assert shown(MappingProxyType({"a": 1})) == shown({"a": 1})


class Words(str):  # noqa: SLOT000 - what a view must not hold
    """A text of another type."""


@pytest.mark.parametrize("value", [frozenset("a"), ["a"], 1.5, b"a", datetime(2026, 5, 3), Words("a"), object()])  # noqa: DTZ001 - no view's
def test_what_no_view_is_made_of_has_no_digest(value: object) -> None:
    with pytest.raises(TypeError, match=r"a view can't hold a \w"):
        shown(LinkView("a", value))  # type: ignore[arg-type]  # the mistake that is meant


def test_a_digest_is_the_same_in_every_process() -> None:
    words = """
from sample_views import RICH
from rlnotes.model.page import Page
from rlnotes.render.digest import view_digest
print(view_digest(Page("", "", RICH["source.html.jinja"])).hex())
"""
    path = f"{ROOT}/src{os.pathsep}{ROOT}/tests/render"
    made = {
        subprocess.check_output(
            [sys.executable, "-c", words], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        )
        for seed in ("1", "2")
    }
    assert {line.decode().strip() for line in made} == {shown(RICH["source.html.jinja"]).hex()}


def test_a_kind_of_view_made_elsewhere_is_another() -> None:
    other = make_dataclass("LinkView", ["label", "href"], frozen=True)
    assert shown(other("a", "b")) != shown(LinkView("a", "b"))
