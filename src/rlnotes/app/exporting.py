"""The whole graph as text, for programs that draw, measure or tabulate it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Final, TypeAlias

import msgspec

from rlnotes.app.pipeline import link
from rlnotes.config.site import Config
from rlnotes.graph.graphml import graphml
from rlnotes.graph.resolution import NodeId
from rlnotes.model.collection import Collection
from rlnotes.pages.csl.processor import Style
from rlnotes.pages.edition import Edition, edition_of
from rlnotes.pages.graph_files import GraphNode, edges_from, graph_nodes, whole_graph
from rlnotes.pages.orders import COMMUNITIES
from rlnotes.pages.urls import absolute_url
from rlnotes.render.markup import utf8_without_forbidden

Cell: TypeAlias = str | int
_COLUMNS: Final = tuple(field.name for field in fields(GraphNode))
"""What is told of a node, in this order."""


def exported_graph(collection: Collection, config: Config, form: str) -> bytes:
    """The graph in the format named `form`, one of `FORMS`."""
    site = link(collection, config).site
    style = Style(collection.styles.get("apa", ""))  # nothing is cited in a graph
    edition = edition_of(site, replace(config, search=False), style, (), related={})
    return utf8_without_forbidden(FORMS[form](edition))


def _json(edition: Edition) -> str:
    return msgspec.json.format(msgspec.json.encode(whole_graph(edition)), indent=2).decode() + "\n"


def _graphml(edition: Edition) -> str:
    nodes = ((str(node.pop("id")), node) for node in map(_cleaned, _nodes(edition)))
    return graphml(nodes, _clean_edges(edition))


def _clean_edges(edition: Edition) -> Iterator[tuple[str, str, str]]:
    return ((_clean(source), _clean(target), relation) for source, relation, target in _edges(edition))


def _cleaned(known: Mapping[str, Cell]) -> dict[str, Cell]:
    return {name: _clean(value) if isinstance(value, str) else value for name, value in known.items()}


def _clean(text: str) -> str:
    return utf8_without_forbidden(text).decode()


def _csv_nodes(edition: Edition) -> str:
    return _table(_COLUMNS, ([node.get(name, "") for name in _COLUMNS] for node in _nodes(edition)))


def _csv_edges(edition: Edition) -> str:
    return _table(("source", "target", "relation"), ([source, target, way] for source, way, target in _edges(edition)))


def _lines(edition: Edition) -> str:
    return "".join(f"{source}\t{relation}\t{target}\n" for source, relation, target in _edges(edition))


FORMS: Final[Mapping[str, Callable[[Edition], str]]] = {
    "text": _lines,
    "json": _json,
    "graphml": _graphml,
    "csv": _csv_edges,
    "csv-nodes": _csv_nodes,
}
"""The formats of a graph: lines for people, JSON as in `graph.json`, GraphML, and two tables."""


def _nodes(edition: Edition) -> Iterator[dict[str, Cell]]:
    """What is told of each node as texts and numbers: its place on the whole map, its address absolute if known."""
    paths = edition.addresses.paths
    for node in graph_nodes(edition):
        middle = edition.atlas.places[node.community]
        url = absolute_url(edition.addresses, paths[node.id]) or node.url
        placed = replace(node, x=middle.x + node.x, y=middle.y + node.y, url=url)
        yield {name: _cell(value) for name in _COLUMNS if (value := getattr(placed, name)) or name in {"x", "y"}}


def _cell(value: object) -> Cell:
    match value:
        case int():
            return value
        case tuple():
            return "; ".join(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _edges(edition: Edition) -> Iterator[tuple[NodeId, str, NodeId]]:
    for name in edition.orders[COMMUNITIES]:
        for node in edition.atlas.companies[name].members:
            yield from ((node, edge.relation, edge.target) for edge in edges_from(edition, node))


def _table(head: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """A table as CSV (RFC 4180) with the line ends of text files."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return file.getvalue()


_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def _harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: those that look like one begin with an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_BEGINS_FORMULA) else cell
