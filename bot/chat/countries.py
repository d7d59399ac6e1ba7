"""Countries as people name them: by code, in English or in their own language."""

from functools import cache

from babel import Locale

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.text import _
from bot.domain.names import fold

# What CLDR calls otherwise.
_ALSO = {"uk": "GB", "usa": "US", "czech republic": "CZ", "turkey": "TR", "ivory coast": "CI"}

# Codes in CLDR's list that are no country's.
_NO_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


class OneCountry(Argument):
    """A country: `UA`, `Ukraine`, `Україна`."""

    placeholder = _("COUNTRY")

    def read(self, words: Words, call: Call) -> str:
        """Its ISO 3166 code in capitals. Mistake if no country is called so."""
        code = country_of(words.text, call.speech.language)
        if code is None:
            raise Mistake(
                _(
                    "I know no country called “{typed}”. Name it like “Ukraine” or “UA”.",
                    typed=words.text[:60],
                )
            )
        return code


def country_of(name: str, language: str) -> str | None:
    """The ISO 3166 code of the country called so in English or in `language`; None for none."""
    wanted = fold(name)
    if wanted in _ALSO:
        return _ALSO[wanted]
    names = _names_in("en")
    if wanted.upper() in names.values():
        return wanted.upper()
    return names.get(wanted) or _names_in(language).get(wanted)


@cache
def _names_in(language: str) -> dict[str, str]:
    """Codes by the folded names that countries have in a language."""
    names = Locale.parse(language.replace("-", "_")).territories
    return {
        fold(str(name)): code
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
    }
