"""Countries, languages and words of the vocabulary as people write them, as codes."""

from enum import StrEnum
from functools import cache
from typing import TypeVar

from babel import Locale

from bot.chat.labels import SYNONYMS
from bot.chat.speech import Speech, languages
from bot.chat.text import Msg, _
from bot.domain.names import fold
from bot.files.lines import Unreadable

# The languages in which the names of countries and languages are understood.
_LOCALES = (
    "en", "fr", "de", "es", "it", "pt", "nl", "fi", "sv", "pl", "cs", "hu", "ro", "tr", "uk",
    "ru", "el", "he", "ar", "fa", "hi", "th", "vi", "id", "ms", "fil", "ko", "ja", "zh",
    "zh_Hant",
)  # fmt: skip
_COUNTRIES = {
    "usa": "US", "u s a": "US", "u s": "US", "united states of america": "US", "america": "US",
    "uk": "GB", "u k": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
    "wales": "GB", "korea": "KR", "republic of korea": "KR", "rok": "KR", "russia": "RU",
    "russian federation": "RU", "viet nam": "VN", "turkey": "TR", "pr china": "CN",
    "p r china": "CN", "prc": "CN", "czech republic": "CZ", "the netherlands": "NL",
    "holland": "NL", "uae": "AE", "ivory coast": "CI", "burma": "MM", "swaziland": "SZ",
    "macedonia": "MK", "the philippines": "PH", "moldova": "MD", "iran": "IR", "syria": "SY",
    "laos": "LA", "brunei": "BN", "micronesia": "FM",
}  # fmt: skip

Word = TypeVar("Word", bound=StrEnum)


def country(text: str) -> str:
    """The ISO 3166 code of a country by code or name; empty for empty. Unreadable if there is
    no such country."""
    if not text:
        return ""
    found = _COUNTRIES.get(fold(text))
    if found is None and len(text) == 2 and text.isascii() and text.isalpha():
        return text.upper()
    found = found or _countries().get(fold(text))
    if found is None:
        sentence = _(
            "There is no country called {name}; write its name or two-letter code.", name=text[:60]
        )
        raise Unreadable(sentence)
    return found


def language(text: str) -> str:
    """The BCP 47 code of a language by code or name. Unreadable if there is no such one."""
    code = text.strip().replace("_", "-")
    found = _languages().get(fold(text))
    if found:
        return found
    base = code.partition("-")[0].lower()
    if base in _known_languages() and len(code) <= 16 and code.isascii():
        return "-".join([base, *code.split("-")[1:]])
    raise Unreadable(
        _("There is no language called {name}; write its name or code.", name=text[:60])
    )


def word(text: str, kind: type[Word], sentence: Msg) -> Word | None:
    """The word of the vocabulary that is meant, in any language the bot speaks; None for empty.
    Unreadable with the sentence if it is none."""
    if not text:
        return None
    found = _words(kind).get(fold(text))
    if found is None:
        raise Unreadable(sentence)
    return kind(found)


def is_word(text: str, kind: type[Word]) -> bool:
    """Whether this is a word of the vocabulary, in any language the bot speaks."""
    return fold(text) in _words(kind)


@cache
def _words(kind: type[StrEnum]) -> dict[str, StrEnum]:
    known: dict[str, StrEnum] = {}
    for each in kind:
        spoken = (Speech(code).say(each) for code in languages())
        for name in (str(each), *SYNONYMS.get(each, ()), *spoken):
            known.setdefault(fold(name), each)
    return known


@cache
def _countries() -> dict[str, str]:
    known: dict[str, str] = dict(_COUNTRIES)
    for locale in map(Locale.parse, _LOCALES):
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha():
                known.setdefault(fold(name), code)
    return known


@cache
def _languages() -> dict[str, str]:
    known: dict[str, str] = {"chinese": "zh", "mandarin": "zh", "tagalog": "fil"}
    for locale in map(Locale.parse, _LOCALES):
        for code, name in locale.languages.items():
            known.setdefault(fold(name), code.replace("_", "-"))
    return known | {code: code for code in _known_languages()}


@cache
def _known_languages() -> frozenset[str]:
    return frozenset(str(code) for code in Locale.parse("en").languages if str(code).isalpha())
