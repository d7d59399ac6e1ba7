"""Talking to the bot in Slack: commands, mentions, direct messages and buttons."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot.chat.answer import Answer
from bot.chat.message import Message
from bot.platforms.slack import limits
from storage.engine import Database
from storage.models import Official
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running, asking, running, until


async def test_a_slash_command_is_answered_to_the_speaker_alone(either: Running) -> None:
    answer = await either.slack.slash_command("/partner", "status Odesa")
    assert answer.status == 200
    (shown,) = either.slack.ephemerals
    assert "Yokohama" in either.slack.text_of(shown)
    assert either.slack.posted == []


async def test_a_mention_is_answered_in_a_thread_under_it(either: Running) -> None:
    await either.slack.mention("partner status Odesa")
    mention, answer = either.slack.messages
    assert answer["thread_ts"] == mention["ts"]
    assert "Yokohama" in either.slack.text_of(answer)


async def test_a_mention_in_a_thread_is_answered_there(either: Running) -> None:
    head = either.slack.written("Who knows Odesa?", either.slack.user, either.slack.channel)
    await either.slack.mention("partner status Odesa", thread_ts=head["ts"])
    assert either.slack.posted[0]["thread_ts"] == head["ts"]
    assert either.heard[0].venue.topic == head["ts"]


async def test_a_mention_without_words_is_answered_with_help(either: Running) -> None:
    await either.slack.mention("")
    assert "/partner" in either.slack.text_of(either.slack.posted[0])


async def test_a_direct_message_is_answered_beside_it(either: Running) -> None:
    await either.slack.direct_message("partner status Одеса")
    (answer,) = either.slack.posted
    assert "thread_ts" not in answer
    assert "Yokohama" in either.slack.text_of(answer)
    assert either.heard[0].venue.private


async def test_words_beside_a_shared_file_are_heard(app: Running) -> None:
    shared = app.slack.add_file("plan.pdf", b"x")
    await app.slack.direct_message("partner status Odesa", file=shared)
    assert "Yokohama" in app.slack.text_of(app.slack.posted[0])


async def test_edits_joins_and_bots_are_not_answered(app: Running) -> None:
    direct = app.slack.world.direct_channel(app.slack.user)
    told = {"type": "message", "channel": direct.id, "channel_type": "im", "text": "help"}
    ours = app.slack.team.bot_user_id
    for other in (
        {"subtype": "message_changed", "user": app.slack.user.id},
        {"subtype": "channel_join", "user": app.slack.user.id},
        {"bot_id": "B0OTHER", "user": "U0OTHER"},
        {"user": ours},
    ):
        await app.slack.event(told | other | {"ts": "1.1", "event_ts": "1.1"}, channel=direct)
    assert app.heard == []


async def test_messages_in_a_channel_that_are_not_for_the_bot_are_left_alone(app: Running) -> None:
    answer = await app.slack.say("partner status Odesa")
    assert answer.status == 200
    assert app.heard == []


async def test_what_slack_made_of_typed_text_is_put_back(app: Running) -> None:
    channel, text = app.slack.channel, "probe echo a & b < c"
    await app.slack.mention(text)
    typed = "probe echo <@U9|olena> <#C9|odesa> <http://odesa.ua|odesa.ua> <mailto:a@b.ua|a@b.ua>"
    told = {"type": "app_mention", "channel": channel.id, "user": app.slack.user.id, "ts": "1.2"}
    head = app.slack.messages[0]["ts"]
    await app.slack.event(told | {"text": typed, "thread_ts": head}, channel=channel)
    assert [message.text for message in app.heard] == [
        text,
        "probe echo @olena #odesa odesa.ua a@b.ua",
    ]


async def test_a_page_turns_in_place_of_the_message(either: Running) -> None:
    await either.slack.slash_command("/probe", "pages")
    (shown,) = either.slack.ephemerals
    await either.slack.press(shown, "Next ▶")
    assert len(either.slack.ephemerals) == 1
    assert "Entry 2" in either.slack.text_of(shown)


async def test_a_page_turns_in_a_thread_for_all(either: Running) -> None:
    await either.slack.mention("probe pages")
    (shown,) = either.slack.posted
    await either.slack.press(shown, "Next ▶")
    assert len(either.slack.posted) == 1
    assert "Entry 2" in either.slack.text_of(shown)


async def test_a_button_that_does_not_replace_is_answered_in_the_thread(app: Running) -> None:
    await app.slack.mention("probe really")
    question = app.slack.posted[0]
    await app.slack.press(question, "Yes")
    answer = app.slack.posted[1]
    assert app.slack.text_of(answer) == "done"
    assert answer["thread_ts"] == question["thread_ts"]


async def test_a_button_of_a_hidden_message_is_answered_to_the_presser_alone(app: Running) -> None:
    await app.slack.slash_command("/probe", "really")
    await app.slack.press(app.slack.ephemerals[0], "Yes")
    assert [app.slack.text_of(each) for each in app.slack.ephemerals][1:] == ["done"]
    assert app.slack.posted == []


async def test_a_button_in_a_direct_message_is_answered_there(app: Running) -> None:
    await app.slack.direct_message("probe really")
    await app.slack.press(app.slack.posted[0], "Yes")
    assert app.slack.text_of(app.slack.posted[1]) == "done"
    assert app.slack.ephemerals == []


async def test_a_button_says_what_is_too_long_to_be_carried(app: Running) -> None:
    await app.slack.direct_message("probe kept")
    await app.slack.press(app.slack.posted[0], "Press")
    assert app.slack.text_of(app.slack.posted[1]).startswith("довго довго")


async def test_a_button_that_was_forgotten_says_so(app: Running) -> None:
    await app.slack.direct_message("probe kept")
    shown = app.slack.posted[0]
    shown["blocks"][-1]["elements"][0]["value"] = "*" + "0" * 32
    await app.slack.press(shown, "Press")
    assert "too old" in app.slack.text_of(app.slack.posted[1])


async def test_an_event_delivered_again_acts_once(either: Running, bound: Database) -> None:
    await either.slack.direct_message("probe note")
    for number in (1, 2, 3):
        answer = await either.slack.redeliver(number)
        assert answer.status == 200
    assert len(either.slack.posted) == 1
    with bound.reading() as session:
        added = select(func.count()).where(Official.name == "Added")
        assert session.execute(added).scalar_one() == 1


async def test_an_event_delivered_to_two_machines_acts_once(
    slack: FakeSlack, bound: Database
) -> None:
    async with running(slack, bound), running(slack, bound) as second:
        await slack.direct_message("probe note")
        async with running(slack, bound):
            await slack.redeliver()
        assert second.heard[0].event == slack.last_event["event_id"]
        assert len(slack.posted) == 1


async def test_a_corrected_mention_is_not_acted_on_again(app: Running) -> None:
    told = {"type": "app_mention", "user": app.slack.user.id, "text": "log Odesa call x"}
    edited = {"edited": {"user": app.slack.user.id, "ts": "1.2"}, "ts": "1.1", "event_ts": "1.2"}
    channel = app.slack.channel
    await app.slack.event(told | edited | {"channel": channel.id}, channel=channel)
    assert app.heard == []


async def test_a_guest_of_a_shared_channel_is_a_stranger(app: Running) -> None:
    other = app.slack.add_team("Elsewhere")
    guest = app.slack.add_user("Guest", other)
    shared = app.slack.add_channel("shared", shared_with=other)
    await app.slack.mention("partner status Odesa", user=guest, channel=shared)
    assert app.heard[0].stranger
    assert app.heard[0].sender.team == other.id
    assert "Yokohama" not in app.slack.text_of(app.slack.posted[0])


async def test_a_long_answer_comes_in_several_messages(app: Running) -> None:
    await app.slack.slash_command("/probe", "long")
    await until(lambda: "The end" in app.slack.text_of(app.slack.ephemerals[-1]))
    shown = [app.slack.text_of(each) for each in app.slack.ephemerals]
    assert len(shown) > 1
    assert all(f"Lead {number}" in "\n".join(shown) for number in range(90))
    assert shown[-1].endswith("[Ok]")


async def test_a_slow_answer_comes_after_the_acknowledgement(
    slack: FakeSlack, bound: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ACKNOWLEDGE_SECONDS", 0.05)
    ask = asking(bound)

    async def slow(message: Message) -> Answer | None:
        await asyncio.sleep(0.2)
        return await ask(message)

    async with running(slack, bound, slow):
        answer = await slack.slash_command("/partner", "status Odesa")
        assert (answer.status, answer.text) == (200, "")
        await until(lambda: slack.ephemerals)
        assert "Yokohama" in slack.text_of(slack.ephemerals[0])


async def test_nothing_that_people_stored_pings_anybody(app: Running) -> None:
    await app.slack.slash_command("/partner", "status Odesa")
    await app.slack.mention("partner status Odesa")
    for shown in (app.slack.ephemerals[0], app.slack.posted[0]):
        assert app.slack.pings(shown) == []
        assert "<!channel>" in app.slack.text_of(shown)


async def test_everything_a_person_hears_is_told_beside_the_blocks(app: Running) -> None:
    await app.slack.mention("partner status Odesa")
    assert "Yokohama" in app.slack.posted[0]["text"]
    (call,) = app.slack.calls("chat.postMessage")
    assert (call["unfurl_links"], call["unfurl_media"], call["link_names"]) == (False,) * 3
