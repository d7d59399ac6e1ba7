"""What commands take: a line's words become typed values, or a sentence that says what to mend."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from rapidfuzz import fuzz, process

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.labels import SYNONYMS, label
from bot.chat.line import Line, Word, unquoted
from bot.chat.text import Listing, Msg, Text, _
from bot.domain.names import fold


@dataclass(frozen=True, slots=True)
class Words:
    """Some of a line's words, in order; what one argument is read from."""

    line: Line
    words: tuple[Word, ...]

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, part: slice) -> "Words":
        return replace(self, words=self.words[part])

    @property
    def text(self) -> str:
        """The words as they were typed; a single quoted run without its quotes."""
        if len(self.words) == 1:
            return self.words[0].text
        runs: list[list[Word]] = []
        for word in self.words:
            if runs and self.line.text[runs[-1][-1].end : word.start].isspace():
                runs[-1].append(word)
            else:
                runs.append([word])
        return " ".join(self.line.text[run[0].start : run[-1].end] for run in runs)

    def within(self, start: int, end: int) -> "Words":
        """The part of `text` between two places of it, so that it alone can be said again."""
        text = self.text[start:end]
        at = self.line.text.find(text, self.words[0].start + start)
        return replace(self, words=(Word(text, at, at + len(text)),))

    def said_again(self, with_text: str) -> str:
        """The whole line once more, with these words replaced."""
        if not self.words:
            return f"{self.line.text} {with_text}"
        start, end = self.words[0].start, self.words[-1].end
        return self.line.text[:start] + with_text + self.line.text[end:]


@dataclass(frozen=True)
class Argument(ABC):
    """One thing a command takes. `anchored` ones show where the one before them ends. One that
    `is_marked` begins with a word of its own: where that is not, nothing of it was said."""

    name: str
    optional: bool = False
    placeholder: ClassVar[Msg]
    is_marked: ClassVar[bool] = False

    @abstractmethod
    def read(self, words: Words, call: Call) -> object:
        """The value of these words, of which there is at least one. Mendable if it has none."""

    def starts(self, words: Words, call: Call) -> int:
        """How many leading words are surely this argument; 0 when that cannot be told."""
        return 0

    def ends(self, words: Words, call: Call) -> int:
        """How many last words are surely this argument; 0 when that cannot be told."""
        return 0

    def reaches(self, words: Words, call: Call) -> int:
        """How many of these words, given as `option=…`, are surely its value; 0 when that
        cannot be told."""
        return self.starts(words, call)


class Rest(Argument):
    """Free text, up to a length that a record can keep."""

    placeholder = _("TEXT")
    longest: ClassVar[int] = 2000

    def read(self, words: Words, call: Call) -> str:
        """The text as it was typed."""
        if len(words.text) > self.longest:
            raise Mistake(
                _("That is longer than {n} characters; please shorten it.", n=self.longest)
            )
        return words.text


class Summary(Rest):
    """What happened, in a sentence."""

    placeholder = _("SUMMARY")


@dataclass(frozen=True)
class Choice(Argument):
    """A word of the vocabulary, in English, in the speaker's language, or a known synonym."""

    words: type[StrEnum] = StrEnum
    called: Msg = Msg("KIND")  # noqa: RUF009  it is frozen

    @property
    def placeholder(self) -> Msg:  # type: ignore[override]  # each choice has a name of its own
        """What the choice is called in a usage line."""
        return self.called

    def starts(self, words: Words, call: Call) -> int:
        """The longest run of leading words that is one of the choices."""
        known = self.known(call)
        longest = max(form.count(" ") for form in known) + 1
        for count in range(min(longest, len(words)), 0, -1):
            # An emoji behind the word is not part of it.
            if fold(words[count - 1 : count].text) and fold(words[:count].text) in known:
                return count
        return 0

    def read(self, words: Words, call: Call) -> StrEnum:
        """The word meant."""
        known = self.known(call)
        typed = fold(words.text)
        if typed in known:
            return known[typed]
        near = process.extractOne(typed, list(known), scorer=fuzz.ratio, score_cutoff=75)
        if near is not None:
            return known[near[0]]
        raise Mistake(
            _(
                "“{typed}” is none of these: {choices}.",
                typed=words.text[:60],
                choices=Listing(tuple(self.words), either=True),
            )
        )

    def known(self, call: Call) -> dict[str, StrEnum]:
        """The choices by everything they are called, folded."""
        known: dict[str, StrEnum] = {}
        for word in self.words:
            forms: Sequence[Text] = (word.value, label(word), *SYNONYMS.get(word, ()))
            for form in forms:
                said = form if isinstance(form, str) else form.id
                known[fold(said)] = word
            known[fold(call.speech.say(word))] = word
        return known


@dataclass(frozen=True)
class Keyword(Argument):
    """A little word that keeps two names apart, such as `into`."""

    accepted: tuple[str, ...] = ()

    @property
    def placeholder(self) -> Msg:  # type: ignore[override]  # it stands for itself
        """The word itself."""
        return Msg(self.accepted[0])

    def starts(self, words: Words, call: Call) -> int:
        """One, if it is the next word."""
        return int(bool(words) and fold(words[:1].text) in self.accepted)

    def read(self, words: Words, call: Call) -> str:
        """The word."""
        return words.text


class Page(Argument):
    """Which page of a list, from 1."""

    placeholder = _("NUMBER")

    def read(self, words: Words, call: Call) -> int:
        """A page number; the first page for anything that is none."""
        digits = unquoted(words.text)
        return max(1, int(digits)) if digits.isdecimal() and len(digits) < 7 else 1
