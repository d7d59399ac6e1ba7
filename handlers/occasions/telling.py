"""What is to be told, to whom; and, once it is their turn, whether it is still the case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from handlers.occasions.occasion import Days, Occasion, Told, about_of
from handlers.occasions.reading import View, WholeNetwork
from handlers.occasions.sources import SOURCES, Source
from storage.partnerships import PartnershipView
from storage.records import Records

# What came up while no machine ran, over a long weekend perhaps, is told all the same; keys see
# to it that nothing is told again.
_MADE_UP_FOR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Addressed:
    """An occasion and one official who is to hear of it."""

    occasion: Occasion
    official_id: int

    @property
    def key(self) -> str:
        """The permanent key of its delivery."""
        return f"occasion:{self.occasion.source}:{self.occasion.key}:{self.official_id}"


def due_today(
    records: Records, today: date, sources: Mapping[str, Source] = SOURCES
) -> list[Addressed]:
    """Everything that comes up in the network today or did in the days before, once for each
    official who is to hear of it. The records are read as a steward reads them."""
    return addressed(WholeNetwork(records, today), Days(today - _MADE_UP_FOR, today), sources)


def addressed(view: View, days: Days, sources: Mapping[str, Source] = SOURCES) -> list[Addressed]:
    """What comes up within the days, with those who are to hear of it, by day."""
    found = sorted(comings(view, days, sources), key=lambda each: each.on)
    if not found:
        return []
    partnerships = {each.id: each for each in view.partnerships}
    return [
        Addressed(each, official_id)
        for each in found
        for official_id in _hearers_of(each, view, partnerships)
    ]


def comings(view: View, days: Days, sources: Mapping[str, Source] = SOURCES) -> Iterator[Occasion]:
    """What each source names, one source after the other."""
    for name, source in sources.items():
        for occasion in source(view, days):
            yield replace(occasion, source=name)


def tell(
    matter: Mapping[str, Any],
    records: Records,
    today: date,
    sources: Mapping[str, Source] = SOURCES,
) -> Told | None:
    """How to put an occasion to the one whose records these are; None if it is no longer the
    case, as far as they see, or its source is gone."""
    source = sources.get(matter["source"])
    if source is None:
        return None
    on = date.fromisoformat(matter["on"])
    view = View(records, today, about_of(matter))
    told = (each.told for each in source(view, Days(on, on)) if each.key == matter["key"])
    return next(told, None)


def _hearers_of(
    occasion: Occasion, view: View, partnerships: Mapping[int, PartnershipView]
) -> tuple[int, ...]:
    about, hearers = occasion.about, view.hearers
    if about.partnership_id is None:
        return hearers.of_contact(about.keeper_id, about.party_id)
    partnership = partnerships.get(about.partnership_id)
    if partnership is None:
        return ()
    if about.party_id is not None:
        own = hearers.of_party.get(about.party_id)
        return () if own is None else (own,)
    awaited = {party.id for party in partnership.awaited}
    return hearers.of_partnership(
        party.id for party in partnership.parties if party.id not in awaited
    )
