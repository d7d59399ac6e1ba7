"""What stands in the table against what stands on the platforms: lost, doubled, out of order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.domain.deliveries import OPEN_STATES, DeliveryState
from bot.services.deliveries.claiming import LOST_TRACK
from tests.delivering.record import Record, Taken

_MARK = "Perhaps for the second time"
# A second, less what two event loops may add and take away.
LEAST_GAP = 0.95


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery as the table has it; `mark` is what its text is known by."""

    id: int
    key: str
    mark: int
    state: DeliveryState
    is_repeated: bool
    bundle_id: int | None
    part: int
    thread: str
    message: str
    reason: str


@dataclass
class Comparison:
    """The faults that were found, each with the numbers of the deliveries it happened to, as often
    as it did."""

    deliveries: int = 0
    sent: int = 0
    messages: int = 0
    lost: list[int] = field(default_factory=list)
    # Promises, not deliveries: what nobody ever queued.
    never_queued: list[int] = field(default_factory=list)
    still_open: list[int] = field(default_factory=list)
    dead: list[int] = field(default_factory=list)
    cancelled: list[int] = field(default_factory=list)
    # On Telegram, where nobody can look: no answer ever came, and the stewards were told.
    given_up: list[int] = field(default_factory=list)
    doubled_on_slack: list[int] = field(default_factory=list)
    doubled_on_telegram: list[int] = field(default_factory=list)
    # Doubled without a word of it in the table or in the second message.
    unmarked: list[int] = field(default_factory=list)
    # Taken by a platform, though the table says that it was not sent.
    unrecorded: list[int] = field(default_factory=list)
    repeated: int = 0
    disordered: int = 0
    narrow_gaps: int = 0
    broken: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterable[str]:
        """As a table of two columns."""
        for name, value in vars(self).items():
            shown = len(value) if isinstance(value, list) else value
            shown = dict(shown) or "none" if isinstance(shown, Counter) else shown
            some = f"   e.g. {value[:5]}" if isinstance(value, list) and value else ""
            yield f"{name.replace('_', ' '):22} {shown}{some}"


def compare(rows: Sequence[Row], record: Record, promises: Iterable[int] = ()) -> Comparison:
    """Everything that can be told from both; `promises` are those that should be told of."""
    found = Comparison(len(rows), messages=len(record.taken))
    found.never_queued = sorted(set(promises) - {row.mark for row in rows})
    arrived = _by_mark(record.taken)
    for row in rows:
        _one(found, row, arrived.get(row.mark, []))
    found.repeated = sum(row.is_repeated for row in rows)
    found.disordered = _disordered(rows, arrived)
    places = _by_place(record.taken)
    found.narrow_gaps = sum(narrow_gaps(taken) for taken in places.values())
    found.broken = Counter(f"{each.platform} {each.rule}" for each in record.broken)
    return found


def _one(found: Comparison, row: Row, arrived: list[Taken]) -> None:
    match row.state:
        case DeliveryState.SENT:
            found.sent += 1
            if not arrived:
                found.lost.append(row.id)
        case DeliveryState.DEAD if row.reason == LOST_TRACK and arrived:
            found.given_up.append(row.id)
        case DeliveryState.DEAD:
            found.dead.append(row.id)
        case DeliveryState.CANCELLED:
            found.cancelled.append(row.id)
        case _:
            found.still_open.append(row.id)
    if arrived and row.state is not DeliveryState.SENT and row.id not in found.given_up:
        found.unrecorded.append(row.id)
    if len(arrived) > 1:
        _doubled(found, row, arrived)


def _doubled(found: Comparison, row: Row, arrived: list[Taken]) -> None:
    more = arrived[1:]
    if more[0].platform == "slack":
        found.doubled_on_slack += [row.id] * len(more)
        return
    found.doubled_on_telegram += [row.id] * len(more)
    # Of one that was called for in vain before all have the mark.
    is_told = row.is_repeated and all(_MARK in each.text for each in more)
    if not is_told:
        found.unmarked.append(row.id)


def _by_mark(taken: Iterable[Taken]) -> dict[int, list[Taken]]:
    arrived: defaultdict[int, list[Taken]] = defaultdict(list)
    for each in taken:
        for mark in each.marks:
            arrived[mark].append(each)
    return arrived


def _by_place(taken: Iterable[Taken]) -> dict[tuple[str, str], list[Taken]]:
    places: defaultdict[tuple[str, str], list[Taken]] = defaultdict(list)
    for each in taken:
        places[each.platform, each.place].append(each)
    return places


def narrow_gaps(taken: Sequence[Taken]) -> int:
    """How many messages of one place came less than a second after the one before."""
    return sum(later.at - sooner.at < LEAST_GAP for sooner, later in pairwise(taken))


def most_within(taken: Sequence[Taken], seconds: float) -> int:
    """The largest number of messages in any stretch of so many seconds."""
    most = start = 0
    for end, each in enumerate(taken):
        while taken[start].at <= each.at - seconds:
            start += 1
        most = max(most, end - start + 1)
    return most


def _disordered(rows: Sequence[Row], arrived: Mapping[int, list[Taken]]) -> int:
    """How many parts of one whole came before the part that goes before them."""
    wholes: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        wholes[row.key.rpartition("#")[0] or row.key].append(row)
    count = 0
    for parts in wholes.values():
        came = [
            arrived[row.mark][0].at
            for row in sorted(parts, key=lambda row: row.part)
            if row.mark in arrived
        ]
        count += sum(later < sooner for sooner, later in pairwise(came))
    return count


def is_open(row: Row) -> bool:
    """Whether a worker still has something to do with it."""
    return row.state in OPEN_STATES
