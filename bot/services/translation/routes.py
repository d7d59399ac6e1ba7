"""From one language to another over the pairs that there are, at most by one between."""

from collections.abc import Collection

from bot.domain.translating import Pair
from bot.services.translation.codes import base, closest, three_letters

# As measured, from English into the Romance languages Catalan loses less than Spanish.
_BETWEEN_FIRST = ("cat", "ca", "spa", "es")

Route = tuple[str, ...]


def route(pair: Pair, known: Collection[Pair]) -> Route | None:
    """The engine's codes from the source to the target, both included. None if there is no way,
    or nobody knows from where. Where no pairs are known, the one itself is tried."""
    if not pair.source:
        return None
    if not known:
        return three_letters(base(pair.source)), three_letters(base(pair.target))
    source = closest(pair.source, {each.source for each in known})
    target = closest(pair.target, {each.target for each in known})
    if source is None or target is None:
        return None
    return _direct(source, pair.target, known) or _over_another(source, target, known)


def _direct(source: str, wanted: str, known: Collection[Pair]) -> Route | None:
    """A variant of the target that can be reached at once is better than the very one by a way
    round."""
    target = closest(wanted, {each.target for each in known if each.source == source})
    return (source, target) if target is not None else None


def _over_another(source: str, target: str, known: Collection[Pair]) -> Route | None:
    reached = {each.target for each in known if each.source == source}
    leading = {each.source for each in known if each.target == target}
    between = sorted(reached & leading, key=_rank)
    return (source, between[0], target) if between else None


def _rank(code: str) -> tuple[int, str]:
    first = _BETWEEN_FIRST.index(code) if code in _BETWEEN_FIRST else len(_BETWEEN_FIRST)
    return first, code
