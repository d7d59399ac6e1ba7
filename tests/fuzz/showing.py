"""Every answer in the form of each platform, held against what that platform takes."""

import asyncio
import json
from functools import cache
from typing import Any

from bot.chat.reply import Reply
from bot.chat.speech import Speech, languages
from bot.platforms.console.plain import plain
from bot.platforms.slack import limits as slack_limits
from bot.platforms.slack.blocks import postings
from bot.platforms.telegram.keyboards import Keyboards
from bot.platforms.telegram.rendering import Rendering
from storage.button_texts import ButtonTexts
from storage.engine import Database
from tests.fakes.slack import limits as published_slack
from tests.fakes.slack.blocks import all_text, limit_problems
from tests.fakes.slack.published import shape_problems
from tests.fakes.slack.reading import pings
from tests.fakes.telegram.errors import BadRequestError
from tests.fakes.telegram.html_text import parse_html
from tests.fakes.telegram.keyboards import checked_keyboard
from tests.fakes.telegram.limits import TEXT_LENGTH, utf16_length

LANGUAGES = languages()


class Unfit(Exception):
    """An answer that a platform would refuse; the text says why."""


class Shown:
    """Shows answers from one database."""

    def __init__(self, database: Database, subjects: tuple[str, ...]) -> None:
        self._texts = ButtonTexts(database)
        self._keyboards = Keyboards(self._texts)
        self._rendering = Rendering(subjects)

    def everywhere(self, reply: Reply, speech: Speech) -> None:
        """Unfit if one of the platforms would refuse it."""
        _sendable(plain(reply, speech))
        self._on_slack(reply, speech)
        self._on_telegram(reply, speech)

    def _on_slack(self, reply: Reply, speech: Speech) -> None:
        messages = postings(reply, speech, self._texts.carried)
        if not 1 <= len(messages) <= slack_limits.ANSWER:
            raise Unfit(f"{len(messages)} messages for Slack")
        for each in messages:
            if not each.text or len(each.text) > published_slack.MESSAGE_TEXT:
                raise Unfit("no text for Slack, or too much")
            if len(each.blocks) > published_slack.BLOCKS_PER_MESSAGE:
                raise Unfit("too many blocks for Slack")
            if all_text(each.blocks) > published_slack.ALL_BLOCK_TEXT:
                raise Unfit("too much text for Slack")
            for block in each.blocks:
                _block(block)
            if called := pings({"text": each.text, "blocks": each.blocks}):
                raise Unfit(f"calls {called} on Slack")
            _sendable(json.dumps(each.blocks, ensure_ascii=False))

    def _on_telegram(self, reply: Reply, speech: Speech) -> None:
        screen = self._rendering.screen(reply, speech)
        try:
            for page in screen.pages:
                _sendable(page)
                text, _entities = parse_html(page)
                if not text.strip() or utf16_length(text) > TEXT_LENGTH:
                    raise Unfit("no text for Telegram, or too much")
            keyboard = _loop().run_until_complete(self._keyboards.keyboard(screen.buttons, speech))
            if keyboard is not None:
                checked_keyboard(keyboard.to_dict())
        except BadRequestError as refusal:
            raise Unfit(f"Telegram: {refusal.description}") from refusal


@cache
def speech_in(language: str) -> Speech:
    """A reader of this language."""
    return Speech(language, "Asia/Tokyo")


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


def _sendable(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Unfit("half a character") from error


def _block(block: dict[str, Any]) -> None:
    problems = [*_shape(json.dumps(_bare(block))), *limit_problems(block, "")]
    if problems:
        raise Unfit(f"Slack: {problems[0]}")


def _bare(thing: Any, key: str = "") -> Any:
    """The shape of a block, without people's words: most blocks are alike in that."""
    if isinstance(thing, dict):
        return {name: _bare(value, name) for name, value in thing.items()}
    if isinstance(thing, list):
        return [_bare(each, key) for each in thing]
    return "x" if isinstance(thing, str) and thing and key in ("text", "value") else thing


@cache
def _shape(bare: str) -> list[str]:
    return shape_problems("KnownBlock", json.loads(bare), "")
