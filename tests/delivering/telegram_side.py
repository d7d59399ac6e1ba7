"""Telegram's Bot API, as far as somebody needs it who posts."""

import time
from typing import Any

import orjson

from tests.delivering.desk import Desk, Message, Verdict
from tests.delivering.wire import Answer, Asked

_BOT = {"id": 123, "is_bot": True, "first_name": "Attaché", "username": "attache_bot"}
_REFUSALS = {
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "kicked": (403, "Forbidden: bot was kicked from the group chat"),
    "deactivated": (403, "Forbidden: user is deactivated"),
    "not_found": (400, "Bad Request: chat not found"),
    "unreadable": (400, "Bad Request: can't parse entities: Unsupported start tag"),
    "unauthorized": (401, "Unauthorized"),
}


class TelegramSide:
    """Any token is good, and is the name of its bot in the record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def answer(self, token: str, method: str, asked: Asked) -> Answer:
        """What Telegram answers to a call."""
        self._desk.record.calls[method] += 1
        match method:
            case "sendMessage":
                return self._send(token, asked)
            case "getMe":
                return _well(_BOT)
            case "getUpdates":
                return Answer(b'{"ok":true,"result":[]}', after=10.0)
            case _:
                return _well(True)

    def _send(self, token: str, asked: Asked) -> Answer:
        arguments = asked.arguments()
        chat, text = str(arguments.get("chat_id", "")), str(arguments.get("text") or "")
        thread = str(arguments.get("message_thread_id") or "")
        if not text:
            return _refusal(400, "Bad Request: message text is empty")
        message = Message(token.partition(":")[0], chat, thread, "", text, asked.body)
        return _answer(self._desk.post("telegram", message), chat, text)


def _answer(verdict: Verdict, chat: str, text: str) -> Answer:
    if verdict.wait:
        seconds = max(1, round(verdict.wait + 0.49))
        return _refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    if verdict.refused is not None:
        if verdict.refused.word == "migrated":
            return _refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=int(verdict.refused.to),
            )
        return _refusal(*_REFUSALS[verdict.refused.word])
    if verdict.is_failed:
        answer = _refusal(500, "Internal Server Error")
    else:
        kind = "supergroup" if chat.startswith("-") else "private"
        answer = _well(
            {
                "message_id": int(verdict.message),
                "date": int(time.time()),
                "chat": {"id": int(chat), "type": kind},
                "text": text,
            }
        )
    answer.after, answer.is_dropped = verdict.after, verdict.is_dropped
    return answer


def _well(result: Any) -> Answer:
    return Answer(orjson.dumps({"ok": True, "result": result}))


def _refusal(status: int, description: str, **parameters: int) -> Answer:
    told = {"ok": False, "error_code": status, "description": description}
    if parameters:
        told["parameters"] = parameters
    return Answer(orjson.dumps(told), status)
