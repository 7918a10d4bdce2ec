"""A theme's templates, ready to render: which template a name means, and what a template can see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined

from rlnotes.model.collection import Theme
from rlnotes.render.words import counted, day, reading_time, worded

DEFAULT_PREFIX: Final = "default/"

# A traceback tells a template from Python code by this mark before its name.
FILE_MARK: Final = "template:"

_Loaded = tuple[str, str, Callable[[], bool]]

# Of what Jinja offers, `lipsum` and `random` would make the output differ from one build to the next.
_NOT_REPEATABLE: Final = ("lipsum", "random")


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of one theme, compiled as they are first used. Not to be sent to another process: make it there."""

    environment: Environment
    site_names: tuple[str, ...]


def templates_of(theme: Theme) -> Templates:
    """The templates of `theme`.

    A site's template stands in for the default one of the same name; `default/NAME` always means the default one.
    """
    environment = Environment(
        loader=FunctionLoader(lambda name: _loaded(name, theme)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    for vocabulary in (environment.globals, environment.filters):
        for name in _NOT_REPEATABLE:
            vocabulary.pop(name, None)
    environment.filters.update(counted=counted, day=day, reading_time=reading_time, worded=worded)
    return Templates(environment, tuple(sorted(theme.site_templates)))


def _loaded(name: str, theme: Theme) -> _Loaded | None:
    text = _text(name, theme.default_templates, theme.site_templates)
    return None if text is None else (text, FILE_MARK + name, lambda: True)


def _text(name: str, default: Mapping[str, str], site: Mapping[str, str]) -> str | None:
    if name.startswith(DEFAULT_PREFIX):
        return default.get(name.removeprefix(DEFAULT_PREFIX))
    return site.get(name, default.get(name))
