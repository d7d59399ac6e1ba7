"""Places that share a conversation, within the home network and across its border, and what was
said in them; others share theirs without it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.access import CodePurpose
from bot.domain.bridging import EchoKind, PartKind, WordingState
from bot.domain.deliveries import DeliveryKind
from bot.domain.identity import Platform, Venue
from storage import lanes, outbox
from storage.audit import Actor
from storage.codes import digest
from storage.engine import Database
from storage.models import (
    AccessCode,
    Bridge,
    BridgeEnd,
    Channel,
    Echo,
    EchoPart,
    Network,
    Official,
    Party,
    Sign,
    Utterance,
    Wording,
)

_SAID = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_HOME, _OTHER, _THIRD = "demo", "harbours", "gardens"
# The numbers of messages in these places, of those that people wrote and of the bot's.
MESSAGES = ("810", "811", "820", "821", "830", "999")


def record_all(
    database: Database, marks: Any, own: tuple[str, str], others: tuple[str, str], group: str
) -> None:
    """`own` is the home network's channel with its workspace, `others` that of the other one and
    its group, `group` the home network's."""
    team, channel = own
    other_team, other_group = others
    _Talk(database, marks).shared(
        Venue(Platform.SLACK, channel, team), Venue(Platform.TELEGRAM, other_group)
    )
    _Talk(database, marks).asked(
        Venue(Platform.SLACK, "C2", other_team), Venue(Platform.TELEGRAM, group)
    )
    _Talk(database, marks).apart(Venue(Platform.SLACK, "C5", other_team))
    _Talk(database, marks).keel(Venue(Platform.SLACK, "CKEEL", team))


