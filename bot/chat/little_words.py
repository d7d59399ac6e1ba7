"""The little words around days and times, in the languages that the bot speaks, and beyond them
what its catalogs say."""

import re
import unicodedata

from bot.domain.names import fold

# Writing that leaves no spaces between words.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def forms(words: str) -> frozenset[str]:
    """The folded forms that are listed in one string, with commas between them."""
    return frozenset(fold(word) for word in words.split(","))


# Before a day or a time, and without a meaning of their own there.
_BEFORE = forms(
    "on,at,the,every,each,of,am,um,zum,jeden,den,der,у,в,о,об,на,кожен,кожного,кожної,кожну,le,la,"
    "les,l,du,de,à,chaque,el,los,las,a,cada,hari,pada,pukul,jam,setiap,毎週,每"
)
_AFTER = forms("at,um,о,об,в,à,vers,a,las,la,a las,a la,pukul,jam,の,に,は")
_TRAILING = re.compile(r"[\s,、の]+$")
_BETWEEN_DATE_AND_TIME = re.compile(r"(?<=\d)t(?=\d{1,2}:)")


def plain(text: str) -> str:
    """The text in small letters, with ordinary figures, apostrophes and spaces."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("ʼ", "'")
    return _BETWEEN_DATE_AND_TIME.sub(" ", " ".join(text.strip(' "“”„«»').split()))


def without_before(text: str) -> str:
    """The text from the first word on that means something; all of it if none does."""
    words = text.split(" ")
    first = next((at for at, word in enumerate(words) if fold(word) not in _BEFORE), 0)
    return " ".join(words[first:])


def without_after(text: str) -> str:
    """The text without what joins a time to the day before it."""
    words = _TRAILING.sub("", text).split(" ")
    while words and fold(words[-1]) in _AFTER:
        words.pop()
    return " ".join(words)
