"""Turning the pages of a list."""

from bot.chat.reply import Button
from bot.chat.text import _


def pages_of(count: int, per_page: int) -> int:
    """How many pages a list has; an empty one has one."""
    return max(1, -(-count // per_page))


def turning(says: str, page: int, pages: int) -> tuple[Button, ...]:
    """The buttons to the pages beside this one, where there are any; `says` asks for the list."""
    buttons = []
    if page > 1:
        buttons.append(Button(_("◀ Previous"), f"{says} page={page - 1}"))
    if page < pages:
        buttons.append(Button(_("Next ▶"), f"{says} page={page + 1}"))
    return tuple(buttons)
