"""Bound channels move, are lost and found, on both databases."""

from datetime import UTC, datetime

import pytest

from bot.domain.identity import Platform
from storage.audit import Actor
from storage.channels import Channels
from storage.engine import Database
from storage.models import AuditEntry, Channel, Network

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def bound(database: Database) -> Database:
    """The group -5 is bound, its topic 7 to another network; so is Slack's channel -5."""
    with database.writing(Actor("fixture")) as session:
        networks = [Network(slug="one", name="One"), Network(slug="two", name="Two")]
        session.add_all(networks)
        session.flush()
        places = [(Platform.TELEGRAM, "", 0), (Platform.TELEGRAM, "7", 1), (Platform.SLACK, "", 0)]
        session.add_all(
            Channel(network_id=networks[n].id, platform=platform, channel="-5", topic=topic)
            for platform, topic, n in places
        )
    return database


def state(database: Database) -> set[tuple[str, str, bool]]:
    """Channel, topic and whether it is in use, of all of Telegram's."""
    with database.reading() as session:
        found = session.query(Channel).filter_by(platform=Platform.TELEGRAM)
        return {(each.channel, each.topic, each.lost_at is None) for each in found}


def test_a_channel_moves_with_its_topics(bound: Database) -> None:
    with bound.writing(Actor("test")) as session:
        assert Channels(session, Platform.TELEGRAM).moved("-5", "-100", NOW) == 2
    assert state(bound) == {("-100", "", True), ("-100", "7", True)}


def test_moving_twice_changes_nothing_more(bound: Database) -> None:
    with bound.writing(Actor("test")) as session:
        Channels(session, Platform.TELEGRAM).moved("-5", "-100", NOW)
    with bound.writing(Actor("test")) as session:
        assert Channels(session, Platform.TELEGRAM).moved("-5", "-100", NOW) == 0
    assert state(bound) == {("-100", "", True), ("-100", "7", True)}


def test_a_binding_made_under_the_new_id_wins(bound: Database) -> None:
    with bound.writing(Actor("test")) as session:
        network_id = session.query(Network.id).filter_by(slug="two").scalar()
        session.add(Channel(network_id=network_id, platform=Platform.TELEGRAM, channel="-100"))
    with bound.writing(Actor("test")) as session:
        assert Channels(session, Platform.TELEGRAM).moved("-5", "-100", NOW) == 1
    assert state(bound) == {("-100", "", True), ("-5", "", False), ("-100", "7", True)}


def test_a_lost_channel_keeps_the_moment_it_was_lost(bound: Database) -> None:
    for moment, expected in ((NOW, 2), (LATER, 0)):
        with bound.writing(Actor("test")) as session:
            assert Channels(session, Platform.TELEGRAM).lost("-5", moment) == expected
    with bound.reading() as session:
        lost = {each.lost_at for each in session.query(Channel).filter_by(topic="7")}
    assert lost == {NOW}


def test_a_found_channel_is_in_use_again(bound: Database) -> None:
    with bound.writing(Actor("test")) as session:
        Channels(session, Platform.TELEGRAM).lost("-5", NOW)
    with bound.writing(Actor("test")) as session:
        assert Channels(session, Platform.TELEGRAM).found("-5") == 2
    assert state(bound) == {("-5", "", True), ("-5", "7", True)}


def test_other_platforms_channels_of_that_name_stay(bound: Database) -> None:
    with bound.writing(Actor("test")) as session:
        Channels(session, Platform.TELEGRAM).moved("-5", "-100", NOW)
    with bound.reading() as session:
        assert session.query(Channel.channel).filter_by(platform=Platform.SLACK).scalar() == "-5"


def test_a_move_is_in_the_trail(bound: Database) -> None:
    with bound.writing(Actor("telegram")) as session:
        Channels(session, Platform.TELEGRAM).moved("-5", "-100", NOW)
    with bound.reading() as session:
        told = session.query(AuditEntry).filter_by(actor="telegram", entity="channel").all()
    assert [each.after["channel"] for each in told] == ["-100", "-100"]
