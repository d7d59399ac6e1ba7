"""Names that were misspelt: candidates by index ranges, ranked by how little is wrong.

One slip (a letter missing, added, changed, or swapped with its neighbour) leaves the start or
the end of a name as it was. Every name is therefore kept twice, as it is read (`folded`) and
read backwards (`mirrored`), and the names that share the query's start or its end are two
short ranges of two plain indexes, on any database and without an extension. In long names the
pieces are shorter, so that a second slip is forgiven.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, CompoundSelect, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

# From this length on, a third of the name is as telling as half of a shorter one.
LONG = 12
# What one range may bring: more would take longer than a person should wait.
MOST = 6000
# Names less like the query than this are no better than none.
LEAST_LIKE = 0.5
# Greater than any text that begins with what stands before it.
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Names:
    """A table of names: their two indexed columns, and the column that says whose they are."""

    folded: InstrumentedAttribute[str]
    mirrored: InstrumentedAttribute[str]
    owner: InstrumentedAttribute[int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much one owner's likest name is like the query: 1 is the same, 0 nothing alike."""

    owner: int
    similarity: float


def mirror(folded: str) -> str:
    """The folded name read backwards, as the `mirrored` columns keep it."""
    return folded[::-1]


def candidates(names: Names, query: str, *scope: ColumnElement[bool]) -> CompoundSelect[int, str]:
    """A select of (owner, folded name), unordered and with repetitions: all names within one
    slip of the folded `query`, for long queries most of those within two, and many others.

    `scope` narrows it, to one network for instance. `query` must not be empty.
    """
    slips = 2 if len(query) >= LONG else 1
    near = func.length(names.folded).between(len(query) - slips, len(query) + slips)
    parts = (
        select(names.owner, names.folded).where(within, near, *scope).limit(MOST).subquery()
        for within in _ranges(names, query)
    )
    return union_all(*(select(part) for part in parts))


def ranked(query: str, found: Iterable[tuple[int, str]]) -> list[Likeness]:
    """Each owner once, by their likest name, the likest first.

    The measure is optimal string alignment, in which a swap of neighbours is one slip,
    divided by the longer length: https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance
    """
    best: dict[int, float] = {}
    for name, owners in _by_name(found).items():
        similarity = OSA.normalized_similarity(query, name, score_cutoff=LEAST_LIKE)
        for owner in owners if similarity else ():
            if similarity > best.get(owner, 0):
                best[owner] = similarity
    order = sorted(best.items(), key=lambda item: -item[1])
    return [Likeness(owner, similarity) for owner, similarity in order]


def _by_name(found: Iterable[tuple[int, str]]) -> dict[str, set[int]]:
    names: dict[str, set[int]] = {}
    for owner, name in found:
        names.setdefault(name, set()).add(owner)
    return names


def _ranges(names: Names, query: str) -> Iterator[ColumnElement[bool]]:
    """The conditions, each served by an index, of which a misspelt name meets at least one."""
    half = len(query) // 2
    start, end = half, len(query) - half
    if len(query) >= LONG:
        start = end = len(query) // 3
    elif half:
        # The one slip that touches both halves.
        swapped = query[: half - 1] + query[half] + query[half - 1] + query[half + 1 :]
        yield names.folded == swapped
    if start:
        yield _begins(names.folded, query[:start])
    yield _begins(names.mirrored, mirror(query)[:end])


def _begins(column: InstrumentedAttribute[str], start: str) -> ColumnElement[bool]:
    return column.between(start, start + _LAST)
