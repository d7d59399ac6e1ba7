"""Slack's Web API, as far as somebody needs it who posts and looks whether it arrived."""

import time
from collections import defaultdict
from typing import Any

import orjson

from tests.delivering.desk import Desk, Message, Verdict
from tests.delivering.trouble import Kind
from tests.delivering.wire import Answer, Asked

_MOST = 999
_USUAL = 100
# Who writes to a person by their own number writes to their direct messages.
# https://docs.slack.dev/reference/methods/chat.postMessage#channels
_PEOPLE = ("U", "W")


class SlackSide:
    """One workspace per token: `xoxb-T1` is that of the workspace T1."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._said: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self._methods = {
            "auth.test": self._auth_test,
            "api.test": self._auth_test,
            "conversations.open": self._open,
            "chat.postMessage": self._post,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
        }

    def answer(self, method: str, asked: Asked) -> Answer:
        """What Slack answers to a call."""
        self._desk.record.calls[method] += 1
        carry_out = self._methods.get(method)
        if carry_out is None:
            return _refusal("unknown_method")
        arguments = asked.arguments()
        token = asked.token or str(arguments.get("token", ""))
        if not token.startswith("xoxb-"):
            return _refusal("not_authed")
        return carry_out(token.removeprefix("xoxb-"), arguments, asked.body)

    def forget(self) -> None:
        """Nothing was ever said."""
        self._said.clear()

    def _auth_test(self, team: str, _arguments: dict[str, Any], _raw: bytes) -> Answer:
        told = {"team_id": team, "team": team, "user_id": "UBOT", "user": "attache"}
        return _well({"url": "https://stand-in.slack.com/", "bot_id": "BBOT", **told})

    def _open(self, _team: str, arguments: dict[str, Any], _raw: bytes) -> Answer:
        user = str(arguments.get("users", ""))
        if not user.startswith(_PEOPLE):
            return _refusal("user_not_found")
        return _well({"channel": {"id": _place(user)}}, self._desk.pause)

    def _post(self, team: str, arguments: dict[str, Any], raw: bytes) -> Answer:
        channel = _place(str(arguments.get("channel", "")))
        metadata = arguments.get("metadata") or {}
        if isinstance(metadata, str):
            metadata = orjson.loads(metadata)
        thread = str(arguments.get("thread_ts") or "")
        text = str(arguments.get("text") or "")
        if not (text or arguments.get("blocks")):
            return _refusal("no_text")
        message = Message(team, channel, thread, _key_in(metadata), text, raw)
        verdict = self._desk.post("slack", message)
        if verdict.message:
            self._keep(f"{team}:{channel}", verdict.message, message, metadata)
        return _answer(verdict, channel)

    def _keep(self, place: str, number: str, message: Message, metadata: dict[str, Any]) -> None:
        said: dict[str, Any] = {
            "type": "message",
            "bot_id": "BBOT",
            "user": "UBOT",
            "text": message.text,
            "ts": number,
        }
        if metadata:
            said["metadata"] = metadata
        if message.thread:
            said["thread_ts"] = message.thread
        self._said[place].append(said)

    def _history(self, team: str, arguments: dict[str, Any], _raw: bytes) -> Answer:
        """The newest first, without what was said in threads."""
        return self._look(
            team,
            arguments,
            lambda said: "thread_ts" not in said or said["thread_ts"] == said["ts"],
            newest_first=True,
        )

    def _replies(self, team: str, arguments: dict[str, Any], _raw: bytes) -> Answer:
        """The message that the thread hangs on, and then the oldest first."""
        thread = str(arguments.get("ts", ""))
        return self._look(
            team,
            arguments,
            lambda said: thread in (said["ts"], said.get("thread_ts")),
            newest_first=False,
        )

    def _look(
        self, team: str, arguments: dict[str, Any], wanted: Any, *, newest_first: bool
    ) -> Answer:
        channel = str(arguments.get("channel", ""))
        trouble = self._desk.troubles.look("slack", channel)
        if trouble is not None and trouble.kind is Kind.LOOK_LIMIT:
            self._desk.record.answers["look_limit"] += 1
            return _limited(trouble.seconds)
        if trouble is not None and trouble.kind is Kind.LOOK_FAIL:
            return Answer(b"{}", 500)
        said = [] if channel == "" else self._said[f"{team}:{channel}"]
        if trouble is not None:
            self._desk.record.answers[str(trouble.kind)] += 1
            # A look that is wrong sees nothing; one that is late sees what is old enough.
            until = time.time() - trouble.seconds if trouble.kind is Kind.LOOK_LATE else 0.0
            said = [each for each in said if float(each["ts"]) <= until]
        found = [each for each in said if wanted(each) and _is_between(each, arguments)]
        if newest_first:
            found.reverse()
        return _well(_page(found, arguments), self._desk.pause)


def _place(channel: str) -> str:
    return "D" + channel[1:] if channel.startswith(_PEOPLE) else channel


def _key_in(metadata: dict[str, Any]) -> str:
    """The delivery's key, by whatever name it is carried."""
    payload = metadata.get("event_payload") or {}
    found = payload.get("key") or next(iter(payload.values()), "")
    return str(found)


def _is_between(said: dict[str, Any], arguments: dict[str, Any]) -> bool:
    moment = float(said["ts"])
    oldest = float(arguments.get("oldest") or 0)
    latest = float(arguments.get("latest") or "inf")
    if str(arguments.get("inclusive", "")).lower() in ("true", "1"):
        return oldest <= moment <= latest
    return oldest < moment < latest


def _page(found: list[dict[str, Any]], arguments: dict[str, Any]) -> dict[str, Any]:
    """One page of it, and the cursor of the next. Metadata only for those who ask for it."""
    start = int(arguments.get("cursor") or 0)
    size = min(int(arguments.get("limit") or _USUAL), _MOST)
    page = found[start : start + size]
    if str(arguments.get("include_all_metadata", "")).lower() not in ("true", "1"):
        page = [{name: each[name] for name in each if name != "metadata"} for each in page]
    has_more = start + size < len(found)
    told: dict[str, Any] = {"messages": page, "has_more": has_more}
    if has_more:
        told["response_metadata"] = {"next_cursor": str(start + size)}
    return told


def _answer(verdict: Verdict, channel: str) -> Answer:
    if verdict.wait:
        return _limited(verdict.wait)
    if verdict.refused is not None:
        return _refusal(verdict.refused.word)
    if verdict.is_failed:
        return Answer(b'{"ok":false,"error":"internal_error"}', 500, after=verdict.after)
    answer = _well({"channel": channel, "ts": verdict.message}, verdict.after)
    answer.is_dropped = verdict.is_dropped
    return answer


def _well(told: dict[str, Any], after: float = 0.0) -> Answer:
    return Answer(orjson.dumps({"ok": True, **told}), after=after)


def _refusal(word: str) -> Answer:
    return Answer(orjson.dumps({"ok": False, "error": word}))


def _limited(seconds: float) -> Answer:
    """Slack asks for whole seconds."""
    header = b"Retry-After: %d\r\n" % max(1, round(seconds + 0.49))
    return Answer(b'{"ok":false,"error":"ratelimited"}', 429, header)
