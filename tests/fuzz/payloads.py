"""Requests of Slack and Telegram, through the doors that each posts to."""

import asyncio
import contextlib
import dataclasses
import gc
import itertools
import os
import random
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import pytest
from starlette.applications import Starlette

from bot.chat.answer import Answer
from bot.chat.message import Message
from bot.chat.router import Router
from bot.chat.talk import Talk
from bot.domain.identity import Platform
from bot.platforms.slack.platform import SlackPlatform
from bot.platforms.telegram.platform import TelegramPlatform
from bot.platforms.telegram.settings import Mode, TelegramSettings
from handlers.commands import registry
from storage.audit import Actor
from storage.button_texts import ButtonTexts
from storage.engine import Database
from storage.models import Channel, ChatIdentity, Official
from tests import outside
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.fuzz import telegram_requests
from tests.fuzz.findings import (
    Faults,
    Finding,
    Tally,
    current,
    described,
    is_new,
    quoted,
    shortening,
)
from tests.fuzz.lines import Lines
from tests.fuzz.networks import copied
from tests.fuzz.posting import Request, posted
from tests.fuzz.slack_requests import SlackRequests
from tests.fuzz.telegram_requests import SECRET, TelegramRequests
from tests.platforms.slack.stage import settings_of

NAME = "payloads"
# Even batches are Slack's, odd ones Telegram's.
BATCH = 2_000
HANG_SECONDS = 60
_AT_ONCE = 8
_TOKEN = "123:ABC"
# What a platform may refuse in an answer to a forged address is no fault of the answer's form.
_FORM = re.compile(
    r"invalid_blocks|too_long|no_text|can't parse|too long|empty|too many|BUTTON|button|style"
)


class Requests(Protocol):
    """What a platform posts."""

    def request(self, chance: random.Random) -> tuple[Request, bool]:
        """The next request, and whether it may be let in."""

    def again(self, request: Request, body: bytes) -> Request:
        """The request with another body, as genuine as it was."""


@dataclass
class Setting:
    """A platform's door, what comes to it, and the refusals of the local platform."""

    app: Starlette
    requests: Requests
    refused: list[str]


def batch(seed: str, indices: range, template: Path) -> Tally:
    """Post these requests, several at a time, to one platform over one copy of the database."""
    # Without it the library warns of its own future when Telegram asks for a pause.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    with pytest.MonkeyPatch.context() as patch:
        outside.forbid(patch)
        return asyncio.run(_batch(seed, indices, template))


async def _batch(seed: str, indices: range, template: Path) -> Tally:
    tally, failed = Tally(), dict[str, tuple[int, Request]]()
    setting_of = _telegram if indices.start // BATCH % 2 else _slack
    with (
        TemporaryDirectory() as folder,
        copied(template, Path(folder)) as database,
        Faults().listening() as faults,
    ):
        async with setting_of(database) as setting:
            sent: dict[int, Request] = {}
            turns = asyncio.Semaphore(_AT_ONCE)

            async def one(index: int) -> None:
                async with turns:
                    current.set(index)
                    chance = random.Random(f"{seed} {NAME} {index}")
                    sent[index], may_enter = setting.requests.request(chance)
                    status, problem = await _status(setting.app, sent[index], may_enter)
                    problem = faults.taken(index) or problem
                    tally.count(NAME, str(status))
                    if problem:
                        failed.setdefault(problem, (index, sent[index]))

            await asyncio.gather(*(one(index) for index in indices))
            for problem, (index, request) in failed.items():
                shown = quoted(request.body)
                if is_new(problem):
                    shown = await _shortened(setting, request, problem, faults)
                tally.findings.append(Finding(NAME, index, problem, shown))
        gc.collect()
        for index, problem in faults.left():
            shown = quoted(sent[index].body) if index in sent else ""
            tally.findings.append(Finding(NAME, index, problem, shown))
        tally.findings += [
            Finding(NAME, indices.start, f"refused: {each}", "somewhere in this batch")
            for each in dict.fromkeys(setting.refused)
            if _FORM.search(each)
        ]
    return tally


