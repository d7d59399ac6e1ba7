"""Names that people type, resolved to the records they mean; asked back when that is not sure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake, Question
from bot.chat.labels import flag
from bot.chat.reply import Button
from bot.chat.text import Country, Listing, Text, _
from bot.domain.names import fold
from storage.places import FoundPlace
from storage.views import PartyView

# More choices than these are not read; the person is better served by typing more.
MOST_CHOICES = 6
_BETWEEN = (" – ", " - ", " with ", " and ", ",", ";", "/", "&")


class City(Argument):
    """A member of the network, by any name it goes by in any script; not only a city."""

    placeholder = _("CITY")

    def read(self, words: Words, call: Call) -> PartyView:
        """The member. Question if several bear the name or none does but some come near."""
        return member(words, call)


class Cities(Argument):
    """One member of the network or two."""

    placeholder = _("CITY")

    def read(self, words: Words, call: Call) -> tuple[PartyView, ...]:
        """One member if the whole text names one, else the two that its parts name."""
        found = _exactly(words.text, call)
        if len(found) == 1:
            return (found[0],)
        pair = None if found else _pair(words, call)
        return pair or (member(words, call),)


@dataclass(frozen=True)
class Place(Argument):
    """A place anywhere in the world, or a member of the network."""

    placeholder = _("CITY")

    def read(self, words: Words, call: Call) -> PartyView | FoundPlace:
        """The member if one is meant, else the place. Question if it can be several places."""
        number = numbered(words.text, "@")
        if number is not None:
            return _place_of_number(number, call)
        if numbered(words.text, "#") is not None:
            return member(words, call)
        return _anywhere(words, call)


def member(words: Words, call: Call) -> PartyView:
    """The one member that these words name."""
    number = numbered(words.text, "#")
    if number is not None:
        found = call.records.parties.get(number)
        if found is None:
            raise Mistake(
                _("There is no such city in {network}.", network=call.speaker.network.name)
            )
        return found
    named = _exactly(words.text, call)
    if len(named) == 1:
        return named[0]
    if named:
        raise Question(
            _("Which {name} do you mean?", name=words.text[:60]),
            *(choice(party, words) for party in named[:MOST_CHOICES]),
        )
    raise _unknown(words, call)


def choice(party: PartyView, words: Words) -> Button:
    """A button that says the line again with this party in it."""
    return Button(described(party), words.said_again(f"#{party.id}"))


def described(party: PartyView | FoundPlace) -> Text:
    """A name that tells a party or place from its namesakes."""
    sign = flag(party.country)
    if party.subdivision:
        return _(
            "{flag} {name} ({subdivision}, {country})",
            flag=sign,
            name=party.name,
            subdivision=party.subdivision,
            country=Country(party.country),
        )
    if not party.country:
        return party.name
    return _(
        "{flag} {name} ({country})", flag=sign, name=party.name, country=Country(party.country)
    )


def numbered(text: str, sign: str) -> int | None:
    """The number in a reference such as `#12`, as buttons say it; None for anything else."""
    digits = text.removeprefix(sign)
    if digits == text or not digits.isdecimal() or len(digits) > 12:
        return None
    return int(digits)


def _exactly(text: str, call: Call) -> list[PartyView]:
    number = numbered(text, "#")
    if number is not None:
        found = call.records.parties.get(number)
        return [found] if found else []
    return call.records.parties.named(text) if fold(text) else []


def _pair(words: Words, call: Call) -> tuple[PartyView, ...] | None:
    """Two members named one after the other, with a mark or a word between them or without."""
    for first, second in _halves(words.text):
        left, right = _exactly(first, call), _exactly(second, call)
        if len(left) == 1 and len(right) == 1 and left != right:
            return left[0], right[0]
    return None


def _halves(text: str) -> Iterable[tuple[str, str]]:
    for mark in _BETWEEN:
        first, found, second = text.partition(mark)
        if found and second.strip():
            yield first.strip(), second.strip()
    # Names of more than four words are nobody's; this bounds the look-ups as well.
    words = text.split()
    for cut in range(1, len(words) if len(words) <= 8 else 0):
        yield " ".join(words[:cut]), " ".join(words[cut:])


def _unknown(words: Words, call: Call) -> Exception:
    near = call.records.parties.nearest(words.text, limit=3)
    name = words.text[:60]
    if near:
        sentence = _("I know no {name} here. Did you mean {names}?", name=name, names=_names(near))
        return Question(sentence, *(choice(party, words) for party in near))
    place = next(iter(call.records.places.named(words.text, limit=1)), None)
    network = call.speaker.network.name
    if place is None:
        return Mistake(
            _(
                "I know no {name} in {network}. Check the spelling, or see who is in it:"
                " /partner list.",
                name=name,
                network=network,
            )
        )
    return Mistake(
        _(
            "{place} is not in {network} yet. A steward can add it: /partner add {name}.",
            place=described(place),
            network=network,
            name=place.name,
        )
    )


def _names(parties: Sequence[PartyView]) -> Listing:
    return Listing(tuple(party.name for party in parties), either=True)


def _place_of_number(number: int, call: Call) -> PartyView | FoundPlace:
    found = call.records.parties.of_place(number) or call.records.places.get(number)
    if found is None:
        raise Mistake(_("There is no such place in the gazetteer."))
    return found


def _anywhere(words: Words, call: Call) -> PartyView | FoundPlace:
    members = _exactly(words.text, call)
    places = call.records.places.named(words.text, limit=MOST_CHOICES)
    own = [place for place in places if fold(place.name) == fold(words.text)]
    candidates: list[PartyView | FoundPlace] = [*members, *(own or places)]
    candidates = _without_doubles(candidates, call)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise Question(
            _("Which {name} do you mean?", name=words.text[:60]),
            *(_place_button(each, words) for each in candidates[:MOST_CHOICES]),
        )
    near = call.records.places.nearest(words.text, limit=3)
    if near:
        raise Question(
            _("I know no {name}. Did you mean one of these?", name=words.text[:60]),
            *(_place_button(place, words) for place in near),
        )
    raise Mistake(_("I know no place called {name}.", name=words.text[:60]))


def _place_button(found: PartyView | FoundPlace, words: Words) -> Button:
    if isinstance(found, PartyView):
        return choice(found, words)
    return Button(described(found), words.said_again(f"@{found.id}"))


def _without_doubles(
    candidates: list[PartyView | FoundPlace], call: Call
) -> list[PartyView | FoundPlace]:
    """A place that is a member is shown once, as the member."""
    kept: list[PartyView | FoundPlace] = []
    for each in candidates:
        found = each if isinstance(each, PartyView) else call.records.parties.of_place(each.id)
        one = found or each
        if one not in kept:
            kept.append(one)
    return kept
