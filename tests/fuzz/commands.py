"""Command lines, through the whole router and every platform's way of showing the answer."""

import random
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.chat.answer import Outcome
from bot.chat.message import Message, Quoted
from bot.chat.registry import Registry
from bot.chat.router import Router
from bot.domain.identity import Identity, Platform, Venue
from handlers.commands import registry
from storage.engine import Database
from tests.conversation import TODAY
from tests.fuzz import hostile
from tests.fuzz.findings import Faults, Finding, Tally, described, is_new, quoted, shortest
from tests.fuzz.lines import Lines
from tests.fuzz.networks import SLACK_CHANNEL, SLACK_TEAM, TELEGRAM_GROUP, copied
from tests.fuzz.showing import LANGUAGES, Shown, Unfit, speech_in

NAME = "commands"
# Inputs that share one copy of the database, before it has grown too far from what it was.
BATCH = 250
# Beyond this nobody waits any longer; a shared machine has its pauses, too.
SLOWEST_SECONDS = 30
_CONSOLE = Venue(Platform.CONSOLE, "console", private=True)
_SLACK = Venue(Platform.SLACK, SLACK_CHANNEL, SLACK_TEAM, "171.5")
_TELEGRAM = Venue(Platform.TELEGRAM, TELEGRAM_GROUP, topic="7")
_VENUES = {
    Platform.CONSOLE: (_CONSOLE,),
    Platform.SLACK: (
        _SLACK,
        replace(_SLACK, channel="D1", private=True, topic=""),
        replace(_SLACK, channel="C404"),
    ),
    Platform.TELEGRAM: (
        _TELEGRAM,
        replace(_TELEGRAM, channel="5", private=True, topic=""),
        replace(_TELEGRAM, channel="-404"),
    ),
}
_PEOPLE = ("operator", "Sari", "Sari", "Aiko", "Aiko", "Petro", "Lena", "Vera", "Nobody", "")


@dataclass(frozen=True)
class Trial:
    """A message and the language that its answer is shown in; the speaker's own if empty."""

    message: Message
    language: str


class Trials:
    """The program on one copy of the database."""

    def __init__(self, database: Database, commands: Registry, faults: Faults) -> None:
        self._router = Router(commands, database)
        self._shown = Shown(database, tuple(commands.subjects()))
        self._faults = faults
        self.lines = Lines(commands)

    def trial(self, chance: random.Random, index: int) -> Trial:
        """The next input."""
        platform = chance.choice(list(Platform))
        team = SLACK_TEAM if platform is Platform.SLACK else ""
        quoted = _quoted(chance, platform, team)
        message = Message(
            self.lines.line(chance),
            Identity(platform, chance.choice(_PEOPLE), team),
            chance.choice(_VENUES[platform]),
            TODAY + timedelta(seconds=index),
            name=chance.choice(("", "Olena", hostile.word(chance))),
            language=chance.choice(
                (*LANGUAGES, "", "xx", "pt-BR", "zh_Hant", hostile.word(chance))
            ),
            event=_event(chance, index),
            stranger=chance.random() < 0.03,
            pressed=chance.random() < 0.1,
            quoted=quoted,
            overheard=quoted is not None and chance.random() < 0.3,
        )
        return Trial(message, chance.choice((*LANGUAGES, "", "")))

    def outcome(self, trial: Trial) -> tuple[str, str]:
        """How it ended, and what was wrong with that; nothing if all is well."""
        begun = time.monotonic()
        try:
            answer = self._router.answer(trial.message)
            taken = time.monotonic() - begun
            if answer is None:
                return "repeated", ""
            speech = speech_in(trial.language) if trial.language else answer.speech
            self._shown.everywhere(answer.reply, speech)
        except Unfit as unfit:
            return "unfit", str(unfit)
        except Exception as error:  # noqa: BLE001  whatever is thrown is what is looked for
            return "raised", described(error)
        self.lines.buttons.extend(button.says for button in answer.reply.buttons)
        problem = self._faults.taken(-1)
        if answer.outcome in (Outcome.FAILED, Outcome.UNAVAILABLE):
            return answer.outcome, problem or str(answer.outcome)
        if taken > SLOWEST_SECONDS:
            problem = f"took more than {SLOWEST_SECONDS} s"
        return answer.outcome, problem

    def shortened(self, trial: Trial, problem: str) -> str:
        """The shortest text that ends the same way for the same speaker."""

        def fails(text: str) -> bool:
            message = replace(trial.message, text=text, event=None)
            return self.outcome(replace(trial, message=message))[1] == problem

        text = trial.message.text
        return shortest(text, fails) if fails(text) else text


def _event(chance: random.Random, index: int) -> str | None:
    """Most deliveries come once; some come again."""
    kind = chance.random()
    if kind < 0.7:
        return None
    return f"E{index}" if kind < 0.97 else f"E{index - 1}"


def _quoted(chance: random.Random, platform: Platform, team: str) -> Quoted | None:
    """The message that some reply to, or use a shortcut on; follow-ups were made from a few."""
    if chance.random() < 0.85:
        return None
    author = Identity(platform, chance.choice(_PEOPLE), team) if chance.random() < 0.8 else None
    text = chance.choice(("", "Please send the list by Friday", hostile.text(chance)))
    return Quoted(text, author, chance.choice(("", "171.5", "7", "8", hostile.word(chance))))


def batch(seed: str, indices: range, template: Path, commands: Registry | None = None) -> Tally:
    """Try these inputs one after another on one copy of the database."""
    tally = Tally()
    with (
        TemporaryDirectory() as folder,
        copied(template, Path(folder)) as database,
        Faults().listening() as faults,
    ):
        trials = Trials(database, commands or registry(), faults)
        for index in indices:
            _try(trials, seed, index, tally)
    return tally


def _try(trials: Trials, seed: str, index: int, tally: Tally) -> None:
    trial = trials.trial(random.Random(f"{seed} {NAME} {index}"), index)
    outcome, problem = trials.outcome(trial)
    if problem.startswith("took more"):
        # Once more, for another's load on the machine is no fault of the program.
        outcome, problem = trials.outcome(trial)
    tally.count(NAME, outcome)
    if problem:
        can_shorten = is_new(problem) and not problem.startswith("took")
        said = quoted(trials.shortened(trial, problem) if can_shorten else trial.message.text)
        message = trial.message
        who = f"{message.sender} in {message.venue.channel}, {message.language!r}/{trial.language}"
        tally.findings.append(Finding(NAME, index, problem, f"{said} ({who})"))
