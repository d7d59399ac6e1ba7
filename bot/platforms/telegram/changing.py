"""What is changed of messages that are there already. Each change can be made twice."""

from typing import Any

from telegram import Bot, ReactionTypeEmoji
from telegram.constants import ParseMode, ReactionEmoji
from telegram.error import BadRequest

from bot.chat.delivering import Change, Reactions, Removal, Rewriting
from bot.platforms.telegram.keyboards import Keyboards
from bot.platforms.telegram.places import Place
from bot.platforms.telegram.rendering import Rendering
from bot.platforms.telegram.sending import NO_PREVIEW

# How Telegram says that a message is so already, or is gone, or is too old; see refusals.py.
_SETTLED = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
    "message to react not found",
    "message not found",
    "message_id_invalid",
    "message_not_modified",
    "reaction_invalid",
    "reactions_too_many",
)
_FILE = "no text in the message"
# Telegram writes its emoji without the mark that asks for their picture.
_PICTURE = "\ufe0f"
_KNOWN = frozenset(each.value.replace(_PICTURE, "") for each in ReactionEmoji)


class Changing:
    """Makes changes."""

    def __init__(self, bot: Bot, rendering: Rendering, keyboards: Keyboards) -> None:
        self._bot = bot
        self._rendering = rendering
        self._keyboards = keyboards

    async def make(self, change: Change, seconds: float) -> None:
        """Make a change, with so much time for the answer. TelegramError where it is not known
        that there is nothing left to do; DatabaseUnavailable if buttons cannot be kept."""
        place = Place.of(change.to)
        where: dict[str, Any] = {
            "chat_id": place.chat_id,
            "message_id": int(change.message),
            "read_timeout": seconds,
        }
        try:
            match change:
                case Rewriting():
                    await self._rewrite(change, where)
                case Removal():
                    await self._bot.delete_message(**where)
                case Reactions():
                    await self._react(change, where)
        except BadRequest as refusal:
            if not any(words in refusal.message.lower() for words in _SETTLED):
                raise

    async def _rewrite(self, change: Rewriting, where: dict[str, Any]) -> None:
        """The words of the message, or those under a file."""
        reply, speech = change.reply, change.speech
        shared = {
            **where,
            "parse_mode": ParseMode.HTML,
            "reply_markup": await self._keyboards.keyboard(reply.buttons, speech),
        }
        try:
            page = self._rendering.page(reply, speech)
            if change.page is not None:
                page = self._rendering.pages(reply, speech)[change.page]
            await self._bot.edit_message_text(page, link_preview_options=NO_PREVIEW, **shared)
        except BadRequest as refusal:
            if _FILE not in refusal.message.lower():
                raise
            words = self._rendering.caption(reply, speech)
            await self._bot.edit_message_caption(caption=words, **shared)

    async def _react(self, change: Reactions, where: dict[str, Any]) -> None:
        """Bots may show one emoji under a message, of those that Telegram knows:
        https://core.telegram.org/bots/api#setmessagereaction"""
        wanted, shown = _first_known(change.emoji), _first_known(change.before)
        if wanted != shown:
            reaction = [ReactionTypeEmoji(wanted)] if wanted else []
            await self._bot.set_message_reaction(reaction=reaction, **where)


def _first_known(emoji: tuple[str, ...]) -> str:
    bare = (each.replace(_PICTURE, "") for each in emoji)
    return next((each for each in bare if each in _KNOWN), "")
