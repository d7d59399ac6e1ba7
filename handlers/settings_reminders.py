"""`/settings quiet`, `reminders` and `backup`: when, where and in whose stead one is reminded."""

from datetime import time
from enum import StrEnum

from bot.chat.arguments import Choice, Words
from bot.chat.call import Call
from bot.chat.clock import QuietHours
from bot.chat.errors import Mistake, Question
from bot.chat.officials import TheOfficial, titled
from bot.chat.registry import command
from bot.chat.reply import Button, Note, Reply, Tone
from bot.chat.text import Msg, Text, _, _c
from bot.domain.identity import Platform
from bot.domain.names import fold
from handlers.contact_words import undo_button
from storage.officials import OfficialView


class Reaching(StrEnum):
    """Where somebody can be written to unasked."""

    SLACK = "slack"
    TELEGRAM = "telegram"


class Stead(TheOfficial):
    """An official by name, or `off` for nobody."""

    def read(self, words: Words, call: Call) -> OfficialView | None:  # type: ignore[override]  # or nobody
        """The official, None for nobody. Mendable as for an official."""
        if fold(words.text) in ("off", "none", "nobody", fold(call.speech.say(_NOBODY))):
            return None
        return super().read(words, call)


_NOBODY = _c("backup", "nobody")


@command(
    "settings quiet",
    _("The hours in which I do not remind you"),
    QuietHours("hours", optional=True),
    examples=("settings quiet 20:00-08:00", "settings quiet off"),
    writes=True,
)
def set_quiet(call: Call, hours: tuple[time, time] | None) -> Reply:
    """The hours from now on. Asks if they were not said."""
    if hours is None:
        raise Question(
            _("In which hours shall I not remind you?"),
            *(Button(span, f"settings quiet {span}") for span in ("20:00-08:00", "18:00-09:00")),
            Button(_("At any hour"), "settings quiet off"),
        )
    official = call.records.accounts.own_record(call.speaker.identity, call.speaker.name)
    official.quiet_from, official.quiet_until = hours
    start, end = hours
    if start == end:
        return _confirmed(call, _("From now on I may remind you at any hour."))
    return _confirmed(
        call,
        _(
            "From now on I do not remind you from {start} to {end} ({zone}).",
            start=start,
            end=end,
            zone=call.speaker.zone,
        ),
    )


@command(
    "settings reminders",
    _("Where I write to you when something is due"),
    Choice("place", optional=True, words=Reaching, called=Msg("slack|telegram")),
    examples=("settings reminders telegram",),
    writes=True,
)
def set_reminders(call: Call, place: Reaching | None) -> Reply:
    """The platform from now on, with a caution if nobody is known there. Asks if it was not
    said."""
    if place is None:
        raise Question(
            _("Where shall I write to you when something is due?"),
            Button(_("Slack"), "settings reminders slack"),
            Button(_("Telegram"), "settings reminders telegram"),
        )
    platform = Platform(place.value)
    accounts = call.records.accounts
    accounts.own_record(call.speaker.identity, call.speaker.name).reached_on = platform
    name = _("Slack") if platform is Platform.SLACK else _("Telegram")
    known = {account.identity.platform for account in accounts.listed()}
    known.add(call.speaker.identity.platform)
    missing = _("I do not know you there yet. Link your account, and I write there: /settings link")
    cautions = () if platform in known else (missing,)
    return _confirmed(call, _("From now on I remind you on {platform}.", platform=name), *cautions)


@command(
    "settings backup",
    _("Who is reminded in your place when you do not react"),
    Stead("backup", optional=True),
    examples=("settings backup Oksana", "settings backup off"),
    writes=True,
)
def set_backup(call: Call, backup: OfficialView | None) -> Reply:
    """Who it is from now on. Asks if it was not said."""
    officials = call.records.officials
    own = officials.get(call.speaker.scope.official_id or 0)
    if own is None:
        raise Mistake(_("You have no role in this network for which anybody could stand in."))
    if len(call.line.words) < 3:
        raise _who_stands_in(call, own)
    if backup is not None and backup.id == own.id:
        raise Mistake(_("Nobody can stand in for themselves. Please name somebody else."))
    officials.set_backup(own.id, backup.id if backup else None)
    if backup is None:
        return _confirmed(call, _("From now on nobody is reminded in your place but stewards."))
    return _confirmed(
        call,
        _("From now on {official} is reminded when you do not react.", official=titled(backup)),
    )


def _who_stands_in(call: Call, own: OfficialView) -> Question:
    now = call.records.officials.backup_of(own.id)
    others = [each for each in call.records.officials.listed(limit=200) if each.id != own.id]
    others.sort(key=lambda each: own.party is None or each.party != own.party)
    sentence = (
        _("Who shall be reminded when you do not react? Now it is {name}.", name=now.name)
        if now
        else _("Who shall be reminded when you do not react?")
    )
    buttons = [Button(titled(each), f"settings backup #{each.id}") for each in others[:5]]
    if now is not None:
        buttons.append(Button(_("Nobody"), "settings backup off"))
    return Question(sentence, *buttons)


def _confirmed(call: Call, sentence: Text, *cautions: Text) -> Reply:
    notes = tuple(Note(text) for text in cautions)
    return Reply(sentence, notes, (undo_button(call),), Tone.DONE)
