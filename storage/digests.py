"""Which places of a network are sent the week's digest, of what, and when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Venue
from storage import lanes, outbox
from storage.digest_reading import Reading
from storage.digest_rows import Week
from storage.digest_views import About, DigestView, Rhythm, view_of, with_bindings
from storage.models import Delivery, Digest
from storage.speakers import Speakers

# As long as the column of a channel's title.
_LONGEST_TITLE = 200
# The first digest tells of a week, and none of more than this, however long nobody sent one.
FIRST_DAYS = 7
LONGEST_DAYS = 35


class Digests:
    """The subscriptions of one network; whether somebody may subscribe is for the caller to
    ask."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self._network_id = scope.network_id

    def week(self, since: datetime, now: datetime) -> Week:
        """What the whole network may see of the time since then, whoever asks."""
        return Reading(self._session, self._scope).week(since, now)

    def get(self, digest_id: int) -> DigestView | None:
        """The subscription of this id, as long as there is one."""
        return next(iter(self._views(Digest.id == digest_id)), None)

    def at(self, place: Venue) -> DigestView | None:
        """The subscription of this very place, or None."""
        return next(iter(self._views(*_of(place))), None)

    def listed(self, limit: int = 50) -> list[DigestView]:
        """The subscriptions of the network whose places still belong to it, the oldest first."""
        return [each for each in self._views() if each.is_open][:limit]

    def is_bound(self, place: Venue) -> bool:
        """Whether the closest binding of a place makes it the network's."""
        binding = Speakers(self._session).binding(place)
        return binding is not None and binding.network.id == self._network_id

    def subscribe(
        self,
        place: Venue,
        about: About,
        rhythm: Rhythm,
        languages: Sequence[str] = (),
        title: str = "",
    ) -> DigestView:
        """Let a place be sent a digest from now on; one that it was sent before is changed. What
        another network once sent there ends with it."""
        found = self._record(place)
        if found is not None and found.network_id != self._network_id:
            self._let_go(found)
            found = None
        if found is None:
            found = Digest(
                network_id=self._network_id,
                platform=place.platform,
                team=place.team,
                channel=place.channel,
                topic=place.topic,
            )
            self._session.add(found)
        found.party_id, found.partnership_id = about.party_id, about.partnership_id
        found.weekday, found.time_of_day, found.timezone = rhythm.weekday, rhythm.at, rhythm.zone
        found.languages = list(languages)
        found.title = title[:_LONGEST_TITLE] or found.title or ""
        found.removed_at = None
        self._session.flush()
        return self._views(Digest.id == found.id)[0]

    def remove(self, digest_id: int, now: datetime) -> None:
        """Send it no more. LookupError if there is none such."""
        found = self._session.get(Digest, digest_id)
        if found is None or found.network_id != self._network_id:
            raise LookupError(digest_id)
        found.removed_at = now
        self._session.flush()

    def told_until(self, digest_id: int, now: datetime) -> datetime:
        """Since when there is something to tell: the moment until which the last digest of this
        subscription told, or a week ago if none was sent lately."""
        query = (
            select(Delivery.matter, Delivery.created_at)
            .where(
                Delivery.kind == DeliveryKind.DIGEST,
                Delivery.digest_id == digest_id,
                Delivery.part == 0,
                Delivery.sent_at >= now - timedelta(days=LONGEST_DAYS),
            )
            .order_by(Delivery.sent_at.desc())
            .limit(1)
        )
        last = self._session.execute(query).one_or_none()
        if last is None:
            return now - timedelta(days=FIRST_DAYS)
        # Without a word of until when, what was queued after the delivery is told again, for
        # that is better than not at all.
        until = last[0].get("until")
        return datetime.fromisoformat(until) if until else last[1]

    def last_queued(self, digest_id: int, since: datetime) -> datetime | None:
        """When it was last queued since then and not called off; None if it was not."""
        query = select(func.max(Delivery.created_at)).where(
            Delivery.kind == DeliveryKind.DIGEST,
            Delivery.digest_id == digest_id,
            Delivery.part == 0,
            Delivery.created_at >= since,
            Delivery.state.not_in((DeliveryState.DEAD, DeliveryState.CANCELLED)),
        )
        return self._session.execute(query).scalar_one()

    def queue(self, digest: DigestView, now: datetime) -> None:
        """Let it be delivered at once, once in a minute at most."""
        place = digest.place
        row = {
            "key": f"digest:{digest.id}:now:{now:%Y%m%dT%H%M}",
            "network_id": digest.network_id,
            "kind": DeliveryKind.DIGEST,
            "digest_id": digest.id,
            "matter": {"until": now.isoformat()},
            "platform": place.platform,
            "team": place.team,
            "channel": place.channel,
            "topic": place.topic,
            "lane": lanes.of_place(place.platform, place.team, place.channel),
            "next_at": now,
        }
        outbox.queue(self._session, [row], now)

    def _let_go(self, record: Digest) -> None:
        """End what another network sends to a place, and free the place of it. The number of
        the record stays, for the deliveries that name it."""
        if record.removed_at is None:
            record.removed_at = self._session.info["actor"].at
            self._session.flush()
        # Not told on the trail: nobody's subscription changes by it any more.
        table: Any = Digest.__table__
        freed = {"channel": "", "topic": f"#{record.id}"}
        self._session.execute(update(table).where(table.c.id == record.id).values(freed))
        self._session.expire(record)

    def _record(self, place: Venue) -> Digest | None:
        query = select(Digest).where(*_of(place)).with_for_update()
        return self._session.execute(query).scalar_one_or_none()

    def _views(self, *which: Any) -> list[DigestView]:
        query = with_bindings().where(
            Digest.network_id == self._network_id, Digest.removed_at.is_(None), *which
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [view_of(next(group)) for _key, group in groupby(rows, key=lambda row: row[0])]


def _of(place: Venue) -> tuple[Any, ...]:
    return (
        Digest.platform == place.platform,
        Digest.team == place.team,
        Digest.channel == place.channel,
        Digest.topic == place.lasting_topic,
    )
