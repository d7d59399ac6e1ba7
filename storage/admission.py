"""Parties that an import brings: made, named and taken into the network, all at once."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.names import fold
from storage import spelling
from storage.bulk import Bulk, in_chunks
from storage.candidates import Newcomer
from storage.models import Party, PartyName
from storage.models.places import LONGEST_NAME


class Admission:
    """Takes parties into one network."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self._bulk = Bulk(session)

    def admit(self, newcomers: Iterable[Newcomer], returning: Iterable[int]) -> dict[Newcomer, int]:
        """Make the newcomers, and let those be members again that had left; the newcomers' ids."""
        new = list(dict.fromkeys(newcomers))
        ids = dict(zip(new, self._bulk.ids(Party, len(new)), strict=True))
        network_id = self._scope.network_id
        self._bulk.add(
            Party, [_party(each, party_id, network_id) for each, party_id in ids.items()]
        )
        self._name(ids)
        self._take_back(sorted(set(returning)))
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
                    "network_id": self._scope.network_id,
                    "name": each.name,
                    "folded": folded,
                    "mirrored": spelling.mirror(folded),
                }
                for number, (each, folded, party_id) in zip(numbers, named, strict=True)
            ],
        )

    def _take_back(self, party_ids: list[int]) -> None:
        left = {
            party_id: left_on
            for chunk in in_chunks(party_ids)
            for party_id, left_on in self._session.execute(
                select(Party.id, Party.left_on).where(
                    Party.network_id == self._scope.network_id, Party.id.in_(chunk)
                )
            )
        }
        self._bulk.change(
            Party,
            [
                ({"id": party_id}, {"left_on": left_on}, {"left_on": None})
                for party_id, left_on in left.items()
            ],
        )


def _party(newcomer: Newcomer, party_id: int, network_id: int) -> dict[str, object]:
    return {
        "id": party_id,
        "network_id": network_id,
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
