"""Places of the platforms, and the networks that they are bound to."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.identity import Venue
from storage import bridge_places
from storage.audit import Actor
from storage.models import Channel

# As long as the column of a channel's title.
_LONGEST_TITLE = 200


class Bindings:
    """The bindings of all networks; whether somebody may bind is for the caller to ask."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def bind(self, network_id: int, place: Venue, title: str = "") -> None:
        """Let a workspace (an empty channel), a channel, group or topic belong to a network; a
        place that belonged to another one moves over and keeps nothing of it."""
        found = self._record(place)
        if found is None:
            found = Channel(
                platform=place.platform, team=place.team, channel=place.channel, topic=place.topic
            )
            self._session.add(found)
        if found.network_id != network_id:
            found.partnership_id, found.languages, found.title = None, [], ""
            found.timezone = ""
        found.network_id = network_id
        found.title = title[:_LONGEST_TITLE] or found.title
        found.lost_at = None
        self._session.flush()
        self._reckon(place)

    def unbind(self, network_id: int, place: Venue) -> bool:
        """Whether the very place was bound to the network; now it is not."""
        found = self._record(place)
        if found is None or found.network_id != network_id:
            return False
        self._session.delete(found)
        self._session.flush()
        self._reckon(place)
        return True

    def network_of(self, place: Venue) -> int | None:
        """The network that the very place is bound to; None if it is not."""
        found = self._record(place)
        return None if found is None or found.lost_at is not None else found.network_id

    def _reckon(self, place: Venue) -> None:
        """Of a conversation that a place shares in a network's name it is a part no longer than
        it is that network's."""
        actor: Actor = self._session.info["actor"]
        bridge_places.bound(self._session, place, actor.at)

    def _record(self, place: Venue) -> Channel | None:
        return self._session.execute(
            select(Channel)
            .where(
                Channel.platform == place.platform,
                Channel.team == place.team,
                Channel.channel == place.channel,
                Channel.topic == place.topic,
            )
            .with_for_update()
        ).scalar_one_or_none()
