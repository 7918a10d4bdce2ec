"""The digest of a view is the same for what is shown the same, and another for anything else."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import Struct, defstruct
from msgspec.structs import fields, replace
from rendering import ROOT
from sample_views import MINIMAL, RICH

from rlnotes.model.page import Page
from rlnotes.pages.views import frame, pages, parts, service
from rlnotes.pages.views.frame import NavLink
from rlnotes.pages.views.parts import LinkView
from rlnotes.render.digest import view_digest

VIEWS = {
    name: kind
    for room in (frame, pages, parts, service)
    for name, kind in vars(room).items()
    if isinstance(kind, type) and issubclass(kind, Struct) and kind is not Struct
}

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(), max_size=3) | st.text(max_size=3).map(Markup),
    Markup: st.text(max_size=3).map(Markup),
    bool: st.booleans(),
    int: st.integers(),
    date: st.dates(),
    type(None): st.none(),
}


@cache
def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """The values that a field of this type may have."""
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) is tuple:
        return st.lists(values_of(get_args(hint)[0]), max_size=2).map(tuple)
    if get_args(hint):
        return st.one_of([values_of(each) for each in get_args(hint)])
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    return st.builds(hint, **{name: values_of(each) for name, each in get_type_hints(hint).items()})


def shown(value: object) -> bytes:
    return view_digest(Page("page.html", "note.html.jinja", value))


def written(value: Any) -> str:
    """`value` with the types of all its parts, as Python would write it: another way to tell values apart."""
    if isinstance(value, tuple):
        return f"({[written(each) for each in value]})"
    if isinstance(value, Struct):
        return f"{type(value)}{[written(getattr(value, field.name)) for field in fields(value)]}"
    return f"{type(value)}{value!r}"


@given(st.sampled_from(sorted(VIEWS)).flatmap(lambda name: st.tuples(*[values_of(VIEWS[name])] * 2)))
def test_two_views_of_a_kind_have_one_digest_only_if_they_are_the_same(two: tuple[object, object]) -> None:
    one, other = two
    assert (shown(one) == shown(other)) == (written(one) == written(other))


ALIKE = [
    *("1", 1, True, 1 << 70, "", None, "None", "True", Markup("1"), Markup(), (), ("1",), ("1", ""), (("1",), "")),
    *(("1", ("",)), LinkView("1", ""), LinkView("", "1"), LinkView(Markup("1"), ""), NavLink("1", "")),
    *(NavLink("1", "", True), "\ud800", "\\ud800", ("\ud800",), Markup("\ud800")),
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
    if isinstance(value, Struct):
        return replace(value, **{field.name: copied(getattr(value, field.name)) for field in fields(value)})
    if isinstance(value, tuple):
        return tuple([copied(each) for each in value])
    return type(value)("".join([*value])) if type(value) in (str, Markup) else value


class Words(str):  # noqa: SLOT000 - what a view must not hold
    """A text of another type."""


@pytest.mark.parametrize("value", [Words("a"), 1j, object()])
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


def test_a_view_of_another_kind_is_another() -> None:
    other = defstruct("LinkView", ["label", "href"], tag="elsewhere", array_like=True)
    assert shown(other("a", "b")) != shown(LinkView("a", "b"))
