"""`/network translation`: which engines may see what, and how translations are made."""

from collections.abc import Mapping
from dataclasses import replace

from bot.chat.arguments import Choice, Keyword
from bot.chat.call import Call
from bot.chat.characters import Characters
from bot.chat.engine_names import Engines, engine_name
from bot.chat.errors import Mistake
from bot.chat.parsing import CLEARED, Cleared, Option
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, Fields, Heading, Note, Part, Reply, Tone
from bot.chat.text import Language, Listing, Text, _, _c
from bot.domain.access import Role
from bot.domain.identity import Venue
from bot.domain.translating import Privacy, Register
from bot.domain.translation_policy import Policy, Rules, Shown
from handlers.engine_words import engines_now, spent_elsewhere
from handlers.place_words import place_called

_MOST_PLACES = 10
_EXAMPLE = "/network translation engines=apertium,deepl privacy=named register=formal"
_EXPLAINED = {
    Privacy.LOCAL: _("Texts never leave the servers of whoever runs the bot."),
    Privacy.NAMED: _("Only the named engines see texts."),
    Privacy.ANY: _("Any engine that the bot is set up with may see texts."),
}


@command(
    "network translation",
    _("Which engines translate, who may see texts, and how formally"),
    Keyword("here", optional=True, accepted=("here",)),
    options=(
        Option("engines", Engines("engines"), _c("option", "engines"), clearable=True),
        Option(
            "privacy",
            Choice("privacy", words=Privacy, called=_("WHO")),
            _c("option", "privacy"),
            clearable=True,
        ),
        Option(
            "register",
            Choice("register", words=Register, called=_("HOW")),
            _c("option", "register"),
            clearable=True,
        ),
        Option(
            "shown",
            Choice("shown", words=Shown, called=_("WHERE")),
            _c("option", "shown"),
            clearable=True,
        ),
        Option("most", Characters("most"), _c("option", "most"), clearable=True),
    ),
    examples=(
        "network translation",
        _EXAMPLE.lstrip("/"),
        "network translation here privacy=local",
        "network translation most=500000",
    ),
    role=Role.STEWARD,
    writes=True,
)
def network_translation(
    call: Call,
    here: str | None,
    engines: tuple[str, ...] | Cleared | None,
    privacy: Privacy | Cleared | None,
    register: Register | Cleared | None,
    shown: Shown | Cleared | None,
    most: int | Cleared | None,
) -> Reply:
    """What holds in the network, or `here` in this channel; with new rules, the change."""
    place = _place(call) if here else None
    if place is not None and most is not None:
        raise Mistake(
            _(
                "The cap is for the network as a whole. Please say it without “here”: {example}",
                example="/network translation most=500000",
            )
        )
    policies = call.records.translation_policies
    before = policies.said(place)
    given = {
        "engines": engines,
        "privacy": privacy,
        "register": register,
        "shown": shown,
        "most": most,
    }
    wanted = _changed(before, given)
    if wanted == before:
        return _told(call, place)
    policies.say(wanted, place)
    title = _("Translations in this channel go by these rules from now on.")
    if place is None:
        title = _("Translations in the network go by these rules from now on.")
    buttons = (Button(_("Undo"), f"undo {call.records.trail.batch}"),)
    parts = _rules(policies.holding(place), call)
    return Reply(title, parts, buttons, Tone.DONE)


def _place(call: Call) -> Venue:
    venue = call.message.venue
    if venue.is_direct:
        raise Mistake(_("This is no channel. Please say that in the channel that it is for."))
    return venue.lasting


def _changed(before: Rules, given: Mapping[str, object]) -> Rules:
    """The rules with what was named changed; what was cleared is not said any more."""
    nothing: dict[str, object] = {"engines": ()}
    values = {
        name: nothing.get(name) if value is CLEARED else value
        for name, value in given.items()
        if value is not None
    }
    return replace(before, **values)  # type: ignore[arg-type]  # each read by its own argument


def _told(call: Call, place: Venue | None) -> Reply:
    policies = call.records.translation_policies
    title = _("How this channel is translated") if place else _("How the network is translated")
    parts = [*_rules(policies.holding(place), call)]
    if place is None:
        parts += engines_now(call, policies.holding())
    if place is None and not call.speaker.scope.in_public:
        parts += _places(call)
    parts.append(Note(_("To change it: {example}", example=_EXAMPLE)))
    return Reply(title, tuple(parts))


def _rules(policy: Policy, call: Call) -> tuple[Part, ...]:
    named = policy.engines or call.reach.engines
    engines: Text = ", ".join(engine_name(each) for each in named)
    if not engines:
        engines = _("those that the bot is set up with")
    fields: list[tuple[Text, Text]] = [
        (_("Engines, in their order"), engines),
        (_("Who may see texts"), _c("value", "{value}", value=policy.privacy)),
        (_c("translation", "Form of address"), _c("value", "{value}", value=policy.register)),
        (_c("translation", "Shown"), _c("value", "{value}", value=policy.shown)),
        (_("Characters to engines elsewhere"), spent_elsewhere(call, policy)),
    ]
    if policy.languages:
        spoken = Listing(tuple(Language(each) for each in policy.languages))
        fields.append((_("Kept readable in"), _c("value", "{value}", value=spoken)))
    missing = [each for each in policy.engines if each not in call.reach.engines]
    notes = [Note(_EXPLAINED[policy.privacy])]
    if missing and call.reach.engines:
        absent = Listing(tuple(engine_name(each) for each in missing))
        notes.append(Note(_("The bot is not set up with {engines}.", engines=absent)))
    return (Fields(tuple(fields)), *notes)


def _places(call: Call) -> list[Part]:
    """The channels with rules of their own, which are nobody's business where others read."""
    places = call.records.translation_policies.places()
    if not places:
        return []
    entries = tuple(_entry(*each) for each in places[:_MOST_PLACES])
    return [Heading(_("Channels with rules of their own")), Entries(entries)]


def _entry(venue: Venue, title: str, rules: Rules) -> Entry:
    place = place_called(venue.platform, venue.channel, title)
    facts: list[object] = [each for each in (rules.privacy, rules.register, rules.shown) if each]
    facts += [engine_name(each) for each in rules.engines]
    facts += [Language(each) for each in rules.languages]
    lead = _("{platform}: {place}", platform=venue.platform.title(), place=place)
    return Entry(lead, _c("value", "{value}", value=Listing(tuple(facts))))
