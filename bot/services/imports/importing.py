"""Importing a file: reading it, planning what it changes, and carrying that out as one whole."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Protocol

from bot.chat.text import _
from bot.domain.access import Role, Scope
from bot.files.contact_lines import read_contacts
from bot.files.decoding import decoded
from bot.files.exchange_lines import read_exchanges
from bot.files.glossary_files import read_glossary
from bot.files.glossary_xml import is_xml
from bot.files.lines import Reading, Remark, Unreadable
from bot.files.partnership_lines import read_partnerships
from bot.files.vcards import is_vcard, read_vcards
from bot.services.imports.contacts import ContactImport
from bot.services.imports.exchanges import ExchangeImport
from bot.services.imports.glossary import GlossaryImport
from bot.services.imports.partnerships import PartnershipImport
from bot.services.imports.report import LineReport, Outcome, Report
from storage.audit import Actor
from storage.engine import Database
from storage.intake import Intake

ACTOR = "import"
Progress = Callable[[int, int], None]
# How often progress is told of.
_TELL_EVERY = 500


class RecordKind(StrEnum):
    """What can be imported and exported."""

    CONTACTS = "contacts"
    PARTNERSHIPS = "partnerships"
    EXCHANGES = "exchanges"
    GLOSSARY = "glossary"


class _Importing(Protocol):
    def plan(self, report: Report) -> Iterable[int]: ...

    def write(self) -> None: ...


_IMPORTS: dict[RecordKind, Callable[[Intake, list[Any]], _Importing]] = {
    RecordKind.CONTACTS: ContactImport,
    RecordKind.PARTNERSHIPS: PartnershipImport,
    RecordKind.EXCHANGES: ExchangeImport,
    RecordKind.GLOSSARY: GlossaryImport,
}


def run(
    database: Database,
    network_id: int,
    kind: RecordKind,
    raw: bytes,
    *,
    dry_run: bool = False,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Import a file into a network and report on every line of it.

    All good lines are written in one transaction, of which the audit trail tells in the name
    of `import`; the bad ones are reported. A dry run plans the same and writes nothing.
    `progress` is told how many lines of how many are planned.
    """
    reading = read(kind, raw)
    scope = Scope(network_id, Role.STEWARD)
    if dry_run:
        with database.reading() as session:
            report = planned(Intake(session, scope), kind, reading, progress)[0]
        report.dry_run = True
        return report
    with database.writing(Actor(ACTOR, network_id)) as session:
        return carried_out(Intake(session, scope), kind, reading, progress)


def carried_out(
    intake: Intake,
    kind: RecordKind,
    reading: Reading[Any],
    progress: Progress = lambda done, total: None,
) -> Report:
    """Write what was read, within the transaction of the intake."""
    report, importing = planned(intake, kind, reading, progress)
    importing.write()
    report.batch = intake.batch
    return report


def planned(
    intake: Intake, kind: RecordKind, reading: Reading[Any], progress: Progress
) -> tuple[Report, _Importing]:
    """What would become of every line, and how to make it so."""
    report = Report(unknown=reading.unknown)
    report.lines += [_line(each, Outcome.ERROR) for each in reading.errors]
    report.lines += [_line(each, Outcome.SKIP) for each in reading.passed_over]
    report.remarks += [_line(each, Outcome.CREATE) for each in reading.remarks]
    total = len(reading.found)
    progress(0, total)
    importing = _IMPORTS[kind](intake, reading.found)
    for done in importing.plan(report):
        if done % _TELL_EVERY == 0 or done == total:
            progress(done, total)
    report.lines.sort(key=lambda each: each.line)
    return report, importing


def read(kind: RecordKind, raw: bytes) -> Reading[Any]:
    """The lines of a file. A file that cannot be read at all is one error, on line 1."""
    text, _encoding = decoded(raw)
    try:
        return _read(kind, text, raw)
    except Unreadable as error:
        return Reading(errors=[Remark(1, error.sentence)])


def _read(kind: RecordKind, text: str, raw: bytes) -> Reading[Any]:
    if is_vcard(text):
        if kind is not RecordKind.CONTACTS:
            raise Unreadable(_("These are vCards; import them as contacts."))
        return read_vcards(text)
    if is_xml(text) and kind is not RecordKind.GLOSSARY:
        raise Unreadable(_("These are terms; import them as a glossary."))
    match kind:
        case RecordKind.CONTACTS:
            return read_contacts(text)
        case RecordKind.PARTNERSHIPS:
            return read_partnerships(text)
        case RecordKind.EXCHANGES:
            return read_exchanges(text)
        case RecordKind.GLOSSARY:
            return read_glossary(raw)


def _line(remark: Remark, outcome: Outcome) -> LineReport:
    return LineReport(remark.line, outcome, "", remark.sentence)
