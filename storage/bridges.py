"""Bridges between places: opened, joined, agreed to, left, and how they stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain.access import CodePurpose, Scope
from bot.domain.deliveries import DeliveryKind
from bot.domain.identity import Identity, Venue
from storage import bridge_places, listening, utterances
from storage.bridge_places import lane_of
from storage.bridge_views import EndView, SaidView, Word, ends_of
from storage.codes import Codes
from storage.lists import among
from storage.models import Bridge, BridgeEnd, Delivery, Utterance
from storage.models.deliveries import IS_OPEN

_LONGEST_TITLE = 200


class Bridges:
    """The bridges that one network has an end of. Whether the speaker may is for the caller to
    ask; what other networks' ends are called, those see who share a bridge with them."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def here(self, place: Venue) -> EndView | None:
        """The end that a place of this network is; None if it is none."""
        own = BridgeEnd.network_id == self._scope.network_id
        return next(
            iter(ends_of(self._session, *_at(place), own, BridgeEnd.left_at.is_(None))), None
        )

    def ends(self, bridge_id: int) -> list[EndView]:
        """The ends of a bridge that were not left, the oldest first, as far as this network may
        know of them: those that share it to whoever shares it, and one that waits to its own
        network and to the one that decides."""
        found = self._all(bridge_id)
        if not found:
            return []
        own = self._scope.network_id
        shares = any(each.is_agreed and each.network_id == own for each in found)
        decides = self.network_of(bridge_id) == own
        return [
            each
            for each in found
            if each.network_id == own or (shares and each.is_agreed) or (shares and decides)
        ]

    def end(self, end_id: int) -> EndView | None:
        """An end of this network's, or one that waits for it to agree; None for any other."""
        found = next(
            iter(ends_of(self._session, BridgeEnd.id == end_id, BridgeEnd.left_at.is_(None))), None
        )
        if found is None or found.network_id == self._scope.network_id:
            return found
        decides = self.network_of(found.bridge_id) == self._scope.network_id
        return found if decides and not found.is_agreed else None

    def deciding(self, bridge_id: int) -> list[EndView]:
        """Where it is asked whether another network's place may join: the ends of the network
        that opened the bridge. None if it has left: then nobody else can join."""
        host = self.network_of(bridge_id)
        return [each for each in self._all(bridge_id) if each.network_id == host and each.is_agreed]

    def count(self, bridge_id: int) -> int:
        """How many places share a bridge or wait to."""
        return len(self._all(bridge_id))

    def open(
        self, place: Venue, title: str, languages: Sequence[str], now: datetime
    ) -> tuple[EndView, str]:
        """The end that the place is from now on, or was before, and a code with which one more
        place can join it."""
        end = self.here(place)
        if end is None:
            self._clear(place, now)
            bridge = Bridge(network_id=self._scope.network_id, opened_by_id=self._scope.official_id)
            self._session.add(bridge)
            self._session.flush()
            end = self._add(bridge.id, place, title, languages, now, is_agreed=True)
        code = Codes(self._session).make(
            CodePurpose.BRIDGE, self._scope, now, bridge_id=end.bridge_id
        )
        return end, code

    def coded(self, code: str, by: Identity, now: datetime) -> int | None:
        """The bridge that a code is good for, which is still open; None if it is good for none.
        TooManyTries after too many wrong ones. The code stays good until `use`."""
        found = Codes(self._session).taken(code, by, now, CodePurpose.BRIDGE)
        bridge = self._session.get(Bridge, found.bridge_id) if found is not None else None
        return bridge.id if bridge is not None and bridge.closed_at is None else None

    def use(self, code: str, by: Identity, now: datetime) -> None:
        """From now on the code is of no use."""
        found = Codes(self._session).taken(code, by, now, CodePurpose.BRIDGE)
        if found is not None:
            found.used_at, found.used_by_id = now, self._scope.official_id
            self._session.flush()

    def join(
        self,
        bridge_id: int,
        place: Venue,
        title: str,
        languages: Sequence[str],
        now: datetime,
    ) -> EndView:
        """The place is an end of the bridge: at once within its network, else as soon as a
        steward of the network that opened it agrees."""
        self._clear(place, now)
        bridge = self._session.get_one(Bridge, bridge_id)
        is_own = bridge.network_id == self._scope.network_id
        return self._add(bridge_id, place, title, languages, now, is_agreed=is_own)

    def network_of(self, bridge_id: int) -> int:
        """The network that opened a bridge."""
        return self._session.get_one(Bridge, bridge_id).network_id

    def agree(self, end_id: int, now: datetime) -> None:
        """What is said goes over to this end from now on, and from it."""
        self._session.get_one(BridgeEnd, end_id).agreed_at = now
        self._session.flush()

    def speak(self, end_id: int, languages: Sequence[str]) -> None:
        """What comes over to this end is put into these languages from now on."""
        self._session.get_one(BridgeEnd, end_id).languages = list(languages)
        self._session.flush()

    def leave(self, end_id: int, now: datetime) -> bool:
        """The place is no end any more; whether the bridge is closed by that, as nothing is left
        to go over."""
        end = self._session.get_one(BridgeEnd, end_id)
        end.left_at = now
        self._session.flush()
        left = [each for each in self._all(end.bridge_id) if each.is_agreed]
        if len(left) > 1 or end.agreed_at is None:
            return False
        for each in self._all(end.bridge_id):
            self._session.get_one(BridgeEnd, each.id).left_at = now
        self._session.get_one(Bridge, end.bridge_id).closed_at = now
        self._session.flush()
        return True

    def said(self, place: Venue, message: str) -> SaidView | None:
        """What a message of a place says that came over a bridge of this network, or went over
        it; None for any other, and for what was taken back."""
        utterance = listening.found(self._session, place, message)
        if utterance is None or utterance.bridge_id is None or utterance.deleted_at is not None:
            return None
        if not self._shared(utterance):
            return None
        return SaidView(
            utterance.id,
            utterance.network_id,
            utterance.bridge_id,
            utterance.text,
            utterance.name,
            utterance.party_id,
            Identity(utterance.platform, utterance.user, utterance.user_team),
            utterance.language,
            utterance.said_at,
        )

    def withdraw(self, utterance_id: int, now: datetime) -> None:
        """Take back what was said, wherever it was brought to."""
        utterances.withdraw(self._session, self._session.get_one(Utterance, utterance_id), now)

    def last_said_at(self, bridge_id: int) -> datetime | None:
        """When something was last said on a bridge, as far as that is kept."""
        query = select(func.max(Utterance.said_at)).where(Utterance.bridge_id == bridge_id)
        return self._session.execute(query).scalar_one()

    def waiting(self, ends: Sequence[EndView]) -> dict[int, int]:
        """How much is still on its way to each of these ends, by id."""
        keys = {(lane_of(each.place), each.place.topic): each.id for each in ends}
        query = (
            select(Delivery.lane, Delivery.topic, func.count())
            .where(
                among(Delivery.lane, sorted({lane for lane, _topic in keys})),
                IS_OPEN,
                Delivery.kind.in_((DeliveryKind.ECHO, DeliveryKind.ATTACHMENT)),
            )
            .group_by(Delivery.lane, Delivery.topic)
        )
        rows = self._session.execute(query).all()
        return {keys[row[0], row[1]]: row[2] for row in rows if (row[0], row[1]) in keys}

    def tell(self, places: Sequence[tuple[int, Venue]], word: Word) -> None:
        """Post a sentence of the bot's own in places, each of them of a network."""
        bridge_places.tell(self._session, places, word)

    def _add(
        self,
        bridge_id: int,
        place: Venue,
        title: str,
        languages: Sequence[str],
        now: datetime,
        *,
        is_agreed: bool,
    ) -> EndView:
        record = BridgeEnd(
            bridge_id=bridge_id,
            network_id=self._scope.network_id,
            party_id=self._scope.party_id,
            platform=place.platform,
            team=place.team,
            channel=place.channel,
            topic=place.lasting_topic,
            title=title[:_LONGEST_TITLE],
            languages=list(languages),
            joined_by_id=self._scope.official_id,
            agreed_at=now if is_agreed else None,
        )
        self._session.add(record)
        self._session.flush()
        return ends_of(self._session, BridgeEnd.id == record.id)[0]

    def _all(self, bridge_id: int) -> list[EndView]:
        return ends_of(self._session, BridgeEnd.bridge_id == bridge_id, BridgeEnd.left_at.is_(None))

    def _clear(self, place: Venue, now: datetime) -> None:
        """The place is this network's by now: what another one shared there has ended."""
        for each in ends_of(self._session, *_at(place), BridgeEnd.left_at.is_(None)):
            if each.network_id != self._scope.network_id:
                self.leave(each.id, now)

    def _shared(self, utterance: Utterance) -> bool:
        """Whether this network has, or had, a part in the bridge that something was said on."""
        if utterance.network_id == self._scope.network_id:
            return True
        query = select(BridgeEnd.id).where(
            BridgeEnd.bridge_id == utterance.bridge_id,
            BridgeEnd.network_id == self._scope.network_id,
            BridgeEnd.agreed_at.is_not(None),
        )
        return self._session.execute(query.limit(1)).first() is not None


def _at(place: Venue) -> tuple[Any, ...]:
    return (
        BridgeEnd.platform == place.platform,
        BridgeEnd.team == place.team,
        BridgeEnd.channel == place.channel,
        BridgeEnd.topic == place.lasting_topic,
    )
