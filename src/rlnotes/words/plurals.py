"""The plural forms of whole numbers, language by language, after the cardinal rules of Unicode CLDR 46."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

ONE, TWO, FEW, MANY, ZERO, OTHER = "one", "two", "few", "many", "zero", "other"
FORMS: Final = (ZERO, ONE, TWO, FEW, MANY, OTHER)


def plural_form(language: str, count: int) -> str:
    """The name of the form that a language tag uses with a count; "other" for a language that isn't known here."""
    return _RULES.get(language.partition("-")[0].lower(), _never)(count)


def plural_forms(language: str) -> tuple[str, ...]:
    """The forms that a language needs, in CLDR's order."""
    used = {plural_form(language, count) for count in (*range(200), 1_000_000)}
    return tuple(form for form in FORMS if form in used or form == OTHER)


def _never(_count: int) -> str:
    return OTHER


def _one(count: int) -> str:
    return ONE if count == 1 else OTHER


def _none_or_one(count: int) -> str:
    return ONE if count < 2 else OTHER


def _one_or_millions(count: int) -> str:
    return ONE if count == 1 else MANY if count and count % 1_000_000 == 0 else OTHER


def _none_or_one_or_millions(count: int) -> str:
    return ONE if count < 2 else _one_or_millions(count)


def _one_or_two(count: int) -> str:
    return {1: ONE, 2: TWO}.get(count, OTHER)


def _arabic(count: int) -> str:
    if count < 3:
        return (ZERO, ONE, TWO)[count]
    rest = count % 100
    return FEW if 3 <= rest <= 10 else MANY if rest >= 11 else OTHER


def _east_slavic(count: int) -> str:
    form = _south_slavic(count)
    return MANY if form == OTHER else form


def _south_slavic(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return ONE
    return FEW if _ends_in_few(count) else OTHER


def _ends_in_few(count: int) -> bool:
    return 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14


def _polish(count: int) -> str:
    return ONE if count == 1 else FEW if _ends_in_few(count) else MANY


def _czech(count: int) -> str:
    return ONE if count == 1 else FEW if 2 <= count <= 4 else OTHER


def _slovenian(count: int) -> str:
    return {1: ONE, 2: TWO, 3: FEW, 4: FEW}.get(count % 100, OTHER)


def _lithuanian(count: int) -> str:
    if 11 <= count % 100 <= 19 or count % 10 == 0:
        return OTHER
    return ONE if count % 10 == 1 else FEW


def _latvian(count: int) -> str:
    if count % 10 == 0 or 11 <= count % 100 <= 19:
        return ZERO
    return ONE if count % 10 == 1 else OTHER


def _romanian(count: int) -> str:
    if count == 1:
        return ONE
    return FEW if count == 0 or 1 <= count % 100 <= 19 else OTHER


def _ends_in_one(count: int) -> str:
    return ONE if count % 10 == 1 and count % 100 != 11 else OTHER


def _irish(count: int) -> str:
    return _one_or_two(count) if count < 3 else FEW if count < 7 else MANY if count < 11 else OTHER


def _welsh(count: int) -> str:
    return {0: ZERO, 1: ONE, 2: TWO, 3: FEW, 6: MANY}.get(count, OTHER)


_LANGUAGES: Final[Mapping[Callable[[int], str], str]] = {
    _one: """af an az bg ckb da de dv el en eo et eu fi fo fur fy gl ha hu ia ka kk ku ky lb ml mn mr ne nl nn no nb om
    or os ps rm sd so sq sv sw ta te tk tr ug ur uz yi""",
    _none_or_one: "am as bn fa gu hi hy kn pa zu ak bho ln mg ti wa",
    _one_or_millions: "ca es it",
    _none_or_one_or_millions: "fr pt",
    _one_or_two: "he iw se iu",
    _arabic: "ar",
    _east_slavic: "be ru uk",
    _south_slavic: "bs hr sh sr",
    _polish: "pl",
    _czech: "cs sk",
    _slovenian: "sl",
    _lithuanian: "lt",
    _latvian: "lv",
    _romanian: "ro mo",
    _ends_in_one: "is mk",
    _irish: "ga",
    _welsh: "cy",
}
_RULES: Final[Mapping[str, Callable[[int], str]]] = MappingProxyType(
    {language: rule for rule, languages in _LANGUAGES.items() for language in languages.split()}
)
