"""The names of languages in themselves, for readers who look for their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NAMES: Final = """af Afrikaans|am አማርኛ|ar العربية|az Azərbaycanca|be Беларуская|bg Български|bn বাংলা|bs Bosanski
|ca Català|cs Čeština|cy Cymraeg|da Dansk|de Deutsch|el Ελληνικά|en English|eo Esperanto|es Español|et Eesti|eu Euskara
|fa فارسی|fi Suomi|fil Filipino|fr Français|ga Gaeilge|gl Galego|gu ગુજરાતી|he עברית|hi हिन्दी|hr Hrvatski|hu Magyar
|hy Հայերեն|id Bahasa Indonesia|is Íslenska|it Italiano|ja 日本語|ka ქართული|kk Қазақ тілі|km ខ្មែរ|kn ಕನ್ನಡ|ko 한국어
|la Latina|lt Lietuvių|lv Latviešu|mk Македонски|ml മലയാളം|mn Монгол|mr मराठी|ms Bahasa Melayu|my မြန်မာ|nb Norsk bokmål
|ne नेपाली|nl Nederlands|nn Norsk nynorsk|no Norsk|pa ਪੰਜਾਬੀ|pl Polski|ps پښتو|pt Português|pt-br Português (Brasil)
|ro Română|ru Русский|sk Slovenčina|sl Slovenščina|sq Shqip|sr Српски|sv Svenska|sw Kiswahili|ta தமிழ்|te తెలుగు|th ไทย
|tr Türkçe|uk Українська|ur اردو|uz O‘zbek|vi Tiếng Việt|zh 中文|zh-hans 简体中文|zh-hant 繁體中文"""
_ENDONYMS: Final[Mapping[str, str]] = {
    tag: name for tag, _, name in (each.strip().partition(" ") for each in _NAMES.split("|"))
}


def endonym(tag: str) -> str:
    """What a language calls itself: "Deutsch" for "de", "Deutsch (AT)" for "de-AT"; an unknown tag as it is."""
    if name := _ENDONYMS.get(tag.lower()):
        return name
    primary, _, rest = tag.partition("-")
    name = _ENDONYMS.get(primary.lower())
    return f"{name} ({rest})" if name else tag
