"""Importing exchanges."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from bot.chat.text import Text, _
from bot.domain.partial_dates import PartialDate
from bot.domain.quantities import quantities_in
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage
from bot.files.exchange_lines import ExchangeLine
from bot.files.lines import Unreadable
from bot.services.imports.parties import Parties, named
from bot.services.imports.report import LineReport, Outcome, Report
from bot.services.imports.subjects import Subject, Subjects, chosen, plain
from storage.candidates import PartyOrNew
from storage.intake import Intake

# What cities between whom something passed are at least, until somebody says what they are.
_UNSAID = {"type": PartnershipType.FRIENDSHIP, "stage": Stage.IMPLEMENTATION}
# What a record keeps of an amount has three decimals.
_STEP = Decimal("0.001")


class ExchangeImport:
    """Holds the lines against what is on record, then writes what they change."""

    def __init__(self, intake: Intake, lines: list[ExchangeLine]) -> None:
        self._intake = intake
        self._lines = lines
        self._parties = Parties(intake, (each for line in lines for each in line.parties))
        # A partnership is its id, or its parties while it is yet to be made.
        self._partnerships: dict[PartyOrNew, list[int | frozenset[PartyOrNew]]] = {}
        self._sizes: dict[int | frozenset[PartyOrNew], int] = {}
        self._new: dict[frozenset[PartyOrNew], tuple[PartyOrNew, ...]] = {}
        self._exchanges = Subjects()
        known = intake.on_record.partnerships(self._parties.known)
        current = [each for each in known if not each.archived]
        for each in current:
            self._enter(each.id, each.parties)
        for exchange in intake.on_record.exchanges([each.id for each in current]):
            subject = Subject(exchange.values, exchange.id)
            subject.parts["quantities"] = [_amount(*each) for each in exchange.quantities]
            subject.parts["participants"] = [plain(each) for each in exchange.participants]
            key = _key(exchange.partnership_id, **_identifying(exchange.values))
            self._exchanges.add(key, subject)

    def plan(self, report: Report) -> Iterable[int]:
        """Decide on each line and report it; yields how many lines are done."""
        for done, line in enumerate(self._lines, 1):
            record = _("{parties}: {summary}", parties=named(line.parties), summary=line.summary)
            try:
                report.lines.append(self._decided(line, record, report))
            except Unreadable as error:
                report.lines.append(LineReport(line.line, Outcome.ERROR, record, error.sentence))
            yield done
        self._parties.tell(report)

    def write(self) -> None:
        """Carry the plan out."""
        self._parties.admit()
        seats = [
            ([self._parties.id_of(party) for party in parties], _UNSAID)
            for parties in self._new.values()
        ]
        made = dict(zip(self._new, self._intake.add_partnerships(seats), strict=True))
        new, changed = self._exchanges.new(), self._exchanges.changed()
        ids = self._intake.add_exchanges([self._written(each.values, made) for each in new])
        self._intake.change_exchanges(
            [
                (each.id or 0, self._written(each.before, made), self._written(each.after, made))
                for each in changed
                if each.before
            ]
        )
        owned = [*zip(ids, new, strict=True), *((each.id or 0, each) for each in changed)]
        self._intake.add_quantities(
            [(id_, *each) for id_, owner in owned for each in owner.added.get("quantities", ())]
        )
        self._intake.add_participants(
            [(id_, each) for id_, owner in owned for each in owner.added.get("participants", ())]
        )

    def _decided(self, line: ExchangeLine, record: Text, report: Report) -> LineReport:
        parties = tuple(self._parties.meant(mention) for mention in line.parties)
        if len(set(parties)) < len(parties):
            raise Unreadable(_("Both sides are the same city; correct one of them."))
        shared = self._shared(parties)
        identity: dict[str, Any] = {
            "kind": line.kind,
            "happened_on": line.when.start,
            "summary": line.summary,
        }
        values, parts = self._said(line, parties), _parts(line)
        keys = (_key(each, **identity) for each in shared)
        subject = chosen(self._exchanges.known(*keys), values, parts)
        if subject is not None:
            outcome = subject.take(line.line, values, parts)
            if subject.line and outcome is Outcome.SKIP:
                reason = _("Line {line} names the same exchange.", line=subject.line)
                return LineReport(line.line, outcome, record, reason)
            return LineReport(line.line, outcome, record)
        partnership = shared[0] if shared else self._founded(parties, line, report)
        initiator = None if line.initiator is None else parties[line.initiator]
        new = Subject({**identity, "partnership_id": partnership, "initiator_id": initiator})
        new.line = line.line
        new.take(line.line, values, {"quantities": _in_words(line.summary), **parts})
        new.before.clear()
        self._exchanges.add(_key(partnership, **identity), new)
        return LineReport(line.line, Outcome.CREATE, record)

    def _said(self, line: ExchangeLine, parties: tuple[PartyOrNew, ...]) -> dict[str, Any]:
        """What the line says beside that by which the exchange is recognised."""
        source = line.source
        if line.when.words:
            # The words are all that is known of when it was; they must not be lost.
            source = f"{source} ({line.when.words})".strip()[:200]
        said: dict[str, Any] = {
            "ended_on": line.when.end,
            "language": line.language,
            "visibility": line.visibility,
            "source": source,
        }
        values = {name: value for name, value in said.items() if value}
        if line.names_initiator:
            values["initiator_id"] = None if line.initiator is None else parties[line.initiator]
        return values

    def _shared(self, parties: tuple[PartyOrNew, ...]) -> list[int | frozenset[PartyOrNew]]:
        """The partnerships in which all of these take part, the oldest first; those of nobody
        else before those of more."""
        every = [self._partnerships.get(party, []) for party in parties]
        common = [each for each in every[0] if all(each in others for others in every[1:])]
        return sorted(common, key=lambda each: self._sizes[each] != len(parties))

    def _founded(
        self, parties: tuple[PartyOrNew, ...], line: ExchangeLine, report: Report
    ) -> frozenset[PartyOrNew]:
        key = frozenset(parties)
        self._new[key] = parties
        self._enter(key, parties)
        self._parties.need(parties, line.line)
        sentence = _("They had no partnership here; one is added as a friendship. Check its type.")
        report.remarks.append(LineReport(line.line, Outcome.CREATE, named(line.parties), sentence))
        return key

    def _enter(
        self, partnership: int | frozenset[PartyOrNew], parties: Iterable[PartyOrNew]
    ) -> None:
        every = list(parties)
        self._sizes[partnership] = len(every)
        for party in every:
            self._partnerships.setdefault(party, []).append(partnership)

    def _written(
        self, values: dict[str, Any], made: dict[frozenset[PartyOrNew], int]
    ) -> dict[str, Any]:
        """The values with ids in place of parties and partnerships that have been made."""
        written = dict(values)
        if written.get("initiator_id") is not None:
            written["initiator_id"] = self._parties.id_of(written["initiator_id"])
        if isinstance(written.get("partnership_id"), frozenset):
            written["partnership_id"] = made[written["partnership_id"]]
        return written


def _key(
    partnership: object, kind: ExchangeKind, happened_on: PartialDate | None, summary: str
) -> tuple[object, ...]:
    return partnership, kind, happened_on, plain(summary)


def _identifying(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("kind", "happened_on", "summary")}


def _parts(line: ExchangeLine) -> dict[str, list[Any]]:
    parts: dict[str, list[Any]] = {}
    if line.quantities is not None:
        parts["quantities"] = [_amount(*each) for each in line.quantities]
    if line.participants:
        parts["participants"] = list(line.participants)
    return parts


def _in_words(summary: str) -> list[tuple[Decimal, str]]:
    return [_amount(each.number, each.unit) for each in quantities_in(summary)]


def _amount(amount: Decimal, unit: str) -> tuple[Decimal, str]:
    return amount.quantize(_STEP), plain(unit)
