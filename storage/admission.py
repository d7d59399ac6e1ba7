"""Parties that an import brings: made, named and taken into the network, all at once."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.names import fold
from storage import spelling
from storage.bulk import Bulk, in_chunks
from storage.candidates import Newcomer
from storage.models import Membership, Party, PartyName
from storage.models.places import LONGEST_NAME


class Admission:
    """Takes parties into one network."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self._bulk = Bulk(session)

    def admit(self, newcomers: Iterable[Newcomer], outsiders: Iterable[int]) -> dict[Newcomer, int]:
        """Make the newcomers, and members of them and of the outsiders; the newcomers' ids."""
        new = list(dict.fromkeys(newcomers))
        ids = dict(zip(new, self._bulk.ids(Party, len(new)), strict=True))
        self._bulk.add(Party, [_party(each, party_id) for each, party_id in ids.items()])
        self._name(ids)
        self._join([*ids.values(), *self._back_again(sorted(set(outsiders)))])
        return ids

    def _name(self, ids: dict[Newcomer, int]) -> None:
        named = [(each, fold(each.name)[:LONGEST_NAME], ids[each]) for each in ids]
        named = [each for each in named if each[1]]
        numbers = self._bulk.ids(PartyName, len(named))
        self._bulk.add(
            PartyName,
            [
                {
                    "id": number,
                    "party_id": party_id,
                    "name": each.name,
                    "folded": folded,
                    "mirrored": spelling.mirror(folded),
                }
                for number, (each, folded, party_id) in zip(numbers, named, strict=True)
            ],
        )

    def _join(self, party_ids: Iterable[int]) -> None:
        self._bulk.add(
            Membership,
            [
                {"network_id": self._scope.network_id, "party_id": party_id}
                for party_id in party_ids
            ],
        )

    def _back_again(self, party_ids: list[int]) -> list[int]:
        """Those who were never members; those who left are members again."""
        network_id = self._scope.network_id
        left = {
            party_id: left_on
            for chunk in in_chunks(party_ids)
            for party_id, left_on in self._session.execute(
                select(Membership.party_id, Membership.left_on).where(
                    Membership.network_id == network_id, Membership.party_id.in_(chunk)
                )
            )
        }
        self._bulk.change(
            Membership,
            [
                (
                    {"network_id": network_id, "party_id": party_id},
                    {"left_on": left_on},
                    {"left_on": None},
                )
                for party_id, left_on in left.items()
            ],
        )
        return [party_id for party_id in party_ids if party_id not in left]


def _party(newcomer: Newcomer, party_id: int) -> dict[str, object]:
    return {
        "id": party_id,
        "kind": newcomer.kind,
        "name": newcomer.name,
        "country": newcomer.country,
        "subdivision": newcomer.subdivision,
        "place_id": newcomer.place_id,
        "latitude": newcomer.latitude,
        "longitude": newcomer.longitude,
        "population": newcomer.population,
        "timezone": newcomer.timezone,
    }
