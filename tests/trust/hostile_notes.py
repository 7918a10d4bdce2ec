"""Notes by someone who means harm: wherever words can stand, there are words that a careless site would run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

FOREIGN: Final = "evil.example"
"""The host that no page may load anything from."""

_RUN: Final = "window.pwned=1"

SCRIPTS: Final = (
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"</title><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>",
    f"--><script>{_RUN}</script>",
    f"]]><script>{_RUN}</script>",
    f"<img src=x onerror={_RUN}>",
    f'"><img src=x onerror="{_RUN}">',
    f"'><img src=x onerror='{_RUN}'>",
    f'" onmouseover="{_RUN}" autofocus onfocus="{_RUN}" x="',
    f"' onmouseover='{_RUN}' autofocus onfocus='{_RUN}' x='",
    f"` onmouseover=`{_RUN}`",
    f"<svg/onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f'<svg><a xlink:href="javascript:{_RUN}"><text>x</text></a></svg>',
    f"<svg><set onbegin={_RUN}><animate onbegin={_RUN} attributeName=x dur=1s></svg>",
    f'<svg><foreignObject><body onload="{_RUN}"></foreignObject></svg>',
    f'<math><mtext><table><mglyph><style><img src=x onerror="{_RUN}"></style></mglyph></table></mtext></math>',
    f'<math href="javascript:{_RUN}">x</math>',
    f'<noscript><p title="</noscript><img src=x onerror={_RUN}>">',
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f'<iframe src="javascript:parent.{_RUN}"></iframe>',
    f'<object data="javascript:{_RUN}"></object><embed src="javascript:{_RUN}">',
    f'<form action="javascript:{_RUN}"><button autofocus onfocus="{_RUN}">x</button></form>',
    f'<input autofocus onfocus="{_RUN}">',
    f"<details open ontoggle={_RUN}>x</details>",
    f"<video src=x onerror={_RUN}><source onerror={_RUN}></video>",
    f"<audio src=x onerror={_RUN} autoplay></audio>",
    f"<body onload={_RUN}><marquee onstart={_RUN}>x</marquee>",
    f'<a href="javascript:{_RUN}" id=location>x</a>',
    f'<a href="java&#x09;script:{_RUN}">x</a><a href=" &#14; javascript:{_RUN}">x</a>',
    f'<a href="data:text/html,<script>{_RUN}</script>">x</a>',
    f'<base href="//{FOREIGN}/"><meta http-equiv="refresh" content="0;url=//{FOREIGN}/">',
    f'<link rel="stylesheet" href="//{FOREIGN}/a.css"><style>@import "//{FOREIGN}/a.css";</style>',
    f'<img src="//{FOREIGN}/a.png" srcset="//{FOREIGN}/b.png 2x"><video poster="//{FOREIGN}/c.png"></video>',
    f'<p style="background:url(//{FOREIGN}/a.png)">x</p><td background="//{FOREIGN}/a.png">',
    f"<template><img src=x onerror={_RUN}></template><xmp><img src=x onerror={_RUN}></xmp>",
    '<form id="page:content"><input name="attributes"></form><img name="body"><img id="getElementById">',
    f"{{{{ ''.__class__ }}}}{{% include '/etc/passwd' %}}${{{_RUN}}}#{{{_RUN}}}<%= {_RUN} %>",
    f"\u2028{_RUN}\u2029//",
    f"\\u003cscript\\u003e{_RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={_RUN}&#62;",
)
"""What is put wherever words can stand."""

ADDRESSES: Final = (
    f"javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}",
    f"java\tscript:{_RUN}",
    f"\x01javascript:{_RUN}",
    f"javascript&colon;{_RUN}",
    f"javascript%3A{_RUN}",
    f"vbscript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    f"feed:javascript:{_RUN}",
    f"view-source:javascript:{_RUN}",
    f"blob:https://{FOREIGN}/x",
    f"//{FOREIGN}/x",
    f"/\\{FOREIGN}/x",
    f"\\\\{FOREIGN}\\x",
    f"/\t/{FOREIGN}/x",
    "file:///etc/passwd",
)
"""What is put wherever an address can stand."""

_KEYS: Final = (
    *(
        "title",
        "description",
        "claim",
        "status",
        "slug",
        "lang",
        "dir",
        "class",
        "cssclasses",
        "kind",
        "author",
        "authors",
    ),
    *("permalink", "redirect_from", "aliases", "tags", "related", "next", "prev", "parent", "up", "sources", "image"),
    *(
        "cover",
        "venue",
        "location",
        "citation",
        "paperurl",
        "slidesurl",
        "bibtexurl",
        "link",
        "url",
        "doi",
        "arxiv",
        "source",
    ),
    *(
        "date",
        "updated",
        "weight",
        "order",
        "members",
        "sections",
        "layout",
        "type",
        "publisher",
        "excerpt",
        "math",
        "toc",
    ),
)


def hostile_notes() -> Mapping[str, str | bytes]:
    """A project whose every note means harm, by path."""
    return {
        "rlnotes.toml": 'title = "Hostile <notes>"\nbase_url = "https://example.org/kb/"\n',
        "notes/index.md": "# Home\n\n" + "".join(f"- [[n{number}]]\n" for number in range(len(SCRIPTS))),
        **{f"notes/n{number}.md": _everywhere(number, script) for number, script in enumerate(SCRIPTS)},
        **{f"notes/keys/k{number}.md": _keyed(script) for number, script in enumerate((*SCRIPTS[:12], *ADDRESSES))},
        **{f"notes/links/a{number}.md": _linked(address) for number, address in enumerate(ADDRESSES)},
        **dict(_raw()),
        **dict(_named()),
        "notes/hub.md": _hub(),
        "notes/works.bib": "\n".join(_entries()),
        "notes/drawing.svg": f'<svg xmlns="http://www.w3.org/2000/svg" onload="{_RUN}"><script>{_RUN}</script></svg>',
        "notes/canvas.html": f"<script>{_RUN}</script>",
    }


def _everywhere(number: int, script: str) -> str:
    """A note with the script as title, tag, heading, caption and whatever else Markdown has."""
    line, quoted = script.replace("\u2028", " ").replace("\u2029", " "), json.dumps(script)
    return f"""---
