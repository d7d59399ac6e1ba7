"""Which runs of words in a text may be names or terms, and which version of them bears on it."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from bot.domain.declined import nominatives
from bot.domain.names import fold
from bot.domain.once import once
from bot.domain.terms import Term

# Scripts in which a word cannot be told by spaces, and marks that belong to the letters of
# others although `\w` does not know them: https://www.unicode.org/charts/
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff"
_LETTER = rf"(?:(?![{_UNSPACED}])[^\W_]|[{_MARKS}])"
# An apostrophe within a word belongs to it, but for the English genitive.
_TOKEN = re.compile(rf"(?P<solid>[{_UNSPACED}]+)|{_LETTER}+(?:['’ʼ](?!s\b){_LETTER}+)*")
_ELIDED = re.compile(r"^[^\W\d_]{1,2}['’ʼ]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
# Between the words of one name stand at most a comma, a dot or a dash, and a space.
_LONGEST_GAP = 3
_SHORTEST_SOLID = 2
_LONGEST_PARTICLE = 4

# What runs fold to, and the ways in which each is written in the text.
Runs = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    folded: str


def digest_of(terms: Iterable[Term]) -> str:
    """The version of the glossary as far as it bears on one text; empty where nothing does.
    A change to a term that does not stand in the text leaves it as it is."""
    pairs = sorted({(each.source, each.target) for each in terms})
    if not pairs:
        return ""
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()[:32]


def merged(*groups: Iterable[Term]) -> tuple[Term, ...]:
    """Each source once, as the first group has it that knows it, the longest first."""
    chosen: dict[str, Term] = {}
    for group in groups:
        for each in group:
            chosen.setdefault(each.source, each)
    return tuple(sorted(chosen.values(), key=lambda each: (-len(each.source), each.source)))


class Passage:
    """A text as words, and as runs of signs where no spaces tell the words apart. A word that
    may be declined is a run by its nominative, too."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: dict[str, str] = {}
        self._words: list[_Token] = []
        # Names to which something is joined, and runs of signs, each once.
        self._bare: list[str] = []
        self._solid: dict[str, list[str]] = {}
        # What words may be cases of, with how they are written.
        self._declined: list[tuple[str, str]] = []
        for match in _TOKEN.finditer(text):
            if match["solid"]:
                self._solid.setdefault(match[0], [])
                continue
            self._words.append(_Token(*match.span(), self._fold(match[0])))
            self._bare += _bared(match[0])
            self._declined += ((each, match[0]) for each in nominatives(match[0]))
        for run, signs in self._solid.items():
            signs += [self._fold(sign) or " " for sign in run]

    @once
    def words(self) -> frozenset[str]:
        """The words, folded: what a name or term that stands there begins with."""
        others = (*self._bare, *(nominative for nominative, _word in self._declined))
        words = (token.folded for token in self._words if token.folded)
        return frozenset(words).union(map(self._fold, others))

    @once
    def capitals(self) -> frozenset[str]:
        """Those of the words that are not written small: what a name begins with."""
        words = [token.folded for token in self._words if not self._text[token.start].islower()] + [
            self._fold(each) for each in self._bare if not each[0].islower()
        ]
        others = (self._fold(nominative) for nominative, _word in self._declined)
        return frozenset(filter(None, words)).union(others)

    @once
    def signs(self) -> frozenset[str]:
        """The first signs of every run of a script without spaces, folded; the same for those."""
        return frozenset(
            "".join(signs[at : at + _SHORTEST_SOLID])
            for signs in self._solid.values()
            for at in range(len(signs) - 1)
        )

    def runs(
        self, most_words: int = 6, most_signs: int = 8, starts: Set[str] | None = None
    ) -> Runs:
        """Every run of up to so many words, or signs of a script without spaces, that may be a
        name or a term: by what it folds to, as it is written. At most `most_words` or
        `most_signs` times as many as there are words or signs; with `starts` only those that
        begin so."""
        found: dict[str, dict[str, None]] = {}
        for name, written in (*((word, word) for word in self._bare), *self._declined):
            folded = self._fold(name)
            if starts is None or folded in starts:
                found.setdefault(folded, {})[written] = None
        for run, signs in self._solid.items():
            self._add_solid(found, run, signs, most_signs, starts)
        for first, token in enumerate(self._words):
            if starts is None or token.folded in starts or not token.folded:
                self._add_words(found, first, most_words)
        return {run: tuple(ways) for run, ways in found.items()}

    @once
    def names(self) -> frozenset[str]:
        """What a person's name that stands there begins with, as it is written: a word that
        does not begin with a small letter, or the first signs of a script without spaces."""
        text = self._text
        words = [text[token.start : token.end] for token in self._words]
        return frozenset(
            [each for each in (*words, *self._bare) if not each[0].islower()]
            + [run[at : at + _SHORTEST_SOLID] for run in self._solid for at in range(len(run) - 1)]
        )

    def written(self, starts: Set[str], most_words: int = 10, most_signs: int = 16) -> set[str]:
        """Every run of those lengths, as it is written, that begins with one of `names`."""
        text = self._text
        found = {word for word in self._bare if word in starts}
        for first, token in enumerate(self._words):
            if text[token.start : token.end] in starts:
                found.update(text[token.start : end] for end in self._ends(first, most_words))
        for run in self._solid:
            for start in range(len(run) - 1):
                if run[start : start + _SHORTEST_SOLID] in starts:
                    last = min(len(run), start + most_signs)
                    ends = range(start + _SHORTEST_SOLID, last + 1)
                    found.update(run[start:end] for end in ends)
        return found

    def _add_words(self, found: dict[str, dict[str, None]], first: int, most: int) -> None:
        start, run = self._words[first].start, ""
        for token, end in zip(self._words[first:], self._ends(first, most), strict=False):
            run = f"{run} {token.folded}".strip()
            if run:
                found.setdefault(run, {})[self._text[start:end]] = None

    def _ends(self, first: int, most: int) -> Iterator[int]:
        """Where the runs end that begin with a word, one for each number of words."""
        end = self._words[first].start
        for token in self._words[first : first + most]:
            gap = self._text[end : token.start]
            if len(gap) > _LONGEST_GAP or "\n" in gap:
                return
            end = token.end
            yield end

    def _add_solid(
        self,
        found: dict[str, dict[str, None]],
        run: str,
        signs: list[str],
        most: int,
        starts: Set[str] | None,
    ) -> None:
        whole = "".join(signs)
        # Hardly any sign folds to two.
        is_even = len(whole) == len(run)
        for start in range(len(run) - 1):
            if starts is not None and "".join(signs[start : start + _SHORTEST_SOLID]) not in starts:
                continue
            if signs[start][0] == " ":
                continue
            for end in range(start + _SHORTEST_SOLID, min(len(run), start + most) + 1):
                if signs[end - 1][-1] != " ":
                    key = whole[start:end] if is_even else "".join(signs[start:end])
                    found.setdefault(key, {})[run[start:end]] = None

    def _fold(self, word: str) -> str:
        known = self._folded.get(word)
        if known is None:
            known = self._folded[word] = fold(word)
        return known


def _bared(word: str) -> list[str]:
    """A word without what is joined to it: a French article before, Korean particles behind."""
    elided = _ELIDED.match(word)
    found = [word[elided.end() :]] if elided else []
    if _HANGUL.match(word):
        longest = min(_LONGEST_PARTICLE, len(word) - _SHORTEST_SOLID)
        found += [word[:-cut] for cut in range(1, longest + 1)]
    return found
