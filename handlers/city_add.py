"""`/city add`: a new member, from the gazetteer where it is known."""

from bot.chat.arguments import Choice, Rest
from bot.chat.call import Call
from bot.chat.countries import OneCountry
from bot.chat.errors import Mistake, Question
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Button, Fields, Reply, Tone
from bot.chat.resolving import described, numbered
from bot.chat.text import Country, Text, _, _c
from bot.domain.access import Role
from bot.domain.names import fold
from bot.domain.vocabulary import PartyKind
from handlers.city_changes import Name, alias_taken
from storage.places import FoundPlace
from storage.views import PartyView

MOST_CHOICES = 6
# What a button says for a place that the gazetteer does not have.
NO_PLACE = "none"


@command(
    "city add",
    _("A new member of the network"),
    Name("name"),
    options=(
        Option("country", OneCountry("country"), _c("option", "country")),
        Option("kind", Choice("kind", words=PartyKind, called=_("KIND")), _c("option", "kind")),
        Option("alias", Name("alias"), _c("option", "alias")),
        Option("place", Rest("place"), _c("option", "place")),
    ),
    examples=(
        "city add Kharkiv",
        "city add Kanagawa country=JP kind=region",
        'city add "UCLG ASPAC" kind=association',
    ),
    role=Role.STEWARD,
    writes=True,
)
def city_add(
    call: Call,
    name: str,
    country: str | None,
    kind: PartyKind | None,
    alias: str | None,
    place: str | None,
) -> Reply:
    """Take a city, region or association into the network."""
    parties = call.records.parties
    found = None
    if place != NO_PLACE and kind in (None, PartyKind.CITY):
        found = _place(call, name, country)
    if found is None:
        _refuse_if_member(call, name, country, kind or PartyKind.CITY)
        added = parties.add(name, country or "", kind or PartyKind.CITY)
    else:
        _refuse_if_there(call, parties.of_place(found.id))
        added = parties.add_place(found)
    if alias is not None:
        alias_taken(call, added, alias)
        parties.add_name(added.id, alias)
    return _confirmed(call, added, alias, found)


def _place(call: Call, name: str, country: str | None) -> FoundPlace | None:
    """The place meant; None for one that the gazetteer has nothing like. Question if it can be
    several or may be misspelt."""
    number = numbered(name, "@")
    if number is not None:
        found = call.records.places.get(number)
        if found is None:
            raise Mistake(_("There is no such place in the gazetteer."))
        return found
    places = _in_country(call.records.places.named(name, limit=50), country)
    own = [each for each in places if fold(each.name) == fold(name)] or places
    if len(own) == 1:
        return own[0]
    if own:
        raise _which(_("Which {name} do you mean?", name=name), places, call, name)
    near = _in_country(call.records.places.nearest(name), country)
    if near:
        raise _which(_("I know no {name}. Is it one of these?", name=name), near, call, name)
    return None


def _in_country(places: list[FoundPlace], country: str | None) -> list[FoundPlace]:
    return [each for each in places if country in (None, each.country)]


def _which(sentence: Text, places: list[FoundPlace], call: Call, name: str) -> Question:
    """Each place as a button, and the name as it stands as the last."""
    skipped = 2
    rest = call.line.text[call.line.words[skipped - 1].end :]
    as_it_is = Button(_("Add “{name}” as it is", name=name), f"city add{rest} place={NO_PLACE}")
    buttons = [Button(described(each), f"city add @{each.id}") for each in places[:MOST_CHOICES]]
    return Question(sentence, *buttons, as_it_is)


def _refuse_if_member(call: Call, name: str, country: str | None, kind: PartyKind) -> None:
    """Two members may share a name, but not if they are of a kind and in one country."""
    for party in call.records.parties.named(name):
        if party.kind is kind and country in (None, party.country):
            _refuse_if_there(call, party)


def _refuse_if_there(call: Call, party: PartyView | None) -> None:
    if party is not None:
        raise Mistake(
            _(
                "{city} is in {network} already.",
                city=described(party),
                network=call.speaker.network.name,
            ),
            Button(_("About {city}", city=party.name), f"city show #{party.id}"),
        )


def _confirmed(call: Call, added: PartyView, alias: str | None, place: FoundPlace | None) -> Reply:
    facts: tuple[tuple[Text, object], ...] = (
        (_("Kind"), added.kind),
        (_("Country"), Country(added.country) if added.country else None),
        (_("Also called"), alias),
        (_("Population"), place.population if place else None),
        (_("Time zone"), place.timezone if place else None),
    )
    said = tuple((label, _c("value", "{value}", value=value)) for label, value in facts if value)
    return Reply(
        _("{city} is now in {network}.", city=described(added), network=call.speaker.network.name),
        (Fields(said),),
        (
            Button(_("Start a partnership"), f"partner add #{added.id}"),
            Button(_("About {city}", city=added.name), f"city show #{added.id}"),
            Button(_("Undo"), f"undo {call.records.trail.batch}"),
        ),
        Tone.DONE,
    )
