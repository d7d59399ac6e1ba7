"""Importing terms of a glossary."""

from collections.abc import Iterable
from typing import Any

from bot.chat.text import Language, Text, _, _c
from bot.files.glossary_lines import TermLine
from bot.files.lines import Unreadable
from bot.services.imports.report import LineReport, Outcome, Report
from bot.services.imports.subjects import Subject, Subjects, chosen
from storage.glossary import folded
from storage.intake import Intake


class GlossaryImport:
    """Holds the lines against what is on record, then writes what they change."""

    def __init__(self, intake: Intake, lines: list[TermLine]) -> None:
        self._intake = intake
        self._lines = lines
        self._subjects = Subjects()
        for known in intake.on_record.terms():
            key = _key(known.term, known.source_language, known.target_language)
            self._subjects.add(key, Subject({"rendering": known.rendering}, known.id))

    def plan(self, report: Report) -> Iterable[int]:
        """Decide on each line and report it; yields how many lines are done."""
        for done, line in enumerate(self._lines, 1):
            record = _named(line)
            try:
                report.lines.append(self._decided(line, record))
            except Unreadable as error:
                report.lines.append(LineReport(line.line, Outcome.ERROR, record, error.sentence))
            yield done

    def write(self) -> None:
        """Carry the plan out."""
        self._intake.add_terms([each.values for each in self._subjects.new()])
        self._intake.change_terms(
            [(each.id or 0, each.before, each.after) for each in self._subjects.changed()]
        )

    def _decided(self, line: TermLine, record: Text) -> LineReport:
        key = _key(line.term, line.source_language, line.target_language)
        values: dict[str, Any] = {"rendering": line.rendering}
        subject = chosen(self._subjects.known(key), values, {})
        if subject is not None:
            outcome = subject.take(line.line, values, {})
            if subject.line and outcome is Outcome.SKIP:
                reason = _("Line {line} names the same term.", line=subject.line)
                return LineReport(line.line, outcome, record, reason)
            return LineReport(line.line, outcome, record)
        whole = {
            "term": line.term,
            "folded": key[0],
            "source_language": line.source_language,
            "target_language": line.target_language,
            "is_kept": line.is_kept,
            **values,
        }
        said = dict.fromkeys(values, line.line)
        self._subjects.add(key, Subject(whole, line=line.line, said=said))
        return LineReport(line.line, Outcome.CREATE, record)


def _key(term: str, source_language: str, target_language: str) -> tuple[str, str, str]:
    return folded(term), source_language, target_language


def _named(line: TermLine) -> Text:
    if line.is_kept:
        return _c("term", "{term} (stays as it is)", term=line.term)
    return _c(
        "term",
        "{term} ({source} – {target})",
        term=line.term,
        source=Language(line.source_language),
        target=Language(line.target_language),
    )
