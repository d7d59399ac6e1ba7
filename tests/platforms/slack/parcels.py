"""What the tests of deliveries send, and what they make of it when it is not taken."""

from typing import Any

import pytest

from bot.chat.delivering import NotDelivered, Parcel
from bot.chat.reply import Button, Paragraph, Reply
from bot.chat.speech import Speech
from bot.domain.identity import Platform, Venue
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running

NEWS = Reply("A reminder", (Paragraph("Write to Odesa"),), (Button("Help", "help"),))
KEY = "nudge:7:3"


def parcel(
    slack: FakeSlack, channel: str = "", thread: str = "", team: str = "", reply: Reply = NEWS
) -> Parcel:
    to = Venue(Platform.SLACK, channel or slack.channel.id, team or slack.team.id)
    return Parcel(KEY, to, reply, Speech(), thread)


async def deliver(app: Running, *place: str, **more: Any) -> str:
    receipt = await app.platform.courier.deliver(parcel(app.slack, *place, **more))
    return receipt.message


async def failure(app: Running, *place: str, **more: Any) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await deliver(app, *place, **more)
    return failed.value
