"""What is changed of messages that are there already, as often as it takes."""

from typing import Any

import pytest

from bot.chat.delivering import (
    Change,
    Later,
    Moved,
    NotDelivered,
    Reactions,
    Refused,
    Removal,
    Rewriting,
    Uncertain,
)
from bot.chat.reply import Button, Paragraph, Reply
from bot.chat.speech import Speech
from bot.domain.identity import Platform, Venue
from tests.fakes.telegram import Chat
from tests.platforms.telegram.conftest import Setting

THREE_DAYS = 3 * 24 * 3600
OTHER = Reply("Olena", (Paragraph("The <ferry>"),), (Button("Help", "help"),))


@pytest.fixture
def group(worker: Setting) -> Chat:
    """A group in which the bot is a mere member."""
    return worker.telegram.supergroup("Sister cities")


def place(group: Chat) -> Venue:
    return Venue(Platform.TELEGRAM, str(group.id))


async def own(setting: Setting, group: Chat) -> dict[str, Any]:
    """A message of the bot's."""
    bot = setting.platform._bot
    sent = await bot.send_message(group.id, "Olena: The fery")
    return group.messages[sent.message_id]


async def change(setting: Setting, change: Change) -> None:
    await setting.platform.courier.change(change)


async def failure(setting: Setting, wanted: Change) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await change(setting, wanted)
    return failed.value


def rewriting(group: Chat, message: dict[str, Any], reply: Reply = OTHER) -> Rewriting:
    return Rewriting(place(group), str(message["message_id"]), reply, Speech())


def removal(group: Chat, message: dict[str, Any]) -> Removal:
    return Removal(place(group), str(message["message_id"]))


def reacting(
    group: Chat, message: dict[str, Any], *emoji: str, before: tuple[str, ...] = ()
) -> Reactions:
    return Reactions(place(group), str(message["message_id"]), emoji, before)


async def test_a_message_says_something_else(worker: Setting, group: Chat) -> None:
    message = await own(worker, group)
    await change(worker, rewriting(group, message))
    assert worker.telegram.text_of(message) == "Olena\nThe <ferry>\n[Help]"
    assert worker.telegram.calls[-1].arguments["link_preview_options"]["is_disabled"]


async def test_to_say_the_same_again_is_no_failure(worker: Setting, group: Chat) -> None:
    message = await own(worker, group)
    await change(worker, rewriting(group, message))
    await change(worker, rewriting(group, message))
    assert len(worker.telegram.refusals) == 1


async def test_the_words_under_a_file_are_changed_as_well(worker: Setting, group: Chat) -> None:
    sent = await worker.platform._bot.send_document(group.id, b"x", caption="The fery")
    message = group.messages[sent.message_id]
    worker.telegram.fail_next(
        "editMessageText",
        error_code=400,
        description="Bad Request: there is no text in the message to edit",
    )
    await change(worker, rewriting(group, message))
    assert message["caption"] == "Olena\nThe <ferry>"


@pytest.mark.parametrize("kind", [rewriting, removal, reacting])
async def test_what_is_gone_cannot_be_changed_and_that_is_fine(
    worker: Setting, group: Chat, kind: Any
) -> None:
    message = await own(worker, group)
    await worker.platform._bot.delete_message(group.id, message["message_id"])
    emoji = ("👍",) if kind is reacting else ()
    await change(worker, kind(group, message, *emoji))
    assert len(worker.telegram.refusals) == 1


async def test_what_the_bot_may_not_change_any_more_stays(worker: Setting, group: Chat) -> None:
    message = await own(worker, group)
    worker.telegram.fail_next(
        "editMessageText", error_code=400, description="Bad Request: message can't be edited"
    )
    await change(worker, rewriting(group, message))
    assert message["text"] == "Olena: The fery"


async def test_a_message_is_taken_back(worker: Setting, group: Chat) -> None:
    message = await own(worker, group)
    await change(worker, removal(group, message))
    assert message["message_id"] not in group.messages


