"""Terms of a glossary and names to keep, found in texts of any script."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

_KATAKANA = re.compile(r"[ァ-ヺー]")
_HANGUL = re.compile(r"[가-힣]")
# Han, kana, Hangul, Thai, Lao, Khmer and Myanmar: other words may follow without a space.
_SIGNS = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_UNSPACED = re.compile(rf"[{_SIGNS}]+")
_WORD = re.compile(rf"[^\W{_SIGNS}]+")


@dataclass(frozen=True, slots=True)
class Term:
    """What is always called so in the other language. A name is told from other words by its
    first letter: Nice is a city, nice is not."""

    source: str
    target: str
    is_name: bool = False


def kept(name: str) -> Term:
    """A name that stays as it is in every language."""
    return Term(name, name, is_name=True)


@dataclass(frozen=True, slots=True)
class Use:
    """Where a term stands in a text, and what has to stand there in the translation."""

    start: int
    end: int
    shown: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A term by its words, folded, and by what stands between them."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    term: Term


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms that hold for one direction of translation, ready to be looked for.

    The time to look does not depend on how many there are. Of terms with the same source, the
    first counts.
    """

    terms: tuple[Term, ...] = ()
    _by_word: dict[str, list[_Entry]] = field(init=False, repr=False, compare=False)
    _by_sign: dict[str, list[Term]] = field(init=False, repr=False, compare=False)

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        object.__setattr__(self, "terms", tuple(terms))
        object.__setattr__(self, "_by_word", {})
        object.__setattr__(self, "_by_sign", {})
        for term in self.terms:
            if _UNSPACED.match(term.source):
                self._by_sign.setdefault(term.source[:2], []).append(term)
            elif entry := _entry(term):
                self._by_word.setdefault(entry.words[0], []).append(entry)
        for entries in self._by_word.values():
            entries.sort(key=lambda entry: -len(entry.term.source))
        for signs in self._by_sign.values():
            signs.sort(key=lambda term: -len(term.source))

    def found_in(self, text: str) -> Iterator[Use]:
        """Every use of a term, in no order; of those that begin together the longest."""
        if self._by_word:
            yield from self._words_in(text)
        if self._by_sign and not text.isascii():
            yield from self._signs_in(text)

    def _words_in(self, text: str) -> Iterator[Use]:
        words = list(_WORD.finditer(text))
        for index, word in enumerate(words):
            for entry in self._by_word.get(word[0].casefold(), ()):
                end = _end_of(entry, words, index, text)
                if end and _is_whole(text, word.start(), end, entry.term):
                    yield _use(text, word.start(), end, entry.term)
                    break

    def _signs_in(self, text: str) -> Iterator[Use]:
        for run in _UNSPACED.finditer(text):
            for start in range(*run.span()):
                for term in self._by_sign.get(text[start : start + 2], ()):
                    end = start + len(term.source)
                    if text.startswith(term.source, start) and _stands_free(text, start, end):
                        yield Use(start, end, term.target)
                        break


NO_TERMS = Terms()


def _entry(term: Term) -> _Entry | None:
    matches = list(_WORD.finditer(term.source))
    if not matches:
        return None
    borders = pairwise(matches)
    gaps = tuple(term.source[one.end() : other.start()].strip() for one, other in borders)
    return _Entry(tuple(match[0].casefold() for match in matches), gaps, term)


def _end_of(entry: _Entry, words: list[re.Match[str]], index: int, text: str) -> int:
    """Where the term ends that begins with this word; 0 if it is another."""
    end = words[index].end()
    for offset, gap in enumerate(entry.gaps, start=index + 1):
        if offset >= len(words) or words[offset][0].casefold() != entry.words[offset - index]:
            return 0
        between = text[end : words[offset].start()]
        if between.strip() != gap or "\n" in between:
            return 0
        end = words[offset].end()
    return end


def _is_whole(text: str, start: int, end: int, term: Term) -> bool:
    """Whether no vowel sign goes on from here, and a name is written as one."""
    if unicodedata.category(text[end : end + 1] or " ")[0] == "M":
        return False
    return not term.is_name or text[start] == next(filter(str.isalnum, term.source))


def _stands_free(text: str, start: int, end: int) -> bool:
    """Katakana are words of their own, and Korean words begin behind a space."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if _HANGUL.match(text[start]):
        return not _HANGUL.match(before)
    is_cut_before = _KATAKANA.match(text[start]) and _KATAKANA.match(before)
    is_cut_after = _KATAKANA.match(text[end - 1]) and _KATAKANA.match(after)
    return not (is_cut_before or is_cut_after)


def _use(text: str, start: int, end: int, term: Term) -> Use:
    """With a capital where the text has one and the term has none, as a sentence begins."""
    is_raised = text[start].isupper() and term.source[:1].islower()
    shown = term.target[:1].upper() + term.target[1:] if is_raised else term.target
    written = text[start:end]
    return Use(start, end, written if term.target == term.source else shown)
