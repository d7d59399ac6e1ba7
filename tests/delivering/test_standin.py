"""The stand-in takes what the real client libraries send, and is as strict as it is told to be."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Bot
from telegram.error import ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.platforms.telegram.account import bot_of
from bot.platforms.telegram.request import AiohttpRequest
from bot.platforms.telegram.settings import TelegramSettings
from tests.delivering.running import RunningStandIn

TEXT = "Send the pump specification, Promise-7"
GROUP = -1001


@pytest.fixture
async def slack(standin: RunningStandIn) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(
            "xoxb-T1", base_url=standin.slack_url, session=session, retry_handlers=[]
        )


@pytest.fixture
async def bot(standin: RunningStandIn, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    settings = TelegramSettings(token="123:ABC", api_url=standin.telegram_url)
    async with bot_of(settings, AiohttpRequest(1)) as found:
        yield found


async def _post(slack: AsyncWebClient, key: str = "nudge:7:1", channel: str = "C1") -> str:
    metadata = {"event_type": "delivery", "event_payload": {"key": key}}
    told = await slack.chat_postMessage(channel=channel, text=TEXT, metadata=metadata)
    return str(told["ts"])


async def _keys(slack: AsyncWebClient, channel: str = "C1", **asked: object) -> list[str]:
    told = await slack.conversations_history(
        channel=channel,
        include_all_metadata=True,
        **asked,  # type: ignore[arg-type]
    )
    return [each["metadata"]["event_payload"]["key"] for each in told["messages"]]


async def test_a_slack_message_is_kept_with_its_key_and_its_marks(
    slack: AsyncWebClient, standin: RunningStandIn
) -> None:
    await _post(slack)
    (taken,) = standin.record().taken
    assert (taken.platform, taken.account, taken.place) == ("slack", "T1", "C1")
    assert (taken.key, taken.marks, taken.text) == ("nudge:7:1", [7], TEXT)


async def test_a_telegram_message_is_kept_with_its_marks(bot: Bot, standin: RunningStandIn) -> None:
    await bot.send_message(GROUP, TEXT)
    (taken,) = standin.record().taken
    assert (taken.platform, taken.account, taken.place) == ("telegram", "123", str(GROUP))
    assert taken.marks == [7]


async def test_what_is_written_to_a_person_arrives_in_their_direct_messages(
    slack: AsyncWebClient,
) -> None:
    told = await slack.chat_postMessage(channel="U5", text=TEXT)
    opened = await slack.conversations_open(users="U5")
    assert told["channel"] == opened["channel"]["id"] == "D5"


async def test_history_is_read_page_by_page_from_the_newest(
    slack: AsyncWebClient, standin: RunningStandIn
) -> None:
    numbers = [await _post(slack, str(each), "C2") for each in range(5)]
    told = await slack.conversations_history(
        channel="C2", include_all_metadata=True, limit=3, oldest=numbers[0]
    )
    cursor = told["response_metadata"]["next_cursor"]
    rest = await _keys(slack, "C2", limit=3, oldest=numbers[0], cursor=cursor)
    assert [each["ts"] for each in told["messages"]] == numbers[:1:-1]
    assert rest == ["1"]


async def test_a_thread_is_read_apart(slack: AsyncWebClient) -> None:
    first = await _post(slack, "first", "C3")
    await slack.chat_postMessage(channel="C3", text=TEXT, thread_ts=first)
    told = await slack.conversations_replies(channel="C3", ts=first)
    assert await _keys(slack, "C3") == ["first"]
    assert len(told["messages"]) == 2


async def test_a_dropped_answer_leaves_the_message_there(
    slack: AsyncWebClient, standin: RunningStandIn
) -> None:
    standin.order(troubles=[{"kind": "drop"}])
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await _post(slack, "dropped", "C4")
    assert await _keys(slack, "C4") == ["dropped"]


async def test_a_failure_before_leaves_nothing(
    slack: AsyncWebClient, standin: RunningStandIn
) -> None:
    standin.order(troubles=[{"kind": "fail_before"}])
    with pytest.raises(SlackApiError):
        await _post(slack, "failed", "C5")
    assert standin.record().taken == []


async def test_a_failure_after_leaves_the_message_there(bot: Bot, standin: RunningStandIn) -> None:
    standin.order(troubles=[{"kind": "fail_after"}])
    with pytest.raises(NetworkError):
        await bot.send_message(GROUP, TEXT)
    assert [each.outcome for each in standin.record().taken] == ["fail_after"]


async def test_a_look_that_is_wrong_finds_nothing(
    slack: AsyncWebClient, standin: RunningStandIn
) -> None:
    await _post(slack, "there", "C6")
    standin.order(troubles=[{"kind": "look_wrong", "times": 1}])
    assert [await _keys(slack, "C6"), await _keys(slack, "C6")] == [[], ["there"]]


async def test_a_place_that_was_told_to_wait_is_left_alone(
    slack: AsyncWebClient, standin: RunningStandIn
) -> None:
    standin.order(troubles=[{"kind": "limit", "seconds": 30, "places": ["C7"], "times": 1}])
    for _time in range(2):
        with pytest.raises(SlackApiError) as refused:
            await _post(slack, "early", "C7")
    assert refused.value.response.headers["Retry-After"] in ("30", "31")
    assert [each.rule for each in standin.record().broken] == ["blocked"]


async def test_a_channel_takes_one_a_second(slack: AsyncWebClient, standin: RunningStandIn) -> None:
    standin.order(limits=True)
    await _post(slack, "one", "C8")
    with pytest.raises(SlackApiError):
        await _post(slack, "two", "C8")
    assert [each.rule for each in standin.record().broken] == ["channel"]


async def test_a_bot_may_write_thirty_times_a_second(bot: Bot, standin: RunningStandIn) -> None:
    standin.order(limits=True)
    for chat in range(5000, 5030):
        await bot.send_message(chat, TEXT)
    with pytest.raises(RetryAfter):
        await bot.send_message(6000, TEXT)
    assert [each.rule for each in standin.record().broken] == ["bot"]
    assert len(standin.record().taken) == 30


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        ({"word": "kicked"}, Forbidden),
        ({"word": "blocked"}, Forbidden),
        ({"word": "migrated", "to": "-100777"}, ChatMigrated),
    ],
)
async def test_a_place_that_takes_nothing_more(
    bot: Bot, standin: RunningStandIn, trouble: dict[str, str], error: type[Exception]
) -> None:
    standin.order(troubles=[{"kind": "refuse", **trouble}])
    with pytest.raises(error):
        await bot.send_message(GROUP, TEXT)
    assert standin.record().taken == []
