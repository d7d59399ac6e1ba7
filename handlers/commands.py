"""All commands, collected from their files in the order in which help shows them."""

from types import ModuleType

from bot.chat.registry import Command, Registry
from handlers import (
    accounts,
    audit,
    audit_export,
    bindings,
    cities,
    city_add,
    city_changes,
    contact_add,
    contact_edit,
    contact_merge,
    contact_unverified,
    contacts,
    invitations,
    joining,
    log,
    networks,
    officials,
    partner_add,
    partner_archive,
    partner_edit,
    partner_list,
    partner_share,
    partner_status,
    partner_timeline,
    privacy,
    retention,
    settings,
    undo,
)
from handlers.help import help_command

_SUBJECTS: tuple[ModuleType, ...] = (
    partner_status,
    partner_list,
    partner_timeline,
    partner_add,
    partner_edit,
    partner_archive,
    partner_share,
    log,
    contacts,
    contact_add,
    contact_edit,
    contact_merge,
    contact_unverified,
    cities,
    city_changes,
    city_add,
    networks,
    officials,
    invitations,
    joining,
    bindings,
    audit,
    audit_export,
    retention,
    privacy,
    settings,
    accounts,
    undo,
)


def registry() -> Registry:
    """Every command of the bot."""
    found = Registry()
    for subject in _SUBJECTS:
        for value in vars(subject).values():
            if isinstance(value, Command):
                found.add(value)
    found.add(help_command(found))
    return found
