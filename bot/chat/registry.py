"""The commands: each declares itself once, and help, menus and manifests are made from that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from bot.chat.arguments import Argument
from bot.chat.call import Call
from bot.chat.line import Line
from bot.chat.parsing import Grammar, Option
from bot.chat.reply import Reply
from bot.chat.text import Msg
from bot.domain.access import Role
from bot.domain.names import fold

Handler = Callable[..., Reply]
# What is said, if anything, about words in a tracked thread that were not for the bot.
Hearer = Callable[[Call], Reply | None]
# Below this likeness (0–100) a command is not offered for what was typed.
_LIKE = 70


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its words, what it is for, what it takes, and who may say it.

    `writes` gives the handler a transaction that is committed after it; without it the
    handler can only read. `hidden` ones are said by buttons and not shown in help or menus;
    `anywhere` ones may also be said by strangers, and in places that belong to no network.
    """

    name: str
    summary: Msg
    handler: Handler
    grammar: Grammar = field(default_factory=Grammar)
    examples: tuple[str, ...] = ()
    role: Role = Role.VIEWER
    writes: bool = False
    hidden: bool = False
    anywhere: bool = False

    @property
    def subject(self) -> str:
        """The first word, which is the slash command of both platforms."""
        return self.name.partition(" ")[0]


def command(
    name: str,
    summary: Msg,
    *arguments: Argument,
    options: tuple[Option, ...] = (),
    examples: tuple[str, ...] = (),
    role: Role = Role.VIEWER,
    writes: bool = False,
    hidden: bool = False,
    anywhere: bool = False,
) -> Callable[[Handler], Command]:
    """Declare a handler's command. The handler takes a Call and each argument and option by
    its name."""

    def declared(handler: Handler) -> Command:
        grammar = Grammar(arguments, options)
        return Command(name, summary, handler, grammar, examples, role, writes, hidden, anywhere)

    return declared


class Registry:
    """All commands, by name, and who listens to what was said to others."""

    def __init__(self, *commands: Command) -> None:
        self._commands: dict[str, Command] = {}
        self.hearer: Hearer | None = None
        for each in commands:
            self.add(each)

    def add(self, new: Command) -> None:
        """Take in a command. ValueError if its name is taken."""
        if new.name in self._commands:
            raise ValueError(f"there are two commands {new.name!r}")
        self._commands[new.name] = new

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def shown(self) -> list[Command]:
        """The commands that people are told of, in the order they were declared."""
        return [each for each in self if not each.hidden]

    def subjects(self) -> dict[str, list[Command]]:
        """The shown commands under their first words, both in order."""
        grouped: dict[str, list[Command]] = {}
        for each in self.shown():
            grouped.setdefault(each.subject, []).append(each)
        return grouped

    def find(self, line: Line) -> tuple[Command, int] | None:
        """The command with the most leading words of the line, and how many these are.

        A subject alone, as `/partner` is, asks for help with it.
        """
        words = [word.text.lstrip("/").casefold() for word in line.words[:3]]
        for count in range(len(words), 0, -1):
            found = self._commands.get(" ".join(words[:count]))
            if found is not None:
                return found, count
        if len(words) == 1 and words[0] in self.subjects() and "help" in self._commands:
            return self._commands["help"], 0
        return None

    def nearest(self, line: Line, limit: int = 3) -> list[Command]:
        """Shown commands that the line may have meant, best first; perhaps none."""
        typed = [fold(word.text) for word in line.words[:2]]
        scored = [(_likeness(typed, each.name), each) for each in self.shown()]
        likely = sorted(
            (pair for pair in scored if pair[0] >= _LIKE), key=lambda pair: pair[0], reverse=True
        )
        return [each for _score, each in likely[:limit]]


def words_meant(line: Line, command: Command) -> int:
    """How many first words of the line were meant as the command's name: 2 in `partnr status
    Odesa`, 1 in `status Odesa`."""
    typed = [fold(word.text) for word in line.words[:2]]
    whole = fuzz.ratio(" ".join(typed), command.name)
    alone = max(fuzz.ratio(typed[0], name) for name in (command.name, command.name.split()[-1]))
    return len(typed) if " " in command.name and whole > alone else 1


def _likeness(typed: list[str], name: str) -> float:
    """How near the first words of a line come to a command's name, 0–100. A lone verb, as in
    `status Odesa`, is as good as the whole name."""
    if not typed:
        return 0
    verb = name.rsplit(" ", maxsplit=1)[-1]
    return max(
        fuzz.ratio(" ".join(typed), name),
        fuzz.ratio(typed[0], name),
        fuzz.ratio(typed[0], verb) - 1,
    )
