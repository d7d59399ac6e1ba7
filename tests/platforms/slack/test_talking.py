"""What people say in channels reaches whoever listens, and nothing else does."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.chat.answer import Answer
from bot.chat.message import Message
from bot.chat.reply import Reply
from bot.chat.speech import Speech
from bot.chat.talk import Attachment, Deleted, Edited, Said
from bot.domain.identity import Identity, Platform, Venue
from bot.domain.marks import Mark, MarkKind
from bot.platforms.slack import hearing
from storage.engine import Database
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.listener import Listener
from tests.platforms.slack.stage import Running, running, until


async def settles(message: Message) -> Answer | None:
    return Answer(Reply("Closed"), Speech()) if message.text == "done" else None


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture(params=["http", "socket"])
async def app(
    request: pytest.FixtureRequest, slack: FakeSlack, bound: Database, listener: Listener
) -> AsyncIterator[Running]:
    token = slack.world.app_token if request.param == "socket" else ""
    async with running(
        slack, bound, settles, overhear=listener.overhear, app_token=token
    ) as listening:
        if token:
            slack.transport = "socket"
            await slack.socket.wait_for(1)
        yield listening


@pytest.fixture
async def by_http(slack: FakeSlack, bound: Database, listener: Listener) -> AsyncIterator[Running]:
    async with running(slack, bound, settles, overhear=listener.overhear) as listening:
        yield listening


def said(listener: Listener) -> Said:
    (talk,) = listener.heard
    assert isinstance(talk, Said)
    return talk


def moment(slack: FakeSlack) -> datetime:
    assert slack.last_event is not None
    return datetime.fromtimestamp(slack.last_event["event_time"], UTC)


async def test_what_somebody_says_in_a_channel_is_talk(app: Running, listener: Listener) -> None:
    slack = app.slack
    await slack.say("Good morning")
    number, event = slack.messages[0]["ts"], slack.last_event
    address = f"archives/{slack.channel.id}/p{number.replace('.', '')}"
    assert event is not None
    assert said(listener) == Said(
        venue=Venue(Platform.SLACK, slack.channel.id, slack.team.id),
        message=number,
        author=Identity(Platform.SLACK, slack.user.id, slack.team.id),
        name="Olena Koval",
        text="Good morning",
        at=datetime.fromtimestamp(float(number), UTC),
        event=event["event_id"],
        link=f"https://city-network.slack.com/{address}",
    )
    assert app.heard == []


async def test_a_private_channels_talk_is_heard_as_well(app: Running, listener: Listener) -> None:
    group = app.slack.add_channel("mayors", private=True)
    await app.slack.say("Good morning", channel=group)
    assert said(listener).venue.channel == group.id


async def test_a_reply_names_the_head_of_its_thread(app: Running, listener: Listener) -> None:
    head = app.slack.written("Who?", app.slack.user, app.slack.channel)["ts"]
    await app.slack.say("I do", thread_ts=head)
    talk = said(listener)
    assert (talk.reply_to, talk.venue.topic) == (head, "")
    assert talk.link.endswith(f"?thread_ts={head}&cid={app.slack.channel.id}")


async def test_the_head_of_a_thread_replies_to_nothing(app: Running, listener: Listener) -> None:
    number = app.slack.world.new_ts()
    await app.slack.say("Who?", thread_ts=number, ts=number)
    assert said(listener).reply_to == ""


@pytest.mark.parametrize("subtype", ["thread_broadcast", "me_message"])
async def test_other_ways_of_saying_are_talk_too(
    app: Running, listener: Listener, subtype: str
) -> None:
    await app.slack.say("waves", subtype=subtype)
    assert said(listener).text == "waves"


async def test_files_come_along(app: Running, listener: Listener) -> None:
    made = app.slack.add_file("plan.pdf", b"%PDF-1.7")
    await app.slack.say("", file=made)
    talk = said(listener)
    address = made["url_private_download"]
    assert talk.attachments == (Attachment("plan.pdf", "application/pdf", 8, address),)
    assert talk.text == ""


@pytest.mark.parametrize(
    ("file", "reference"),
    [
        (
            {"id": "F9", "name": "x", "url_private": "https://files.slack.com/x"},
            "https://files.slack.com/x",
        ),
        ({"id": "F9", "file_access": "check_file_info"}, "F9"),
    ],
)
async def test_a_file_is_asked_for_by_what_slack_tells_of_it(
    app: Running, listener: Listener, file: dict[str, Any], reference: str
) -> None:
    await app.slack.say("Here", subtype="file_share", files=[file])
    assert [each.reference for each in said(listener).attachments] == [reference]


@pytest.mark.parametrize(
    "files",
    [
        None,
        "x",
        ["x"],
        [{"id": "F9", "mode": "tombstone"}],
        [{"id": "F9", "url_private": "https://files.slack.com/\x00"}],
        [{"id": "F9", "url_private": ["https://files.slack.com/x"]}],
    ],
)
async def test_what_is_no_file_is_passed_over(app: Running, listener: Listener, files: Any) -> None:
    await app.slack.say("Here", subtype="file_share", files=files)
    assert said(listener).attachments == ()


async def test_people_and_channels_are_called_by_their_names(
    app: Running, listener: Listener
) -> None:
    slack, colleague = app.slack, app.slack.add_user("Mori Aiko", display_name="Aiko")
    slack.channel.members.add(colleague.id)
    text = (
        f"Ask <@{colleague.id}> in <#C7|partners>, <!here> &amp; see <https://odesa.ua|us> :tada:"
    )
    words = {"channel": slack.channel.id, "channel_type": "channel", "ts": "1.2", "team": "T1"}
    told = {"type": "message", "user": colleague.id, "text": text} | words
    await slack.event(told, channel=slack.channel)
    talk = said(listener)
    assert talk.text == "Ask @Aiko in #partners, @here & see us (https://odesa.ua) 🎉"
    assert talk.name == "Aiko"


async def test_a_guest_of_a_shared_channel_is_marked(app: Running, listener: Listener) -> None:
    other = app.slack.add_team("Elsewhere")
    guest = app.slack.add_user("Guest", other)
    shared = app.slack.add_channel("shared", shared_with=other)
    await app.slack.say("hello", user=guest, channel=shared)
    talk = said(listener)
    assert (talk.guest, talk.venue.team) == (True, app.slack.team.id)
    assert (talk.author.team, talk.name) == (other.id, "Guest")


async def test_what_is_said_to_the_bot_is_no_talk(app: Running, listener: Listener) -> None:
    await app.slack.mention("done")
    await app.slack.direct_message("done")
    await app.slack.slash_command("/help")
    assert listener.heard == []
    assert [heard.text for heard in app.heard] == ["done", "done", "help"]


@pytest.mark.parametrize(
    "changed",
    [
        {"bot_id": "B0OTHER"},
        {"bot_id": "B0OTHER", "subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"user": "USLACKBOT"},
        {"user": ""},
        {"text": " "},
        {"text": None},
        {"edited": {"ts": "1.3"}},
        {"channel_type": "mpim"},
    ],
)
async def test_programs_notices_and_nothing_are_no_talk(
    app: Running, listener: Listener, changed: dict[str, Any]
) -> None:
    words = {"channel": app.slack.channel.id, "channel_type": "channel", "ts": "1.2"}
    told = {"type": "message", "user": app.slack.user.id, "text": "hello"} | words
    await app.slack.event(told | changed)
    assert listener.heard == []


async def test_the_bots_own_words_are_no_talk(app: Running, listener: Listener) -> None:
    bot = app.slack.team
    words = {"channel": app.slack.channel.id, "channel_type": "channel", "ts": "1.2"}
    told = {"type": "message", "user": bot.bot_user_id, "text": "hello"} | words
    await app.slack.event(told)
    await app.slack.event(told | {"bot_id": bot.bot_id})
    await app.slack.event(told | {"subtype": "file_share", "files": []})
    assert listener.heard == []


async def test_an_account_of_another_app_is_no_person(app: Running, listener: Listener) -> None:
    other = app.slack.add_user("Weather", is_bot=True)
    app.slack.channel.members.add(other.id)
    await app.slack.say("It rains", user=other)
    assert listener.heard == []


async def test_a_corrected_message_is_told_with_its_new_words(
    app: Running, listener: Listener
) -> None:
    slack = app.slack
    message = slack.written("Good mornin", slack.user, slack.channel)
    await slack.edit(message, "Good morning :tada:")
    assert slack.last_event is not None
    event = slack.last_event["event_id"]
    venue = Venue(Platform.SLACK, slack.channel.id, slack.team.id)
    (talk,) = listener.heard
    assert talk == Edited(venue, message["ts"], "Good morning 🎉", moment(slack), event)


async def test_a_link_that_unfolds_is_no_correction(app: Running, listener: Listener) -> None:
    await app.slack.unfold(app.slack.written("odesa.ua", app.slack.user, app.slack.channel))
    assert listener.heard == []


async def test_other_formatting_is_a_correction(app: Running, listener: Listener) -> None:
    message = app.slack.written("Good morning", app.slack.user, app.slack.channel)
    await app.slack.edit(message, "Good *morning*")
    (talk,) = listener.heard
    assert isinstance(talk, Edited)
    assert (talk.text, talk.marks) == ("Good morning", (Mark(5, 12, MarkKind.BOLD),))


async def test_our_own_corrections_and_those_of_what_was_said_to_us_are_none(
    app: Running, listener: Listener
) -> None:
    slack = app.slack
    ours = slack.written("hello", slack.user, slack.channel) | {"user": slack.team.bot_user_id}
    await slack.edit(ours, "hi")
    await slack.edit(slack.written("hi", slack.user, slack.channel) | {"bot_id": "B1"}, "ho")
    to_us = slack.written(f"<@{slack.team.bot_user_id}> helo", slack.user, slack.channel)
    await slack.edit(to_us, f"<@{slack.team.bot_user_id}> help")
    assert listener.heard == []


async def test_a_message_that_was_taken_back_is_told(app: Running, listener: Listener) -> None:
    slack = app.slack
    message = slack.written("Oh no", slack.user, slack.channel)
    await slack.delete(message)
    assert slack.last_event is not None
    venue = Venue(Platform.SLACK, slack.channel.id, slack.team.id)
    event = slack.last_event["event_id"]
    assert listener.heard == [Deleted(venue, message["ts"], moment(slack), event)]


async def test_the_head_of_a_thread_that_was_taken_back_is_told_too(
    app: Running, listener: Listener
) -> None:
    message = app.slack.written("Who?", app.slack.user, app.slack.channel)
    app.slack.written("I do", app.slack.user, app.slack.channel, message["ts"])
    await app.slack.delete(message)
    (talk,) = listener.heard
    assert isinstance(talk, Deleted)
    assert talk.message == message["ts"]


async def test_a_programs_message_that_was_taken_back_is_nobodys(
    app: Running, listener: Listener
) -> None:
    message = app.slack.written("It rains", app.slack.user, app.slack.channel)
    message["bot_id"] = "B0OTHER"
    await app.slack.delete(message)
    assert listener.heard == []


async def test_a_reply_in_a_thread_is_still_overheard_for_what_it_settles(
    app: Running, listener: Listener
) -> None:
    head = app.slack.written("Who?", app.slack.user, app.slack.channel)["ts"]
    await app.slack.say("done", thread_ts=head)
    assert said(listener).text == "done"
    assert [heard.overheard for heard in app.heard] == [True]
    assert app.slack.posted[0]["thread_ts"] == head


async def test_what_could_not_be_taken_in_is_told_again(
    by_http: Running, listener: Listener
) -> None:
    listener.out_of_order = True
    head = by_http.slack.written("Who?", by_http.slack.user, by_http.slack.channel)["ts"]
    answer = await by_http.slack.say("done", thread_ts=head)
    assert (answer.status, by_http.heard) == (503, [])
    listener.out_of_order = False
    assert (await by_http.slack.redeliver()).status == 200
    assert said(listener).text == "done"


async def test_a_channels_talk_keeps_its_order_and_holds_up_no_other(
    by_http: Running, listener: Listener
) -> None:
    slack, other = by_http.slack, by_http.slack.add_channel("other")
    gate = listener.gates["first"] = asyncio.Event()
    first = asyncio.create_task(slack.say("first"))
    await until(lambda: listener.begun == ["first"])
    second = asyncio.create_task(slack.say("second"))
    await slack.say("elsewhere", channel=other)
    gate.set()
    await asyncio.gather(first, second)
    assert [talk.text for talk in listener.heard if isinstance(talk, Said)] == [
        "elsewhere",
        "first",
        "second",
    ]


async def test_noise_goes_no_further_than_the_door(
    by_http: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(hearing.Remembered, "__call__")
    words = {"channel": by_http.slack.channel.id, "channel_type": "channel", "ts": "1.2"}
    for more in ({"bot_id": "B1", "subtype": "bot_message"}, {"subtype": "channel_join"}):
        answer = await by_http.slack.event({"type": "message", "text": "x"} | words | more)
        assert answer.status == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"subtype": "message_changed", "message": "x"},
        {"subtype": "message_changed", "message": {"ts": 1}},
        {"subtype": "message_changed", "previous_message": {"user": ["U1"]}},
        {"subtype": "message_deleted", "deleted_ts": ["1.2"]},
        {"subtype": "message_deleted", "deleted_ts": "1\x002"},
    ],
)
async def test_malformed_talk_is_turned_away(
    by_http: Running, listener: Listener, wrong: dict[str, Any]
) -> None:
    words = {"channel": by_http.slack.channel.id, "channel_type": "channel", "ts": "1.2"}
    assert (await by_http.slack.event({"type": "message"} | words | wrong)).status == 400
    assert listener.heard == []
