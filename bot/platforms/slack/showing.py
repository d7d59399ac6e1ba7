"""Replies as Slack will show them, with what long buttons say kept for when they are pressed."""

import asyncio
from dataclasses import replace

from bot.chat.reply import Reply
from bot.chat.speech import Speech
from bot.platforms.slack import limits
from bot.platforms.slack.blocks import postings
from bot.platforms.slack.packing import Posting
from storage.button_texts import MARK, ButtonTexts


class Showing:
    """Makes messages out of replies."""

    def __init__(self, button_texts: ButtonTexts) -> None:
        self._button_texts = button_texts

    async def messages(
        self, reply: Reply, speech: Speech, most: int = limits.ANSWER
    ) -> list[Posting]:
        """The reply in at least one message and at most `most`; what does not fit ends in ….
        DatabaseUnavailable if a button says more than it can carry and that cannot be kept."""
        if any(_is_long(button.says) for button in reply.buttons):
            return await asyncio.to_thread(self._postings, reply, speech, most)
        return self._postings(reply, speech, most)

    def pages(self, reply: Reply, speech: Speech) -> list[Posting]:
        """All words of the reply, without its buttons, in as many messages as they need."""
        return self._postings(replace(reply, buttons=()), speech, limits.PAGES)

    async def without_buttons(self, reply: Reply, speech: Speech) -> list[Posting]:
        """The words alone, for which no database is needed."""
        return await self.messages(replace(reply, buttons=()), speech)

    def _postings(self, reply: Reply, speech: Speech, most: int) -> list[Posting]:
        return postings(reply, speech, self._button_texts.carried, most)


def _is_long(says: str) -> bool:
    return len(says.encode()) > limits.BUTTON_VALUE or says.startswith(MARK)
