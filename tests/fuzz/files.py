"""Files of contacts, partnerships and exchanges, read into a network and reported on."""

import random
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.chat.answer import Outcome
from bot.chat.registry import Registry
from bot.services import exports
from bot.services.exports import Format
from bot.services.imports import importing
from bot.services.imports.importing import RecordKind
from bot.services.imports.report import LineReport, Report
from bot.services.imports.report import Outcome as Result
from handlers.commands import registry
from storage.engine import Database
from tests.conversation import Conversation
from tests.fuzz.findings import Faults, Finding, Tally, described, is_new, quoted, shortest
from tests.fuzz.networks import copied
from tests.fuzz.showing import LANGUAGES, Shown, Unfit, speech_in
from tests.fuzz.spoiled_files import SAMPLES, Sample, spoiled_file

NAME = "files"
BATCH = 100
# Beyond this nobody waits any longer; a shared machine has its pauses, too.
SLOWEST_SECONDS = 30
# What is asked of a network after files were read into it: every screen must still come.
_ASKED_EVERY = 50
_ASKED = (
    "partner list all", "partner list all page=2", "partner status #1", "contact find Odesa",
    "contact show #1", "contact show #2", "network members", "network show",
    "partner timeline Odesa", "city show Odesa", "contact find e", "contact find o page=2",
)  # fmt: skip


class Use(StrEnum):
    """How far a file is taken."""

    READ = "read"
    TRIED = "tried"
    WRITTEN = "written"


@dataclass(frozen=True)
class Trial:
    """A file, what it is taken for, what is done with it, and who is told."""

    raw: bytes
    kind: RecordKind
    use: Use
    language: str


class Trials:
    """One copy of the database, which files are read into."""

    def __init__(self, database: Database, commands: Registry, faults: Faults) -> None:
        self._database = database
        self._faults = faults
        self._shown = Shown(database, tuple(commands.subjects()))
        self._samples = (*SAMPLES, *_exported(database))

    def trial(self, chance: random.Random) -> Trial:
        """The next input."""
        sample = chance.choice(self._samples)
        kind = sample.kind if chance.random() < 0.9 else chance.choice(list(RecordKind))
        raw = spoiled_file(chance, sample)
        use = chance.choice((Use.READ, Use.READ, Use.READ, Use.TRIED, Use.WRITTEN))
        return Trial(raw, kind, use, chance.choice(LANGUAGES))

    def outcome(self, trial: Trial) -> tuple[str, str]:
        """How it ended, and what was wrong with that; nothing if all is well."""
        begun = time.monotonic()
        try:
            report = self._report(trial)
            problem = _told(report, trial.language)
        except Exception as error:  # noqa: BLE001  whatever is thrown is what is looked for
            return "raised", described(error)
        if time.monotonic() - begun > SLOWEST_SECONDS:
            problem = f"took more than {SLOWEST_SECONDS} s"
        used = report.lines and not all(each.outcome == "error" for each in report.lines)
        outcome = trial.use if used or trial.use is Use.READ else "nothing used"
        return outcome, problem or self._faults.taken(-1)

    def _report(self, trial: Trial) -> Report:
        if trial.use is Use.READ:
            reading = importing.read(trial.kind, trial.raw)
            remarks = (*reading.errors, *reading.passed_over, *reading.remarks)
            return Report(
                [LineReport(each.line, Result.ERROR, "", each.sentence) for each in remarks]
            )
        is_dry = trial.use is Use.TRIED
        return importing.run(self._database, 1, trial.kind, trial.raw, dry_run=is_dry)

    def screens(self) -> str:
        """What is wrong with the screens of the network by now; nothing if all is well."""
        conversation = Conversation(self._database)
        for line in _ASKED:
            try:
                conversation.says(f"/{line}")
                answer = conversation.answer
                if answer is None or answer.outcome is Outcome.FAILED:
                    return f"/{line}: {self._faults.taken(-1)}"
                self._shown.everywhere(answer.reply, answer.speech)
            except Unfit as unfit:
                return f"/{line}: {unfit}"
            except Exception as error:  # noqa: BLE001  see above
                return f"/{line}: {described(error)}"
        return ""

    def shortened(self, trial: Trial, problem: str) -> bytes:
        """The shortest file that ends the same way."""

        def fails(raw: bytes) -> bool:
            return self.outcome(replace(trial, raw=raw))[1] == problem

        return shortest(trial.raw, fails) if fails(trial.raw) else trial.raw


def batch(seed: str, indices: range, template: Path) -> Tally:
    """Read these files one after another into one copy of the database."""
    tally = Tally()
    with (
        TemporaryDirectory() as folder,
        copied(template, Path(folder)) as database,
        Faults().listening() as faults,
    ):
        trials = Trials(database, registry(), faults)
        for index in indices:
            _try(trials, seed, index, tally)
            if index % _ASKED_EVERY == 0 and (problem := trials.screens()):
                tally.findings.append(Finding(NAME, index, problem, "after these files"))
    return tally


def _try(trials: Trials, seed: str, index: int, tally: Tally) -> None:
    trial = trials.trial(random.Random(f"{seed} {NAME} {index}"))
    outcome, problem = trials.outcome(trial)
    is_slow = problem.startswith("took more")
    if is_slow:
        # Once more, for another's load on the machine is no fault of the program.
        outcome, problem = trials.outcome(trial)
    tally.count(NAME, outcome)
    if problem:
        can_shorten = is_new(problem) and not is_slow
        raw = trials.shortened(trial, problem) if can_shorten else trial.raw
        shown = f"{quoted(raw)} (as {trial.kind}, {trial.language})"
        tally.findings.append(Finding(NAME, index, problem, shown))


def _told(report: Report, language: str) -> str:
    """Why the report cannot be told; nothing if it can."""
    speech = speech_in(language)
    said = [speech.say(each) for each in (*report.summary(), *report.problems())]
    "\n".join((*said, report.as_csv(speech))).encode()
    return "" if all(said) else "a report without words"


def _exported(database: Database) -> tuple[Sample, ...]:
    """The records of the network as it writes them itself."""
    every = [(kind, format_) for kind in RecordKind for format_ in Format]
    return tuple(
        Sample(kind, exports.export(database, 1, kind, format_))
        for kind, format_ in every
        if exports.ONLY.get(format_, kind) is kind
    )
