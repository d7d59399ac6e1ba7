"""Bridges between Slack channels and Telegram groups, put into an empty database."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.identity import Platform
from storage.audit import Actor
from storage.engine import Database
from storage.models import Bridge, BridgeEnd, Channel, Network, Party

TEAM = "T1"


@dataclass(frozen=True, slots=True)
class Pair:
    """The two ends of one bridge."""

    channel: str
    group: str


def pairs_of(count: int) -> list[Pair]:
    """So many of them, each with places of its own."""
    return [Pair(f"C{number:04}", f"-100{number:06}") for number in range(1, count + 1)]


def found(database: Database, pairs: list[Pair]) -> None:
    """One network of two cities, and a bridge for each pair; both ends read the same language."""
    now = datetime.now(UTC)
    with database.writing(Actor("harness")) as session:
        network = Network(slug="home", name="Home")
        session.add(network)
        session.flush()
        cities = [
            Party(network_id=network.id, name=name, country=country)
            for name, country in (("Yokohama", "JP"), ("Odesa", "UA"))
        ]
        session.add_all(cities)
        session.flush()
        for pair in pairs:
            bridge = Bridge(network_id=network.id)
            session.add(bridge)
            session.flush()
            ends = ((Platform.SLACK, TEAM, pair.channel), (Platform.TELEGRAM, "", pair.group))
            for (platform, team, channel), city in zip(ends, cities, strict=True):
                place = {"platform": platform, "team": team, "channel": channel}
                session.add(Channel(network_id=network.id, **place))
                session.add(
                    BridgeEnd(
                        bridge_id=bridge.id,
                        network_id=network.id,
                        party_id=city.id,
                        title=channel,
                        languages=["en"],
                        agreed_at=now,
                        **place,
                    )
                )
