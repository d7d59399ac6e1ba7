"""What became of every line of an imported file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.chat.speech import Speech
from bot.chat.text import Listing, Msg, Text, _, _n
from bot.files.tables import write_csv

HEADINGS = ("line", "outcome", "record", "reason")


class Outcome(StrEnum):
    """How a line ended."""

    CREATE = "create"
    UPDATE = "update"
    SKIP = "skip"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class LineReport:
    """One record of one line: what it is called, how it ended and why."""

    line: int
    outcome: Outcome
    record: Text = ""
    reason: Text = ""


@dataclass(slots=True)
class Report:
    """Every line of a file, and what is to be known beside.

    `outside` are the new parties that the gazetteer does not know, as (line, name, country);
    `unknown` are headings that mean nothing; `remarks` belong to lines that were used all the
    same. `batch` is the key under which all of it can be taken back; empty after a dry run.
    """

    lines: list[LineReport] = field(default_factory=list)
    remarks: list[LineReport] = field(default_factory=list)
    outside: list[tuple[int, str, str]] = field(default_factory=list)
    new_parties: int = 0
    unknown: tuple[str, ...] = ()
    dry_run: bool = False
    batch: str = ""

    def count(self, outcome: Outcome) -> int:
        """How many records ended so."""
        return sum(each.outcome is outcome for each in self.lines)

    @property
    def failed(self) -> bool:
        """Whether any line could not be used."""
        return any(each.outcome is Outcome.ERROR for each in self.lines)

    def summary(self) -> list[Msg]:
        """The report in a few sentences."""
        counts = {
            "creates": self.count(Outcome.CREATE),
            "updates": self.count(Outcome.UPDATE),
            "skips": self.count(Outcome.SKIP),
            "errors": self.count(Outcome.ERROR),
        }
        if self.dry_run:
            line = _(
                "Dry run, nothing was written. To create: {creates}, to update: {updates},"
                " unchanged or passed over: {skips}, errors: {errors}.",
                **counts,
            )
        else:
            line = _(
                "Created: {creates}, updated: {updates}, unchanged or passed over: {skips},"
                " errors: {errors}.",
                **counts,
            )
        return [line, *self._beside()]

    def _beside(self) -> Iterable[Msg]:
        if self.new_parties:
            yield _n(
                "{n} new party joins the network.",
                "{n} new parties join the network.",
                self.new_parties,
            )
        if self.outside:
            yield _n(
                "The gazetteer does not know {n} of them; it is kept under its own name.",
                "The gazetteer does not know {n} of them; they are kept under their own names.",
                len(self.outside),
            )
        if self.unknown:
            columns = Listing(self.unknown)
            yield _n(
                "This column was not understood and not read: {columns}.",
                "These columns were not understood and not read: {columns}.",
                len(self.unknown),
                columns=columns,
            )

    def problems(self, most: int | None = None) -> list[Msg]:
        """The lines that need a person's eye, in the order of the file, each in a sentence."""
        found = [each for each in self.lines if each.outcome is Outcome.ERROR]
        found += [each for each in self.lines if each.outcome is Outcome.SKIP and each.reason]
        found += self.remarks
        found.sort(key=lambda each: each.line)
        return [
            _("Line {line}: {reason}", line=each.line, reason=each.reason) for each in found[:most]
        ]

    def as_csv(self, speech: Speech) -> str:
        """All of it as a table: line, outcome, record, reason."""
        outside = [
            LineReport(line, Outcome.CREATE, name, _("The gazetteer does not know this party."))
            for line, name, _country in self.outside
        ]
        every = sorted([*self.lines, *self.remarks, *outside], key=lambda each: each.line)
        return write_csv(
            HEADINGS,
            (
                {
                    "line": each.line,
                    "outcome": str(each.outcome),
                    "record": speech.say(each.record),
                    "reason": speech.say(each.reason),
                }
                for each in every
            ),
        )
