"""What platforms tell of bound channels: they move, the bot is taken out and let in again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.identity import Platform
from storage import bridge_places, translation_policy
from storage.models import Channel, Digest


class Channels:
    """The bindings of one platform's channels, whichever networks they are bound to."""

    def __init__(self, session: Session, platform: Platform, team: str = "") -> None:
        self._session = session
        self._platform = platform
        self._team = team

    def moved(self, old: str, new: str, at: datetime) -> int:
        """The channel has a new id: its bindings, those of its topics too, go along and are in
        use again, and so does what is sent there every week. How many did; 0 when this was
        known before.

        A binding that someone made under the new id in the meantime wins; the old one of the
        same topic is then marked lost.
        """
        arriving = self._bindings(old)
        taken = {binding.topic for binding in self._bindings(new)} if arriving else set()
        moving = [binding for binding in arriving if binding.topic not in taken]
        for binding in arriving:
            if binding.topic in taken:
                binding.lost_at = binding.lost_at or at
            else:
                binding.channel, binding.lost_at = new, None
        translation_policy.moved(self._session, self._platform, self._team, old, new)
        bridge_places.moved(self._session, self._platform, self._team, old, new)
        self._take_digests(old, new)
        self._session.flush()
        return len(moving)

    def lost(self, channel: str, at: datetime) -> int:
        """The bot is out of the channel; how many bindings fell asleep by it."""
        awake = [binding for binding in self._bindings(channel) if binding.lost_at is None]
        for binding in awake:
            binding.lost_at = at
        bridge_places.lost(self._session, self._platform, self._team, channel, at)
        self._session.flush()
        return len(awake)

    def found(self, channel: str) -> int:
        """The bot is in the channel (again); how many bindings were woken by it."""
        asleep = [binding for binding in self._bindings(channel) if binding.lost_at is not None]
        for binding in asleep:
            binding.lost_at = None
        bridge_places.found_again(self._session, self._platform, self._team, channel)
        self._session.flush()
        return len(asleep)

    def _take_digests(self, old: str, new: str) -> None:
        """What is sent to the old place every week is sent to the new one, unless something is
        already."""
        taken = {digest.topic for digest in self._digests(new)}
        for digest in self._digests(old):
            if digest.topic not in taken:
                digest.channel = new

    def _digests(self, channel: str) -> Sequence[Digest]:
        query = select(Digest).where(
            Digest.platform == self._platform,
            Digest.team == self._team,
            Digest.channel == channel,
        )
        return self._session.execute(query.with_for_update()).scalars().all()

    def _bindings(self, channel: str) -> Sequence[Channel]:
        """The records, locked: two machines may hear of the same change at once."""
        query = select(Channel).where(
            Channel.platform == self._platform,
            Channel.team == self._team,
            Channel.channel == channel,
        )
        return self._session.execute(query.with_for_update()).scalars().all()
