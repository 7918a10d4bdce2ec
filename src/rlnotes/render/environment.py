"""A theme's templates, ready to render: which template a name means, and what a template can see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined

from rlnotes.model.collection import Theme
from rlnotes.render.quick import QuickEnvironment
from rlnotes.render.words import filters_of, names_of
from rlnotes.words.reading import FOLDER
from rlnotes.words.table import ENGLISH, Words

DEFAULT_PREFIX: Final = "default/"

# A traceback tells a template from Python code by this mark before its name.
FILE_MARK: Final = "template:"

_Loaded = tuple[str, str, Callable[[], bool]]

# Of what Jinja offers, `lipsum` and `random` would make the output differ from one build to the next.
_NOT_REPEATABLE: Final = ("lipsum", "random")


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of one theme, compiled as they are first used. Not to be sent to another process: make it there.

    `quick` renders a page as `environment` does or fails; then `environment` has the last word. `card_font` is what
    social cards are written in.
    """

    environment: Environment
    quick: Environment
    site_names: tuple[str, ...]
    card_font: bytes = b""


def templates_of(theme: Theme, bytecode: BytecodeCache | None = None, words: Words = ENGLISH) -> Templates:
    """The templates of `theme` that say `words`, compiled before where `bytecode` has them.

    A site's template stands in for the default one of the same name; `default/NAME` always means the default one.
    """
    names = tuple(sorted(template_names_in(theme.site_templates)))
    standard, quick = (_environment(kind, theme, bytecode, words) for kind in (Environment, QuickEnvironment))
    return Templates(standard, quick, names, theme.card_font)


def template_names_in(texts: Iterable[str]) -> Iterator[str]:
    """The names of templates among those of a theme's files, which may be tables of words, too."""
    return (name for name in texts if not name.startswith(FOLDER))


def _environment(kind: type[Environment], theme: Theme, bytecode: BytecodeCache | None, words: Words) -> Environment:
    environment = kind(
        loader=FunctionLoader(lambda name: _loaded(name, theme)),
        bytecode_cache=bytecode,
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
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    environment.filters.update(filters_of(words))
    environment.globals["words"] = names_of(words)
    return environment


def template_text(name: str, theme: Theme) -> str | None:
    """The text of the template that `name` means in `theme`, None where there is none: tables of words are none."""
    if name.removeprefix(DEFAULT_PREFIX).startswith(FOLDER):
        return None
    if name.startswith(DEFAULT_PREFIX):
        return theme.default_templates.get(name.removeprefix(DEFAULT_PREFIX))
    return theme.site_templates.get(name, theme.default_templates.get(name))


def _loaded(name: str, theme: Theme) -> _Loaded | None:
    text = template_text(name, theme)
    return None if text is None else (text, FILE_MARK + name, lambda: True)
