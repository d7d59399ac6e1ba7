"""Which party each of many mentions means, in a few statements for all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.mentions import Mention
from bot.domain.names import fold
from bot.domain.vocabulary import PartyKind
from storage.bulk import in_chunks
from storage.candidates import Candidate, Newcomer, PartyOrNew, Unclear, likely, nearest, unclear
from storage.columns import Query
from storage.models import Party, PartyName, Place, PlaceName
from storage.places import FoundPlace

# How like a known name an unknown one must be to be taken for a slip of the pen.
_LIKE = 85


@dataclass(slots=True)
class Resolution:
    """What the mentions mean; `returning` are parties on record that had left the network."""

    meant: dict[Mention, PartyOrNew | Unclear] = field(default_factory=dict)
    returning: set[int] = field(default_factory=set)


class Resolver:
    """Resolves mentions for one network: no other network's parties are ever found."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self._by_place: dict[int, int] = {}
        self._members: set[int] = set()
        self._places: dict[int, FoundPlace] = {}
        self._own: dict[str, list[Candidate]] = {}
        self._world: dict[str, list[Candidate]] = {}
        # What earlier mentions of this file came to; later ones find it as if it were on record,
        # so that the same file means the same once it is.
        self._newcomers: dict[int, Newcomer] = {}
        self._taken: set[int] = set()
        self._names: dict[str, tuple[str, str]] | None = None

    def resolve(self, mentions: Iterable[Mention]) -> Resolution:
        """What each of these means: a party's id, a newcomer, or nothing that is sure.

        GeoNames' number decides where it is known; else the name, the country and the
        nearness; what remains is a newcomer outside the gazetteer, the same one for the same
        name, country and coordinates.
        """
        distinct = sorted(dict.fromkeys(mentions), key=_telling, reverse=True)
        self._look_up(distinct)
        found = Resolution()
        for mention in distinct:
            meant = self._known(mention) or self._slip(mention) or self._outside(mention)
            found.meant[mention] = meant
            if isinstance(meant, int):
                self._taken.add(meant)
        found.returning = self._taken - self._members
        return found

    def _look_up(self, mentions: Sequence[Mention]) -> None:
        names = {fold(mention.name) for mention in mentions} - {""}
        ids = {mention.place_id for mention in mentions if mention.place_id}
        for chunk in in_chunks(names):
            self._look_up_members(chunk)
            self._look_up_places(chunk)
        for numbers in in_chunks(ids):
            rows = self._session.execute(_places().where(Place.id.in_(numbers)))
            self._places |= {row[0]: FoundPlace(*row) for row in rows}
        ids |= {each.place_id for group in self._world.values() for each in group if each.place_id}
        for numbers in in_chunks(ids):
            self._look_up_parties(numbers)

    def _look_up_members(self, names: Sequence[str]) -> None:
        rows = self._session.execute(
            select(
                PartyName.folded,
                Party.name,
                Party.country,
                Party.place_id,
                Party.latitude,
                Party.longitude,
                Party.id,
            )
            .join(Party, Party.id == PartyName.party_id)
            .where(
                PartyName.folded.in_(names),
                PartyName.network_id == self._scope.network_id,
                Party.left_on.is_(None),
                Party.removed_at.is_(None),
            )
            .order_by(Party.id)
        )
        for row in rows:
            self._members.add(row[6])
            self._own.setdefault(row[0], []).append(Candidate(*row[1:]))

    def _look_up_places(self, names: Sequence[str]) -> None:
        rows = self._session.execute(
            _places()
            .add_columns(PlaceName.folded)
            .join(PlaceName, PlaceName.place_id == Place.id)
            .where(PlaceName.folded.in_(names))
        )
        for *values, folded in rows:
            place = FoundPlace(*values)
            candidate = Candidate(
                place.name, place.country, place.id, place.latitude, place.longitude, place=place
            )
            self._world.setdefault(folded, []).append(candidate)

    def _look_up_parties(self, place_ids: Sequence[int]) -> None:
        """Its parties at these places, those that left as well."""
        rows = self._session.execute(
            select(Party.place_id, Party.id, Party.left_on)
            .where(
                Party.network_id == self._scope.network_id,
                Party.place_id.in_(place_ids),
                Party.removed_at.is_(None),
            )
            .order_by(Party.left_on.is_(None), Party.id.desc())
        )
        for place_id, party_id, left_on in rows:
            if place_id is not None:
                # Later rows replace earlier ones: members come last, the oldest of all.
                self._by_place[place_id] = party_id
            if left_on is None:
                self._members.add(party_id)

    def _known(self, mention: Mention) -> PartyOrNew | Unclear | None:
        number = mention.place_id or 0
        if number in self._by_place:
            return self._by_place[number]
        if number in self._newcomers:
            return self._newcomers[number]
        if number in self._places:
            return self._newcomer(mention, self._places[number])
        folded = fold(mention.name)
        own = nearest(mention, [each for each in self._own.get(folded, ()) if each.fits(mention)])
        if len(own) == 1:
            return own[0].party
        if own:
            return unclear(own)
        return self._somewhere(mention, self._world.get(folded, []))

    def _somewhere(self, mention: Mention, named: list[Candidate]) -> PartyOrNew | Unclear | None:
        """A place of that name: the network's own one first, then the one it must be."""
        if mention.kind is not PartyKind.CITY:
            return None
        fitting = nearest(mention, [each for each in named if each.fits(mention)])
        members = {
            party for each in fitting if (party := self._member_at(each.place_id)) is not None
        }
        if len(members) == 1:
            return members.pop()
        meant = likely(mention, fitting)
        if len(meant) > 1:
            return unclear(meant)
        if not meant or meant[0].place is None:
            return None
        place = meant[0].place
        return self._by_place.get(place.id) or self._newcomer(mention, place)

    def _member_at(self, place_id: int | None) -> PartyOrNew | None:
        party = self._by_place.get(place_id or 0)
        if party in self._members or party in self._taken:
            return party
        return self._newcomers.get(place_id or 0)

    def _newcomer(self, mention: Mention, place: FoundPlace) -> Newcomer:
        """The place under the name that the first mention of it has."""
        known = self._newcomers.get(place.id)
        if known is not None:
            return known
        newcomer = Newcomer(
            mention.name,
            place.country,
            place.subdivision,
            mention.kind,
            place.id,
            place.latitude,
            place.longitude,
            place.population,
            place.timezone,
            in_gazetteer=True,
        )
        self._newcomers[place.id] = newcomer
        return self._remembered(newcomer)

    def _outside(self, mention: Mention) -> Newcomer:
        newcomer = Newcomer(
            mention.name,
            mention.country,
            "",
            mention.kind,
            mention.place_id,
            mention.latitude,
            mention.longitude,
            None,
            "",
            in_gazetteer=False,
        )
        if mention.place_id:
            self._newcomers[mention.place_id] = newcomer
        return self._remembered(newcomer)

    def _remembered(self, newcomer: Newcomer) -> Newcomer:
        candidate = Candidate(
            newcomer.name,
            newcomer.country,
            newcomer.place_id,
            newcomer.latitude,
            newcomer.longitude,
            newcomer,
        )
        self._own.setdefault(fold(newcomer.name), []).append(candidate)
        return newcomer

    def _slip(self, mention: Mention) -> Unclear | None:
        """A name that nobody bears and that is very like a member's, with nothing else said."""
        if mention.country or mention.point or mention.place_id:
            return None
        if self._names is None:
            self._names = self._all_names()
        like = process.extractOne(
            fold(mention.name), self._names.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE
        )
        return Unclear((self._names[like[0]],), several=False) if like else None

    def _all_names(self) -> dict[str, tuple[str, str]]:
        rows = self._session.execute(
            select(PartyName.folded, Party.name, Party.country)
            .join(Party, Party.id == PartyName.party_id)
            .where(
                PartyName.network_id == self._scope.network_id,
                Party.left_on.is_(None),
                Party.removed_at.is_(None),
            )
        )
        return {row[0]: (row[1], row[2]) for row in rows}


def _places() -> Query:
    return select(
        Place.id,
        Place.name,
        Place.country,
        Place.subdivision,
        Place.population,
        Place.latitude,
        Place.longitude,
        Place.timezone,
    )


def _telling(mention: Mention) -> tuple[bool, bool, bool]:
    """How much a mention says of which party it means."""
    return mention.place_id is not None, mention.point is not None, bool(mention.country)
