"""Apertium's marks, and how a text goes through it with none of them left or lost.

It writes `*` before a word that it does not know, `@` before one it cannot translate and `#`
before one it cannot inflect (wiki.apertium.org/wiki/Apertium_stream_format), once a step. Its
own way to leave them out takes the writer's `*bold*`, `@name` and `#channel` along.
"""

import re

_MARKS = "*@#"
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_DROPPED = re.compile("[*@#]")
# Private use characters mean nothing to anybody and pass as the marks themselves do.
_FIRST, _LAST = 0xE000, 0xF8FF
_ENDS = re.compile(r"[.!?。؟]+(?=\s|$)")
# What stands for something that is kept, and the small word behind it. Apertium takes the first
# word of a sentence that it does not know for the reason of a capital, and puts it on the next.
_BEFORE_SMALL = re.compile(r"\b(X[A-Z]+\d+X)(?=\s+[^\W\d_A-Z])")
_BEFORE_CAPITAL = re.compile(r"\b(X[A-Z]+\d+X)(\s+)([^\W\d_])(?![^\W\d_a-z]*[A-Z])")


class Unmarked:
    """A text in which the writer's own marks stand aside while it is translated."""

    def __init__(self, text: str) -> None:
        free = (chr(code) for code in range(_FIRST, _LAST) if chr(code) not in text)
        aside = {mark: next(free) for mark in _MARKS}
        self._back = {ord(other): mark for mark, other in aside.items()}
        self._source = text
        self.text = text.translate({ord(mark): other for mark, other in aside.items()})

    def restored(self, answer: str) -> str:
        """The translation with the writer's marks and none of Apertium's."""
        told = self._uncapitalised(_DROPPED.sub("", answer)).translate(self._back)
        # A pronoun that the other language leaves out leaves its space behind.
        return told if "  " in self._source else _SPACES.sub(" ", told)

    def _uncapitalised(self, answer: str) -> str:
        """Without a capital that only what stands for something brought about."""
        small = {token.upper() for token in _BEFORE_SMALL.findall(self._source)}

        def lowered(found: re.Match[str]) -> str:
            first = found[3].lower() if found[1].upper() in small else found[3]
            return found[1] + found[2] + first

        return _BEFORE_CAPITAL.sub(lowered, answer) if small else answer

    def is_cut_short(self, answer: str) -> bool:
        """Whether sentences are missing: APy drops what is too long without a word."""
        before, after = len(_ENDS.findall(self._source)), len(_ENDS.findall(answer))
        return after < before * 0.7 and len(answer) < len(self._source) * 0.7
