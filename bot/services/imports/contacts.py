"""Importing contacts."""

from collections.abc import Hashable, Iterable
from typing import Any

from bot.chat.text import Text, _
from bot.domain.names import fold
from bot.files.contact_lines import ContactLine
from bot.files.lines import Unreadable
from bot.services.imports.parties import Parties
from bot.services.imports.report import LineReport, Outcome, Report
from bot.services.imports.subjects import Subject, Subjects, chosen, plain
from storage.candidates import PartyOrNew
from storage.intake import Intake, NewContact
from storage.on_record import KnownContact

_FIELDS = (
    "position", "function", "languages", "term_from", "term_until", "verified_on", "visibility",
    "source", "legal_basis", "note",
)  # fmt: skip


class ContactImport:
    """Holds the lines against what is on record, then writes what they change."""

    def __init__(self, intake: Intake, lines: list[ContactLine]) -> None:
        self._intake = intake
        self._lines = lines
        self._parties = Parties(intake, (line.party for line in lines if line.party))
        self._subjects = Subjects()
        self._of: dict[Subject, tuple[PartyOrNew | None, ContactLine]] = {}
        for known in intake.on_record.contacts(self._parties.known):
            self._subjects.add(_key_of(known), _subject_of(known))

    def plan(self, report: Report) -> Iterable[int]:
        """Decide on each contact and report it; yields how many are done."""
        for done, line in enumerate(self._lines, 1):
            try:
                report.lines.append(self._decided(line))
            except Unreadable as error:
                lost = LineReport(line.line, Outcome.ERROR, _called(line), error.sentence)
                report.lines.append(lost)
            yield done
        self._parties.tell(report)

    def write(self) -> None:
        """Carry the plan out."""
        self._parties.admit()
        self._intake.add_contacts([self._new(each) for each in self._subjects.new()])
        changed = self._subjects.changed()
        self._intake.change_contacts(
            [(each.id or 0, each.before, each.after) for each in changed if each.before],
            [
                NewContact({}, None, names=_names(each), ways=_ways(each, None), id=each.id)
                for each in changed
                if each.added
            ],
        )

    def _decided(self, line: ContactLine) -> LineReport:
        party = None if line.party is None else self._parties.meant(line.party)
        values, parts = _said(line), _parts(line)
        key = _key(party, line.organisation, line.name, line.position)
        subject = chosen(self._subjects.known(key), values, parts)
        if subject is not None:
            outcome = subject.take(line.line, values, parts)
            if subject.line and outcome is Outcome.SKIP:
                reason = _("Line {line} names the same contact.", line=subject.line)
                return LineReport(line.line, outcome, _called(line), reason)
            return LineReport(line.line, outcome, _called(line))
        new = Subject({"name": line.name}, line=line.line)
        new.take(line.line, values, parts)
        self._subjects.add(key, new)
        self._of[new] = (party, line)
        self._parties.need([] if party is None else [party], line.line)
        return LineReport(line.line, Outcome.CREATE, _called(line))

    def _new(self, subject: Subject) -> NewContact:
        party, line = self._of[subject]
        return NewContact(
            subject.values,
            None if party is None else self._parties.id_of(party),
            line.organisation,
            _names(subject),
            _ways(subject, line.preferred),
        )


def _key(
    party: PartyOrNew | None, organisation: str, name: str, position: str
) -> tuple[Hashable, ...]:
    """A person by name; an office, which has none, by what it is."""
    who = ("", fold(position) or plain(position)) if not plain(name) else (fold(name) or name, "")
    return party, fold(organisation), who


def _key_of(known: KnownContact) -> tuple[Hashable, ...]:
    values = known.values
    return _key(known.party_id, known.organisation, values["name"], values["position"])


def _subject_of(known: KnownContact) -> Subject:
    subject = Subject(known.values, known.id)
    subject.parts["names"] = [(plain(name), plain(language)) for name, language in known.names]
    subject.parts["ways"] = [(medium, plain(address)) for medium, address, _mark in known.ways]
    return subject


def _said(line: ContactLine) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in _FIELDS}
    values["languages"] = list(line.languages)
    return {name: value for name, value in values.items() if value}


def _parts(line: ContactLine) -> dict[str, list[Any]]:
    return {"names": list(line.names), "ways": list(line.ways)}


def _names(subject: Subject) -> list[tuple[str, str]]:
    return list(subject.added.get("names", ()))


def _ways(subject: Subject, preferred: str | None) -> list[tuple[Any, str, bool]]:
    """The new ways; of a new contact's the one that is preferred, or the first, is marked."""
    ways = subject.added.get("ways", [])
    if preferred is None:
        return [(*way, False) for way in ways]
    addresses = [address for _medium, address in ways]
    chosen_one = addresses.index(preferred) if preferred in addresses else 0
    return [(*way, at == chosen_one) for at, way in enumerate(ways)]


def _called(line: ContactLine) -> Text:
    who = line.name or line.position or line.organisation
    if line.party is None:
        return who
    return _("{who}, {city}", who=who, city=line.party.name) if who else line.party.name
