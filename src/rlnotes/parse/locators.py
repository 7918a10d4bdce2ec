"""Where in a source a citation points: `p. 3`, `chs. 2-4`, `{fig. A}`, as CSL locator terms."""

from __future__ import annotations

import functools
import re

_TERMS = {
    "book": "bk. bks. book books",
    "chapter": "ch. chs. chap. chaps. chapter chapters",
    "column": "col. cols. column columns",
    "figure": "fig. figs. figure figures",
    "folio": "fol. fols. folio folios",
    "issue": "no. nos. number numbers",
    "line": "l. ll. line lines",
    "note": "n. nn. note notes",
    "opus": "op. opp. opus opera",
    "page": "p. pp. p pp page pages",
    "paragraph": "para. paras. paragraph paragraphs ¶ ¶¶",
    "part": "pt. pts. part parts",
    "section": "sec. secs. section sections § §§",
    "sub-verbo": "s.v. s.vv.",
    "verse": "v. vv. verse verses",
    "volume": "vol. vols. volume volumes",
    "appendix": "app. apps. appendix appendices",
    "table": "tab. tabs. table tables",
    "equation": "eq. eqs. equation equations",
}
_LABELS = {word: term for term, words in _TERMS.items() for word in words.split()}
_ALTERNATIVES = "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True))
_NUMBER = r"(?:[A-Z]?\.?[0-9]+[a-z]?(?:\.[0-9]+)*|[ivxlcdmIVXLCDM]+|[A-Z](?![A-Za-z]))(?!\w)"
_NUMBERS = rf"{_NUMBER}(?:\s?(?:[-–—]{{1,2}}|,|&)\s?{_NUMBER})*+"
_BARE = re.compile(r"(?P<locator>[0-9]+(?:\s?(?:[-–—]{1,2}|,)\s?[0-9]+)*+)(?!\w)")
_BRACED = re.compile(r"\{\s*(?:(?P<label>[^\W\d]+\.?|§+|¶+)\s+)?(?P<locator>[^{}]*)\}")


def locator_and_suffix(text: str) -> tuple[str, str, str]:
    """The locator, its CSL term and the rest of what follows a citation key."""
    rest = text.strip().removeprefix(",").lstrip()
    match = _BRACED.match(rest) or _labelled().match(rest) or _BARE.match(rest)
    if not match:
        return "", "", rest
    label = match.groupdict().get("label") or "p."
    suffix = rest[match.end() :].strip().removeprefix(",").lstrip()
    return match["locator"].strip(), _LABELS.get(label, "page"), suffix


@functools.cache
def _labelled() -> re.Pattern[str]:
    """A locator behind its label; compiled late, since it takes long and many collections cite nothing."""
    return re.compile(rf"(?P<label>{_ALTERNATIVES})\s*(?P<locator>{_NUMBERS})")
