"""Languages as people name them: by code, in English, in their own language, or in that one."""

import re
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.text import _
from bot.domain.names import fold

# https://www.rfc-editor.org/rfc/rfc5646: a language, perhaps a script, perhaps a region.
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;/、，؛،]\s*")
_MOST = 12


class OneLanguage(Argument):
    """A language: `uk`, `Ukrainian`, `українська`."""

    placeholder = _("LANGUAGE")

    def read(self, words: Words, call: Call) -> str:
        """Its BCP 47 code. Mistake if no language is called so."""
        return language_of(words.text, call)


class Languages(Argument):
    """Some languages, with commas between them or none: `uk, English`, `uk ja`."""

    placeholder = _("LANGUAGES")

    def read(self, words: Words, call: Call) -> tuple[str, ...]:
        """Their codes in the order given, each once. Mistake if one of them is none."""
        named = [name for name in _BETWEEN.split(words.text.strip()) if name]
        each = [part for name in named for part in _apart(name, call)]
        return tuple(dict.fromkeys(language_of(name, call) for name in each[:_MOST]))


def _apart(name: str, call: Call) -> list[str]:
    """One language or, where that is no name of one, each word as one of its own."""
    if " " not in name or known_language(name, call):
        return [name]
    words = name.split()
    return words if all(known_language(word, call) for word in words) else [name]


def language_of(name: str, call: Call) -> str:
    """The code of the language called so. Mistake if there is none."""
    code = _tagged(name) or _named(name, call.speech.language)
    if code is None:
        raise Mistake(
            _("I know no language called “{typed}”. Name it like “Ukrainian” or “uk”.", typed=name)
        )
    return code


def known_language(name: str, call: Call) -> str | None:
    """The code of the language called so by its code, in English or in the speaker's language;
    None if there is none. Unlike `language_of` it is quick enough to be asked of any word."""
    wanted = fold(name)
    names = (_names_in("en"), _names_in(call.speech.language))
    return _tagged(name) or next((each[wanted] for each in names if wanted in each), None)


def _tagged(name: str) -> str | None:
    """The code in its usual case, if the text is the code of a language that has a name."""
    match = _TAG.fullmatch(name.strip())
    if match is None or match[1].lower() not in _names_in("en").values():
        return None
    language, script, region = match.groups()
    parts = (language.lower(), script and script.title(), region and region.upper())
    return "-".join(part for part in parts if part)


def _named(name: str, spoken: str) -> str | None:
    wanted = fold(name)
    known = _names_in("en").get(wanted) or _names_in(spoken).get(wanted)
    return known or _own_names().get(wanted)


@cache
def _names_in(language: str) -> dict[str, str]:
    """Codes by the folded names that languages have in one of them."""
    names = Locale.parse(language.replace("-", "_")).languages
    return {fold(str(name)): code.replace("_", "-") for code, name in names.items()}


@cache
def _own_names() -> dict[str, str]:
    """Codes by what languages call themselves. Takes half a second when first asked."""
    named: dict[str, str] = {}
    codes: list[str] = locale_identifiers()
    for code in sorted(code for code in codes if len(code) == 2):
        try:
            name = Locale.parse(code).get_language_name(code)
        except (ValueError, UnknownLocaleError):
            continue
        if name:
            named.setdefault(fold(name), code)
    return named
