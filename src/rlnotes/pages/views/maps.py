"""The views of maps: of a list, of what stands around a note, and the page of the map of everything."""

from __future__ import annotations

from msgspec import Struct

from rlnotes.pages.views.frame import PageFrame
from rlnotes.pages.views.parts import LinkView


class MapNode(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A note on a map: its point and its label, which stands at `label_x`, `label_y` and may be cut.

    `title` is the whole title where the label is not, or is not always shown; `anchor` says which end of the label
    stands there: "" the first, "middle" or "end"; where `is_labelled` is false there is no room, and the label is shown
    when asked for.
    """

    title: str
    label: str
    href: str
    x: int
    y: int
    radius: int
    label_x: int
    label_y: int
    anchor: str = ""
    is_labelled: bool = True


class TypedLine(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A typed link in a picture: its type, what that is called, and an SVG path."""

    relation: str
    label: str
    line: str


class MapView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The notes of a list as a picture: `lines` is an SVG path of all links, `link_count` of them; `typed` are typed.

    `total` is how many notes the list has; where it has more than `nodes`, these are the best connected.
    """

    width: int
    height: int
    lines: str
    nodes: tuple[MapNode, ...]
    total: int
    link_count: int
    typed: tuple[TypedLine, ...] = ()


class NeighbourView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A page beside a note, and its point in the picture of them.

    `relation` is what a typed link says of the two, as the name of a `RelationView`, "" if there is none;
    `relation_label` is the same in words.
    """

    title: str
    href: str
    x: int
    y: int
    relation: str = ""
    relation_label: str = ""


class NeighbourGroup(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The pages on one side of a note; `name` says which: "hubs", "before", "after" or "papers".

    `total` is how many there are, the closest of which are `nodes`.
    """

    name: str
    label: str
    nodes: tuple[NeighbourView, ...]
    total: int


class NeighbourhoodView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """Where a note stands among others: `lines` is an SVG path from it to each that no typed link ties to it.

    `map_href` shows it on the map of everything, "" for a note that is not there.
    """

    height: int
    x: int
    y: int
    lines: str
    groups: tuple[NeighbourGroup, ...]
    map_href: str = ""


class WholeMapView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The map of everything (`map.html.jinja`), which a script draws; without one there are the hubs and all notes."""

    page: PageFrame
    title: str
    script_href: str
    styles_href: str
    chart_count: int
    all_notes: LinkView
    hubs: tuple[LinkView, ...] = ()
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""


class SearchView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The page of search (`search.html.jinja`)."""

    page: PageFrame
    title: str
    script_href: str
    styles_href: str
    all_notes: LinkView
