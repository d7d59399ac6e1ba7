"""How the bot shows itself: its menus of commands and its descriptions, in every language."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeDefault,
)
from telegram.error import RetryAfter

from bot.chat.registry import Command, Registry
from bot.chat.speech import SOURCE_LANGUAGE, Speech, languages
from bot.chat.text import _
from bot.platforms.telegram.limits import (
    COMMAND,
    COMMAND_DESCRIPTION_LENGTH,
    COMMANDS,
    DESCRIPTION_LENGTH,
    LANGUAGE_CODE,
    SHORT_DESCRIPTION_LENGTH,
)
from bot.platforms.telegram.sending import pause_of

# Setting up many languages at once makes Telegram ask for pauses, in seconds up to this.
PATIENCE = 120.0

_DESCRIPTION = _(
    "I keep the shared memory of city partnerships: who knows whom, what was exchanged, what"
    " was promised and what is due. Ask me “partner status Odesa”, log a call in one line, or"
    " say “help”."
)
_SHORT_DESCRIPTION = _("The shared memory of city partnerships: contacts, exchanges, promises.")


class Profile:
    """Sets what differs from what Telegram shows already, so that a second time changes nothing."""

    def __init__(self, bot: Bot, registry: Registry) -> None:
        self._bot = bot
        self._registry = registry

    async def set(self) -> list[str]:
        """Set everything; the two-letter codes of the languages it is set in."""
        spoken = dict(_spoken())
        for code, speech in spoken.items():
            await self._set_commands(code, speech)
            await self._set_descriptions(code, speech)
        return [code for code in spoken if code]

    async def _set_commands(self, code: str, speech: Speech) -> None:
        commands = menu(self._registry, speech)
        scopes: tuple[BotCommandScope, ...] = (
            BotCommandScopeDefault(),
            BotCommandScopeAllGroupChats(),
        )
        for scope in scopes:
            get = partial(self._bot.get_my_commands, scope, code or None)
            if await _patiently(get) != commands:
                await _patiently(partial(self._bot.set_my_commands, commands, scope, code or None))

    async def _set_descriptions(self, code: str, speech: Speech) -> None:
        language = code or None
        whole = speech.say(_DESCRIPTION)[:DESCRIPTION_LENGTH]
        short = speech.say(_SHORT_DESCRIPTION)[:SHORT_DESCRIPTION_LENGTH]
        shown = await _patiently(lambda: self._bot.get_my_description(language))
        if shown.description != whole:
            await _patiently(lambda: self._bot.set_my_description(whole, language))
        brief = await _patiently(lambda: self._bot.get_my_short_description(language))
        if brief.short_description != short:
            await _patiently(lambda: self._bot.set_my_short_description(short, language))


def menu(registry: Registry, speech: Speech) -> tuple[BotCommand, ...]:
    """One command for each subject, in the registry's order, as a menu shows them."""
    made = (
        BotCommand(subject, _described(commands, speech))
        for subject, commands in registry.subjects().items()
        if COMMAND.fullmatch(subject)
    )
    return tuple(made)[:COMMANDS]


def _described(commands: list[Command], speech: Speech) -> str:
    """What the subject's first command is for, and the verbs of all of them."""
    summary = speech.say(commands[0].summary)
    verbs = [each.name.partition(" ")[2] for each in commands]
    listed = ", ".join(verb for verb in verbs if verb)
    whole = f"{summary} ({listed})" if listed else summary
    if len(whole) <= COMMAND_DESCRIPTION_LENGTH:
        return whole
    return whole[: COMMAND_DESCRIPTION_LENGTH - 1] + "…"


def _spoken() -> Iterator[tuple[str, Speech]]:
    """Each language under the code Telegram knows it by; English also for all other readers."""
    yield "", Speech(SOURCE_LANGUAGE)
    seen: set[str] = set()
    for language in languages():
        code = language.partition("-")[0]
        if LANGUAGE_CODE.fullmatch(code) and code not in seen:
            seen.add(code)
            yield code, Speech(language)


async def _patiently(call: Callable[[], Awaitable[Any]]) -> Any:
    """The call's result. RetryAfter if Telegram asks for more patience than there is."""
    left = PATIENCE
    while True:
        try:
            return await call()
        except RetryAfter as error:
            pause = pause_of(error)
            left -= pause
            if left < 0:
                raise
            await asyncio.sleep(pause)
