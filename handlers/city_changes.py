"""`/city alias` and `/city edit`: what a member is called, and what is known of it."""

import re

from bot.chat.arguments import Rest
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.languages import Languages, OneLanguage
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Button, Fields, Part, Reply, Tone
from bot.chat.resolving import City, described
from bot.chat.text import Language, Listing, Text, _, _c
from bot.chat.zones import Zone
from bot.domain.access import Role
from bot.domain.names import fold
from handlers.access import ensure_may_write_for
from handlers.city_names import LeadingCity
from storage.models.places import LONGEST_NAME
from storage.views import PartyView

# A host with a dot in it, and whatever path there is.
_WEBSITE = re.compile(r"(?:https?://)?([^\s/:@]+\.[^\s/:@]{2,}(?::\d+)?(?:[/?#]\S*)?)", re.I)


class Name(Rest):
    """A name of a city, in any script."""

    placeholder = _("NAME")
    longest = LONGEST_NAME


class Website(Rest):
    """An address on the web."""

    placeholder = _("ADDRESS")
    longest = 480


@command(
    "city alias",
    _("A further name by which this network knows a city"),
    LeadingCity("city"),
    Name("name"),
    options=(Option("lang", OneLanguage("lang"), _c("option", "language")),),
    examples=("city alias Odesa オデーサ", "city alias Yokohama Hama lang=en"),
    role=Role.EDITOR,
    writes=True,
)
def city_alias(call: Call, city: PartyView, name: str, lang: str | None) -> Reply:
    """From now on this name means this member, in this network."""
    ensure_may_write_for(call, (city,))
    if not fold(name):
        raise Mistake(_("A name needs a letter or a digit."))
    alias_taken(call, city, name)
    if not call.records.parties.add_name(city.id, name, lang or ""):
        raise Mistake(_("{city} is known as “{name}” already.", city=city.name, name=name))
    named = _("In this network, “{name}” now means {city}.", name=name, city=described(city))
    language = _c("value", "{value}", value=Language(lang or ""))
    return _done(call, city, named, (Fields(((_("Language"), language),)),) if lang else ())


@command(
    "city edit",
    _("What is known of a city: languages, website, time zone, name"),
    City("city"),
    options=(
        Option("languages", Languages("languages"), _c("option", "languages")),
        Option("website", Website("website"), _c("option", "website")),
        Option("timezone", Zone("timezone"), _c("option", "time zone")),
        Option("name", Name("name"), _c("option", "name")),
    ),
    examples=("city edit Odesa languages=uk,en website=omr.gov.ua",),
    role=Role.EDITOR,
    writes=True,
)
def city_edit(
    call: Call,
    city: PartyView,
    languages: tuple[str, ...] | None,
    website: str | None,
    timezone: str | None,
    name: str | None,
) -> Reply:
    """Change what was named and nothing else."""
    ensure_may_write_for(call, (city,))
    address = _address(website) if website else None
    given = {"languages": languages, "website": address, "timezone": timezone, "name": name}
    if not any(given.values()):
        raise Mistake(
            _(
                "Please say what to change, for example: {example}",
                example=f"/city edit {city.name} languages=uk,en",
            )
        )
    party = call.records.parties.record(city.id)
    if name is not None:
        _rename(call, city, name)
    for column, value in given.items():
        if value:
            setattr(party, column, list(value) if isinstance(value, tuple) else value)
    spoken = Listing(tuple(Language(code) for code in languages)) if languages else None
    facts: tuple[tuple[Text, object], ...] = (
        (_c("city", "Name"), name),
        (_("Languages"), spoken),
        (_("Website"), address),
        (_("Time zone"), timezone),
    )
    said = tuple((label, _c("value", "{value}", value=value)) for label, value in facts if value)
    return _done(call, city, _("{city} is changed.", city=described(city)), (Fields(said),))


def alias_taken(call: Call, city: PartyView, name: str) -> None:
    """Mistake if a name means another member of the network already."""
    others = [each for each in call.records.parties.named(name) if each.id != city.id]
    if others:
        raise Mistake(
            _(
                "“{name}” means {other} here already, so it cannot mean {city} as well.",
                name=name,
                other=described(others[0]),
                city=city.name,
            ),
            Button(_("About {city}", city=others[0].name), f"city show #{others[0].id}"),
        )


def _rename(call: Call, city: PartyView, name: str) -> None:
    """The old name stays one that the city is found by."""
    if not fold(name):
        raise Mistake(_("A name needs a letter or a digit."))
    alias_taken(call, city, name)
    call.records.parties.add_name(city.id, name)


def _address(website: str) -> str:
    match = _WEBSITE.fullmatch(website.strip())
    if match is None:
        raise Mistake(
            _(
                "“{typed}” is no web address. Write it like {example}.",
                typed=website[:60],
                example="www.yokohama.lg.jp",
            )
        )
    return website.strip() if "://" in website else f"https://{match[1]}"


def _done(call: Call, city: PartyView, sentence: Text, parts: tuple[Part, ...]) -> Reply:
    buttons = (
        Button(_("About {city}", city=city.name), f"city show #{city.id}"),
        Button(_("Undo"), f"undo {call.records.trail.batch}"),
    )
    return Reply(sentence, parts, buttons, Tone.DONE)
