"""What was written in one place against what is read in the other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.bridging.traffic import Spoken
from tests.delivering.record import Taken


@dataclass
class Crossing:
    """The faults that were found, by the marks of the messages; and how long each took to get
    over, in seconds."""

    spoken: int = 0
    lost: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    # Doubled, and the second says so: Telegram can be asked nothing.
    said_to_be_doubled: list[int] = field(default_factory=list)
    astray: list[int] = field(default_factory=list)
    disordered: int = 0
    seconds: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """How long it took at most for this share of them."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def compare(spoken: Iterable[Spoken], taken: Sequence[Taken]) -> Crossing:
    """Everything that can be told from both."""
    wanted = {each.mark: each for each in spoken}
    arrived: defaultdict[int, list[Taken]] = defaultdict(list)
    found = Crossing(len(wanted))
    for each in taken:
        for mark in each.marks:
            if mark in wanted and wanted[mark].destination == each.place:
                arrived[mark].append(each)
            else:
                found.astray.append(mark)
    for mark, said in wanted.items():
        copies = arrived.get(mark, [])
        if not copies:
            found.lost.append(mark)
            continue
        found.seconds.append(copies[0].at - said.at)
        if len(copies) > 1:
            is_marked = all("second time" in each.text for each in copies[1:])
            (found.said_to_be_doubled if is_marked else found.doubled).append(mark)
    found.disordered = _disordered(wanted.values(), arrived)
    return found


def _disordered(spoken: Iterable[Spoken], arrived: dict[int, list[Taken]]) -> int:
    """How many came before what was said before them in the same place."""
    places: defaultdict[str, list[float]] = defaultdict(list)
    for each in sorted(spoken, key=lambda said: said.mark):
        if each.mark in arrived:
            places[each.origin].append(arrived[each.mark][0].at)
    return sum(later < sooner for moments in places.values() for sooner, later in pairwise(moments))
