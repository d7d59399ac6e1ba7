"""Reading a network's week, in the same number of statements whatever happened in it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.digesting import DAYS_AHEAD, NEWS_DAYS
from bot.domain.partial_dates import PartialDate, Precision
from storage import digest_statements as statements
from storage.columns import Query
from storage.digest_rows import Bond, Joined, Met, Owed, Passed, Settled, Week
from storage.exchanges import Exchanges
from storage.prepared import fetched
from storage.views import PartyView

# What is late for longer than a year is no news of any week; `/follow list overdue` has it.
_LATEST_DAYS = 365
# A digest shows some dozens of lines of each kind; this bounds the memory, not the lines.
_MOST = 5000


class Reading:
    """What the whole network may see of its week, whoever asks."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = Scope(scope.network_id, Role.VIEWER, in_public=True)

    def week(self, since: datetime, now: datetime) -> Week:
        """What came on record since then or was planned for the days since, what is open and
        due by a week from now, and the corner dates of all histories. Ten statements.

        It reaches a day further than any zone's week, and is for the caller to cut to measure.
        """
        today = now.astimezone(UTC).date()
        parties, joined = self._parties(since)
        bonds, seats = self._bonds(parties)
        aid = self._aid(bonds)
        helping = {each.id for each in aid}
        return Week(
            network=self._rows(statements.network())[0][0],
            parties=parties,
            bonds=bonds,
            seats=seats,
            outlines=Exchanges(self._session, self._scope).outlines(None, today),
            passed=self._passed(since, today, bonds),
            owed=tuple(each for each in self._owed(now, bonds) if each.id not in helping),
            aid=aid,
            settled=self._settled(since, bonds),
            met=tuple(Met(*row) for row in self._rows(statements.met(), since=since)),
            joined=joined,
        )

    def _parties(self, since: datetime) -> tuple[dict[int, PartyView], tuple[Joined, ...]]:
        rows = self._rows(statements.parties())
        parties = {row[0]: PartyView(*row[:5]) for row in rows}
        new = [row for row in rows if row[5] >= since and row[6] is None and row[7] is None]
        return parties, tuple(Joined(parties[row[0]], row[5]) for row in new)

    def _bonds(
        self, parties: dict[int, PartyView]
    ) -> tuple[dict[int, Bond], dict[int, tuple[int, ...]]]:
        seated: dict[int, tuple[tuple[PartyView, ...], bool]] = {}
        of_party: dict[int, list[int]] = {}
        for bond_id, group in groupby(self._rows(statements.seats()), key=itemgetter(0)):
            own = list(group)
            here = tuple(parties[row[1]] for row in own if row[1] in parties)
            seated[bond_id] = here, all(row[2] for row in own)
            for each in here:
                of_party.setdefault(each.id, []).append(bond_id)
        bonds = {
            row[0]: Bond(*(*row, *seated[row[0]]))
            for row in self._rows(statements.bonds())
            if row[0] in seated
        }
        return bonds, {party_id: tuple(ids) for party_id, ids in of_party.items()}

    def _passed(self, since: datetime, today: date, bonds: dict[int, Bond]) -> tuple[Passed, ...]:
        # The month as a whole, so that what is known no more exactly than that is among them.
        earliest = (since - timedelta(days=NEWS_DAYS)).date().replace(day=1)
        rows = self._rows(
            statements.passed(),
            since=since,
            earliest=PartialDate(earliest, Precision.MONTH),
            planned=PartialDate(since.date() - timedelta(days=1)),
            # What is planned for the days to come is told as well.
            until=PartialDate(today + timedelta(days=DAYS_AHEAD + 1)),
        )
        return tuple(Passed(*row) for row in rows if row[1] in bonds)

    def _owed(self, now: datetime, bonds: dict[int, Bond]) -> tuple[Owed, ...]:
        until = now + timedelta(days=DAYS_AHEAD + 1)
        late = now - timedelta(days=_LATEST_DAYS)
        found = _known(self._rows(statements.owed(), until=until, late=late, most=_MOST), bonds)
        return tuple(reversed(found))

    def _aid(self, bonds: dict[int, Bond]) -> tuple[Owed, ...]:
        return tuple(_known(self._rows(statements.aid(), own_party=0, most=_MOST), bonds))

    def _settled(self, since: datetime, bonds: dict[int, Bond]) -> tuple[Settled, ...]:
        late = since - timedelta(days=_LATEST_DAYS)
        rows = self._rows(statements.settled(), since=since, late=late)
        return tuple(Settled(*row) for row in rows if row[0] is None or row[0] in bonds)

    def _rows(self, query: Query, **values: Any) -> Sequence[Any]:
        rows: Sequence[Any] = fetched(
            self._session, query, network=self._scope.network_id, **values
        )
        return rows


def _known(rows: Sequence[Any], bonds: dict[int, Bond]) -> list[Owed]:
    """The follow-ups of partnerships that are not archived, and those of none."""
    return [
        Owed(*(*row[:3], row[3] or "", *row[4:]))
        for row in rows
        if row[1] is None or row[1] in bonds
    ]
