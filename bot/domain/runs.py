"""Which runs of words in a text may be names or terms, and which version of them bears on it."""

import hashlib
import json
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

from bot.domain.names import fold
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


def starts_in(text: str) -> set[str]:
    """The first signs of every run of a script without spaces, folded: what a name or term that
    stands there begins with."""
    known: dict[str, str] = {}
    return {
        "".join(signs[at : at + _SHORTEST_SOLID])
        for match in _TOKEN.finditer(text)
        if match["solid"]
        for signs in [[_folded(sign, known) or " " for sign in match[0]]]
        for at in range(len(signs) - 1)
    }


def runs_in(
    text: str, most_words: int = 6, most_signs: int = 8, starts: Set[str] | None = None
) -> Runs:
    """Every run of up to so many words, or signs of a script without spaces, that may be a name
    or a term: by what it folds to, as it is written. At most `most_words` or `most_signs` times
    as many as there are words or signs; with `starts` only those signs that begin so."""
    found: dict[str, dict[str, None]] = {}
    folded: dict[str, str] = {}
    words: list[_Token] = []
    for match in _TOKEN.finditer(text):
        if match["solid"]:
            _add_solid(found, match[0], most_signs, folded, starts)
            continue
        token = _Token(match.start(), match.end(), _folded(match[0], folded))
        words.append(token)
        _add_short(found, match[0])
    _add_words(found, text, words, most_words)
    return {run: tuple(written) for run, written in found.items()}


def _add_words(
    found: dict[str, dict[str, None]], text: str, words: list[_Token], most: int
) -> None:
    for first, token in enumerate(words):
        run, end = "", token.start
        for following in words[first : first + most]:
            gap = following.start - end
            if run and (gap > _LONGEST_GAP or "\n" in text[end : following.start]):
                break
            run = f"{run} {following.folded}".strip()
            end = following.end
            if run:
                found.setdefault(run, {})[text[token.start : end]] = None


def _add_short(found: dict[str, dict[str, None]], word: str) -> None:
    """Names to which something is joined: a French article before, Korean particles behind."""
    elided = _ELIDED.match(word)
    if elided:
        found.setdefault(fold(word[elided.end() :]), {})[word[elided.end() :]] = None
    if _HANGUL.match(word):
        for cut in range(1, _LONGEST_PARTICLE + 1):
            if len(word) - cut >= _SHORTEST_SOLID:
                found.setdefault(fold(word[:-cut]), {})[word[:-cut]] = None


def _add_solid(
    found: dict[str, dict[str, None]],
    run: str,
    most: int,
    folded: dict[str, str],
    starts: Set[str] | None,
) -> None:
    signs = [_folded(sign, folded) or " " for sign in run]
    for start in range(len(run)):
        if starts is not None and "".join(signs[start : start + _SHORTEST_SOLID]) not in starts:
            continue
        for end in range(start + _SHORTEST_SOLID, min(len(run), start + most) + 1):
            key = "".join(signs[start:end])
            if key[0] != " " and key[-1] != " ":
                found.setdefault(key, {})[run[start:end]] = None


def _folded(word: str, known: dict[str, str]) -> str:
    if word not in known:
        known[word] = fold(word)
    return known[word]
