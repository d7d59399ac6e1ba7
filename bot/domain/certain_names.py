"""Whether a word in a text that is somebody's name is meant as one."""

import re

# Names of cities and people that begin sentences as words of English, French or Spanish as well.
_WORDS = frozenset(
    {
        "april", "art", "august", "bar", "bath", "battle", "best", "bill", "bury", "chase",
        "cork", "dawn", "deal", "eve", "faith", "frank", "grace", "grant", "hope", "hull", "joy",
        "june", "male", "mark", "may", "mobile", "most", "nice", "nancy", "of", "orange",
        "reading", "rose", "sale", "same", "split", "summer", "tours", "van", "will", "worth",
        "angers", "brest", "lens", "sens", "die", "lourdes", "cruz", "paz", "rosario", "victoria",
    }
)  # fmt: skip
# In German every noun is written as a name is.
_GERMAN = frozenset({"baden", "bar", "essen", "halle", "hof", "leer", "regen", "singen", "weil"})
_SENTENCE_ENDS = ".!?…:;\n\r•>"


def is_certain(said: str, text: str, language: str) -> bool:
    """Whether what stands in the text can be taken for the name that it is: it is not written
    small, and if it is a word as well, it stands somewhere within a sentence."""
    if said[0].islower():
        return False
    word = said.casefold()
    if language.partition("-")[0] == "de" and word in _GERMAN:
        return False
    if word not in _WORDS:
        return True
    places = re.finditer(rf"(?<!\w){re.escape(said)}(?!\w)", text)
    return any(not _begins(text[: place.start()]) for place in places)


def _begins(before: str) -> bool:
    """Whether a sentence begins behind this."""
    bare = before.rstrip(" \t\"'“„«(*_-–")
    return not bare or bare[-1] in _SENTENCE_ENDS
