"""How many characters engines were sent this month, and whether they may be sent more."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.telemetry import TRANSLATION_MONTH, TRANSLATION_MOST
from storage.translation_spending import Spent

# The network whose text it was, and the engine.
Sent = Mapping[tuple[int, str], int]


class Account(Protocol):
    """Whose texts an engine is sent, and what they may cost."""

    def may_send(self, engine: str, characters: int) -> bool:
        """Whether an engine elsewhere may be sent so many more."""

    def sent(self, engine: str, characters: int) -> None:
        """Count what an engine is sent."""

    def not_sent(self, engine: str, characters: int) -> None:
        """Count it no longer: the engine did not take it."""


class Free:
    """Texts that nobody counts, such as those that are tried out."""

    def may_send(self, engine: str, characters: int) -> bool:
        """Always."""
        return True

    def sent(self, engine: str, characters: int) -> None:
        """Nothing is kept of it."""

    def not_sent(self, engine: str, characters: int) -> None:
        """Nor of this."""


FREE = Free()


class Ledger:
    """What this process has sent so far, and how much of that is on record. `most` are the
    installation's caps by engine. Not for threads: it lives on the loop."""

    def __init__(self, most: Mapping[str, int] | None = None) -> None:
        self.most = dict(most or {})
        self.sent: Counter[tuple[int, str]] = Counter()
        self._taken: Counter[tuple[int, str]] = Counter()
        self._written: Counter[tuple[int, str]] = Counter()
        # By engine: what was on record when last looked, and how much of what was sent was in it.
        self._by_all: dict[str, int] = {}
        self._in_it: Counter[str] = Counter()
        for engine, characters in self.most.items():
            TRANSLATION_MOST.labels(engine).set(characters)

    def written(self) -> Sent:
        """What is on record already. To be asked before the records are."""
        return self._written.copy()

    def account(
        self,
        network_id: int,
        most: int | None,
        elsewhere: frozenset[str],
        spent: Mapping[str, Spent] | None,
        written: Sent,
    ) -> "NetworkAccount":
        """The account of a network, by what the records say of this month; None if they were not
        asked, where nothing is to be sent."""
        if spent is not None:
            self._look(spent, written)
        return NetworkAccount(self, network_id, most, elsewhere, spent or {}, written)

    def count(self, network_id: int, engine: str, characters: int) -> None:
        """An engine is sent some of a network's text, or fewer than nothing if it was not."""
        self.sent[network_id, engine] += characters
        self._tell(engine)

    def take(self) -> Sent:
        """What is to be written, given to one who will write it."""
        left = self.sent - self._taken
        self._taken.update(left)
        return left

    def was_written(self, sent: Sent) -> None:
        """What was taken is on record."""
        self._written.update(sent)

    def give_back(self, sent: Sent) -> None:
        """What was taken could not be written; who takes next tries again."""
        self._taken.subtract(sent)

    def _look(self, spent: Mapping[str, Spent], written: Sent) -> None:
        """Take in what is on record. An engine that is not in it was sent nothing this month."""
        engines = {*spent, *self._by_all, *(engine for _network, engine in self.sent)}
        for engine in engines:
            self._by_all[engine] = spent.get(engine, Spent()).by_all
            self._in_it[engine] = _by_engine(written, engine)
            self._tell(engine)

    def _tell(self, engine: str) -> None:
        since = _by_engine(self.sent, engine) - self._in_it[engine]
        TRANSLATION_MONTH.labels(engine).set(self._by_all.get(engine, 0) + since)


@dataclass(frozen=True, slots=True)
class NetworkAccount:
    """What one network may still send: `most` characters to engines `elsewhere`, of which `spent`
    were on record when the ledger said `written`.

    Texts that several machines send at the same time may go over a cap by as much as they are
    long: each machine looks before it sends.
    """

    ledger: Ledger
    network_id: int
    most: int | None
    elsewhere: frozenset[str]
    spent: Mapping[str, Spent]
    written: Sent

    def may_send(self, engine: str, characters: int) -> bool:
        """Whether so many more are within the cap of the network and that of the engine."""
        return self._is_within_own(characters) and self._is_within_all(engine, characters)

    def sent(self, engine: str, characters: int) -> None:
        """Count them, and keep them to be written."""
        self.ledger.count(self.network_id, engine, characters)

    def not_sent(self, engine: str, characters: int) -> None:
        """Count them no longer. What was written of them meanwhile is made up for by what is sent
        next."""
        self.ledger.count(self.network_id, engine, -characters)

    def _is_within_own(self, characters: int) -> bool:
        if self.most is None:
            return True
        here = (
            self._spent(engine).here + self._since((self.network_id, engine))
            for engine in self.elsewhere
        )
        return sum(here) + characters <= self.most

    def _is_within_all(self, engine: str, characters: int) -> bool:
        most = self.ledger.most.get(engine)
        if most is None:
            return True
        since = sum(self._since(key) for key in self.ledger.sent if key[1] == engine)
        return self._spent(engine).by_all + since + characters <= most

    def _spent(self, engine: str) -> Spent:
        return self.spent.get(engine, Spent())

    def _since(self, key: tuple[int, str]) -> int:
        return self.ledger.sent.get(key, 0) - self.written.get(key, 0)


def _by_engine(sent: Sent, engine: str) -> int:
    return sum(characters for (_network, each), characters in sent.items() if each == engine)
