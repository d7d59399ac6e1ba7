"""What goes out unasked on Telegram: one message, sent once, and what can become of it."""

from typing import Any

import pytest
from prometheus_client import REGISTRY

from bot.chat.delivering import Later, Moved, NotDelivered, Parcel, Refused, Uncertain
from bot.chat.reply import Button, Entries, Entry, File, Paragraph, Reply
from bot.chat.speech import Speech
from bot.domain.identity import Platform, Venue
from bot.platforms.telegram import delivering, request
from bot.platforms.telegram.limits import TEXT_LENGTH, utf16_length
from bot.platforms.telegram.settings import Mode
from tests.fakes.telegram import Chat
from tests.platforms.telegram.conftest import MakeSetting, Setting, until

NEWS = Reply("A reminder", (Paragraph("Write to Odesa"),), (Button("Help", "help"),))


async def deliver(
    setting: Setting,
    chat: Chat,
    *,
    thread: str = "",
    topic: int | str = "",
    reply: Reply = NEWS,
) -> str:
    private = chat.type == "private"
    to = Venue(Platform.TELEGRAM, str(chat.id), topic=str(topic), private=private)
    parcel = Parcel("nudge:7:3", to, reply, Speech(), thread)
    return (await setting.platform.courier.deliver(parcel)).message


async def failure(setting: Setting, chat: Chat, **more: Any) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await deliver(setting, chat, **more)
    return failed.value


def failures(reason: str) -> float:
    labels = {"platform": "telegram", "reason": reason}
    return REGISTRY.get_sample_value("attache_send_failures_total", labels) or 0.0


def alone(setting: Setting) -> Chat:
    return setting.telegram.private_chat(setting.telegram.user)


async def test_a_person_hears_of_it_alone(worker: Setting) -> None:
    receipt = await deliver(worker, alone(worker))
    assert worker.telegram.last["message_id"] == int(receipt)
    assert worker.telegram.text_of(worker.telegram.last) == "A reminder\nWrite to Odesa\n[Help]"


async def test_a_group_hears_of_it(worker: Setting) -> None:
    group = worker.telegram.group("Sister cities")
    await deliver(worker, group)
    assert worker.telegram.last["chat"]["id"] == group.id


async def test_a_topic_hears_of_it(worker: Setting) -> None:
    forum = worker.telegram.supergroup("Forum", forum=True)
    topic = worker.telegram.topic(forum, "Odesa")
    await deliver(worker, forum, topic=topic)
    assert worker.telegram.last["message_thread_id"] == topic


async def test_what_belongs_under_a_message_replies_to_it(worker: Setting) -> None:
    group = worker.telegram.group("Sister cities")
    first = await deliver(worker, group)
    await deliver(worker, group, thread=first)
    assert worker.telegram.last["reply_to_message"]["message_id"] == int(first)


async def test_it_is_sent_though_the_message_above_it_is_gone(worker: Setting) -> None:
    group = worker.telegram.group("Sister cities")
    await deliver(worker, group, thread="77")
    assert "reply_to_message" not in worker.telegram.last


async def test_no_preview_is_asked_for(worker: Setting) -> None:
    await deliver(worker, alone(worker))
    assert worker.telegram.calls[-1].arguments["link_preview_options"]["is_disabled"]


async def test_who_only_delivers_does_not_listen(worker: Setting) -> None:
    await worker.telegram.message("/help")
    await deliver(worker, alone(worker))
    assert [call.method for call in worker.telegram.calls] == ["sendMessage"]


async def test_who_listens_delivers_as_well(polling: Setting) -> None:
    await until(lambda: polling.platform.is_receiving)
    await deliver(polling, alone(polling))
    await polling.telegram.press(polling.telegram.last, "Help")
    await polling.answers(2)
    assert polling.asked[0].text == "help"


async def test_what_is_too_long_for_one_message_is_cut_and_not_divided(worker: Setting) -> None:
    entries = tuple(Entry(f"Lead {number}", "words " * 40) for number in range(90))
    await deliver(worker, alone(worker), reply=Reply("Long", (Entries(entries),), NEWS.buttons))
    assert len(worker.telegram.sent) == 1
    assert worker.telegram.text_of(worker.telegram.last).endswith("…\n[Help]")
    assert utf16_length(worker.telegram.last["text"]) <= TEXT_LENGTH


async def test_a_line_that_fills_the_message_leaves_room_for_the_cut(worker: Setting) -> None:
    parts = tuple(Paragraph(letter * (TEXT_LENGTH // 2 - 2)) for letter in "abc")
    await deliver(worker, alone(worker), reply=Reply(parts=parts))
    assert worker.telegram.last["text"].endswith("\n…")


async def test_a_file_among_the_words_is_no_parcel(worker: Setting) -> None:
    reply = Reply("Here", (File("export.csv", b"city\n", "text/csv"),))
    with pytest.raises(ValueError, match="beside it"):
        await deliver(worker, alone(worker), reply=reply)
    assert worker.telegram.sent == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"drop": True, "handled": True}, "uncertain"),
        ({"error_code": 500, "handled": True}, "uncertain"),
        ({"error_code": 502, "handled": True}, "uncertain"),
    ],
)
async def test_what_telegram_may_have_taken_is_uncertain_and_not_sent_twice(
    worker: Setting, fault: dict[str, Any], reason: str
) -> None:
    before = failures(reason)
    worker.telegram.fail_next("sendMessage", **fault)
    uncertain = await failure(worker, alone(worker))
    assert (type(uncertain), uncertain.reason) == (Uncertain, reason)
    assert len(worker.telegram.sent) == 1
    assert failures(reason) == before + 1


