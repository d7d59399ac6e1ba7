"""Buttons under a message."""

import asyncio
from collections.abc import Iterable, Iterator

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.reply import Button, Weight
from bot.chat.speech import Speech
from bot.platforms.telegram.limits import (
    CALLBACK_DATA_BYTES,
    KEYBOARD_BUTTONS,
    KEYBOARD_ROW_BUTTONS,
)
from storage.button_texts import MARK, ButtonTexts

# About what a phone shows in one row before it shortens labels; each button has its margins.
ROW_WIDTH = 36
MARGIN = 3
# Bot API, InlineKeyboardButton `style`.
_STYLES = {Weight.PLAIN: None, Weight.PRIMARY: "primary", Weight.DANGER: "danger"}


class Keyboards:
    """Makes keyboards, and finds out what a pressed button says."""

    def __init__(self, button_texts: ButtonTexts) -> None:
        self._texts = button_texts

    async def keyboard(
        self, buttons: tuple[Button, ...], speech: Speech
    ) -> InlineKeyboardMarkup | None:
        """The buttons in rows, in their order; None if there are none.

        DatabaseUnavailable if one says more than a button can carry and it cannot be kept.
        """
        shown = [button for button in buttons if button.says][:KEYBOARD_BUTTONS]
        if any(_is_long(button.says) for button in shown):
            carried = await asyncio.to_thread(self._carried, shown)
        else:
            carried = [button.says for button in shown]
        made = [
            InlineKeyboardButton(
                speech.say(button.label).strip() or "…",
                callback_data=data,
                style=_STYLES[button.weight],
            )
            for button, data in zip(shown, carried, strict=True)
        ]
        return InlineKeyboardMarkup(list(_rows(made))) if made else None

    async def said(self, data: str) -> str | None:
        """What a pressed button says; None if that is gone.

        DatabaseUnavailable if it cannot be looked up.
        """
        return await asyncio.to_thread(self._texts.said, data) if data.startswith(MARK) else data

    def _carried(self, buttons: Iterable[Button]) -> list[str]:
        return [self._texts.carried(button.says, CALLBACK_DATA_BYTES) for button in buttons]


def _is_long(says: str) -> bool:
    return len(says.encode()) > CALLBACK_DATA_BYTES or says.startswith(MARK)


def _rows(buttons: list[InlineKeyboardButton]) -> Iterator[list[InlineKeyboardButton]]:
    row: list[InlineKeyboardButton] = []
    width = 0
    for button in buttons:
        taken = len(button.text) + MARGIN
        if row and (width + taken > ROW_WIDTH or len(row) == KEYBOARD_ROW_BUTTONS):
            yield row
            row, width = [], 0
        row.append(button)
        width += taken
    if row:
        yield row
