"""Who is taken for a member of the workspace, and who for a guest of a shared channel."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.platforms.slack.listening import event
from bot.platforms.slack.workspaces import Workspace

HOME = Workspace("T1", token="xoxb-1", bot_id="B1", bot_user_id="U0")
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def _mention(shared: bool, **author: Any) -> dict[str, Any]:
    told = {"type": "app_mention", "user": "U9", "text": "<@U0> help", "channel": "C1", "ts": "1.1"}
    return {"event_id": "E1", "is_ext_shared_channel": shared, "event": told | author}


@pytest.mark.parametrize(
    ("shared", "author", "is_stranger"),
    [
        (False, {}, False),
        (False, {"team": "T1"}, False),
        (True, {"user_team": "T1"}, False),
        (True, {"user_team": "T9"}, True),
        (True, {"user_profile": {"team": "T9"}}, True),
        (True, {}, True),
    ],
)
def test_a_guest_is_told_from_a_member(
    shared: bool, author: dict[str, Any], is_stranger: bool
) -> None:
    heard = event(_mention(shared, **author), HOME, AT)
    assert heard is not None
    assert heard.message.stranger is is_stranger
