"""A page as it is served: with the script that keeps it fresh, and a policy that lets this one script in."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

SCRIPT_PATH: Final = "/.rlnotes-live/script.js"  # no output path may begin so: shell.addresses
EVENTS_PATH: Final = "/.rlnotes-live/events"

_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_END: Final = b"</body>"
_HEAD_END: Final = b"</head>"


def with_script(page: bytes, nonce: str, build: str) -> bytes:
    """A page that loads the live script, told which build it is of; one without an end of its body is left alone."""
    end = page.rfind(_END)
    if end < 0:
        return page
    tag = f'<script src="{SCRIPT_PATH}" nonce="{nonce}" data-build="{build}" defer></script>\n'
    return _admitting(page[:end], nonce) + tag.encode() + page[end:]


def _admitting(page: bytes, nonce: str) -> bytes:
    """A page whose policy, if its head has one, admits scripts with the nonce and connections to their origin."""
    head, end, rest = page.partition(_HEAD_END)
    return _POLICY.sub(lambda found: found[1] + _widened_bytes(found[2], nonce) + found[3], head, count=1) + end + rest


def _widened_bytes(policy: bytes, nonce: str) -> bytes:
    return escape(widened(unescape(policy.decode(errors="surrogateescape")), nonce), quote=False).encode(
        errors="surrogateescape"
    )


def widened(policy: str, nonce: str) -> str:
    """A content security policy that also admits the live script and its connection.

    A nonce admits that script and no other, so that what the site forbids stays forbidden while serving. Browsers
    ignore 'unsafe-inline' beside a nonce; a policy that has it admits scripts of the origin instead.
    """
    written = filter(None, map(str.split, policy.split(";")))
    directives = {name.lower(): sources for name, *sources in written}
    fallback = directives.get("default-src", [])
    script = next((name for name in ("script-src-elem", "script-src") if name in directives), "script-src")
    scripts = directives.get(script, fallback)
    ours = "'self'" if "'unsafe-inline'" in scripts else f"'nonce-{nonce}'"
    directives[script] = _with(scripts, ours)
    directives["connect-src"] = _with(directives.get("connect-src", fallback), "'self'")
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def _with(sources: list[str], source: str) -> list[str]:
    """The sources and one more; 'none' counts only while it is alone."""
    return [*(each for each in sources if each not in {"'none'", source}), source]
