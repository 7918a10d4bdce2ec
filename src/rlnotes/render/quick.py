"""What compiled templates do most, made quick: escaping a value, calling a macro, reading a field of a view.

A quickened environment renders the same page as before, or fails where the other would look further: a value's field
that is not there may be an item of it, or be asked for with `is defined`. So whoever renders tries it first, and asks
the other whenever it fails. All of this hangs on the places where Jinja lets its classes be replaced; if a name in
compiled code comes to mean something else, pages are only slower.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any, Final

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup

# What `markupsafe.escape` calls for a plain string before it wraps the result; without it all is right, only slower.
_escaped_text: Final[Callable[[object], str]] = getattr(markupsafe, "_escape_inner", markupsafe.escape)

# `Markup(text)` first asks `text` whether it is HTML already.
_marked: Final[Callable[[type[Markup], str], Markup]] = str.__new__


def escaped(value: object) -> str:
    """The HTML of `value` as `markupsafe.escape` writes it, to be put out at once and therefore not marked as HTML."""
    kind = type(value)
    if kind is str:
        return _escaped_text(value)
    if kind is Markup:
        return value  # type: ignore[return-value]  # mypy does not narrow by `kind`
    return markupsafe.escape(value)


class QuickMacro(Macro):
    """A macro that tells its compiled function, and what that takes for the arguments which are left out.

    `left_out` is empty for a macro that takes more than arguments by position: it is called as Jinja does.
    """

    def __init__(
        self, environment: Environment, func: Callable[..., str], name: str, arguments: list[str], *rest: bool
    ) -> None:
        """The macro that compiled code asks for; `rest` tells what else it takes and whether it escapes."""
        super().__init__(environment, func, name, arguments, *rest)
        takes_more = self.catch_kwargs or self.catch_varargs or self.caller
        self.body = func
        self.left_out = () if takes_more else tuple((missing,) * n for n in range(len(arguments), -1, -1))


class QuickContext(Context):
    """A context that calls a macro at once, where others first find out how it wants to be called."""

    def call(
        self,
        called: Callable[..., object],
        /,
        *args: object,
        _block_vars: object = None,
        _loop_vars: object = None,
        **kwargs: object,
    ) -> object:
        """What `called` returns; compiled code adds the variables around the call, which no macro asks for."""
        if type(called) is QuickMacro and not kwargs and len(args) < len(called.left_out):
            text = called.body(*args, *called.left_out[len(args)])
            return _marked(Markup, text) if self.eval_ctx.autoescape else text
        return super().call(called, *args, _block_vars=_block_vars, _loop_vars=_loop_vars, **kwargs)


class QuickTemplate(Template):
    """A template whose compiled code has the names `escape` and `Macro` mean what stands here.

    It calls `escape` for nothing but the pieces that it puts out.
    """

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """The template of a compiled code; `globals` as a plain dictionary, which Jinja asks four times a page."""
        template = super().from_code(environment, code, dict(globals), uptodate)
        template.root_render_func.__globals__.update(escape=escaped, Macro=QuickMacro)
        return template


class QuickGenerator(CodeGenerator):
    """A compiler that reads a field as Python does, where Jinja asks for a field, then for an item, then gives up."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write the expression for a field; Python would read another name than one outside ASCII, and no keyword."""
        if keyword.iskeyword(node.attr) or not node.attr.isascii():
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


class QuickEnvironment(Environment):
    """An environment whose templates are twice as quick."""

    code_generator_class = QuickGenerator
    context_class = QuickContext
    template_class = QuickTemplate

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - Jinja's settings
        """The environment with these settings of Jinja's."""
        super().__init__(**settings)
        self._found: dict[str | Template, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """The template `name`, found once; a page asks for seven."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent, globals)
        return found