async def test_an_answer_that_comes_too_late_is_uncertain(
    worker: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request, "CONNECT_SECONDS", 0.1)
    monkeypatch.setattr(delivering, "ANSWER_SECONDS", 0.1)
    worker.telegram.fail_next("sendMessage", delay=0.5)
    uncertain = await failure(worker, alone(worker))
    assert (type(uncertain), uncertain.reason) == (Uncertain, "timeout")
    assert len(worker.telegram.sent) == 1


async def test_telegrams_wish_for_a_pause_is_passed_on_at_once(worker: Setting) -> None:
    worker.telegram.fail_next("sendMessage", retry_after=30)
    later = await failure(worker, alone(worker))
    assert isinstance(later, Later)
    assert (later.reason, later.pause) == ("rate_limited", 30.0)
    assert worker.telegram.sent == []


async def test_without_a_connection_it_is_for_later(made: MakeSetting) -> None:
    setting = made(Mode.POLLING)
    later = await failure(setting, alone(setting))
    assert (type(later), later.reason) == (Later, "unreached")


async def test_buttons_that_cannot_be_kept_are_for_later(worker: Setting) -> None:
    reply = Reply("Ready?", buttons=(Button("Yes", "x" * 65),))
    with worker.database_down():
        later = await failure(worker, alone(worker), reply=reply)
    assert (type(later), later.reason) == (Later, "database_unavailable")
    assert worker.telegram.sent == []


async def test_a_person_who_blocked_the_bot_refuses_it(worker: Setting) -> None:
    await worker.telegram.kick_bot(alone(worker))
    refusal = await failure(worker, alone(worker))
    assert (type(refusal), refusal.reason) == (Refused, "bot_blocked")


async def test_a_person_who_never_started_the_bot_refuses_it(worker: Setting) -> None:
    stranger = Chat(worker.telegram.person("Aiko")["id"], "private")
    assert (await failure(worker, stranger)).reason == "not_started"


async def test_a_group_that_put_the_bot_out_refuses_it_and_is_lost(worker: Setting) -> None:
    group = worker.telegram.group("Sister cities")
    worker.bind(group)
    await worker.telegram.kick_bot(group)
    refusal = await failure(worker, group)
    assert (type(refusal), refusal.reason) == (Refused, "kicked")
    assert worker.channels() == {str(group.id): False}


async def test_a_group_the_bot_left_refuses_it(worker: Setting) -> None:
    group = worker.telegram.group("Sister cities")
    group.members[worker.telegram.bot["id"]] = "left"
    assert (await failure(worker, group)).reason == "not_a_member"


async def test_a_closed_topic_refuses_it(worker: Setting) -> None:
    forum = worker.telegram.supergroup("Forum", forum=True)
    topic = worker.telegram.topic(forum, "Odesa")
    worker.telegram.close_topic(forum, topic)
    assert (await failure(worker, forum, topic=topic)).reason == "topic_closed"


async def test_a_topic_that_is_gone_refuses_it(worker: Setting) -> None:
    forum = worker.telegram.supergroup("Forum", forum=True)
    topic = worker.telegram.topic(forum, "Odesa")
    worker.telegram.delete_topic(forum, topic)
    assert (await failure(worker, forum, topic=topic)).reason == "topic_not_found"


@pytest.mark.parametrize(
    ("code", "description", "reason"),
    [
        (400, "Bad Request: chat not found", "chat_not_found"),
        (400, "Bad Request: not enough rights to send text messages to the chat", "no_rights"),
        (400, "Bad Request: have no rights to send a message", "no_rights"),
        (400, "Bad Request: can't parse entities", "bad_request"),
        (403, "Forbidden: user is deactivated", "deactivated"),
        (403, "Forbidden: the group chat was deleted", "chat_deleted"),
        (403, "Forbidden: something new", "forbidden"),
        (401, "Unauthorized", "token_refused"),
    ],
)
async def test_what_telegram_will_not_take_is_refused_in_a_word_of_ours(
    worker: Setting, code: int, description: str, reason: str
) -> None:
    worker.telegram.fail_next("sendMessage", error_code=code, description=description)
    refusal = await failure(worker, alone(worker))
    assert (type(refusal), refusal.reason) == (Refused, reason)


async def test_a_group_that_has_moved_is_told_with_its_new_number(worker: Setting) -> None:
    group = worker.telegram.group("Sister cities")
    worker.bind(group)
    bigger = await worker.telegram.upgrade_group(group)
    moved = await failure(worker, group)
    assert isinstance(moved, Moved)
    assert moved.channel == str(bigger.id)
    assert worker.channels() == {str(bigger.id): True}


async def test_what_cannot_be_recorded_of_a_channel_is_told_all_the_same(worker: Setting) -> None:
    group = worker.telegram.group("Sister cities")
    bigger = await worker.telegram.upgrade_group(group)
    with worker.database_down():
        moved = await failure(worker, group)
    assert isinstance(moved, Moved)
    assert moved.channel == str(bigger.id)


async def test_nothing_can_be_looked_up(worker: Setting) -> None:
    assert not worker.platform.courier.can_look
