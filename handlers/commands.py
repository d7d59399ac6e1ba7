"""All commands, collected from their files in the order in which help shows them."""

from types import ModuleType

from bot.chat.registry import Command, Registry
from handlers import (
    accounts,
    audit,
    audit_export,
    bindings,
    bridge,
    bridge_agreeing,
    bridge_record,
    cities,
    city_add,
    city_changes,
    contact_add,
    contact_edit,
    contact_merge,
    contact_unverified,
    contacts,
    digest_preview,
    digests,
    follow,
    follow_add,
    follow_change,
    follow_list,
    follow_show,
    follow_upcoming,
    glossary,
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
    problems,
    retention,
    settings,
    settings_reminders,
    translate,
    translate_channel,
    translation_policy,
    undo,
)
from handlers.help import help_command
from handlers.settling import heard

_SUBJECTS: tuple[ModuleType, ...] = (
    partner_status,
    partner_list,
    partner_timeline,
    partner_add,
    partner_edit,
    partner_archive,
    partner_share,
    log,
    follow,
    follow_add,
    follow_list,
    follow_show,
    follow_change,
    follow_upcoming,
    digests,
    digest_preview,
    contacts,
    contact_add,
    contact_edit,
    contact_merge,
    contact_unverified,
    cities,
    city_changes,
    city_add,
    translate,
    translate_channel,
    glossary,
    bridge,
    bridge_agreeing,
    bridge_record,
    networks,
    translation_policy,
    officials,
    invitations,
    joining,
    bindings,
    problems,
    audit,
    audit_export,
    retention,
    privacy,
    settings,
    settings_reminders,
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
    found.hearer = heard
    return found