async def test_what_is_too_old_to_be_taken_back_stays(worker: Setting, group: Chat) -> None:
    message = await own(worker, group)
    message["date"] -= THREE_DAYS
    await change(worker, removal(group, message))
    assert message["message_id"] in group.messages
    assert len(worker.telegram.refusals) == 1


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (("👍",), ["👍"]),
        (("🚢", "❤️", "🔥"), ["❤"]),
        (("❤️‍🔥",), ["❤‍🔥"]),
        (("🤷‍♂️",), ["🤷‍♂"]),
    ],
)
async def test_the_first_emoji_that_telegram_knows_is_shown(
    worker: Setting, group: Chat, wanted: tuple[str, ...], shown: list[str]
) -> None:
    message = await worker.telegram.message("Hello", chat=group)
    await change(worker, reacting(group, message, *wanted))
    assert worker.telegram.shown_by_bot(message) == shown


async def test_every_emoji_of_the_library_is_one_that_telegram_takes(
    worker: Setting, group: Chat
) -> None:
    from bot.platforms.telegram.changing import _KNOWN
    from tests.fakes.telegram.limits import REACTIONS

    assert _KNOWN == REACTIONS


async def test_another_emoji_takes_the_place_of_the_first(worker: Setting, group: Chat) -> None:
    message = await worker.telegram.message("Hello", chat=group)
    await change(worker, reacting(group, message, "👍"))
    await change(worker, reacting(group, message, "🔥", before=("👍",)))
    assert worker.telegram.shown_by_bot(message) == ["🔥"]


async def test_what_nobody_shows_any_more_is_taken_away(worker: Setting, group: Chat) -> None:
    message = await worker.telegram.message("Hello", chat=group)
    await change(worker, reacting(group, message, "👍"))
    await change(worker, reacting(group, message, "🚢", before=("👍", "🚢")))
    assert worker.telegram.shown_by_bot(message) == []


async def test_where_nothing_changes_nobody_is_called(worker: Setting, group: Chat) -> None:
    message = await worker.telegram.message("Hello", chat=group)
    await change(worker, reacting(group, message, "🚢"))
    await change(worker, reacting(group, message, before=("🚢",)))
    await change(worker, reacting(group, message, "👍", "🔥", before=("👍",)))
    assert worker.telegram.calls == []


async def test_an_emoji_that_the_group_does_not_want_is_left_out(
    worker: Setting, group: Chat
) -> None:
    group.reactions = frozenset("👍")
    message = await worker.telegram.message("Hello", chat=group)
    await change(worker, reacting(group, message, "🔥"))
    assert worker.telegram.shown_by_bot(message) == []
    assert len(worker.telegram.refusals) == 1


METHODS = {
    "editMessageText": rewriting,
    "deleteMessage": removal,
    "setMessageReaction": lambda group, message: reacting(group, message, "👍"),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("fault", "kind", "reason"),
    [
        ({"retry_after": 30}, Later, "rate_limited"),
        ({"drop": True}, Uncertain, "uncertain"),
        ({"error_code": 500}, Uncertain, "uncertain"),
        (
            {"error_code": 403, "description": "Forbidden: bot was kicked from the group chat"},
            Refused,
            "kicked",
        ),
        (
            {"error_code": 400, "description": "Bad Request: not enough rights"},
            Refused,
            "no_rights",
        ),
    ],
)
async def test_what_is_not_known_to_be_done_is_told(
    worker: Setting,
    group: Chat,
    method: str,
    fault: dict[str, Any],
    kind: type[NotDelivered],
    reason: str,
) -> None:
    message = await own(worker, group)
    worker.telegram.fail_next(method, **fault)
    failed = await failure(worker, METHODS[method](group, message))
    assert (type(failed), failed.reason) == (kind, reason)
    if isinstance(failed, Later):
        assert failed.pause == 30.0


async def test_a_group_that_has_moved_is_told_with_its_new_number(
    worker: Setting, group: Chat
) -> None:
    small = worker.telegram.group("Small")
    message = await own(worker, small)
    bigger = await worker.telegram.upgrade_group(small)
    moved = await failure(worker, removal(small, message))
    assert isinstance(moved, Moved)
    assert moved.channel == str(bigger.id)


async def test_buttons_that_cannot_be_kept_are_for_later(worker: Setting, group: Chat) -> None:
    message = await own(worker, group)
    reply = Reply("Ready?", buttons=(Button("Yes", "x" * 65),))
    with worker.database_down():
        later = await failure(worker, rewriting(group, message, reply))
    assert (type(later), later.reason) == (Later, "database_unavailable")
