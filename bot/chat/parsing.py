"""From a command and its line to the arguments of its handler."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Missing, Mistake
from bot.chat.line import Line, Word, unquoted
from bot.chat.text import Listing, Msg, _
from bot.domain.names import fold

_FACT = re.compile(r"(?P<key>[^\W\d_][\w-]*)=")
_PAIR = re.compile(r"(?P<key>[^\W\d_][\w'’ʼ-]*)(?:[=＝](?P<value>.*)|[:：](?P<said>.+))", re.DOTALL)


# Compared as itself, because messages cannot be hashed.
@dataclass(frozen=True, eq=False)
class Option:
    """A fact given by name, anywhere in the line: `since=1965` or `since:1965`.

    One that runs on also takes the words after it, up to the next option. Of a `clearable`
    one, `note=` with nothing after it means that there is to be none: CLEARED.
    """

    name: str
    argument: Argument
    label: Msg
    runs_on: bool = False
    clearable: bool = False


class Cleared(Enum):
    """What stands for a value that is to be taken away."""

    CLEARED = "cleared"


CLEARED = Cleared.CLEARED


@dataclass(frozen=True)
class Grammar:
    """What a command takes after its name: arguments in order, options anywhere."""

    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()

    def read(self, line: Line, skipped: int, call: Call) -> dict[str, object]:
        """The handler's keyword arguments; None for an optional one that was not given.

        Raises Mendable for what is missing, wrong or can mean several things.
        """
        given, positional = self._without_options(line, line.words[skipped:], call)
        values: dict[str, object] = {argument.name: None for argument in self.arguments}
        values |= {option.name: None for option in self.options}
        values |= {option.name: _read(option, words, call) for option, words in given.items()}
        return values | self._in_order(Words(line, positional), call)

    def _in_order(self, words: Words, call: Call) -> dict[str, object]:
        arguments = list(self.arguments)
        values: dict[str, object] = {}
        while arguments:
            last = arguments[-1]
            count = last.ends(words, call)
            if not count and not (last.is_marked and last.optional):
                break
            arguments.pop()
            cut = len(words) - count
            if count:
                values[last.name] = last.read(words[cut:], call)
            words = words[:cut]
        for position, argument in enumerate(arguments):
            following = arguments[position + 1 :]
            count = _length_of(argument, following, words, call)
            own, words = words[:count], words[count:]
            if own:
                values[argument.name] = argument.read(own, call)
            elif not argument.optional:
                raise Missing(_missing(argument))
        if words:
            raise Mistake(_("I do not know what to do with “{rest}”.", rest=words.text[:60]))
        return values

    def _without_options(
        self, line: Line, words: tuple[Word, ...], call: Call
    ) -> tuple[dict[Option, Words], tuple[Word, ...]]:
        names = self._option_names(call)
        given: dict[Option, Words] = {}
        rest: list[Word] = []
        named = [_named(word, names) for word in words]
        index = 0
        while index < len(words):
            found = named[index]
            if found is None:
                self._refuse_unknown_fact(words[index])
                rest.append(words[index])
                index += 1
                continue
            option, value = found
            after = next((at for at in range(index + 1, len(words)) if named[at]), len(words))
            value_words = Words(line, (value, *words[index + 1 : after]))
            count = _length_of_value(option, value_words, call)
            given[option] = value_words[:count]
            index += count
        return given, tuple(rest)

    def _refuse_unknown_fact(self, word: Word) -> None:
        """`colour=red`, where no such fact is kept, is no part of a name either."""
        unknown = None if word.quoted else _FACT.match(word.text)
        if unknown and self.options:
            names = Listing(tuple(f"{option.name}=" for option in self.options))
            raise Mistake(
                _("I keep no {name}= here. There are: {names}", name=unknown["key"], names=names)
            )

    def _option_names(self, call: Call) -> Mapping[str, Option]:
        names: dict[str, Option] = {}
        for option in self.options:
            for name in (option.name, option.label.id, call.speech.say(option.label)):
                names[fold(name)] = option
        return names

    def usage(self) -> tuple[tuple[Msg, bool], ...]:
        """The placeholder of each argument, and whether it may be left out."""
        return tuple((argument.placeholder, argument.optional) for argument in self.arguments)


def _named(word: Word, names: Mapping[str, Option]) -> tuple[Option, Word] | None:
    """The option that a word such as `since=1965` gives, and its value where it stands."""
    pair = None if word.quoted else _PAIR.fullmatch(word.text)
    option = names.get(fold(pair["key"])) if pair else None
    if option is None or pair is None:
        return None
    value = pair["value"] if pair["said"] is None else pair["said"]
    return option, Word(unquoted(value), word.end - len(value), word.end, True)


def _length_of_value(option: Option, words: Words, call: Call) -> int:
    if not words.words[0].text:
        return 1
    if option.runs_on:
        return len(words)
    return max(1, _listed(words), option.argument.reaches(words, call))


def _listed(words: Words) -> int:
    """How many words a list takes that goes on after each comma: `with=Olha, Yulia`."""
    for count, word in enumerate(words.words, start=1):
        if not word.text.endswith(","):
            return count
    return len(words)


def _read(option: Option, words: Words, call: Call) -> object:
    if words.words[0].text:
        return option.argument.read(words, call)
    if option.clearable:
        return CLEARED
    raise Mistake(
        _("Please say {what} after {option}.", what=option.label, option=f"{option.name}=")
    )


def _length_of(argument: Argument, following: list[Argument], words: Words, call: Call) -> int:
    """How many of the words are this argument's; all that are left for the last one."""
    if not following:
        return len(words)
    return argument.starts(words, call) or _until(following, words, call)


def _until(following: list[Argument], words: Words, call: Call) -> int:
    """How many words are left to an argument before the next one that can tell where it
    starts."""
    for index in range(1, len(words)):
        if following[0].starts(words[index:], call):
            return index
    # Nothing marks the border: the first word, and what follows takes the rest.
    return len(words) if following[0].optional else min(1, len(words))


def _missing(argument: Argument) -> Msg:
    return _("Please say: {what}", what=argument.placeholder)
