"""`/translate channel`: a channel or group kept readable in all the languages of its people."""

from dataclasses import replace

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.languages import Languages
from bot.chat.registry import command
from bot.chat.reply import Button, Note, Part, Reply, Tone
from bot.chat.text import Msg, _
from bot.domain.access import Role
from bot.domain.identity import Venue
from bot.domain.translation_policy import Shown
from handlers.announcing import announce_here, talking_place, what_is_missing
from handlers.bridge_words import in_languages

_MOST = 6


@command(
    "translate channel on",
    _("Keep this channel or group readable: all that is said, in these languages"),
    Languages("spoken"),
    examples=("translate channel on uk, ja", "translate channel on uk ja en"),
    role=Role.EDITOR,
    writes=True,
)
def translate_channel_on(call: Call, spoken: tuple[str, ...]) -> Reply:
    """From now on what people say here is put into these languages as well."""
    place, policies = talking_place(call), call.records.translation_policies
    if len(spoken) > _MOST:
        raise Mistake(_("More than {n} languages nobody could read any more.", n=_MOST))
    rules, waits = policies.said(place), not call.reach.engines
    if rules.languages == spoken:
        title = _once_set_up(spoken) if waits else _("It is so already.")
        return Reply(title, _how(call, place))
    policies.say(replace(rules, languages=spoken), place)
    announce_here(call, place, "channel_on", languages=list(spoken), waits=waits)
    title = _(
        "From now on what is said here is put into {languages}.", languages=in_languages(spoken)
    )
    if waits:
        title = _once_set_up(spoken)
    off = Button(_("Switch it off"), "translate channel off")
    return Reply(title, _how(call, place), (off,), Tone.DONE)


@command(
    "translate channel off",
    _("Translate no more what is said in this channel or group"),
    examples=("translate channel off",),
    role=Role.EDITOR,
    writes=True,
)
def translate_channel_off(call: Call) -> Reply:
    """From now on only what somebody asks for is translated here."""
    place, policies = talking_place(call), call.records.translation_policies
    rules = policies.said(place)
    if not rules.languages:
        raise Mistake(
            _(
                "Nothing is translated here by itself. To have it so: {example}",
                example="/translate channel on uk, ja",
            )
        )
    policies.say(replace(rules, languages=()), place)
    announce_here(call, place, "channel_off", languages=list(rules.languages))
    title = _("From now on nothing is translated here by itself.")
    on = f"translate channel on {', '.join(rules.languages)}"
    return Reply(title, buttons=(Button(_("Switch it on again"), on),), tone=Tone.DONE)


def _once_set_up(spoken: tuple[str, ...]) -> Msg:
    return _(
        "What is said here is put into {languages} once an engine of translation is set up. Until"
        " then all stays as it was written.",
        languages=in_languages(spoken),
    )


def _how(call: Call, place: Venue) -> tuple[Part, ...]:
    where = {
        Shown.THREAD: _("Translations stand in the thread under each message."),
        Shown.BELOW: _("Translations stand below each message."),
    }
    shown = call.records.translation_policies.holding(place).shown
    other = Shown.THREAD if shown is Shown.BELOW else Shown.BELOW
    example = f"/network translation here shown={other}"
    change = _("To have them elsewhere: {example}", example=example)
    return (Note(where[shown]), Note(change), *what_is_missing(call, place))
