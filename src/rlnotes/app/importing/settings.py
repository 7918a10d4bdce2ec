"""The settings of another program as those of ours: what is well-formed there is taken, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from rlnotes.app.importing.outcome import Log, text_of
from rlnotes.config.parse_config import parse_config
from rlnotes.parse.reading import plain_lines
from rlnotes.parse.yaml_tree import Node, Pairs, Text, parse_yaml

_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def read_mapping(path: str, content: bytes | None, log: Log) -> dict[str, Node]:
    """The values of a YAML file by key; what can't be read is told in `log`."""
    if content is None:
        return {}
    tree = parse_yaml(plain_lines(text_of(content)))
    for span, mistake in tree.mistakes:
        log.lost("settings that can't be read", path, span.line, f"{mistake.message}; what stands below may be lost")
    return entries(tree.root)


def entries(node: Node | None) -> dict[str, Node]:
    """The values of a mapping by key, none of anything else."""
    return {key.text: each for key, each in node.pairs} if isinstance(node, Pairs) else {}


def words(node: Node | None) -> str:
    """The text of a scalar, "" for anything else."""
    if not isinstance(node, Text) or (node.is_plain and node.text in {"null", "~"}):
        return ""
    return _UNFIT.sub(" ", node.text).strip()


def settings_text(path: str, wanted: Mapping[str, str], log: Log) -> str:
    """The text of `rlnotes.toml` with those of the `wanted` values that it may hold; each other one is a loss."""
    return "".join(
        _lines(path, ((key, clean) for key, each in wanted.items() if (clean := _UNFIT.sub(" ", each).strip())), log)
    )


def _lines(path: str, wanted: Iterable[tuple[str, str]], log: Log) -> Iterator[str]:
    for key, each in wanted:
        line = f"{key} = {json.dumps(each, ensure_ascii=False)}\n"
        if parse_config("rlnotes.toml", line).diagnostics:
            log.lost("settings of no use here", path, 0, f"{key}: {each}")
        else:
            log.changed("settings to rlnotes.toml", path, 0, f"{key}: {each}")
            yield line