async def _status(app: Starlette, request: Request, may_enter: bool) -> tuple[int, str]:
    """The status of the answer, and what was wrong with it; nothing if all is well."""
    try:
        async with asyncio.timeout(HANG_SECONDS):
            status = await posted(app, request)
    except TimeoutError:
        return 0, f"no answer in {HANG_SECONDS} s"
    except Exception as error:  # noqa: BLE001  whatever is thrown is what is looked for
        return 500, f"raised {described(error)}"
    if status >= 500 or status == 0:
        return status, f"status {status}"
    if not may_enter and status < 400:
        return status, "a forged request was let in"
    return status, ""


async def _shortened(setting: Setting, request: Request, problem: str, faults: Faults) -> str:
    """The shortest body that ends the same way."""
    forms = shortening(request.body)
    current.set(-2)
    try:
        body = next(forms)
        while True:
            _code, found = await _status(setting.app, setting.requests.again(request, body), True)
            body = forms.send(problem == (faults.taken(-2) or found))
    except StopIteration as end:
        return quoted(end.value)


class _Asked:
    """The whole program, asked in threads as it is by the real platforms."""

    def __init__(self, database: Database) -> None:
        self.registry = registry()
        self.lines = Lines(self.registry)
        self._router = Router(self.registry, database)

    async def __call__(self, message: Message) -> Answer | None:
        answer = await asyncio.to_thread(self._router.answer, message)
        if answer is not None:
            self.lines.buttons.extend(button.says for button in answer.reply.buttons)
        return answer


async def _overheard(talk: Talk) -> bool:
    """Whoever listens keeps what was said, which no database does with every sign."""
    told: dict[str, Any] = dataclasses.asdict(talk)
    files = told.pop("attachments", ())
    for value in itertools.chain(told.values(), *(each.values() for each in files)):
        if isinstance(value, str) and "\x00" in value.encode().decode():
            raise ValueError("what was said cannot be kept")
    return True


# An answer goes where the payload says it came from, even if no such place is.
_SPOILT_BEFORE = {"channel_not_found", "user_not_found"}


@contextlib.asynccontextmanager
async def _slack(database: Database) -> AsyncIterator[Setting]:
    async with FakeSlack() as slack:
        _introduce(database, Platform.SLACK, slack.user.id, slack.team.id, slack.channel.id)
        asked = _Asked(database)
        texts = ButtonTexts(database)
        platform = SlackPlatform(settings_of(slack), asked, texts, database, overhear=_overheard)
        await platform.start()
        requests = SlackRequests(slack, asked.lines)
        setting = Setting(Starlette(routes=platform.routes()), requests, [])
        try:
            yield setting
        finally:
            await platform.stop()
            setting.refused += [
                f"{each.code} {each.details}"
                for each in slack.violations
                if each.code not in _SPOILT_BEFORE
            ]


@contextlib.asynccontextmanager
async def _telegram(database: Database) -> AsyncIterator[Setting]:
    async with FakeTelegram(token=_TOKEN) as telegram:
        group = await telegram_requests.live(telegram)
        _introduce(database, Platform.TELEGRAM, str(telegram.user["id"]), "", str(group.id))
        asked = _Asked(database)
        settings = TelegramSettings(
            _TOKEN, Mode.WEBHOOK, SECRET, telegram.url, "https://attache.example"
        )
        texts = ButtonTexts(database)
        platform = TelegramPlatform(
            settings, asked, texts, database, asked.registry, overhear=_of_no_concern
        )
        await platform.start()
        while not platform.is_receiving:  # noqa: ASYNC110  it offers no event
            await asyncio.sleep(0.01)
        requests = TelegramRequests(telegram, asked.lines)
        setting = Setting(Starlette(routes=platform.routes()), requests, [])
        try:
            yield setting
        finally:
            await platform.stop()
            setting.refused += [each.description for each in telegram.violations]


async def _of_no_concern(_talk: Talk) -> bool:
    return False


def _introduce(database: Database, platform: Platform, user: str, team: str, channel: str) -> None:
    """The one who speaks is a steward, and the channel belongs to the network."""
    with database.writing(Actor("fixture")) as session:
        sari = session.query(Official.id).filter_by(name="Sari").scalar()
        session.add(ChatIdentity(official_id=sari, platform=platform, team=team, user=user))
        session.add(Channel(network_id=1, platform=platform, team=team, channel=channel))
