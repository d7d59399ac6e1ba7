"""Somebody in Slack asks faster than anybody reads."""

from collections.abc import AsyncIterator

import pytest

from bot.chat.message import Message
from bot.chat.pace import PERSON, Pace
from bot.chat.router import Router
from bot.domain.identity import Identity, Platform, Venue
from bot.services.answering import Answering
from storage.engine import Database
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import TODAY, Running, commands, running

TOLD = "That was a lot at once. Please go on in 10 seconds."


@pytest.fixture
def pace() -> Pace:
    return Pace()


@pytest.fixture
async def paced(slack: FakeSlack, bound: Database, pace: Pace) -> AsyncIterator[Running]:
    """One workspace over HTTP, in which one may not ask without end."""
    answering = Answering(Router(commands(), bound), 2, pace)
    async with running(slack, bound, answering.ask) as listening:
        yield listening
    answering.close()


def use_up(pace: Pace, slack: FakeSlack, asked: int = 0) -> None:
    """The person has asked all that may be asked at once, of which so many already."""
    sender = Identity(Platform.SLACK, slack.user.id, slack.team.id)
    alone = Venue(Platform.SLACK, "D1", slack.team.id, private=True)
    for _asked in range(PERSON.burst - asked):
        pace.pause(Message("help", sender, alone, TODAY))


async def test_a_command_too_much_is_told_to_the_speaker(paced: Running, pace: Pace) -> None:
    use_up(pace, paced.slack)
    await paced.slack.slash_command("/help", "")
    (told,) = paced.slack.ephemerals
    assert TOLD in paced.slack.text_of(told)


async def test_further_commands_are_taken_with_nothing_to_show(paced: Running, pace: Pace) -> None:
    use_up(pace, paced.slack)
    answers = [await paced.slack.slash_command("/help", "") for _asked in range(3)]
    assert [(each.status, each.text) for each in answers[1:]] == [(200, "")] * 2
    assert len(paced.slack.ephemerals) == 1


async def test_further_mentions_are_taken_in_silence(paced: Running, pace: Pace) -> None:
    use_up(pace, paced.slack)
    answers = [await paced.slack.mention("help") for _asked in range(3)]
    assert [each.status for each in answers] == [200] * 3
    assert len(paced.slack.posted) == 1


async def test_further_presses_are_taken_in_silence(paced: Running, pace: Pace) -> None:
    await paced.slack.direct_message("probe pages")
    use_up(pace, paced.slack, asked=1)
    (page,) = paced.slack.posted
    answers = [await paced.slack.press(page, "Next ▶") for _press in range(3)]
    assert [each.status for each in answers] == [200] * 3
    assert len(paced.slack.posted) == 2
