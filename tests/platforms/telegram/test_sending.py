"""Telegram does not take an answer, or nobody knows whether it did."""

import logging
import time

import pytest
from prometheus_client import REGISTRY

from bot.chat.reply import Reply
from tests.platforms.telegram.conftest import Setting


def failures(reason: str) -> float:
    labels = {"platform": "telegram", "reason": reason}
    return REGISTRY.get_sample_value("attache_send_failures_total", labels) or 0.0


async def asked_twice(setting: Setting) -> list[str]:
    """What people see when the first of two answers met a failure."""
    setting.say(Reply("First"), Reply("Second"))
    await setting.telegram.message("one")
    await setting.telegram.message("two")
    await setting.settled()
    return [setting.telegram.text_of(message) for message in setting.telegram.sent]


async def test_a_short_pause_is_waited_for(polling: Setting) -> None:
    polling.telegram.fail_next("sendMessage", retry_after=1)
    began = time.monotonic()
    assert await asked_twice(polling) == ["First", "Second"]
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("rate_limited", {"retry_after": 3600}),
        ("forbidden", {"error_code": 403, "description": "Forbidden: bot was blocked by the user"}),
        ("bad_request", {"error_code": 400, "description": "Bad Request: TOPIC_CLOSED"}),
        ("uncertain", {"error_code": 502}),
        ("uncertain", {"drop": True}),
    ],
)
async def test_a_refused_answer_is_counted_and_not_repeated(
    polling: Setting, reason: str, fault: dict
) -> None:
    before = failures(reason)
    polling.telegram.fail_next("sendMessage", **fault)
    assert await asked_twice(polling) == ["Second"]
    assert failures(reason) == before + 1


async def test_an_answer_that_arrived_unconfirmed_is_not_sent_again(polling: Setting) -> None:
    polling.telegram.fail_next("sendMessage", drop=True, handled=True)
    assert await asked_twice(polling) == ["First", "Second"]


async def test_a_failure_is_logged_without_a_word_of_the_answer(
    polling: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    polling.say(Reply("Strictly between us"))
    polling.telegram.fail_next("sendMessage", error_code=400, description="Bad Request: no")
    await polling.telegram.message("the secret word")
    await polling.settled()
    # The stand-in's own web server writes down the addresses it is called at.
    own = [record for record in caplog.records if record.name != "aiohttp.access"]
    written = " ".join(f"{record.getMessage()} {record.__dict__}" for record in own)
    assert "an answer was not taken" in written
    assert not any(word in written for word in ("between us", "secret word", "123:ABC"))
