"""Conversations with both twins at once: the same must be said, and the same must be done."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, cycle

from bot.chat import reception
from bot.chat.answer import Answer, Outcome
from bot.chat.line import Line
from bot.chat.registry import Command
from bot.chat.router import Router
from handlers.commands import registry
from storage.engine import Database
from storage.models.base import Base
from storage.records import Records
from storage.speakers import Speakers
from tests.tenancy.promising import THREADS
from tests.tenancy.sight import Key
from tests.tenancy.stages import STAGES, Stage
from tests.tenancy.talking import MESSAGES
from tests.tenancy.telling import told
from tests.tenancy.twins import Blinded, Row, Rows, Twins, loaded_dice, rows_of
from tests.tenancy.words import Words
from tests.tenancy.world import HOME, MARK, OWN_CHANNEL

# Long enough for one line to build upon another, short enough to start anew often.
LINES = 20
_PRESSED = 0.3
_OVERHEARD = 0.15
_TALK = ("We have sent it, it is done.", "Готово", "Our answer: the mayor agrees to June 4.", "ok")


# What is said in reply to what was said before.
_IN_REPLY = ("bridge log", "bridge remove")
# Whose numbers nobody is told, and which hold lines of what is hidden from the one who acts: a
# contact is handed over, or merged, also where the one who does so cannot see it.
_NUMBERED_APART = {"failed_code", "audit_entry", "erasure"}
_FOLLOWING = {"contact": "keeper_id", "participant": "contact_id"}


@dataclass(frozen=True)
class Leak:
    """Something hidden was told, or changed an answer or a record."""

    stage: str
    what: str
    lines: tuple[str, ...]
    shown: str

    def __str__(self) -> str:
        said = "\n".join(f"  > {line}" for line in self.lines)
        return f"{self.what} ({self.stage})\n{said}\n{self.shown}"


@dataclass
class Tally:
    """What was tried, and what came of it."""

    cases: int = 0
    leaks: list[Leak] = field(default_factory=list)
    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)

    def ensure_tight(self) -> None:
        """AssertionError, showing the first leaks, if there was one."""
        shown = "\n\n".join(str(leak) for leak in self.leaks[:3])
        assert not self.leaks, f"{len(self.leaks)} leaks in {self.cases} cases:\n{shown}"

    def untried(self, standings: Iterable[str]) -> list[tuple[str, str]]:
        """Every command that somebody of these standings never said."""
        names = [command.name for command in registry()]
        return [
            (name, standing)
            for standing in standings
            for name in names
            if not self.tried[name, standing]
        ]


@dataclass
class Conversation:
    """One speaker's lines, said to both twins."""

    stage: Stage
    full: Database
    blinded: Database
    marks: frozenset[str]
    roll: Callable[[int], None]
    tally: Tally
    said: list[str] = field(default_factory=list)
    answer: Answer | None = None

    def __post_init__(self) -> None:
        self._routers = [Router(registry(), each) for each in (self.full, self.blinded)]
        self._sees = self._sight()

    def says(
        self, text: str, seed: int, *, pressed: bool = False, thread: str = "", quoted: str = ""
    ) -> bool:
        """Whether the conversation can go on: it ends with a leak, and when the speaker has
        come to see more, or less, than they did at its beginning."""
        self.said.append(text)
        message = self.stage.message(
            text, len(self.said), pressed=pressed, thread=thread, quoted=quoted
        )
        answers = []
        for router in self._routers:
            self.roll(seed)
            answers.append(router.answer(message))
        self.answer = answers[0]
        self.tally.cases += 1
        self.tally.outcomes[str(self.answer.outcome) if self.answer else "nothing"] += 1
        if self.answer is not None and self.answer.outcome is Outcome.FAILED:
            return self._found("a command failed", text)
        if self._is_beyond():
            return False
        ours, theirs = (told(each, self.stage.sender.platform) for each in answers)
        typed = " ".join(self.said).casefold()
        for mark in MARK.findall(ours.casefold()):
            if mark not in self.marks and mark not in typed:
                return self._found(f"{mark} was told", ours)
        if ours != theirs:
            return self._found("the answer differs", _difference(ours, theirs))
        return not self._may_widen(text) or self._sight() == self._sees

    def compare_rows(self, before: Rows, blinded: Blinded) -> None:
        """Nothing hidden changed, and what is not hidden is the same in both."""
        if self._is_beyond():
            return
        after, theirs = rows_of(self.full), rows_of(self.blinded)
        for table, rows in after.items():
            kept = blinded.kept.all_of(table)
            untouched = blinded.kept.others.get(table, set()) if self._erased() else kept
            for key in untouched & before[table].keys():
                if table == "participant" and not blinded.hides_exchange(before[table][key][1]):
                    continue
                if _lasting(table, rows.get(key)) != _lasting(table, before[table][key]):
                    self._found(f"{table} {key} changed", f"{before[table][key]}\n{rows.get(key)}")
            is_followed = self.stage.eyes.network == HOME and not self._erased()
            if is_followed and table not in _NUMBERED_APART:
                self._compare_seen(table, rows, theirs[table], kept)

    def _compare_seen(
        self, table: str, ours: Mapping[Key, Row], theirs: Mapping[Key, Row], kept: set[Key]
    ) -> None:
        for key in sorted(ours.keys() | theirs.keys(), key=str):
            if key not in kept and ours.get(key) != theirs.get(key):
                self._found(f"{table} {key} differs", f"{ours.get(key)}\n{theirs.get(key)}")
                return

    def _erased(self) -> bool:
        """Whether somebody was to be forgotten, who is then named nowhere in the network."""
        return any(text.lstrip("/").startswith("privacy forget") for text in self.said)

    def _may_widen(self, text: str) -> bool:
        found = self._routers[0].registry.find(Line.read(text))
        return found is not None and found[0].writes

    def _is_beyond(self) -> bool:
        """Whether the last line asked about more than this one network, as it may."""
        return bool(self.said) and self.said[-1].lstrip("/").startswith(self.stage.beyond)

    def _sight(self) -> tuple[object, ...]:
        with self.blinded.reading() as session:
            speaker = reception.received(self.stage.message("", 0), Speakers(session))
            scope = speaker.scope
            partners = Records(session, scope).contacts.partner_ids()
            return scope.network_id, scope.sight, scope.own_party, sorted(partners)

    def _found(self, what: str, shown: str) -> bool:
        self.tally.leaks.append(Leak(self.stage.name, what, tuple(self.said), shown))
        return False


