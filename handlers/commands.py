"""All commands, collected from their files in the order in which help shows them."""

from types import ModuleType

from bot.chat.registry import Command, Registry
from handlers import partner_status
from handlers.help import help_command

_SUBJECTS: tuple[ModuleType, ...] = (partner_status,)


def registry() -> Registry:
    """Every command of the bot."""
    found = Registry()
    for subject in _SUBJECTS:
        for value in vars(subject).values():
            if isinstance(value, Command):
                found.add(value)
    found.add(help_command(found))
    return found
