"""What people search contacts by: words, and the cities, languages and scripts they may mean."""

from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError

from bot.chat.arguments import Choice, Words
from bot.chat.call import Call
from bot.chat.languages import known_language
from bot.chat.line import Line
from bot.domain import addresses
from bot.domain.names import fold
from bot.domain.vocabulary import ContactFunction
from storage.contact_search import (
    Term,
    address_tag,
    function_tag,
    language_tag,
    party_tag,
    script_tag,
)

# More words than these nobody searches by; it bounds the look-ups too.
_MOST_WORDS = 8
# 'Frankfurt am Main', 'cercle de Bamako'.
_LONGEST_RUN = 3
_FUNCTION = Choice("function", words=ContactFunction)
# `script_of` tells both kana and what is written with them as Japanese.
_SAME_SCRIPT = {"hira": "jpan", "kana": "jpan", "hans": "hani", "hant": "hani", "hang": "kore"}


def terms_of(text: str, call: Call, *, forgiving: bool = False) -> list[Term]:
    """The terms of a search: words that together name something are one. A `forgiving`
    reading also takes a word for the city whose name it nearly is. Empty for mere marks."""
    if addresses.email(text) or addresses.phone(text):
        return [Term(fold(text), frozenset({address_tag(text)}))]
    words = [word for word in text.replace(",", " ").split() if fold(word)][:_MOST_WORDS]
    terms: list[Term] = []
    while words:
        count, tags = _longest_named(words, call)
        term = Term(fold(" ".join(words[:count])), frozenset(tags))
        if forgiving and not tags:
            near = (party_tag(city.id) for city in call.records.parties.nearest(words[0], 2))
            term = Term(term.text, frozenset(near))
        terms.append(term)
        words = words[count:]
    return terms


def _longest_named(words: list[str], call: Call) -> tuple[int, set[str]]:
    for count in range(min(_LONGEST_RUN, len(words)), 0, -1):
        tags = set(_tags(" ".join(words[:count]), call))
        if tags:
            return count, tags
    return 1, set()


def _tags(name: str, call: Call) -> Iterator[str]:
    language = known_language(name, call)
    if language is not None:
        yield language_tag(language)
    typed = Words(line := Line.read(name), line.words)
    if len(typed) and _FUNCTION.starts(typed, call) == len(typed):
        yield function_tag(ContactFunction(str(_FUNCTION.read(typed, call))))
    yield from (party_tag(city.id) for city in call.records.parties.named(name))
    # A client's language may be one that the bot does not speak, and its user still types it.
    for spoken in ("en", call.speech.language, call.message.language):
        yield from _tags_by_name(spoken).get(fold(name), ())


@cache
def _tags_by_name(spoken: str) -> dict[str, set[str]]:
    """The tags of scripts and languages by what they are called, folded, in one language."""
    try:
        locale = Locale.parse((spoken or "en").replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return {}
    tags: dict[str, set[str]] = {}
    for code, name in locale.scripts.items():
        for called in (code, str(name)):
            tags.setdefault(fold(called), set()).add(script_tag(_script(code)))
    for code, name in _languages(locale):
        tags.setdefault(fold(str(name)), set()).add(language_tag(code))
    return tags


def _languages(locale: Locale) -> list[tuple[str, str]]:
    """Without the regional kinds: whoever asks for German wants any."""
    return [(code, name) for code, name in locale.languages.items() if "_" not in code]


def _script(code: str) -> str:
    return _SAME_SCRIPT.get(code.lower(), code)
