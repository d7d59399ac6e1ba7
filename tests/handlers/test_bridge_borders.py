"""What two networks that share a conversation know of each other, and what they do not."""

from datetime import timedelta

from sqlalchemy import select

from bot.chat.message import Quoted
from bot.domain.access import Role, Scope
from bot.domain.identity import Identity, Platform, Venue
from bot.domain.vocabulary import PartnershipType, Stage
from storage import listening, utterances
from storage.audit import Actor
from storage.bindings import Bindings
from storage.engine import Database
from storage.models import BridgeEnd, Delivery, Echo, Exchange, Network
from storage.records import Records
from storage.utterances import Heard
from tests.conversation import TODAY, Conversation
from tests.handlers.digesting import bound, steward_in_channel
from tests.handlers.test_bindings import steward_of_harbours
from tests.handlers.test_bridge_undo import code_in

HOME, GUEST = Venue(Platform.SLACK, "C1", "T1"), Venue(Platform.SLACK, "C9", "T1")
AUTHOR = Identity(Platform.SLACK, "U9", "T1")


def of_harbours(database: Database, channel: str = "C9") -> Conversation:
    """The other network's steward, in a channel that belongs to it."""
    marco = steward_of_harbours(database)
    marco.says("/network use harbours")
    there = Conversation.on_slack(database, "U2", channel=channel)
    there.says("/network bind --yes")
    return there


def asked(database: Database) -> tuple[Conversation, Conversation, int]:
    """The steward of the home network, that of the other one, who asked to join, and the number
    of the end that waits."""
    sari = steward_in_channel(database)
    code = code_in(sari.says("/bridge open"))
    marco = of_harbours(database)
    said = marco.says(f"/bridge join {code}")
    assert "has to agree" in said
    with database.reading() as session:
        number = session.scalars(select(BridgeEnd.id).where(BridgeEnd.channel == "C9")).one()
    return sari, marco, number


def agreed(database: Database) -> tuple[Conversation, Conversation]:
    sari, marco, number = asked(database)
    assert "is part of the conversation now" in sari.says(f"/bridge allow {number}")
    return sari, marco


def heard(database: Database, venue: Venue, text: str, message: str = "100") -> bool:
    """Whether what is said in a place is listened for."""
    with database.writing(Actor("talk")) as session:
        where = listening.listening(session, venue)
        if where is not None:
            said = Heard(venue, message, AUTHOR, "Olena", text, TODAY - timedelta(hours=1))
            utterances.say(session, said, where)
        return where is not None


def echoed(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Echo.channel).order_by(Echo.id)))


def words(database: Database, channel: str) -> list[str]:
    """What the bot has told a channel of its own accord."""
    with database.reading() as session:
        found = session.scalars(select(Delivery).where(Delivery.channel == channel))
        return [each.matter["word"] for each in found if "word" in each.matter]


def test_who_waits_to_join_sees_nothing_of_the_others(other_network: Database) -> None:
    _sari, marco, _number = asked(other_network)
    said = marco.says("/bridge status")
    assert "1 place shares this conversation" in said
    assert "waits for a steward to agree" in said
    assert "Sister Cities Demo" not in said


def test_who_shares_it_sees_the_others_of_another_network_too(other_network: Database) -> None:
    sari, marco = agreed(other_network)
    for who in (sari, marco):
        said = who.says("/bridge status")
        assert "2 places share this conversation" in said
        assert "joined by U1" in said
        assert "joined by U2" in said


def test_of_who_waits_only_the_network_that_decides_knows(other_network: Database) -> None:
    sari, marco = agreed(other_network)
    with other_network.writing(Actor("fixture")) as session:
        third = Network(slug="third", name="Third")
        session.add(third)
        session.flush()
        bridge = session.scalars(select(BridgeEnd.bridge_id)).first()
        waiting = BridgeEnd(
            bridge_id=bridge,
            network_id=third.id,
            platform=Platform.TELEGRAM,
            channel="-7",
            title="Waiting",
        )
        session.add(waiting)
    assert "Waiting" in sari.says("/bridge status")
    assert "Waiting" not in marco.says("/bridge status")
    with other_network.reading() as session:
        number = session.scalars(select(BridgeEnd.id).where(BridgeEnd.channel == "-7")).one()
    assert "Nobody waits for that" in marco.says(f"/bridge allow {number}")