title: {quoted}
description: {quoted}
aliases: [{quoted}]
tags: [{quoted}, "t/{number}"]
status: {quoted}
related: [hub]
---
Words before. {line}

## {line}

See [[hub|{line}]], [[hub#{line}]], [[{line}]], [{line}](hub.md "{line}") and [words](<{line}>).

![{line}](drawing.svg "{line}")

![{line}](gone-{number}.png)

> [!{line}]- {line}
> {line}

```{line}
{line}
```

```mermaid
graph LR; A["{line}"] --> B
click A href "javascript:{_RUN}"
```

| {line} | b |
|---|---|
| `{line}` | ${line}$ |

$$
\\href{{javascript:{_RUN}}}{{x}} \\text{{{line}}} \\class{{"onclick={_RUN}}}{{x}} \\htmlData{{x={line}}}{{y}}
$$

Term {line}
: Meaning {line}

Cited [@k{number}, p. {line}] and [{line} @k{number} {line}], [@{line}], @k{number}. A footnote[^{number}] and
^[{line}].

[^{number}]: {line}

#tag{line} ==={line}== ~~{line}~~ %%{line}%% <!-- {line} --> ^block-{number}

{{: onclick="{_RUN}" }} {{#id-{number}" onclick="{_RUN}}}

## Heading {{#i{number}"onclick={_RUN}}}

Text. <https://example.org/"onmouseover={_RUN}> https://example.org/<script>{_RUN}</script>
"""


def _keyed(script: str) -> str:
    lines = "".join(f"{key}: {json.dumps(script)}\n" for key in _KEYS)
    return f"---\n{lines}---\nText.\n"


def _linked(address: str) -> str:
    quoted = json.dumps(address)
    return f"""---
title: Addresses
related: [{quoted}]
image: {quoted}
paperurl: {quoted}
slidesurl: {quoted}
---
[a](<{address}>) ![b](<{address}>) [c][r] <{address}> [[{address}]] ![[{address}]] <a href="{address}">d</a>
<img src="{address}"> <video src="{address}" poster="{address}"></video> <q cite="{address}">e</q>

[r]: <{address}>
"""


def _raw() -> Iterator[tuple[str, str]]:
    """Each script as a block of HTML, in a block, across blocks, and half."""
    for number, script in enumerate(SCRIPTS):
        yield (
            f"notes/raw/r{number}.md",
            f"# Raw {number}\n\n{script}\n\n<div>\n{script}\n</div>\n\n- <b>\n\n  {script}\n",
        )
        yield f"notes/raw/h{number}.md", f"# Half {number}\n\n<p title='\n\n{script}\n\n<img alt=\"\n\n{script}\n"


def _named() -> Iterator[tuple[str, str]]:
    """Names of files, as far as a file can have them."""
    for number, script in enumerate(SCRIPTS):
        name = script.replace("/", "\u2044").replace("\0", "")[:80]
        yield f"notes/names/{number} {name}.md", f"See [[hub]].\n\n## {number}\n"


def _hub() -> str:
    entries = "".join(f"- [[n{number}|{script}]]: {script}\n" for number, script in enumerate(SCRIPTS))
    return f"---\nkind: hub\ntitle: {json.dumps(SCRIPTS[6])}\n---\n## {SCRIPTS[7]}\n\n{entries}"


def _entries() -> Iterator[str]:
    fields = ("title", "author", "journal", "year", "note", "abstract", "url", "doi", "eprint", "publisher", "keywords")
    for number, script in enumerate((*SCRIPTS, *ADDRESSES)):
        value = script.replace("{", "(").replace("}", ")").replace("\\", "/")
        yield f"@article{{k{number},\n" + "".join(f"  {field} = {{{value}}},\n" for field in fields) + "}\n"
