"""Names as East Slavic languages decline them: what `Одесі` and `Харкова` are the cases of."""

import re

_NAME = re.compile(r"[А-ЯЁЄІЇҐ][а-яёєіїґ'ʼ’-]{4,40}")
# The ending of a case, and what the nominative may end in instead: a handful of rules, as many
# as most names of cities follow. Which of the results is a name, the records say.
_CASES = (
    (("ова", "ову", "овом", "ові"), ("ів",)),
    (("єва", "єву", "євом", "єві"), ("їв",)),
    (("ою", "ой"), ("а",)),
    (("ею", "єю", "ей"), ("я",)),
    (("ом", "ем", "ові", "еві"), ("",)),
    (("и", "ы", "у", "і", "е"), ("а", "")),
    (("ї", "ю", "і", "и", "е"), ("я", "ь")),
    (("а",), ("",)),
    (("я",), ("ь",)),
)
_SHORTEST_STEM = 2


def nominatives(word: str) -> list[str]:
    """What a capitalised Cyrillic word may be a case of, each once and without the word itself;
    nothing for any other word."""
    if not _NAME.fullmatch(word):
        return []
    found = [
        word[: -len(ending)] + nominative
        for endings, nominative_endings in _CASES
        for ending in endings
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM
        for nominative in nominative_endings
    ]
    return [each for each in dict.fromkeys(found) if each != word]