def prove(
    twins: Twins,
    cases: int,
    seed: int,
    stages: Iterable[Stage] = STAGES,
    commands: Iterable[Command] | None = None,
) -> Tally:
    """Hold conversations on these stages in turn, until so many lines were said to both twins."""
    tally = Tally()
    own = tuple(stages)
    # The same lines are drawn for the same seed.
    draw = random.Random(seed)
    decks = {stage: _deck(draw, list(commands or registry())) for stage in own}
    numbers = count(seed * 1_000_000)
    with loaded_dice() as roll:
        for stage in cycle(own):
            if tally.cases >= cases:
                return tally
            _hold(twins, stage, decks[stage], draw, tally, roll, numbers)
    return tally


def _hold(
    twins: Twins,
    stage: Stage,
    deck: Iterator[Command],
    draw: random.Random,
    tally: Tally,
    roll: Callable[[int], None],
    numbers: Iterator[int],
) -> None:
    blinded = twins.blinded(stage.eyes)
    words = Words(draw, twins.known)
    with twins.pair(stage.eyes) as (full, seen):
        talk = Conversation(stage, full, seen, blinded.marks, roll, tally)
        for _line in range(LINES):
            pressable = talk.answer.reply.buttons if talk.answer else ()
            is_pressed = bool(pressable) and draw.random() < _PRESSED
            thread = quoted = ""
            if is_pressed:
                text = draw.choice(pressable).says
            elif _is_heard(stage) and draw.random() < _OVERHEARD:
                text, thread = draw.choice(_TALK), draw.choice(THREADS)
            else:
                command = next(deck)
                tally.tried[command.name, stage.standing] += 1
                text = words.line(command)
                if command.name in _IN_REPLY:
                    quoted = draw.choice(MESSAGES)
            if not talk.says(text, next(numbers), pressed=is_pressed, thread=thread, quoted=quoted):
                break
        talk.compare_rows(twins.full_rows(), blinded)


def _is_heard(stage: Stage) -> bool:
    """Whether threads are tracked there. A guest's reply may settle something as well, and is
    answered in that thread: that is no answer to them."""
    return stage.venue.channel == OWN_CHANNEL and not stage.is_guest


def _deck(draw: random.Random, commands: list[Command]) -> Iterator[Command]:
    """The commands again and again, each time in another order."""
    while True:
        shuffled = draw.sample(commands, len(commands))
        yield from shuffled


def _lasting(table: str, row: Row | None) -> Row | None:
    """A row without what follows when a contact changes hands or becomes one with another."""
    if row is None or table not in _FOLLOWING:
        return row
    names = [column.name for column in Base.metadata.tables[table].columns]
    read = [name for name in names if name != "created_at"]
    return tuple(value for name, value in zip(read, row, strict=True) if name != _FOLLOWING[table])


def _difference(ours: str, theirs: str) -> str:
    """The lines that only one of two texts has."""
    mine, yours = ours.splitlines(), theirs.splitlines()
    only = [f"  with it:    {line}" for line in mine if line not in yours]
    return "\n".join((*only, *(f"  without it: {line}" for line in yours if line not in mine)))
