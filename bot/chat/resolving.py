"""Names that people type, resolved to the records they mean; asked back when that is not sure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.countries import country_of
from bot.chat.errors import Mistake, Question
from bot.chat.labels import flag
from bot.chat.reply import Button
from bot.chat.text import Country, Listing, Text, _
from bot.domain.names import fold
from storage.places import FoundPlace
from storage.views import PartyView

# More choices than these are not read; the person is better served by typing more.
MOST_CHOICES = 6
# Of the integer columns that keep them on PostgreSQL; nobody bears it.
LARGEST_NUMBER = 2**31 - 1
# In words: 'Frankfurt an der Oder'.
_LONGEST_NAME = 4
# What stands between two names; a name may itself hold one of the second kind.
_BORDER = re.compile(r"\s*[,;&]\s*|\s+[–—]\s+")
_PERHAPS_BORDER = re.compile(r"\s+(?:-|with|and)\s+|\s*/\s*")


class City(Argument):
    """A member of the network, by any name it goes by in any script; not only a city."""

    placeholder = _("CITY")

    def read(self, words: Words, call: Call) -> PartyView:
        """The member. Question if several bear the name or none does but some come near."""
        return member(words, call)


class Cities(Argument):
    """One member of the network, or several: `Leeds Hangzhou`, `Leeds, Hangzhou, Oulu`."""

    placeholder = _("CITY")

    def read(self, words: Words, call: Call) -> tuple[PartyView, ...]:
        """The members named, in their order. Mendable as for one City."""
        parts = divided(words, lambda text: bool(_exactly(text, call)))
        return tuple(dict.fromkeys(member(part, call) for part in parts))


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


class Places(Argument):
    """One place or several, anywhere in the world: `Leeds, Cape Town`."""

    placeholder = _("CITY")

    def read(self, words: Words, call: Call) -> tuple[PartyView | FoundPlace, ...]:
        """The places and members named, in their order. Mendable as for one Place."""
        place = Place(self.name)
        parts = divided(words, lambda text: _is_anywhere(text, call))
        return tuple(dict.fromkeys(place.read(part, call) for part in parts))


def divided(words: Words, is_name: Callable[[str], bool]) -> list[Words]:
    """The words cut into the names they hold: one if the whole is a name, else the parts
    between marks or, without any, two names one after the other."""
    text = words.text
    if is_name(text):
        return [words]
    for spans in _divisions(text):
        if all(is_name(text[start:end]) for start, end in spans):
            return [words.within(start, end) for start, end in spans]
    marked = _spans(text, _BORDER)
    return [words.within(start, end) for start, end in marked] if len(marked) > 1 else [words]


def _divisions(text: str) -> Iterator[list[tuple[int, int]]]:
    for border in (_BORDER, _PERHAPS_BORDER):
        spans = _spans(text, border)
        if len(spans) > 1:
            yield spans
    gaps = list(re.finditer(r"\s+", text))
    # Names of more than four words are nobody's; this bounds the look-ups as well.
    for gap in gaps if len(gaps) < 8 else ():
        yield [(0, gap.start()), (gap.end(), len(text))]


def _spans(text: str, border: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the parts between borders stand, without empty ones."""
    found = list(border.finditer(text))
    starts = [0, *(each.end() for each in found)]
    ends = [*(each.start() for each in found), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def leading_names(words: Words, call: Call) -> int:
    """How many of the first words name members of the network, up to two; 0 if they do not."""
    first = _leading_name(words, call)
    if not first or first == len(words):
        return first
    after = first + int(fold(words[first : first + 1].text) in ("", "and", "with"))
    return after + second if (second := _leading_name(words[after:], call)) else first


def _leading_name(words: Words, call: Call) -> int:
    for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
        if _exactly(words[:count].text, call):
            return count
    return 0


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
    return min(int(digits), LARGEST_NUMBER)


def _exactly(text: str, call: Call) -> list[PartyView]:
    number = numbered(text, "#")
    if number is not None:
        found = call.records.parties.get(number)
        return [found] if found else []
    return call.records.parties.named(text) if fold(text) else []


def _unknown(words: Words, call: Call) -> Exception:
    near = call.records.parties.nearest(words.text, limit=3)
    name = words.text[:60]
    if near:
        sentence = _("I know no {name} here. Did you mean {names}?", name=name, names=_names(near))
        return Question(sentence, *(choice(party, words) for party in near))
    places = call.records.places.named(words.text, limit=2)
    place = places[0] if len(places) == 1 else None
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


def _is_anywhere(text: str, call: Call) -> bool:
    if numbered(text, "@") is not None or _exactly(text, call):
        return True
    return bool(fold(text)) and bool(call.records.places.named(text, limit=1))


def _anywhere(words: Words, call: Call) -> PartyView | FoundPlace:
    members = _exactly(words.text, call)
    if len(members) == 1 and fold(members[0].name) == fold(words.text):
        return members[0]
    candidates = _without_doubles([*members, *_likely_places(words.text, call)], call)
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
    raise Mistake(
        _(
            "I know no place called {name}. A steward can add what is on no map, such as a"
            " region: {example}",
            name=words.text[:60],
            example=f"/city add {words.text[:60]} kind=region",
        ),
        Button(_("Add it as new"), f"city add {words.text}"),
    )


def _likely_places(text: str, call: Call) -> list[FoundPlace]:
    """The places of this name, the largest first. What only others call so counts if it is
    larger than any that calls itself so: Odesa is also meant by 'Odessa'."""
    places = call.records.places.named(text, limit=50)
    own = [place for place in places if fold(place.name) == fold(text)]
    if not own and country_of(text, call.speech.language) is not None:
        # Some village is called Ukraine somewhere; nobody means it.
        return []
    largest = max((place.population for place in own), default=0)
    likely = [place for place in places if place in own or place.population > largest]
    return sorted(likely, key=lambda place: -place.population)[:MOST_CHOICES]


def _place_button(found: PartyView | FoundPlace, words: Words) -> Button:
    if isinstance(found, PartyView):
        return choice(found, words)
    return Button(described(found), words.said_again(f"@{found.id}"))


def _without_doubles(
    candidates: Sequence[PartyView | FoundPlace], call: Call
) -> list[PartyView | FoundPlace]:
    """A place that is a member is shown once, as the member."""
    kept: list[PartyView | FoundPlace] = []
    for each in candidates:
        found = each if isinstance(each, PartyView) else call.records.parties.of_place(each.id)
        one = found or each
        if one not in kept:
            kept.append(one)
    return kept
