"""Inline keyboards: what Telegram accepts under a message."""

from tests.fakes.telegram.errors import BadRequestError
from tests.fakes.telegram.limits import (
    CALLBACK_DATA_BYTES,
    KEYBOARD_BUTTONS,
    KEYBOARD_ROW_BUTTONS,
)
from tests.fakes.telegram.links import checked_link, mentioned_user

# Bot API, InlineKeyboardButton: exactly one field beside these says what the button does.
LOOKS = {"text", "icon_custom_emoji_id", "style"}
STYLES = {"danger", "success", "primary"}


def checked_keyboard(markup: dict | None) -> dict | None:
    """The inline keyboard as it will show; None for no markup or one without buttons.

    Raises BadRequestError if a row, button or its data breaks a limit.
    """
    if markup is None or "inline_keyboard" not in markup:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    if any(len(row) > KEYBOARD_ROW_BUTTONS for row in rows):
        raise BadRequestError("REPLY_MARKUP_TOO_LONG: too many buttons in a row")
    if sum(map(len, rows)) > KEYBOARD_BUTTONS:
        raise BadRequestError("REPLY_MARKUP_TOO_LONG: too many buttons")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: dict) -> None:
    if not button["text"].strip():
        raise BadRequestError("can't parse inline keyboard button: Text must be non-empty")
    if len(button.keys() - LOOKS) != 1:
        raise BadRequestError("exactly one action must be given for an inline keyboard button")
    if button.get("style", "primary") not in STYLES:
        raise BadRequestError("invalid button style")
    if "callback_data" in button:
        size = len(button["callback_data"].encode())
        if not 1 <= size <= CALLBACK_DATA_BYTES:
            raise BadRequestError("BUTTON_DATA_INVALID")
    if (
        "url" in button
        and mentioned_user(button["url"]) is None
        and not checked_link(button["url"])
    ):
        raise BadRequestError("BUTTON_URL_INVALID")


def labels(message: dict) -> list[str]:
    """Button labels under the message, row by row; empty if it has none."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]
