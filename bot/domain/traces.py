"""The traces that a person leaves in texts: names and addresses, found in any spelling."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set
from functools import cache
from itertools import pairwise
from typing import Any

from bot.domain import addresses
from bot.domain.names import fold, script_of

NAME_ERASED = "[name erased]"
ADDRESS_ERASED = "[address erased]"
# A part of a name shorter than this is too often another word, or another person's name; where
# it is all the name there is, it may be shorter by one.
_TELLING = 5
# So long a word is a name also where it is written small.
_UNMISTAKABLE = 7
# Names are written with at most a comma, a dot or a dash and a space between their words.
_LONGEST_GAP = 3
_LONGEST_NAME = 6
# Written without spaces, so that a name can only be told as a run of letters, and how many
# letters of each make one.
_UNSPACED = {"Hani": 2, "Jpan": 2, "Kore": 3, "Thai": 4, "Khmr": 4, "Laoo": 4, "Mymr": 4}
_BETWEEN = r"[\s・·･]*"
_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
# Digits of a phone number without its country's code (E.164, 6.1).
_NATIONAL = 9
_LONG_ADDRESS = 12


class Traces:
    """Names and addresses of one person, or of several at once.

    `plain` are folded words that are something else than a name here, such as a city or a
    position: a name that consists of such words only is not looked for within texts. `borne`
    are words in the names of others: neither kind stands for the person by itself. Nor do
    `places`, of any country, as first names.
    """

    def __init__(
        self,
        names: Iterable[str],
        ways: Iterable[str] = (),
        *,
        plain: Set[str] = frozenset(),
        borne: Set[str] = frozenset(),
        places: Set[str] = frozenset(),
    ) -> None:
        known = [name for name in dict.fromkeys(names) if fold(name)]
        self._exactly = frozenset(fold(name) for name in known)
        self._wholes: set[tuple[str, ...]] = set()
        self._alone: set[str] = set()
        self._first: set[str] = set()
        runs: list[str] = []
        for name in known:
            if script_of(name) in _UNSPACED:
                runs += _runs(name)
            else:
                self._know(name, plain, plain | borne, places)
        self._lengths = sorted({len(words) for words in self._wholes}, reverse=True)
        self._hints = frozenset(
            {max(words, key=len) for words in self._wholes} | self._alone | self._first
        )
        self._runs = re.compile("|".join(runs)) if runs else None
        shapes = [shape for way in dict.fromkeys(ways) if (shape := _shape(way))]
        self._addresses = re.compile("|".join(shapes), re.IGNORECASE) if shapes else None

    def found_in(self, text: str) -> bool:
        """Whether a text names the person or an address of theirs."""
        return self.without(text) != text

    def without(self, text: str) -> str:
        """The text with a neutral mark where the person was named; the same text if nowhere."""
        if not text:
            return text
        if fold(text) in self._exactly:
            return NAME_ERASED
        if self._addresses is not None:
            text = self._addresses.sub(ADDRESS_ERASED, text)
        if self._runs is not None and not text.isascii():
            text = self._runs.sub(NAME_ERASED, text)
        return self._without_names(text) if self._may_name(text) else text

    def without_in(self, value: Any) -> Any:
        """A value of JSON with all texts in it so; keys stay."""
        match value:
            case str():
                return self.without(value)
            case list():
                return [self.without_in(each) for each in value]
            case dict():
                return {key: self.without_in(each) for key, each in value.items()}
            case _:
                return value

    def _know(self, name: str, plain: Set[str], shared: Set[str], places: Set[str]) -> None:
        words = fold(name).split()
        if set(words) <= plain:
            return
        if 1 < len(words) <= _LONGEST_NAME and sum(map(len, words)) >= _TELLING:
            self._wholes.add(tuple(sorted(words)))
        family = _family_name(name, words)
        if len(family) >= _TELLING - (len(words) == 1) and family not in shared:
            self._alone.add(family)
        first = words[0]
        if len(first) >= _TELLING and first not in shared | places | {family}:
            self._first.add(first)

    def _may_name(self, text: str) -> bool:
        """A cheap look that spares most texts the close one."""
        if not self._hints:
            return False
        plain = text.lower() if text.isascii() else fold(text)
        return any(hint in plain for hint in self._hints) or "'" in text

    def _without_names(self, text: str) -> str:
        words = list(_words(text))
        kept, at, index = [], 0, 0
        while index < len(words):
            count = self._named_at(words, index, text)
            if not count:
                index += 1
                continue
            kept += [text[at : words[index][1]], NAME_ERASED]
            at = words[index + count - 1][2]
            index += count
        return "".join([*kept, text[at:]])

    def _named_at(self, words: list[tuple[str, int, int]], index: int, text: str) -> int:
        """How many words from here on are the person's name; 0 if none."""
        for count in self._lengths:
            run = words[index : index + count]
            gaps = pairwise(run)
            if (
                len(run) == count
                and all(second[1] - first[2] <= _LONGEST_GAP for first, second in gaps)
                and tuple(sorted(word for word, _start, _end in run)) in self._wholes
            ):
                return count
        return int(self._is_alone(words, index, text))

    def _is_alone(self, words: list[tuple[str, int, int]], index: int, text: str) -> bool:
        """Whether a single word stands for the person. A first name before another name is
        somebody else's."""
        word, start, end = words[index]
        is_large = _is_large(text, start)
        if word in self._alone:
            return is_large or len(word) >= _UNMISTAKABLE
        next_word = words[index + 1][1] if index + 1 < len(words) else end
        is_followed = text[end:next_word] == " " and _is_large(text, next_word)
        return word in self._first and is_large and not is_followed