def test_a_place_that_was_let_go_hears_and_tells_nothing_more(other_network: Database) -> None:
    sari, marco = agreed(other_network)
    marco.says("/network unbind")
    assert heard(other_network, HOME, "Are you there?")
    assert echoed(other_network) == []
    assert not heard(other_network, GUEST, "We are by ourselves")
    assert words(other_network, "C1")[-1] == "lost"
    assert "cannot be reached" in sari.says("/bridge status")


def test_a_place_that_is_let_in_again_hears_again(other_network: Database) -> None:
    _sari, marco = agreed(other_network)
    marco.says("/network unbind")
    marco.presses("Undo")
    marco.says("/network unbind")
    marco.says("/network bind --yes")
    assert heard(other_network, HOME, "Are you there?")
    assert echoed(other_network) == ["C9"]


def test_a_place_that_became_another_network_s_is_that_one_s_alone(other_network: Database) -> None:
    sari, marco = agreed(other_network)
    marco.says("/network unbind")
    bound(other_network, "C9")
    there = Conversation.on_slack(other_network, "U1", channel="C9")
    assert "What is said here stays here" in there.says("/bridge status")
    assert "shares its conversation with no other" in there.says("/bridge close")
    assert "A bridge from here" in there.says("/bridge open")
    with other_network.reading() as session:
        left = session.scalars(select(BridgeEnd).where(BridgeEnd.left_at.is_not(None))).all()
        assert {each.channel for each in left} == {"C1", "C9"}
    assert "What is said here stays here" in sari.says("/bridge status")


def test_a_topic_of_another_network_is_not_heard_by_the_group_s_bridge(
    other_network: Database,
) -> None:
    group, topic = Venue(Platform.TELEGRAM, "-5"), Venue(Platform.TELEGRAM, "-5", topic="7")
    with other_network.writing(Actor("fixture")) as session:
        home, harbours = session.scalars(select(Network.id).order_by(Network.id)).all()
        Bindings(session).bind(home, group)
        Bindings(session).bind(harbours, topic)
        Records(session, Scope(home, Role.STEWARD)).bridges.open(group, "Group", [], TODAY)
    assert heard(other_network, group, "All of the group", "100")
    assert not heard(other_network, topic, "Ours", "101")
    assert heard(other_network, Venue(Platform.TELEGRAM, "-5", topic="8"), "Theirs", "102")


def test_what_the_others_said_is_logged_in_one_s_own_records(
    other_network: Database,
) -> None:
    _sari, marco = agreed(other_network)
    with other_network.writing(Actor("fixture")) as session:
        home, harbours = session.scalars(select(Network.id).order_by(Network.id)).all()
        own = Records(session, Scope(harbours, Role.STEWARD))
        odesa, genoa = (own.parties.named(name)[0] for name in ("Odesa", "Genoa"))
        own.partnerships.add([odesa, genoa], PartnershipType.FRIENDSHIP, Stage.PLANNING)
        theirs = Records(session, Scope(home, Role.STEWARD)).parties.named("Odesa")[0]
        ends = {each.channel: each for each in session.scalars(select(BridgeEnd))}
        ends["C1"].party_id, ends["C9"].party_id = theirs.id, genoa.id
        ours = odesa.id
    heard(other_network, HOME, "The pumps have arrived")
    said = marco.says("/bridge log", quoted=Quoted("", None, echo_shown(other_network), ""))
    assert "Logged: message" in said
    with other_network.reading() as session:
        made = session.scalars(select(Exchange).where(Exchange.summary.like("%pumps%"))).one()
        assert made.initiator_id == ours


def test_stewards_take_back_what_their_own_network_said_alone(other_network: Database) -> None:
    sari, marco = agreed(other_network)
    heard(other_network, HOME, "The pumps have arrived")
    shown = Quoted("", None, echo_shown(other_network), "")
    assert "stewards of their network" in marco.says("/bridge remove", quoted=shown)
    assert "It is taken back" in sari.says("/bridge remove", quoted=Quoted("", None, "100", ""))


def test_of_what_was_said_nothing_is_known_to_a_network_that_came_later(
    other_network: Database,
) -> None:
    agreed(other_network)
    heard(other_network, HOME, "The pumps have arrived")
    with other_network.writing(Actor("fixture")) as session:
        third = Network(slug="third", name="Third")
        session.add(third)
        session.flush()
        bridges = Records(session, Scope(third.id, Role.STEWARD)).bridges
        assert bridges.said(HOME, "100") is None


def echo_shown(database: Database) -> str:
    """The number of the message that shows what was said at the other end."""
    with database.writing(Actor("talk")) as session:
        (echo,) = session.scalars(select(Echo)).all()
        echo.message = "200"
        return echo.message