class _Talk:
    """Puts one bridge into a database, and what was said on it."""

    def __init__(self, database: Database, marks: Any) -> None:
        self._database = database
        self._mark: Callable[[], str] = marks.new

    def shared(self, own: Venue, others: Venue) -> None:
        """Both networks talk to each other, and a third one would like to."""
        with self._writing() as session:
            bridge = self._bridge(session, _HOME, "Sari")
            self._end(session, bridge, _HOME, own, "#cities", "Sari", "Odesa")
            self._end(session, bridge, _OTHER, others, f"Port {self._mark()}", "Marco", "Genoa")
            waiting = Venue(Platform.TELEGRAM, "-1004")
            self._bind(session, _THIRD, waiting)
            title = f"Garden {self._mark()}"
            self._end(session, bridge, _THIRD, waiting, title, "", "", is_agreed=False)
            self._said(
                session, bridge, _HOME, own, [others], ("810", "820"), "We sent pumps", "Sari"
            )
            said = f"They arrived {self._mark()}"
            self._said(session, bridge, _OTHER, others, [own], ("821", "811"), said, "Marco")

    def asked(self, others: Venue, own: Venue) -> None:
        """The home network would like to join a conversation of others, of which it sees nothing
        as long as they have not agreed."""
        with self._writing() as session:
            bridge = self._bridge(session, _OTHER, "Marco")
            elsewhere = Venue(Platform.TELEGRAM, "-1005")
            self._bind(session, _OTHER, elsewhere)
            for place in (others, elsewhere):
                title = f"Quay {self._mark()}"
                self._end(session, bridge, _OTHER, place, title, "Marco", "Odesa")
            self._end(session, bridge, _HOME, own, "Group", "Sari", "", is_agreed=False)
            text = f"Between us {self._mark()}"
            self._said(session, bridge, _OTHER, others, [elsewhere], ("830", "831"), text, "Marco")

    def apart(self, place: Venue) -> None:
        """Others share a conversation with a third network."""
        with self._writing() as session:
            bridge = self._bridge(session, _OTHER, "Marco")
            far = Venue(Platform.TELEGRAM, "-1006")
            self._bind(session, _THIRD, far)
            self._end(session, bridge, _OTHER, place, f"Dock {self._mark()}", "Marco", "Kyiv")
            self._end(session, bridge, _THIRD, far, f"Park {self._mark()}", "", "Kyiv")
            text = f"About {self._mark()}"
            self._said(session, bridge, _OTHER, place, [far], ("840", "841"), text, "Marco")
            self._code(session, bridge, _OTHER)

    def keel(self, place: Venue) -> None:
        """The last of every kind, which all of the home network may see."""
        with self._writing() as session:
            bridge = self._bridge(session, _HOME, "Sari")
            self._bind(session, _HOME, place)
            self._end(session, bridge, _HOME, place, "#keel", "Sari", "")
            other = Venue(Platform.SLACK, "CKEEL2", place.team)
            self._end(session, bridge, _HOME, other, "#keel2", "Sari", "")
            self._said(session, bridge, _HOME, place, [other], ("890", "891"), "Keel", "Sari")

    def _writing(self):  # type: ignore[no-untyped-def]  # a context
        return self._database.writing(Actor("fixture", at=_SAID))

    def _bridge(self, session: Any, slug: str, name: str) -> int:
        made = Bridge(network_id=_network(session, slug), opened_by_id=_official(session, name))
        session.add(made)
        session.flush()
        return made.id

    def _end(
        self,
        session: Any,
        bridge: int,
        slug: str,
        place: Venue,
        title: str,
        name: str,
        city: str,
        *,
        is_agreed: bool = True,
    ) -> None:
        network = _network(session, slug)
        party = session.query(Party.id).filter_by(network_id=network, name=city).scalar()
        session.add(
            BridgeEnd(
                bridge_id=bridge,
                network_id=network,
                party_id=party,
                platform=place.platform,
                team=place.team,
                channel=place.channel,
                title=title,
                languages=["uk"],
                joined_by_id=_official(session, name),
                agreed_at=_SAID if is_agreed else None,
            )
        )
        session.flush()

    def _bind(self, session: Any, slug: str, place: Venue) -> None:
        network = _network(session, slug)
        session.add(
            Channel(
                network_id=network, platform=place.platform, team=place.team, channel=place.channel
            )
        )
        session.flush()

    def _code(self, session: Any, bridge: int, slug: str) -> None:
        session.add(
            AccessCode(
                digest=digest(self._mark()),
                purpose=CodePurpose.BRIDGE,
                network_id=_network(session, slug),
                made_at=_SAID,
                expires_at=_SAID + timedelta(days=7),
                bridge_id=bridge,
            )
        )

    def _said(
        self,
        session: Any,
        bridge: int,
        slug: str,
        place: Venue,
        others: Sequence[Venue],
        numbers: tuple[str, str],
        text: str,
        name: str,
    ) -> None:
        """Said in a place, brought to others in another language, and answered with an emoji;
        once it was posted there, and once it is on its way."""
        network = _network(session, slug)
        own, shown = numbers
        said = Utterance(
            network_id=network,
            bridge_id=bridge,
            platform=place.platform,
            team=place.team,
            channel=place.channel,
            message=own,
            user=f"U{name.upper()}",
            user_team=place.team,
            name=name,
            text=text,
            said_at=_SAID,
        )
        session.add(said)
        session.flush()
        made = WordingState.MADE
        wording = f"Переклад: {text}"
        session.add(
            Wording(utterance_id=said.id, language="uk", version=1, state=made, text=wording)
        )
        for other in others:
            echo = Echo(
                utterance_id=said.id,
                kind=EchoKind.ACROSS,
                platform=other.platform,
                team=other.team,
                channel=other.channel,
                languages=["uk"],
                message=shown,
            )
            session.add(echo)
            session.add(
                Sign(
                    utterance_id=said.id,
                    platform=other.platform,
                    team=other.team,
                    channel=other.channel,
                    user="U9",
                    emoji="👍",
                )
            )
            session.flush()
            below = {"kind": PartKind.FILE, "number": 0, "message": f"file-{echo.id}"}
            session.add(EchoPart(echo_id=echo.id, **below))
            session.flush()
            outbox.queue(session, [_on_its_way(network, echo)], _SAID)


def _on_its_way(network: int, echo: Echo) -> dict[str, Any]:
    return {
        "key": f"echo:{echo.id}",
        "network_id": network,
        "kind": DeliveryKind.ECHO,
        "matter": {"echo": echo.id},
        "platform": echo.platform,
        "team": echo.team,
        "channel": echo.channel,
        "lane": lanes.of_place(echo.platform, echo.team, echo.channel),
        "next_at": _SAID,
    }


def _network(session: Any, slug: str) -> int:
    found: int = session.query(Network.id).filter(Network.slug == slug).scalar()
    return found


def _official(session: Any, name: str) -> int | None:
    named = session.query(Official.id).filter(Official.name == name).order_by(Official.id)
    found: int | None = named.limit(1).scalar() if name else None
    return found