def _is_large(text: str, at: int) -> bool:
    """Whether a word begins with a capital letter, or in a script that has none."""
    return text[at] != text[at].lower() or text[at] == text[at].upper()


def _family_name(name: str, words: list[str]) -> str:
    """The one that is written in capitals, as many do to mark it; else the last word."""
    written = [word.strip(".,") for word in name.split()]
    capitals = [word for word in written if len(word) > 1 and word == word.upper() != word.lower()]
    return fold(capitals[0]) if len(capitals) == 1 else words[-1]


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """The folded words of a text, and where each stands."""
    for match in _word().finditer(text):
        end = match.end() - (2 if _POSSESSIVE.search(match[0]) else 0)
        folded = fold(text[match.start() : end])
        if folded:
            yield folded, match.start(), end


@cache
def _word() -> re.Pattern[str]:
    """Letters and digits with their marks, and apostrophes within."""
    every = map(chr, range(0x300, 0x3100))
    marks = "".join(char for char in every if unicodedata.category(char)[0] == "M")
    letters = rf"(?:[^\W_]|[{marks}])"
    return re.compile(rf"{letters}+(?:['’ʼ‘`]{letters}+)*")


def _runs(name: str) -> list[str]:
    """Patterns of a name in a script without spaces, and of its last part if that is long."""
    plain = unicodedata.normalize("NFKC", name)
    parts = [part for part in re.split(r"[\s・]+", plain) if part]
    whole = "".join(parts)
    least = _UNSPACED[script_of(name)]
    found = [whole] if len(whole) >= least else []
    found += [parts[-1]] if len(parts) > 1 and len(parts[-1]) > max(least, 3) else []
    return [_BETWEEN.join(map(re.escape, each)) for each in found]


def _shape(way: str) -> str:
    """The pattern of an address however it is spaced; empty if it is too short to tell."""
    text = " ".join(way.split())
    if addresses.looks_like_phone(text):
        return _phone(text)
    if text.startswith("@"):
        return rf"(?<![\w@])(?:@|t\.me/){re.escape(text[1:])}(?!\w)" if len(text) > 4 else ""
    if "@" in text:
        return rf"(?<![\w.+-]){re.escape(text)}(?![\w-])"
    if " " in text:
        return r"\s+".join(map(re.escape, text.split())) if len(text) >= _LONG_ADDRESS else ""
    return rf"(?<!\w){re.escape(text)}(?!\w)" if len(text) >= _TELLING else ""


def _phone(text: str) -> str:
    digits = [char for char in text if char.isdecimal()]
    if len(digits) < 6:
        return ""
    gap = r"[\s().\-–/]*"
    shape = rf"(?<!\d)(?:\+|00)?\(?{gap.join(digits)}(?!\d)"
    if len(digits) > _NATIONAL:
        shape += rf"|(?<!\d)\(?0?{gap}{gap.join(digits[-_NATIONAL:])}(?!\d)"
    return shape
