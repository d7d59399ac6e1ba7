"""A small filled network that each batch of inputs gets a fresh copy of."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.domain.access import Role
from bot.domain.identity import Identity, Platform
from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, Channel, ChatIdentity, Network, Official
from storage.schema import migrate
from tests.conversation import Conversation
from tests.handlers.conftest import found_network

SLACK_TEAM, SLACK_CHANNEL = "T0000000A", "C0000000A"
TELEGRAM_GROUP = "-1002000000001"
# What officials have said before, so that there is something of every kind.
_SAID = (
    "contact add Oksana Kovalenko, Odesa, protocol officer, o@odesa.example, +380 48 123 45 67",
    "contact add 田中 愛子, Yokohama, 国際局, aiko@yokohama.example, languages=ja",
    "contact add position=Protocol Office, city=Dresden, email=protocol@dresden.example",
    "partner add Oulu Leeds type=mou since=2020",
    "partner add Odesa Gifu type=friendship until=2027-01-01",
    'log Yokohama Odesa donation "10,000 masks, 40 water purifiers" 2026-10-01 by=Yokohama',
    'log Leeds Hangzhou call "Plans. next: send the list until 2026-12-01" 2026-11-01',
    "partner edit Hangzhou Oulu paused=2027-03-01 reason=winter",
    "partner archive Hangzhou Lugano It ended in 2024 --yes",
    "city add Kanagawa country=JP kind=region",
    "city alias Odesa オデーサ",
    'follow add Yokohama Odesa "send the pump specification" by 2026-12-01 @Petro every="2 weeks"',
    'follow add Leeds Hangzhou "their answer" by 2026-11-22 await Leeds priority=high',
    'follow add Yokohama Odesa "перекласти угоду" by 2026-12-24 visibility=partnership',
    "follow done #2",
)


def made(path: Path) -> Path:
    """The file of a migrated and filled SQLite database at this path."""
    database = Database(f"sqlite:///{path}")
    try:
        migrate(database)
        found_network(database)
        for each in _SAID:
            Conversation(database).says(f"/{each}")
        _introduce(database)
    finally:
        database.close()
    return path


@contextmanager
def copied(template: Path, folder: Path) -> Iterator[Database]:
    """A copy of the database, gone after the block."""
    path = Path(shutil.copy(template, folder / "copy.db"))
    database = Database(f"sqlite:///{path}")
    try:
        yield database
    finally:
        database.close()
        path.unlink()


def _introduce(database: Database) -> None:
    """Officials are known on both platforms, and a place of each belongs to the network."""
    with database.writing(Actor("fixture")) as session:
        home = session.query(Network.id).order_by(Network.id).limit(1).scalar()
        session.add(
            Channel(
                network_id=home,
                platform=Platform.SLACK,
                team=SLACK_TEAM,
                channel=SLACK_CHANNEL,
                languages=["uk", "ja"],
            )
        )
        session.add(
            Channel(network_id=home, platform=Platform.TELEGRAM, channel=TELEGRAM_GROUP, topic="7")
        )
        for official in session.query(Official).all():
            for known in (
                Identity(Platform.SLACK, official.name, SLACK_TEAM),
                Identity(Platform.TELEGRAM, official.name),
            ):
                session.add(
                    ChatIdentity(
                        official_id=official.id,
                        platform=known.platform,
                        team=known.team,
                        user=known.user,
                    )
                )
        harbours = Network(slug="harbours", name="Harbour Cities")
        session.add(harbours)
        session.flush()
        sari = session.query(Official.id).filter_by(name="Sari").scalar()
        session.add(Appointment(network_id=harbours.id, official_id=sari, role=Role.VIEWER))
