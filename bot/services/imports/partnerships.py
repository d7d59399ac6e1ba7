"""Importing partnerships."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.chat.text import _
from bot.domain.vocabulary import PartnershipType, Stage
from bot.files.lines import Unreadable
from bot.files.partnership_lines import PartnershipLine
from bot.services.imports.parties import Parties, named
from bot.services.imports.report import LineReport, Outcome, Report
from bot.services.imports.subjects import Subject, Subjects, chosen, plain
from storage.candidates import PartyOrNew
from storage.intake import Intake

# What a list of twin cities means when it says no more.
_DEFAULTS: Mapping[str, Any] = {
    "type": PartnershipType.SISTER_CITY,
    "stage": Stage.IMPLEMENTATION,
}


class PartnershipImport:
    """Holds the lines against what is on record, then writes what they change."""

    def __init__(self, intake: Intake, lines: list[PartnershipLine]) -> None:
        self._intake = intake
        self._lines = lines
        self._parties = Parties(intake, (each for line in lines for each in line.parties))
        self._subjects = Subjects()
        self._archived: set[int] = set()
        self._seats: dict[Subject, tuple[PartyOrNew, ...]] = {}
        for known in intake.on_record.partnerships(self._parties.known):
            subject = Subject(known.values, known.id)
            self._subjects.add(frozenset(known.parties), subject)
            if known.archived:
                self._archived.add(known.id)

    def plan(self, report: Report) -> Iterable[int]:
        """Decide on each line and report it; yields how many lines are done."""
        for done, line in enumerate(self._lines, 1):
            try:
                report.lines.append(self._decided(line))
            except Unreadable as error:
                name = named(line.parties)
                report.lines.append(LineReport(line.line, Outcome.ERROR, name, error.sentence))
            yield done
        self._parties.tell(report)

    def write(self) -> None:
        """Carry the plan out."""
        self._parties.admit()
        self._intake.add_partnerships(
            [
                ([self._parties.id_of(party) for party in self._seats[each]], each.values)
                for each in self._subjects.new()
            ]
        )
        self._intake.change_partnerships(
            [(each.id or 0, each.before, each.after) for each in self._subjects.changed()]
        )

    def _decided(self, line: PartnershipLine) -> LineReport:
        parties = tuple(self._parties.meant(mention) for mention in line.parties)
        if len(set(parties)) < len(parties):
            raise Unreadable(_("Both sides are the same city; correct one of them."))
        record = named(line.parties)
        key = frozenset(parties)
        known = [each for each in self._subjects.known(key) if _fits(each, line.values)]
        current = [each for each in known if each.id not in self._archived]
        if known and not current:
            return LineReport(
                line.line, Outcome.SKIP, record, _("It is archived; bring it back in the chat.")
            )
        subject = chosen(current, line.values, {})
        if subject is not None:
            return self._taken(subject, line, record)
        values = {**_DEFAULTS, **line.values}
        new = Subject(values, line=line.line, said=dict.fromkeys(line.values, line.line))
        self._subjects.add(key, new)
        self._seats[new] = parties
        self._parties.need(parties, line.line)
        return LineReport(line.line, Outcome.CREATE, record)

    def _taken(self, subject: Subject, line: PartnershipLine, record: Any) -> LineReport:
        outcome = subject.take(line.line, line.values, {})
        if subject.line and outcome is Outcome.SKIP:
            reason = _("Line {line} names the same partnership.", line=subject.line)
            return LineReport(line.line, outcome, record, reason)
        return LineReport(line.line, outcome, record)


def _fits(subject: Subject, values: Mapping[str, Any]) -> bool:
    """A partnership of another type, or under another title, is another partnership."""
    if "type" in values and values["type"] is not subject.values["type"]:
        return False
    title = plain(subject.values.get("title") or "")
    return "title" not in values or values["title"] == title
