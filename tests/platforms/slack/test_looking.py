"""A parcel whose answer was lost is looked for in Slack before it is sent again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.chat.delivering import Later, NotDelivered, Parcel, Receipt, Refused, Uncertain
from bot.chat.reply import Reply
from bot.chat.speech import Speech
from bot.domain.identity import Platform, Venue
from bot.platforms.slack import limits
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running


def parcel(slack: FakeSlack, key: str = "nudge:7:3", channel: str = "", thread: str = "") -> Parcel:
    to = Venue(Platform.SLACK, channel or slack.channel.id, slack.team.id)
    return Parcel(key, to, Reply("Write to Odesa"), Speech(), thread)


def now() -> datetime:
    return datetime.now(UTC)


async def lost(app: Running, sent: Parcel, **fault: Any) -> None:
    """Send the parcel in vain, as far as we know."""
    app.slack.fail_next("chat.postMessage", **(fault or {"drop": True}))
    with pytest.raises(Uncertain):
        await app.platform.courier.deliver(sent)


async def look(app: Running, wanted: Parcel, since: datetime | None = None) -> Receipt | None:
    return await app.platform.courier.look(wanted, since or now())


async def failure(app: Running, wanted: Parcel) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await look(app, wanted)
    return failed.value


async def test_what_arrived_in_a_channel_is_found(app: Running) -> None:
    sent = parcel(app.slack)
    await lost(app, sent)
    assert await look(app, sent) == Receipt(app.slack.posted[0]["ts"])


async def test_what_arrived_in_a_thread_is_found(app: Running) -> None:
    head = app.slack.written("Who writes?", app.slack.user, app.slack.channel)
    sent = parcel(app.slack, thread=head["ts"])
    await lost(app, sent)
    assert await look(app, sent) == Receipt(app.slack.posted[0]["ts"])


async def test_what_arrived_in_somebodys_direct_messages_is_found(app: Running) -> None:
    sent = parcel(app.slack, channel=app.slack.user.id)
    await lost(app, sent)
    assert await look(app, sent) == Receipt(app.slack.posted[0]["ts"])


async def test_what_never_arrived_is_not_there(app: Running) -> None:
    sent = parcel(app.slack)
    await lost(app, sent, drop=True, unheard=True)
    assert await look(app, sent) is None


async def test_another_parcel_is_not_taken_for_it(app: Running) -> None:
    await lost(app, parcel(app.slack, key="nudge:7:2"))
    assert await look(app, parcel(app.slack, key="nudge:7:3")) is None


async def test_a_thread_that_is_gone_holds_nothing(app: Running) -> None:
    assert await look(app, parcel(app.slack, thread="1.000001")) is None


async def test_clocks_may_be_some_seconds_apart(app: Running) -> None:
    sent = parcel(app.slack)
    await lost(app, sent)
    assert await look(app, sent, since=now() + timedelta(seconds=50)) is not None


async def test_what_is_older_is_not_looked_through(app: Running) -> None:
    await look(app, parcel(app.slack), since=datetime(2026, 11, 21, 9, 1, tzinfo=UTC))
    (asked,) = app.slack.calls("conversations.history")
    assert float(asked["oldest"]) == datetime(2026, 11, 21, 9, tzinfo=UTC).timestamp()


async def test_page_after_page_is_looked_through(
    app: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HISTORY_PAGE", 2)
    sent = parcel(app.slack)
    await lost(app, sent)
    for number in range(5):
        app.slack.written(f"Talk {number}", app.slack.user, app.slack.channel)
    assert await look(app, sent) is not None
    assert len(app.slack.calls("conversations.history")) == 3


async def test_more_than_can_be_looked_through_is_not_taken_for_absence(
    app: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HISTORY_PAGE", 1)
    monkeypatch.setattr(limits, "HISTORY_PAGES", 2)
    for number in range(5):
        app.slack.written(f"Talk {number}", app.slack.user, app.slack.channel)
    refusal = await failure(app, parcel(app.slack))
    assert (type(refusal), refusal.reason) == (Refused, "history_too_long")


@pytest.mark.parametrize(
    ("fault", "reason", "pause"),
    [
        ({"retry_after": 30}, "ratelimited", 30.0),
        ({"drop": True}, "connection", 0.0),
        ({"status": 503}, "http_503", 0.0),
        ({"error": "internal_error"}, "internal_error", 0.0),
    ],
)
@pytest.mark.parametrize("method", ["conversations.history", "conversations.open"])
async def test_where_slack_does_not_say_it_is_asked_later(
    app: Running, method: str, fault: dict[str, Any], reason: str, pause: float
) -> None:
    app.slack.fail_next(method, **fault)
    later = await failure(app, parcel(app.slack, channel=app.slack.user.id))
    assert isinstance(later, Later)
    assert (later.reason, later.pause) == (reason, pause)


async def test_a_channel_that_may_not_be_read_is_told(app: Running) -> None:
    app.slack.remove_bot()
    refusal = await failure(app, parcel(app.slack))
    assert (type(refusal), refusal.reason) == (Refused, "not_in_channel")
