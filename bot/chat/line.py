"""What was typed, cut into words that remember where they stood."""

import re
from dataclasses import dataclass

from bot.domain.marked import Marked

# The longest command anybody means; Slack and Telegram end a message near here as well.
LONGEST_LINE = 4000
_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "”": "”"}
_SPACE = re.compile(r"[\xa0\u3000]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    r"\ud800-\udfff]"
)
# A quote closes before a space, a comma or the end.
_CLOSING = {
    opening: re.compile(rf"[{closers}](?=[\s,;]|$)") for opening, closers in _QUOTES.items()
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted run of words, and its place in the line."""

    text: str
    start: int
    end: int
    quoted: bool = False


def visible(text: str) -> str:
    """The text without control and direction characters, and without halves of letters."""
    return _INVISIBLE.sub("", _SPACE.sub(" ", text)).strip()


def visible_words(words: Marked) -> Marked:
    """The same of words with marks, which stay where they belong."""
    seen = words.settled().replaced(_SPACE, " ").replaced(_INVISIBLE, "")
    return seen.stripped().settled()


@dataclass(frozen=True, slots=True)
class Line:
    """A cleaned line and its words."""

    text: str
    words: tuple[Word, ...]

    @classmethod
    def read(cls, typed: str) -> "Line":
        """The line without control and direction characters; quotes of any language group words.

        A quote that is never closed is taken as a letter. What is longer than a command can be
        has no words.
        """
        text = visible(typed)
        return cls(text, tuple(_cut(text)) if len(text) <= LONGEST_LINE else ())

    def between(self, first: int, last: int) -> str:
        """What was typed from word `first` up to, not including, word `last`; one word loses
        its quotes."""
        words = self.words[first:last]
        if len(words) == 1:
            return words[0].text
        return self.text[words[0].start : words[-1].end] if words else ""


def _cut(text: str) -> list[Word]:
    words: list[Word] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        closing = _closing_quote(text, at)
        if closing is not None:
            words.append(Word(text[at + 1 : closing].strip(), at, closing + 1, quoted=True))
            at = closing + 1
        else:
            end = _word_end(text, at)
            words.append(Word(text[at:end], at, end))
            at = end
    return words


def _word_end(text: str, at: int) -> int:
    """Where a word ends; `key="two words"` is one word."""
    end = at
    while end < len(text) and not text[end].isspace():
        if text[end] in "=:＝：" and end > at:
            closing = _closing_quote(text, end + 1)
            if closing is not None:
                return closing + 1
        end += 1
    return end


def _closing_quote(text: str, at: int) -> int | None:
    """Where the quote opened at `at` closes, or None if there opens none or it never closes."""
    closing = _CLOSING.get(text[at]) if at < len(text) else None
    found = closing.search(text, at + 1) if closing else None
    return found.start() if found else None


def unquoted(value: str) -> str:
    """A value without the quotes around it."""
    if len(value) > 1 and value[-1] in _QUOTES.get(value[0], ""):
        return value[1:-1].strip()
    return value
