"""`/translate` on Slack: whoever asked sees the answer, however long an engine takes."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.chat.message import Quoted
from bot.chat.pace import Pace
from bot.chat.router import Router
from bot.domain.identity import Identity, Platform
from bot.domain.marks import Mark, MarkKind
from bot.platforms.slack import limits
from bot.services.answering import Answering
from bot.services.translation.detecting import Detector
from bot.services.translation.granting import Granting
from bot.services.translation.installed import TranslationSettings, installed
from bot.services.translation.translator import Translator
from handlers.commands import registry
from storage.engine import Database
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running, running, until
from tests.translation.engines.standins import LibreStandIn


@pytest.fixture
async def libre() -> AsyncIterator[LibreStandIn]:
    """A LibreTranslate of the house."""
    async with LibreStandIn() as server:
        yield server


@pytest.fixture
async def translating(
    slack: FakeSlack, bound: Database, libre: LibreStandIn
) -> AsyncIterator[Running]:
    """One workspace over HTTP, with somebody who grants wishes."""
    settings = TranslationSettings(engines=("libretranslate",), libretranslate_url=libre.url)
    async with aiohttp.ClientSession() as session:
        granting = Granting(bound, Translator(installed(settings, session)), Detector())
        answering = Answering(Router(registry(), bound), 2, Pace(), granting.granted)
        async with running(slack, bound, answering.ask) as listening:
            yield listening
        answering.close()


async def test_the_translation_is_shown_to_who_asked(translating: Running) -> None:
    await translating.slack.slash_command("/translate", "to es The mayor arrives soon")

    (shown,) = translating.slack.ephemerals
    told = translating.slack.text_of(shown)
    assert "The-ado mayor-ado arrives-ado soon-ado" in told
    assert "machine translation · LibreTranslate" in told
    assert "The mayor arrives soon" in told


async def test_an_engine_that_takes_longer_than_slack_waits_is_waited_for(
    translating: Running, libre: LibreStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ACKNOWLEDGE_SECONDS", 0.05)
    libre.delay = 0.3

    await translating.slack.slash_command("/translate", "to es The mayor arrives soon")
    await until(lambda: translating.slack.ephemerals)

    assert "mayor-ado" in translating.slack.text_of(translating.slack.ephemerals[-1])


@pytest.mark.parametrize("said", ["translate", "translate to es", "/translate to Spanish"])
async def test_in_a_thread_it_is_the_message_that_the_thread_began_with(
    translating: Running, said: str
) -> None:
    slack = translating.slack
    head = slack.written("Доброго *ранку* всім :tada:", slack.user, slack.channel)
    slack.written("Good morning to you", slack.user, slack.channel, head["ts"])

    await slack.mention(said, thread_ts=head["ts"])

    (told,) = slack.posted
    assert "Доброго-ado ранку-ado всім-ado 🎉" in slack.text_of(told)
    assert told["thread_ts"] == head["ts"]
    (heard,) = translating.heard
    author = Identity(Platform.SLACK, slack.user.id, slack.team.id)
    assert heard.quoted == Quoted(
        "Доброго ранку всім 🎉", author, head["ts"], head["ts"], (Mark(8, 13, MarkKind.BOLD),)
    )


async def test_in_a_thread_words_of_its_own_go_before_what_is_above_them(
    translating: Running,
) -> None:
    slack = translating.slack
    head = slack.written("Доброго ранку всім", slack.user, slack.channel)

    await slack.mention("translate to es The mayor arrives soon", thread_ts=head["ts"])

    (told,) = slack.posted
    assert "The-ado mayor-ado arrives-ado soon-ado" in slack.text_of(told)
    assert slack.calls("conversations.history") == []


async def test_what_slack_does_not_show_is_not_translated(translating: Running) -> None:
    slack = translating.slack
    head = slack.written("Доброго ранку всім", slack.user, slack.channel)
    slack.channel.members.discard(slack.team.bot_user_id)

    await slack.mention("translate", thread_ts=head["ts"])

    assert [each.quoted for each in translating.heard] == [Quoted("", None, head["ts"])]


async def test_outside_of_threads_there_is_nothing_to_be_translated(translating: Running) -> None:
    slack = translating.slack

    await slack.mention("translate to es")

    assert [each.quoted for each in translating.heard] == [None]
    (told,) = slack.posted
    assert "Please say what to translate" in slack.text_of(told)


async def test_a_follow_up_that_is_added_in_a_thread_is_of_its_first_message(
    translating: Running,
) -> None:
    slack = translating.slack
    head = slack.written("Send the pump specification", slack.user, slack.channel)

    await slack.mention("follow add by 2026-12-04", thread_ts=head["ts"])

    (told,) = slack.posted
    assert "Send the pump specification" in slack.text_of(told)
    assert "December 4, 2026" in slack.text_of(told)


async def flagged(app: Running, text: str = "The mayor arrives soon") -> dict[str, Any]:
    """A message that somebody has put a flag under, answered."""
    message = app.slack.written(text, app.slack.user, app.slack.channel)
    await app.slack.react(message, "flag-es")
    await until(lambda: app.slack.posted)
    return message


async def test_a_flag_that_is_put_there_again_does_not_say_it_again(translating: Running) -> None:
    slack, message = translating.slack, await flagged(translating)
    await slack.unreact(message, "flag-es")
    await slack.react(message, "flag-es")
    other = slack.add_user("Yoko Mori")
    await slack.react(message, "flag-es", user=other)
    # Of the same language.
    await slack.react(message, "flag-mx", user=other)
    assert len(translating.heard) == 4
    (told,) = slack.posted
    assert "mayor-ado" in slack.text_of(told)


async def test_a_translation_that_is_gone_is_said_again(translating: Running) -> None:
    slack, message = translating.slack, await flagged(translating)
    slack.messages.remove(slack.posted[0])
    await slack.react(message, "flag-es", user=slack.user)
    await until(lambda: len(slack.calls("chat.postMessage")) == 2)


async def test_other_words_are_translated_anew(translating: Running) -> None:
    slack, message = translating.slack, await flagged(translating)
    message["text"] = "The mayor arrives late"
    await slack.react(message, "flag-es")
    await until(lambda: len(slack.posted) == 2)
    assert "late-ado" in slack.text_of(slack.posted[-1])


async def test_two_flags_at_once_are_answered_once(
    translating: Running, libre: LibreStandIn
) -> None:
    libre.delay = 0.2
    slack = translating.slack
    message = slack.written("The mayor arrives soon", slack.user, slack.channel)
    await asyncio.gather(slack.react(message, "flag-es"), slack.react(message, "flag-mx"))
    await until(lambda: len(translating.heard) == 2 and slack.posted)
    await translating.platform.stop()
    assert len(slack.posted) == 1


async def test_where_slack_does_not_show_the_thread_the_flag_is_answered(
    translating: Running,
) -> None:
    slack = translating.slack
    slack.fail_next("conversations.replies", error="missing_scope")
    await flagged(translating)
    assert "mayor-ado" in slack.text_of(slack.posted[0])


async def test_the_flag_of_the_text_s_own_language_is_answered_in_one_line_to_who_put_it(
    translating: Running,
) -> None:
    slack = translating.slack
    message = slack.written("The mayor arrives soon, we hope", slack.user, slack.channel)
    await slack.react(message, "gb")
    await until(lambda: slack.ephemerals)
    (told,) = slack.ephemerals
    assert (told["user"], slack.text_of(told)) == (slack.user.id, "That is in English already.")
    # In a thread that nobody has begun it would not be seen.
    assert "thread_ts" not in told
    assert slack.posted == []


async def test_under_a_reply_that_line_is_in_the_thread(translating: Running) -> None:
    slack = translating.slack
    head = slack.written("Who?", slack.user, slack.channel)
    reply = slack.written(
        "The mayor arrives soon, we hope", slack.user, slack.channel, thread_ts=head["ts"]
    )
    await slack.react(reply, "gb")
    await until(lambda: slack.ephemerals)
    assert slack.ephemerals[0]["thread_ts"] == head["ts"]
    assert slack.posted == []
