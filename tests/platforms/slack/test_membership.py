"""Bound channels fall asleep when they are archived or the bot is put out, and wake again."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from storage.audit import Actor
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.models import Channel
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running, running


@pytest.fixture(params=[False, True], ids=["public", "private"])
async def app(
    request: pytest.FixtureRequest, slack: FakeSlack, bound: Database
) -> AsyncIterator[Running]:
    """A workspace with one channel bound to the network beside the whole of it."""
    slack.channel = slack.add_channel("mayors", private=request.param)
    bind_channel(bound, slack.team.id, slack.channel.id)
    async with running(slack, bound) as listening:
        yield listening


def bind_channel(database: Database, team: str, channel: str) -> None:
    with database.writing(Actor("fixture")) as session:
        session.add(Channel(network_id=1, platform="slack", team=team, channel=channel))


def is_lost(app: Running, channel: str | None = None) -> bool:
    with app.database.reading() as session:
        bound = app.slack.channel.id if channel is None else channel
        query = session.query(Channel).filter_by(channel=bound)
        return query.one().lost_at is not None


@pytest.mark.parametrize("kind", ["channel_archive", "channel_deleted", "channel_left"])
async def test_a_channel_that_is_gone_falls_asleep(app: Running, kind: str) -> None:
    assert (await app.slack.channel_event(kind)).status == 200
    assert is_lost(app)
    assert not is_lost(app, channel="")


async def test_a_channel_that_is_taken_out_of_the_archive_wakes(app: Running) -> None:
    await app.slack.channel_event("channel_archive")
    await app.slack.channel_event("channel_unarchive")
    assert not is_lost(app)


async def test_a_channel_that_lets_the_bot_in_again_wakes(app: Running) -> None:
    await app.slack.channel_event("channel_left")
    await app.slack.bot_invited()
    assert not is_lost(app)


async def test_somebody_elses_coming_changes_nothing(app: Running) -> None:
    await app.slack.channel_event("channel_left")
    told = {"type": "member_joined_channel", "user": app.slack.user.id, "channel_type": "C"}
    await app.slack.event(told | {"channel": app.slack.channel.id})
    assert is_lost(app)


async def test_an_old_removal_that_comes_again_undoes_no_return(app: Running) -> None:
    await app.slack.channel_event("channel_left")
    removal = app.slack.last_event
    await app.slack.bot_invited()
    app.slack.last_event = removal
    await app.slack.redeliver()
    assert not is_lost(app)


async def test_a_channel_that_gets_another_number_stays_bound(app: Running) -> None:
    told = {"type": "channel_id_changed", "new_channel_id": "C0NEW"}
    await app.slack.event(told | {"old_channel_id": app.slack.channel.id})
    assert not is_lost(app, "C0NEW")


async def test_another_workspaces_channel_is_not_touched(app: Running) -> None:
    bind_channel(app.database, "T0OTHER", "C0OTHER")
    await app.slack.event({"type": "channel_archive", "channel": "C0OTHER"})
    assert not is_lost(app, "C0OTHER")


async def test_news_that_cannot_be_kept_are_asked_for_again(
    app: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_given: Any, **_more: Any) -> None:
        raise DatabaseUnavailable("out of order")

    with monkeypatch.context() as patch:
        patch.setattr(Database, "writing", away)
        assert (await app.slack.channel_event("channel_archive")).status == 503
    await app.slack.redeliver()
    assert is_lost(app)


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "channel_archive", "channel": {"id": "C1"}},
        {"type": "channel_archive", "channel": "C\x001"},
        {"type": "channel_id_changed", "old_channel_id": ["C1"], "new_channel_id": "C2"},
        {"type": "channel_id_changed"},
        {"type": "channel_left"},
    ],
)
async def test_nothing_malformed_is_stumbled_over(app: Running, wrong: dict[str, Any]) -> None:
    assert (await app.slack.event(wrong)).status in (200, 400)
    assert not is_lost(app)
