"""What passed between the cities of the networks, some of it kept within a part of them."""

import itertools
from decimal import Decimal
from typing import Any

from bot.domain.access import Role, Scope
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, Visibility
from storage.audit import Actor
from storage.engine import Database
from storage.models import Contact, Network
from storage.records import Records

_PAIRS = {
    "demo": (("Yokohama", "Odesa"), ("Hangzhou", "Gifu"), ("Leeds", "Hangzhou")),
    "harbours": (("Odesa", "Yokohama"), ("Genoa", "Kyiv")),
}
# Hidden ones are the last, the first and still to come: they would change every measure.
_DAYS = ("2026-11-10", "1990", "2026-12-24", "2026-06", "2026-11-20")
_KINDS = (ExchangeKind.VISIT, ExchangeKind.CALL, ExchangeKind.EVENT, ExchangeKind.AID)
# More than fit on one page.
_KNOWN_TO_ALL = 12


def record_all(database: Database, marks: Any, slug: str) -> None:
    """For each pair: enough that all may see to fill a page, and hidden ones of each circle."""
    for first, second in _PAIRS[slug]:
        for number in range(_KNOWN_TO_ALL):
            mark = "" if slug == "demo" else f" {marks.new()}"
            day = f"20{10 + number % 14}-0{1 + number % 9}-1{number % 9}"
            what = (f"Call {number}{mark}", day, Visibility.NETWORK, number)
            _record(database, slug, (first, second), what)
        hidden = itertools.product((0, 1), (Visibility.PARTY, Visibility.PARTNERSHIP), _DAYS)
        for number, (side, visibility, day) in enumerate(hidden):
            what = (f"Talk {marks.new()} of 40 masks", day, visibility, side)
            _record(database, slug, (first, second), what, guest=f"Guest {marks.new()}")
            if number == 0:
                # The same words as one that all may see.
                _record(database, slug, (first, second), ("Call 1", day, visibility, side))


def record_keel(records: Records, partnership_id: int) -> None:
    """One more that all may see, with every part an exchange can have."""
    records.exchanges.add(
        partnership_id,
        ExchangeKind.MEETING,
        "Keel laid",
        PartialDate.parse("2019-05-01"),
        None,
        [(Decimal(3), "ships")],
        participants=[("Kim Keel", None)],
    )


def _record(
    database: Database,
    slug: str,
    pair: tuple[str, str],
    what: tuple[str, str, Visibility, int],
    guest: str = "",
) -> None:
    summary, day, visibility, number = what
    with database.reading() as session:
        network = session.query(Network.id).filter(Network.slug == slug).scalar()
    with database.writing(Actor("fixture", network)) as session:
        records = Records(session, Scope(network, Role.STEWARD))
        parties = [records.parties.named(name)[0] for name in pair]
        partnership = records.partnerships.of(*(party.id for party in parties))[0]
        there = session.query(Contact).filter(Contact.party_id == parties[number % 2].id)
        people = there.order_by(Contact.id).all()
        # Somebody hidden may take part in what all may see, and the other way round.
        known = people[number % len(people)] if people else None
        participants = [(known.name, known.id)] if known else []
        if guest:
            # The third is one whom all may see.
            participants.append((guest, None))
            participants += [(each.name, each.id) for each in people[2:3]]
        records.exchanges.add(
            partnership.id,
            _KINDS[number % len(_KINDS)],
            summary,
            PartialDate.parse(day),
            parties[number % 2].id,
            [(Decimal(40 + number), "masks")],
            visibility=visibility,
            participants=participants,
        )
