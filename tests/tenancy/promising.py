"""What is owed in the networks, what went out about it, and the digests that tell of it; some of
it kept within a part of them."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.domain.access import Role, Scope
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform
from bot.domain.vocabulary import Closure, Priority, Visibility
from storage import lanes, outbox
from storage.audit import Actor
from storage.engine import Database
from storage.models import Digest, FollowUp, Network, Official
from storage.records import Records

_MADE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
# Pairs of cities with somebody who writes for each; nobody does for some.
_PAIRS = {
    "demo": (
        (("Yokohama", "Odesa"), ("Aiko", "Petro")),
        (("Hangzhou", "Gifu"), ("", "")),
        (("Leeds", "Hangzhou"), ("Vera", "")),
    ),
    "harbours": ((("Odesa", "Yokohama"), ("Marco", "Dora")), (("Genoa", "Kyiv"), ("", ""))),
}
# Hidden ones are overdue, due next and due last: they would change every list and count.
_DAYS = ("2026-11-04", "2026-11-22", "2027-06-01")
# More than fit on one page.
_KNOWN_TO_ALL = 12
# In the home network's channel.
THREADS = tuple(f"171.{number}" for number in range(5))
_STATES = (DeliveryState.DEAD, DeliveryState.SENT, DeliveryState.PENDING)


@dataclass(frozen=True)
class _Circle:
    """A pair of parties of a network, and the officials by name."""

    network_id: int
    partnership_id: int
    parties: tuple[int, int]
    owners: tuple[int | None, int | None]


def record_all(database: Database, marks: Any, slug: str) -> None:
    """For each pair: enough that all may see to fill a page, and hidden ones of each circle."""
    with database.reading() as session:
        network = session.query(Network.id).filter(Network.slug == slug).scalar()
    for pair, owners in _PAIRS[slug]:
        with database.reading() as session:
            circle = _circle(session, network, pair, owners)
        known = list(_known(circle, marks if slug != "demo" else None))
        hidden = list(_hidden(circle, marks))
        for number, each in enumerate((*known, *hidden)):
            # Each is a change of its own, as when somebody makes it.
            with database.writing(Actor("fixture", network, at=_MADE)) as session:
                session.add(each)
                session.flush()
                if number % 3 == 0:
                    outbox.queue(session, [_nudge(each, number // 3, marks.new())], _MADE)


def subscribe(database: Database, marks: Any, slug: str, places: tuple[str, str, str]) -> None:
    """Digests of the network, of a party and of a partnership, in a workspace's channel, in a
    topic of a group and in the group."""
    team, channel, group = places
    with database.reading() as session:
        network = session.query(Network.id).filter(Network.slug == slug).scalar()
    with database.writing(Actor("fixture", network, at=_MADE)) as session:
        circle = _circle(session, network, *_PAIRS[slug][0])
        title = "" if slug == "demo" else marks.new()
        common = {"network_id": network, "timezone": "Europe/Kyiv", "time_of_day": time(9)}
        session.add_all(
            [
                Digest(
                    platform=Platform.SLACK,
                    team=team,
                    channel=channel,
                    title=f"#cities {title}".strip(),
                    weekday=0,
                    languages=["uk", "en"],
                    **common,
                ),
                Digest(
                    platform=Platform.TELEGRAM,
                    channel=group,
                    topic="9",
                    title=title,
                    weekday=3,
                    party_id=circle.parties[1],
                    **common,
                ),
                Digest(
                    platform=Platform.TELEGRAM,
                    channel=group,
                    title=title,
                    weekday=4,
                    partnership_id=circle.partnership_id,
                    **common,
                ),
            ]
        )
        session.flush()
        digests = session.query(Digest).filter(Digest.network_id == network).all()
        outbox.queue(session, [_lost(each, marks.new()) for each in digests], _MADE)


def record_keel(records: Records, session: Any, network: int, pair: tuple[int, int]) -> None:
    """The last of every kind, which all of the network may see."""
    partnership = records.partnerships.of(*pair)[0]
    circle = _Circle(network, partnership.id, pair, (None, None))
    laid = _follow_up(circle, "Lay the keel", "2027-07-01", Visibility.NETWORK, 0)
    session.add(laid)
    session.add(
        Digest(
            network_id=network,
            platform=Platform.SLACK,
            team="T1",
            channel="CKEEL",
            weekday=6,
            time_of_day=time(9),
            timezone="UTC",
        )
    )
    session.flush()
    row = _nudge(laid, 0, "keel") | {"state": DeliveryState.SENT, "sent_at": _MADE}
    outbox.queue(session, [row], _MADE)


def _circle(session: Any, network: int, pair: tuple[str, str], owners: Any) -> _Circle:
    records = Records(session, Scope(network, Role.STEWARD))
    parties = [records.parties.named(name)[0].id for name in pair]
    partnership = records.partnerships.of(*parties)[0]
    named = [
        session.query(Official.id)
        .filter(Official.name == name)
        .order_by(Official.id)
        .limit(1)
        .scalar()
        for name in owners
    ]
    return _Circle(network, partnership.id, (parties[0], parties[1]), (named[0], named[1]))


def _known(circle: _Circle, marks: Any) -> Iterator[FollowUp]:
    """What all of the network may see; some of it is done, some comes again."""
    for number in range(_KNOWN_TO_ALL):
        mark = f" {marks.new()}" if marks else ""
        made = _follow_up(
            circle,
            f"Promise {number}{mark}",
            f"2026-1{1 + number % 2}-{10 + number}",
            Visibility.NETWORK,
            number % 2,
        )
        _track(made, number)
        if number % 5 == 4:
            made.closed_at, made.closure = _MADE + timedelta(days=14), Closure.DONE
        if number % 6 == 5:
            made.every, made.first_due_on = "2 week", made.due_on
        yield made


def _hidden(circle: _Circle, marks: Any) -> Iterator[FollowUp]:
    circles = (Visibility.PARTY, Visibility.PARTNERSHIP)
    kinds = itertools.product((0, 1), circles, _DAYS, (False, True))
    for number, (side, visibility, day, awaited) in enumerate(kinds):
        made = _follow_up(circle, f"Promise {marks.new()}", day, visibility, side, awaited=awaited)
        made.priority = Priority.HIGH if number % 4 == 0 else Priority.NORMAL
        _track(made, number)
        if number % 7 == 6:
            made.closed_at, made.closure = _MADE + timedelta(days=15), Closure.DONE
        yield made
    # The same words as one that all may see.
    yield _follow_up(circle, "Promise 1", _DAYS[1], Visibility.PARTY, 0)


def _track(made: FollowUp, number: int) -> None:
    """Say of which message it was made; several were of the same one, whoever may see them."""
    made.origin_platform = Platform.SLACK
    made.origin_team, made.origin_channel = "T1", "C1"
    made.origin_message = THREADS[number % len(THREADS)]


def _follow_up(
    circle: _Circle,
    text: str,
    day: str,
    visibility: Visibility,
    side: int,
    *,
    awaited: bool = False,
) -> FollowUp:
    """What one side owes; or, awaited, what somebody of it waits for from the other."""
    due_on = date.fromisoformat(day)
    return FollowUp(
        network_id=circle.network_id,
        partnership_id=circle.partnership_id,
        text=text,
        owner_id=circle.owners[side],
        party_id=circle.parties[1 - side if awaited else side],
        awaited=awaited,
        due_on=due_on,
        due_at=datetime.combine(due_on, time(22), UTC),
        timezone="Europe/Kyiv",
        visibility=visibility,
        created_at=_MADE,
    )


def _nudge(follow_up: FollowUp, number: int, mark: str) -> dict[str, Any]:
    """What went out about a follow-up, or did not."""
    state = _STATES[number % len(_STATES)]
    is_sent = state is DeliveryState.SENT
    owner = follow_up.owner_id
    return {
        "key": f"nudge:{follow_up.id}:0",
        "network_id": follow_up.network_id,
        "kind": DeliveryKind.NUDGE,
        "follow_up_id": follow_up.id,
        "matter": {"rung": "owner", "stands_in": False},
        "official_id": owner,
        "lane": lanes.of_person(owner or 0),
        "next_at": _MADE,
        "state": state,
        "sent_at": _MADE if is_sent else None,
        "message": mark if is_sent else "",
        "reason": "no_account" if state is DeliveryState.DEAD else "",
    }


def _lost(digest: Digest, mark: str) -> dict[str, Any]:
    """A digest that did not arrive."""
    return {
        "key": f"digest:{digest.id}:2026-11-16",
        "network_id": digest.network_id,
        "kind": DeliveryKind.DIGEST,
        "digest_id": digest.id,
        "platform": digest.platform,
        "team": digest.team,
        "channel": digest.channel,
        "topic": digest.topic,
        "lane": lanes.of_place(digest.platform, digest.team, digest.channel),
        "next_at": _MADE,
        "state": DeliveryState.DEAD,
        "reason": "channel_lost",
        "thread": mark,
    }
