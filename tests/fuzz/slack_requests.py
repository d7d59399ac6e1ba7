"""What Slack posts: the published samples and living ones of the local workspace, spoilt."""

import hashlib
import hmac
import json
import random
import time
from typing import Any
from urllib.parse import urlencode

from bot.platforms.slack.shortcuts import CALLBACKS
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.payloads import actor, commander, event_callback
from tests.fakes.slack.published import PUBLISHED
from tests.fuzz import hostile
from tests.fuzz.lines import Lines
from tests.fuzz.posting import Request
from tests.fuzz.spoiling import broken, spoiled, written

PATH = "/slack/events"
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"
_TYPES = (
    _JSON,
    _FORM,
    "text/plain",
    "",
    "multipart/form-data; boundary=x",
    "application/xml",
    "\xff",
)
_SAMPLES = sorted((PUBLISHED / "samples").glob("*Payload.json"))
_FILES = [{"id": "F1", "name": "x.pdf", "size": 8, "url_private": "https://files.slack.com/x"}]
_RICH = [
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "ordered",
                "indent": 1,
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "text", "text": "x"},
                            {"type": "user", "user_id": "U1"},
                            {"type": "emoji", "name": "eyes", "unicode": "1f440"},
                            {"type": "link", "url": "https://x", "text": "y"},
                        ],
                    }
                ],
            }
        ],
    }
]
_BEFORE = {"type": "message", "user": "U1", "text": "before <@U1>", "ts": "1.1"}
_CHANGE = {
    "message": {**_BEFORE, "text": "after", "blocks": _RICH},
    "previous_message": _BEFORE,
    "deleted_ts": "1.1",
}
_ITEM = {"type": "message", "channel": "C1", "ts": "1.1"}
# What is no button, no command and no event for us, or tells of the app's removal.
_EVENTS: tuple[dict[str, Any], ...] = (
    {"type": "app_mention"},
    {"type": "app_mention", "thread_ts": "1700000000.000100"},
    {"type": "message", "channel_type": "im"},
    {"type": "message", "channel_type": "im", "subtype": "file_share", "files": [{"id": "F1"}]},
    {"type": "message", "channel_type": "channel"},
    {"type": "message", "channel_type": "channel", "thread_ts": "1700000000.000100"},
    {"type": "message", "channel_type": "group", "thread_ts": "1.1", "parent_user_id": "U1"},
    {"type": "message", "channel_type": "im", "subtype": "message_changed", "edited": {"ts": "1"}},
    {"type": "message", "channel_type": "channel", "subtype": "file_share", "files": _FILES},
    {"type": "message", "channel_type": "channel", "blocks": _RICH},
    {"type": "message", "channel_type": "channel", "subtype": "message_changed", **_CHANGE},
    {"type": "message", "channel_type": "group", "subtype": "message_deleted", **_CHANGE},
    {"type": "app_home_opened", "tab": "home"},
    {"type": "member_joined_channel", "inviter": "U1"},
    {"type": "channel_archive", "is_moved": 0},
    {"type": "channel_id_changed", "old_channel_id": "C1", "new_channel_id": "C2"},
    {"type": "reaction_added", "reaction": "eyes", "item": _ITEM},
    {"type": "reaction_added", "reaction": "flag-ua", "item": _ITEM},
    {"type": "reaction_removed", "reaction": "+1::skin-tone-3", "item": _ITEM},
    {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U1"]}},
    {"type": "app_uninstalled"},
)


class SlackRequests:
    """Makes requests as the local workspace would see them leave Slack."""

    def __init__(self, slack: FakeSlack, lines: Lines) -> None:
        self._slack = slack
        self._lines = lines
        self._samples = [json.loads(path.read_text("utf-8")) for path in _SAMPLES]
        often = (self._command, self._event, self._press, self._track)
        self._makers = (*often, *often, self._sample)

    def request(self, chance: random.Random) -> tuple[Request, bool]:
        """The next request, and whether it may be let in."""
        payload = chance.choice(self._makers)(chance)
        if chance.random() < 0.85:
            payload = spoiled(chance, payload)
        body, content_type = _encoded(chance, payload)
        if chance.random() < 0.05:
            content_type = chance.choice(_TYPES)
        headers, genuine = self._signed(chance, body)
        return Request(PATH, {"content-type": content_type, **headers}, body), genuine

    def again(self, request: Request, body: bytes) -> Request:
        """The request with another body, signed as Slack would."""
        kept = {"content-type": request.headers["content-type"]}
        return Request(PATH, kept | self._genuine(body, str(int(time.time()))), body)

    def _genuine(self, body: bytes, moment: str, secret: str = "") -> dict[str, str]:
        secret = secret or self._slack.world.signing_secret
        base = b"v0:" + moment.encode() + b":" + body
        signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": moment, "x-slack-signature": signature}

    def _signed(self, chance: random.Random, body: bytes) -> tuple[dict[str, str], bool]:
        """The headers of a signature, and whether it is one."""
        kind, now = chance.random(), str(int(time.time()))
        if kind < 0.88:
            return self._genuine(body, now), True
        if kind < 0.91:
            return {}, False
        if kind < 0.94:
            return self._genuine(body, now, "another secret"), False
        if kind < 0.97:
            old = str(int(now) - 900)
            moment = chance.choice(("0", "-1", "1e9", "9" * 14, "٣", "x", old))
            return self._genuine(body, moment), False
        headers = self._genuine(body, now)
        right = headers["x-slack-signature"]
        wrong = chance.choice((right[:-1], right.upper(), "v0=", "é" * 64))
        return headers | {"x-slack-signature": wrong}, False

    def _command(self, chance: random.Random) -> dict[str, Any]:
        word, _blank, text = self._lines.line(chance).partition(" ")
        world = self._slack.world
        return {
            **commander(world, self._slack.user, self._slack.channel),
            "command": word if word.startswith("/") else f"/{word}",
            "text": text,
            "response_url": world.new_response_url(self._slack.channel, self._slack.user),
            "trigger_id": "1.2.3",
        }

    def _event(self, chance: random.Random) -> dict[str, Any]:
        slack, number = self._slack, self._slack.world.new_ts()
        channel = chance.choice((slack.channel, slack.world.direct_channel(slack.user)))
        inner = {
            "channel": channel.id,
            "user": slack.user.id,
            "team": slack.team.id,
            "text": f"<@{slack.team.bot_user_id}> {self._lines.line(chance)}",
            "ts": number,
            "event_ts": number,
            **chance.choice(_EVENTS[: 4 if chance.random() < 0.8 else None]),
        }
        return event_callback(slack.world, slack.user, inner, channel)

    def _press(self, chance: random.Random) -> dict[str, Any]:
        slack = self._slack
        container = {
            "type": "message",
            "message_ts": "1.1",
            "channel_id": slack.channel.id,
            "is_ephemeral": chance.random() < 0.5,
        }
        return {
            "type": "block_actions",
            **actor(slack.world, slack.user),
            "container": container,
            "trigger_id": "1.2.3",
            "channel": {"id": slack.channel.id, "name": slack.channel.name},
            "message": {"ts": "1.1", "bot_id": slack.team.bot_id, "text": "x"},
            "response_url": slack.world.new_response_url(slack.channel, slack.user),
            "actions": [
                {
                    "type": "button",
                    "action_id": "0",
                    "block_id": "b",
                    "value": self._lines.line(chance),
                    "action_ts": "1.2",
                }
            ],
        }

    def _track(self, chance: random.Random) -> dict[str, Any]:
        """The shortcut in the menu of a message, which stands in a thread or not."""
        slack, number = self._slack, self._slack.world.new_ts()
        thread = {"thread_ts": "1700000000.000100"} if chance.random() < 0.3 else {}
        return {
            "type": "message_action",
            **actor(slack.world, slack.user),
            "callback_id": chance.choice(CALLBACKS),
            "trigger_id": "1.2.3",
            "message_ts": number,
            "channel": {"id": slack.channel.id, "name": slack.channel.name},
            "message": {
                "type": "message",
                "user": slack.user.id,
                "text": self._lines.line(chance),
                "ts": number,
                **thread,
            },
            "response_url": slack.world.new_response_url(slack.channel, slack.user),
        }

    def _sample(self, chance: random.Random) -> dict[str, Any]:
        """A published sample, with the workspace's own ids where it has room for them."""
        slack = self._slack
        sample: dict[str, Any] = json.loads(json.dumps(chance.choice(self._samples)))
        known = {"team_id": slack.team.id, "user_id": slack.user.id, "channel_id": slack.channel.id}
        for name, value in known.items():
            if name in sample and chance.random() < 0.8:
                sample[name] = value
        if "event" in sample:
            sample["event_id"] = slack.world.new_id("Ev")
        return sample


def _encoded(chance: random.Random, payload: Any) -> tuple[bytes, str]:
    is_event = isinstance(payload, dict) and "event" in payload
    if is_event or not isinstance(payload, dict) or chance.random() < 0.05:
        return written(chance, payload), _JSON
    if "actions" in payload or "type" in payload:
        inner = written(chance, payload)
        return broken(chance, urlencode({"payload": inner}).encode()), _FORM
    pairs = [(name, str(value).encode("utf-8", "surrogatepass")) for name, value in payload.items()]
    if pairs and chance.random() < 0.05:
        pairs.append(
            (chance.choice(pairs)[0], hostile.word(chance).encode("utf-8", "surrogatepass"))
        )
    named = [(name.encode("utf-8", "surrogatepass"), value) for name, value in pairs]
    return broken(chance, urlencode(named).encode()), _FORM
