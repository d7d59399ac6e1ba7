"""`/privacy`: what is held on a person is shown, handed out as a file, and forgotten."""

import json
from dataclasses import replace
from typing import Any

from bot.chat.call import Call
from bot.chat.contact_whom import Myself, Whom
from bot.chat.contacts import Confirmed, named
from bot.chat.errors import Mistake
from bot.chat.registry import command
from bot.chat.reply import Button, File, Note, Part, Reply, Tone, Weight
from bot.chat.text import Listing, Text, _
from bot.domain.access import Role
from handlers import privacy_words
from handlers.contact_words import refuse_unless_writable
from storage.contact_views import ContactCard
from storage.personal import Subject
from storage.retention import VISITORS_KEPT_DAYS, Periods

_Whom = ContactCard | Myself | None


@command(
    "privacy show",
    _("What is held about you, or about a contact, why, and for how long"),
    Whom("whom", optional=True),
    examples=("privacy show me", "privacy show Oksana Kovalenko"),
    anywhere=True,
)
def privacy_show(call: Call, whom: _Whom) -> Reply:
    """In groups, with what can be done about it."""
    subject = _subject(call, whom)
    if not call.records.personal.knows(subject):
        return _nothing()
    held = call.records.personal.held(subject)
    parts = (*privacy_words.told(held), *privacy_words.purpose(), *_kept(call, subject))
    return Reply(_title(whom), parts, _steps(whom))


@command(
    "privacy export",
    _("Everything held about you, or about a contact, as a file"),
    Whom("whom", optional=True),
    examples=("privacy export", "privacy export Oksana Kovalenko"),
    anywhere=True,
)
def privacy_export(call: Call, whom: _Whom) -> Reply:
    """The same and every single entry, as JSON."""
    subject = _subject(call, whom)
    if not call.records.personal.knows(subject):
        return _nothing()
    held = {"made_at": call.now.isoformat(), **call.records.personal.held(subject)}
    content = json.dumps(held, ensure_ascii=False, indent=2).encode()
    name = f"personal-data-{call.today.isoformat()}.json"
    parts: tuple[Part, ...] = (
        File(name, content, "application/json"),
        Note(_("The file has everything that is held, also what the audit trail tells.")),
    )
    return Reply(_title(whom), parts, tone=Tone.DONE)


@command(
    "privacy forget",
    _("Erase you, or a contact, for good; partnership history stays without the name"),
    Whom("whom", optional=True),
    Confirmed("confirmed", optional=True),
    examples=("privacy forget", "privacy forget Oksana Kovalenko"),
    writes=True,
    anywhere=True,
)
def privacy_forget(call: Call, whom: _Whom, confirmed: bool | None) -> Reply:
    """Says first what is erased, what is replaced, and what stays and why."""
    subject = _subject(call, whom)
    if not call.records.personal.knows(subject):
        return _nothing()
    personal = call.records.personal
    _refuse_last_steward(personal.only_steward_of(subject))
    if not confirmed:
        held = personal.held(subject)
        parts = privacy_words.erased_first(held, personal.shared_ways(subject))
        return Reply(_question(whom), tuple(parts), _answers(whom), Tone.QUESTION, replaces=True)
    # How much there was of what the one who asks may not see is not for them to hear.
    sees_all = not isinstance(whom, ContactCard) or call.speaker.scope.sight is Role.STEWARD
    seen = {} if sees_all else _amounts(personal.held(subject))
    erased = replace(personal.erase(subject, call.now), **seen)
    parts = privacy_words.erased_now(erased)
    title = _("It is erased.") if isinstance(whom, ContactCard) else _("You are forgotten.")
    return Reply(title, tuple(parts), tone=Tone.DONE, replaces=True)


def _amounts(held: dict[str, Any]) -> dict[str, Any]:
    """How much of what is held is to be seen."""
    return {
        "exchanges": sum(len(each["took_part_in"]) for each in held["contacts"]),
        "texts": len(held["texts"]),
        "entries": len(held["changes_about"]),
    }


def _subject(call: Call, whom: _Whom) -> Subject:
    """Whose data are meant. Mistake where others read along, and for a contact that the one
    who asks may not write."""
    if call.speaker.scope.in_public or not call.message.venue.private:
        raise Mistake(_("Others read along here. Please ask me that in private."))
    if not isinstance(whom, ContactCard):
        return call.records.personal.speaker(call.speaker.identity)
    refuse_unless_writable(call, whom)
    return call.records.personal.contact(whom.id)


def _refuse_last_steward(networks: list[str]) -> None:
    if networks:
        raise Mistake(
            _(
                "You are the only steward of {networks}. Please appoint another one first:"
                " {example}",
                networks=Listing(tuple(networks)),
                example="/network appoint NAME steward",
            )
        )


def _kept(call: Call, subject: Subject) -> list[Part]:
    periods = Periods() if call.speaker.is_stranger else call.records.retention.periods()
    notes: list[Part] = []
    if subject.official_id is not None:
        days = periods.removed_days if subject.network_ids else VISITORS_KEPT_DAYS
        notes.append(privacy_words.kept_for_official(days))
    if subject.contact_ids:
        notes.append(
            privacy_words.kept_for_contact(periods.removed_days, periods.unverified_months)
        )
    return notes


def _nothing() -> Reply:
    return Reply(_("I hold nothing about you."))


def _title(whom: _Whom) -> Text:
    if isinstance(whom, ContactCard):
        return _("What is held about {contact}", contact=named(whom))
    return _("What is held about you")


def _question(whom: _Whom) -> Text:
    if isinstance(whom, ContactCard):
        return _("Erase {contact} for good?", contact=named(whom))
    return _("Forget you for good?")


def _said(whom: _Whom) -> str:
    return f" #{whom.id}" if isinstance(whom, ContactCard) else ""


def _steps(whom: _Whom) -> tuple[Button, ...]:
    said = _said(whom)
    return (
        Button(_("As a file"), f"privacy export{said}"),
        Button(_("Forget …"), f"privacy forget{said}", Weight.DANGER),
    )


def _answers(whom: _Whom) -> tuple[Button, ...]:
    said = _said(whom)
    return (
        Button(_("Erase for good"), f"privacy forget{said} --yes", Weight.DANGER),
        Button(_("Keep"), f"privacy show{said}"),
    )
