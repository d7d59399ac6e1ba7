"""What a city is called in other scripts, out of all that it was ever called."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from bot.chat.arguments import Words
from bot.chat.call import Call
from bot.chat.resolving import City
from bot.domain.names import fold, script_of

MOST_NAMES = 6
_LONGEST_NAME_IN_WORDS = 4
# Beside these the list of a script's names is not read further; the measure is quadratic.
_COMPARED = 40
_WIDELY_READ = ("Cyrl", "Arab", "Hani", "Jpan", "Kore", "Deva", "Thai", "Beng", "Taml")
# The gazetteer keeps small kana as full ones; a name that had one would be shown misspelt.
_PERHAPS_SMALL = re.compile(
    r".ツ|[キシチニヒミリギジビピ][ヤユヨ]|[フヴテデトドウクシジチ][アイウエオ]"
)
# Ukraine's own romanisation, so that Kyiv is Київ and not what its neighbours call it:
# https://zakon.rada.gov.ua/laws/show/55-2010-%D0%BF
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "д": "d", "е": "e", "є": "ie", "ж": "zh",
        "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m",
        "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
    }
)  # fmt: skip


class LeadingCity(City):
    """A member whose name is followed by something else: the most leading words that name one."""

    def starts(self, words: Words, call: Call) -> int:
        """How many words the name has; 0 if no leading words are a member's name."""
        for count in range(min(_LONGEST_NAME_IN_WORDS, len(words) - 1), 1, -1):
            if call.records.parties.named(words[:count].text):
                return count
        return 0


def in_other_scripts(name: str, given: Iterable[str], folded: Iterable[str]) -> list[str]:
    """Up to MOST_NAMES further names: the given ones, and of the gazetteer's one for each of
    the scripts that most people read and that is not among them yet."""
    names = list(dict.fromkeys(given))
    known = {script_of(each) for each in (name, *names)}
    groups: dict[str, list[str]] = {}
    for each in folded:
        if _PERHAPS_SMALL.search(each):
            continue
        groups.setdefault(script_of(each), []).append(each)
    others = [script for script in _WIDELY_READ if script in groups and script not in known]
    usual = [_most_usual(groups[script], fold(name)) for script in others]
    return (names + [each.title() for each in usual])[:MOST_NAMES]


def _most_usual(names: list[str], own: str) -> str:
    """The one that sounds most like the city's own name, as far as letters tell, else the one
    that is most like the others."""
    compared = names[:_COMPARED]

    def likeness(name: str) -> tuple[float, float]:
        in_latin = name.translate(_LATIN)
        sound = fuzz.ratio(in_latin, own) if in_latin.isascii() else 0.0
        return sound, sum(fuzz.ratio(name, each) for each in compared)

    return max(compared, key=likeness)
