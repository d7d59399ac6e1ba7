"""The parties of a network, found by any name they go by."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.names import fold
from bot.domain.vocabulary import PartyKind
from storage import spelling
from storage.columns import Query
from storage.models import Party, PartyName, PlaceName
from storage.models.places import LONGEST_NAME
from storage.places import FoundPlace
from storage.prepared import NETWORK, Known, fetched
from storage.profiles import PROFILE, PartyProfile
from storage.views import PartyView

_OWN_NAMES = spelling.Names(PartyName.folded, PartyName.mirrored, PartyName.party_id)
_PLACE_NAMES = spelling.Names(PlaceName.folded, PlaceName.mirrored, PlaceName.place_id)


class Parties:
    """The members of one network. No other network's party is ever found by it."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self._named: dict[str, list[PartyView]] = {}

    def get(self, party_id: int) -> PartyView | None:
        """The member of this id, or None."""
        row = self._session.execute(self._members().where(Party.id == party_id)).one_or_none()
        return PartyView(*row) if row else None

    def of_place(self, place_id: int) -> PartyView | None:
        """The member that is this place of the gazetteer, or None."""
        at_place = self._members().where(Party.place_id == place_id).order_by(Party.id)
        found = self._session.execute(at_place).first()
        return PartyView(*found) if found else None

    def has_place(self, place_id: int) -> bool:
        """Whether anything is on record of this place, even if it left the network since."""
        query = select(Party.id).where(
            Party.network_id == self._scope.network_id,
            Party.place_id == place_id,
            Party.removed_at.is_(None),
        )
        return self._session.execute(query.limit(1)).first() is not None

    def record(self, party_id: int) -> Party:
        """The member's record, to be changed. LookupError if it is no member."""
        if self.get(party_id) is None:
            raise LookupError(party_id)
        return self._session.get_one(Party, party_id)

    def named(self, text: str) -> list[PartyView]:
        """The members that bear this name, spelt so, in any script.

        Those whose own name or alias it is go before those whose place is called so somewhere
        in the world, unless that place is the larger one: 'Odesa' is the city in Ukraine, but
        'Odessa' may be that as well as the one in Texas.
        """
        folded = fold(text)
        if folded not in self._named:
            self._named[folded] = self._find_named(folded)
        return self._named[folded]

    def _find_named(self, folded: str) -> list[PartyView]:
        network = self._scope.network_id
        rows = fetched(self._session, _bearing(), network=network, name=folded)
        largest = max((row.population or 0 for row in rows if row.own), default=-1)
        found = {
            row.id: PartyView(*row[:5])
            for row in rows
            if row.own or (row.population or 0) > largest
        }
        return sorted(found.values(), key=lambda party: (party.name, party.country))

    def nearest(self, text: str, limit: int = 5) -> list[PartyView]:
        """The members with a name most like this one, the likest first; perhaps none."""
        folded = fold(text)[:LONGEST_NAME]
        if not folded:
            return []
        by_name: Any = self._session.execute(
            spelling.candidates(_OWN_NAMES, folded, self._visible_name(), self._is_member())
        )
        by_place: Any = self._session.execute(
            spelling.candidates(_PLACE_NAMES, folded, PlaceName.place_id.in_(self._places()))
        )
        found = [(row[0], row[1]) for row in by_name]
        party_of = self._parties_at(places := [(row[0], row[1]) for row in by_place])
        found += [(party_of[place], name) for place, name in places if place in party_of]
        likely = spelling.ranked(folded, found)
        return self._in_order([each.owner for each in likely[:limit]])

    def profile(self, party_id: int) -> PartyProfile | None:
        """All that is known of a member, or None. Two statements."""
        query = self._members().with_only_columns(*PROFILE).where(Party.id == party_id)
        row: Any = self._session.execute(query).one_or_none()
        if row is None:
            return None
        names = self._session.scalars(
            select(PartyName.name)
            .where(PartyName.party_id == party_id, PartyName.name != row.name)
            .order_by(PartyName.id)
        )
        return PartyProfile(*(*row[:11], tuple(row.languages), tuple(names)))

    def names_of_place(self, place_id: int) -> list[str]:
        """What the gazetteer calls a place, in small letters, by code point."""
        query = select(PlaceName.folded).where(PlaceName.place_id == place_id)
        return sorted(self._session.scalars(query))

    def listed(
        self, limit: int, offset: int = 0, text: str = "", country: str = ""
    ) -> list[PartyView]:
        """Members by name: all, or those with `text` in one of their names and those of
        `country`."""
        query = self._matching(text, country).order_by(Party.name, Party.id)
        rows = self._session.execute(query.limit(limit).offset(offset))
        return [PartyView(*row) for row in rows]

    def count(self, text: str = "", country: str = "") -> int:
        """How many members `listed` goes through."""
        counted = self._matching(text, country).with_only_columns(func.count(Party.id))
        return int(self._session.execute(counted).scalar_one())

    def add_place(self, place: FoundPlace) -> PartyView:
        """The place as a member, made one if it is not yet; one that had left is back."""
        known = self._session.execute(
            select(Party)
            .where(
                Party.network_id == self._scope.network_id,
                Party.place_id == place.id,
                Party.removed_at.is_(None),
            )
            .order_by(Party.left_on.nulls_first(), Party.id)
            .limit(1)
        ).scalar_one_or_none()
        if known is not None:
            known.left_on = None
            return self._view(known)
        return self._admitted(
            Party(
                name=place.name,
                country=place.country,
                subdivision=place.subdivision,
                place_id=place.id,
                latitude=place.latitude,
                longitude=place.longitude,
                population=place.population,
                timezone=place.timezone,
            )
        )

    def add(self, name: str, country: str = "", kind: PartyKind = PartyKind.CITY) -> PartyView:
        """A member that the gazetteer does not know: a region, an association, a small town."""
        return self._admitted(Party(name=name, country=country, kind=kind))

    def add_name(self, party_id: int, name: str, language: str = "") -> bool:
        """A further name for a member. False if it bears it already."""
        self._named.clear()
        folded = fold(name)[:LONGEST_NAME]
        known = select(PartyName.id).where(
            PartyName.party_id == party_id, PartyName.folded == folded
        )
        if not folded or self._session.execute(known).first() is not None:
            return False
        self._session.add(
            PartyName(
                party_id=party_id,
                network_id=self._scope.network_id,
                name=name,
                language=language,
                folded=folded,
                mirrored=spelling.mirror(folded),
            )
        )
        self._session.flush()
        return True

    def _admitted(self, party: Party) -> PartyView:
        party.network_id = self._scope.network_id
        self._session.add(party)
        self._session.flush()
        self.add_name(party.id, party.name)
        return self._view(party)

    def _view(self, party: Party) -> PartyView:
        self._named.clear()
        self._session.flush()
        return PartyView(party.id, party.name, party.country, party.subdivision, party.kind)

    def _members(self) -> Query:
        return _members(Party.network_id, self._scope.network_id)

    def _matching(self, text: str, country: str) -> Query:
        folded = fold(text)[:LONGEST_NAME]
        if not folded:
            return self._members()
        bearing = select(PartyName.party_id).where(
            PartyName.folded.contains(folded, autoescape=True), self._visible_name()
        )
        of_country = Party.country == country if country else false()
        return self._members().where(or_(Party.id.in_(bearing), of_country))

    def _visible_name(self) -> ColumnElement[bool]:
        return PartyName.network_id == self._scope.network_id

    def _is_member(self) -> ColumnElement[bool]:
        """A name, and not that of a party which left."""
        gone = select(Party.id).where(
            Party.network_id == self._scope.network_id,
            or_(Party.left_on.is_not(None), Party.removed_at.is_not(None)),
        )
        return PartyName.party_id.not_in(gone)

    def _places(self) -> Query:
        return self._members().with_only_columns(Party.place_id).where(Party.place_id.is_not(None))

    def _parties_at(self, places: list[tuple[int, str]]) -> dict[int, int]:
        if not places:
            return {}
        ids = {place for place, _name in places}
        rows = self._session.execute(
            self._members()
            .with_only_columns(Party.place_id, Party.id)
            .where(Party.place_id.in_(ids))
        )
        return {row[0]: row[1] for row in rows if row[0] is not None}

    def _in_order(self, ids: list[int]) -> list[PartyView]:
        rows = self._session.execute(self._members().where(Party.id.in_(ids)))
        found = {row.id: PartyView(*row) for row in rows}
        return [found[each] for each in ids if each in found]


def _members(member_of: ColumnElement[int] | Any, network: Known) -> Query:
    return select(Party.id, Party.name, Party.country, Party.subdivision, Party.kind).where(
        member_of == network, Party.left_on.is_(None), Party.removed_at.is_(None)
    )


@cache
def _bearing() -> CompoundSelect[Any]:
    """The members that bear a folded name as their own, and those whose place does."""
    # A sum hides the index by network from the planner of SQLite, which would otherwise go
    # through all members where a name leads to a few.
    members = _members(Party.network_id + 0, NETWORK)
    own = members.join(PartyName, PartyName.party_id == Party.id).where(
        PartyName.folded == bindparam("name"), PartyName.network_id == NETWORK
    )
    elsewhere = members.join(PlaceName, PlaceName.place_id == Party.place_id).where(
        PlaceName.folded == bindparam("name")
    )
    return union_all(
        own.add_columns(literal(1).label("own"), Party.population),
        elsewhere.add_columns(literal(0), Party.population),
    )
