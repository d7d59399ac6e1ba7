"""People's own words in a reply: which there are, and how they are shown in a reader's language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.chat.reply import Button, Entries, Entry, Note, Part, Reply
from bot.chat.text import Listing, Msg, Written, _, _c
from bot.chat.wishes import InOwnLanguage, Reading

# Before a text that is not as it was written.
_SIGN = "🌐"


def written_in(replies: Iterable[Reply]) -> Iterator[Written]:
    """What people wrote in the lists of these, as far as it stands in sentences, in order."""
    for reply in replies:
        for part in reply.parts:
            for entry in part.entries if isinstance(part, Entries) else ():
                yield from _written(entry.text)


def in_own_language(reply: Reply, reading: Reading, told: Mapping[str, InOwnLanguage]) -> Reply:
    """A reply with what was told in its reader's language: each such text with a sign, and at the
    end what that means and where the originals are."""
    showing = _Showing(told)
    parts = [showing.part(each) for each in reply.parts]
    if not showing.shown:
        return replace(reply, wish=None)
    original = Button(_c("translation", "Original"), reading.original)
    return replace(
        reply,
        parts=(*parts, *_whose(showing.shown)),
        buttons=(*reply.buttons, original),
        wish=None,
    )


class _Showing:
    """Puts translations in the place of what people wrote; `shown` are those it did so with."""

    def __init__(self, told: Mapping[str, InOwnLanguage]) -> None:
        self._told = told
        self.shown: dict[str, InOwnLanguage] = {}

    def part(self, part: Part) -> Part:
        """A part of a reply; only lists have people's words."""
        if not isinstance(part, Entries):
            return part
        return Entries(tuple(self._entry(each) for each in part.entries))

    def _entry(self, entry: Entry) -> Entry:
        if isinstance(entry.text, Msg):
            return replace(entry, text=self._message(entry.text))
        return replace(entry, text=self._signed(entry.text)) if entry.text in self._told else entry

    def _message(self, message: Msg) -> Msg:
        """A message with what people wrote in it, however deep."""
        args = {name: self._value(value) for name, value in message.args.items()}
        return replace(message, args=args)

    def _value(self, value: object) -> object:
        match value:
            case Msg():
                return self._message(value)
            case Written(text=text) if text in self._told:
                return replace(value, text=self._signed(text))
        return value

    def _signed(self, text: str) -> str:
        self.shown[text] = self._told[text]
        return f"{_SIGN} {self._told[text].text}"


def _written(text: object) -> Iterator[Written]:
    match text:
        case Written():
            yield text
        case Msg():
            for value in text.args.values():
                yield from _written(value)


def _whose(shown: Mapping[str, InOwnLanguage]) -> list[Note]:
    engines = sorted({each.label for each in shown.values() if each.label})
    notes = []
    if engines:
        named = Listing(tuple(engines))
        notes.append(Note(_("{sign} machine translation · {engine}", sign=_SIGN, engine=named)))
    if not all(each.label for each in shown.values()):
        notes.append(Note(_("{sign} translated by a person", sign=_SIGN)))
    return notes
