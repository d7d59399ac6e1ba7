"""Places are bound from the chat, by those who may, and then decide which network is spoken in."""

from storage.engine import Database
from tests.conversation import Conversation
from tests.handlers.test_joining import code_in, invited


def steward_on_slack(database: Database, channel: str = "C1", user: str = "U1") -> Conversation:
    """A steward of the demo network, in a channel of a workspace."""
    code = invited(database, "network invite steward")
    Conversation.on_slack(database, user).says(f"/join {code}")
    return Conversation.on_slack(database, user, channel=channel)


def steward_of_harbours(database: Database) -> Conversation:
    marco = Conversation(database, "Marco", "harbours")
    code = code_in(marco.says("/network invite steward"))
    on_slack = Conversation.on_slack(database, "U2")
    on_slack.says(f"/join {code}")
    return on_slack


def test_a_place_that_belongs_to_no_network_is_told_nothing(network: Database) -> None:
    sari = steward_on_slack(network)
    answer = sari.says("/partner status Odesa")
    assert "This place belongs to no network yet" in answer
    assert "Yokohama" not in answer


def test_a_bound_channel_lets_its_people_in_as_viewers(network: Database) -> None:
    sari = steward_on_slack(network)
    assert "Everyone who can write here will see what the network may see" in sari.says(
        "/network bind"
    )
    assert "From now on it belongs to Sister Cities Demo." in sari.presses("Bind")
    visitor = Conversation.on_slack(network, "U9", channel="C1")
    assert "Yokohama" in visitor.says("/partner status Odesa")
    elsewhere = Conversation.on_slack(network, "U9", channel="C2")
    assert "I do not know you yet" in elsewhere.says("/partner status Odesa")


def test_nothing_is_bound_before_it_was_confirmed(network: Database) -> None:
    steward_on_slack(network).says("/network bind")
    visitor = Conversation.on_slack(network, "U9", channel="C1")
    assert "I do not know you yet" in visitor.says("/partner list")


def test_a_group_of_telegram_is_bound_too(network: Database) -> None:
    code = invited(network, "network invite steward")
    Conversation.on_telegram(network, "7").says(f"/join {code}")
    Conversation.on_telegram(network, "7", group="-100").says("/network bind --yes")
    visitor = Conversation.on_telegram(network, "8", group="-100")
    assert "Yokohama" in visitor.says("/partner status Odesa")


def test_a_whole_workspace_is_bound(network: Database) -> None:
    steward_on_slack(network).says("/network bind workspace --yes")
    for channel in ("C1", "C2", ""):
        visitor = Conversation.on_slack(network, "U9", channel=channel)
        assert "Yokohama" in visitor.says("/partner status Odesa")
    elsewhere = Conversation.on_slack(network, "U9", "T2", channel="C1")
    assert "I do not know you yet" in elsewhere.says("/partner list")


def test_a_private_chat_is_bound_to_nothing(network: Database) -> None:
    steward_on_slack(network)
    answer = Conversation.on_slack(network, "U1").says("/network bind")
    assert "We are alone here." in answer


def test_who_is_no_steward_binds_nothing(network: Database) -> None:
    Conversation.on_slack(network, "U3").says(f"/join {invited(network)}")
    editor = Conversation.on_slack(network, "U3", channel="C1")
    assert "Only stewards of the network can do that." in editor.says("/network bind --yes")
    stranger = Conversation.on_slack(network, "U4", channel="C1")
    answer = stranger.says("/network bind --yes")
    assert "Only stewards" in answer
    assert "Sari" not in answer


def test_a_place_of_another_network_is_not_taken_over(other_network: Database) -> None:
    sari = steward_on_slack(other_network)
    sari.says("/network bind --yes")
    steward_of_harbours(other_network)
    marco = Conversation.on_slack(other_network, "U2", channel="C1")
    assert "Only stewards of the network can do that." in marco.says("/network bind --yes")
    assert "Yokohama" in sari.says("/partner status Odesa")


def test_a_channel_of_another_network_s_workspace_can_be_bound_apart(
    other_network: Database,
) -> None:
    steward_on_slack(other_network).says("/network bind workspace --yes")
    marco = steward_of_harbours(other_network)
    marco.says("/network use harbours")
    in_channel = Conversation.on_slack(other_network, "U2", channel="C5")
    in_channel.venue = Conversation.on_slack(other_network, "U2", channel="C5").venue
    alone = Conversation.on_slack(other_network, "U2")
    alone.venue = alone.venue.__class__(alone.venue.platform, "C5", "T1", private=True)
    assert "it belongs to Harbour Cities" in alone.says("/network bind --yes")
    visitor = Conversation.on_slack(other_network, "U9", channel="C5")
    assert "Harbour Cities" in visitor.says("/network show")
    visitor = Conversation.on_slack(other_network, "U9", channel="C6")
    assert "Sister Cities Demo" in visitor.says("/network show")


def test_an_unbound_channel_lets_nobody_in_any_more(network: Database) -> None:
    sari = steward_on_slack(network)
    sari.says("/network bind --yes")
    assert "does not belong to Sister Cities Demo any more" in sari.says("/network unbind")
    visitor = Conversation.on_slack(network, "U9", channel="C1")
    assert "I do not know you yet" in visitor.says("/partner list")


def test_in_a_shared_place_only_what_the_network_may_see_is_shown(network: Database) -> None:
    sari = steward_on_slack(network)
    alone = Conversation.on_slack(network, "U1")
    alone.says("/contact add Oksana Koval, head of protocol, Odesa visibility=party")
    sari.says("/network bind --yes")
    assert "Oksana" in alone.says("/contact find Oksana")
    assert "Koval" not in sari.says("/contact find Oksana")


def test_a_visitor_keeps_their_language_and_no_role(network: Database) -> None:
    steward_on_slack(network).says("/network bind --yes")
    visitor = Conversation.on_slack(network, "U9", channel="C1")
    visitor.says("/settings language de")
    assert "Ihre Einstellungen" in visitor.says("/settings")
    assert "6 officials" in Conversation(network, "Sari").says("/network officials")
    alone = Conversation.on_slack(network, "U9")
    assert "Yokohama" not in alone.says("/partner status Odesa")
