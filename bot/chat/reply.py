"""What a handler answers: neutral parts that each platform shows in its own way."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.text import Text
from bot.chat.wishes import Reading, Wish
from bot.domain.marks import Mark


class Tone(StrEnum):
    """How an answer is meant, shown as one sign before its title."""

    PLAIN = "plain"
    DONE = "done"
    QUESTION = "question"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. Somebody's own words may have marks, where the platform can show these."""

    text: Text
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of what follows."""

    text: Text


@dataclass(frozen=True, slots=True)
class Fields:
    """Short facts, each under its label."""

    pairs: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: what it is, what there is to say, and small print."""

    lead: Text
    text: Text = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """A list; nothing is shown of an empty one."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: a hint, a source, a caution."""

    text: Text


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, set apart. Long ones are folded up where the platform can, one tap
    away. They may have marks."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent along."""

    name: str
    content: bytes
    media_type: str


Part = Paragraph | Heading | Fields | Entries | Note | Quote | File


class Weight(StrEnum):
    """How a button stands out."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A next step. Pressing it says `says` in the presser's name, as if they had typed it."""

    label: Text
    says: str
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. With `replaces`, it takes the place of the message whose button was pressed:
    pages turn in place and an answered question cannot be answered twice. A `wish` is granted
    before anything is shown, and what comes of it takes this reply's place; with a reading, that
    is the same reply in its reader's language. To an emoji that others see as well, `aside` is
    for who put it there alone, and not said where they cannot be told alone; and what is to be
    said `once` is not said again while it stands under the message."""

    title: Text = ""
    parts: tuple[Part, ...] = ()
    buttons: tuple[Button, ...] = ()
    tone: Tone = Tone.PLAIN
    replaces: bool = False
    wish: Wish | Reading | None = None
    aside: bool = False
    once: bool = False

    @property
    def key(self) -> str:
        """What is the same of replies that say the same, whatever language their readers speak."""
        return hashlib.sha256(repr((self.title, self.parts)).encode(errors="replace")).hexdigest()
