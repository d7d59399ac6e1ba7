"""The words by which a list of partnerships is narrowed, in any order."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.chat.arguments import Argument, Choice, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake, Question
from bot.chat.resolving import choice, member, numbered
from bot.chat.speech import Speech
from bot.chat.text import Country, Msg, _, _c
from bot.domain.names import fold
from bot.domain.vocabulary import PartnershipType, Stage, State
from storage.partnership_lists import Wanted
from storage.views import PartyView

# In words: 'memorandum of understanding', 'Democratic Republic of the Congo'.
_LONGEST = 5
_ALL = _c("filter", "all")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. `everyone`: not only the speaker's own city's."""

    wanted: Wanted = field(default_factory=Wanted)
    states: tuple[State, ...] = ()
    cities: tuple[PartyView, ...] = ()
    everyone: bool = False

    @property
    def named(self) -> tuple[object, ...]:
        """The filters as they can be said to the reader, each by its proper name."""
        countries = (Country(code) for code in self.wanted.countries)
        cities = (city.name for city in self.cities)
        return (*self.wanted.types, *self.wanted.stages, *self.states, *countries, *cities)

    @property
    def said(self) -> tuple[str, ...]:
        """The filters as anyone could say them, whatever their language."""
        words = (*self.wanted.types, *self.wanted.stages, *self.states, *self.wanted.countries)
        everyone = (_ALL.id,) if self.everyone else ()
        return (*everyone, *words, *(f"#{city.id}" for city in self.cities))

    def within(self, city: PartyView) -> "Filters":
        """The same, of one more city only."""
        wanted = replace(self.wanted, parties=(*self.wanted.parties, city.id))
        return replace(self, wanted=wanted, cities=(*self.cities, city))


class FilterWords(Argument):
    """Types, stages, states, countries and cities, and `all` for the whole network."""

    placeholder = _("FILTERS")

    def read(self, words: Words, call: Call) -> Filters:
        """The filters meant. Mendable if a word is none of them."""
        known = _known(call)
        found: list[object] = []
        while words:
            count, filter_ = _first(words, known, call)
            found.append(filter_)
            words = words[count:]
        return _together(found)


def _first(words: Words, known: dict[str, object], call: Call) -> tuple[int, object]:
    """The filter that most of the first words name together, and how many these are."""
    longest = min(_LONGEST, len(words))
    for count in range(longest, 0, -1):
        text = words[:count].text
        if fold(text) in known:
            return count, known[fold(text)]
        if numbered(text, "#") is not None or call.records.parties.named(text):
            return count, member(words[:count], call)
    if len(words) > 1 and words[0:1].text.casefold() in {"in", "with", "and"}:
        return 2, _first(words[1:2], known, call)[1]
    raise _unknown(words[:1], call)


def _unknown(word: Words, call: Call) -> Exception:
    near = call.records.parties.nearest(word.text, limit=3)
    if near:
        return Question(
            _("I know no {name} here. Did you mean one of these?", name=word.text[:60]),
            *(choice(party, word) for party in near),
        )
    return Mistake(
        _(
            "I do not know how to narrow the list by “{typed}”. Name a type, a stage, a state, a"
            " country or a city: {example}",
            typed=word.text[:60],
            example="/partner list sister city cooling Ukraine",
        )
    )


def _known(call: Call) -> dict[str, object]:
    """All filters but the cities, by what they are called; a state goes before a stage."""
    known: dict[str, object] = {}
    for code, name in call.speech.locale.territories.items():
        if len(code) == 2 and code.isalpha():
            known[fold(name)] = known[code.lower()] = Country(code)
    for name, code in _english_countries():
        known.setdefault(fold(name), Country(code))
    for kind in (PartnershipType, Stage, State):
        known |= _named(kind, call)
    everyone: Msg = _ALL
    return known | {fold(everyone.id): everyone, fold(call.speech.say(everyone)): everyone}


def _named(kind: type[StrEnum], call: Call) -> dict[str, object]:
    return dict(Choice("filter", words=kind).known(call))


def _english_countries() -> Iterator[tuple[str, str]]:
    for code, name in Speech().locale.territories.items():
        if len(code) == 2 and code.isalpha():
            yield name, code


def _together(found: list[object]) -> Filters:
    filters = Filters(
        states=tuple(each for each in found if isinstance(each, State)),
        cities=tuple(each for each in found if isinstance(each, PartyView)),
        everyone=_ALL in found,
    )
    wanted = Wanted(
        types=tuple(each for each in found if isinstance(each, PartnershipType)),
        stages=tuple(each for each in found if isinstance(each, Stage)),
        countries=tuple(each.code for each in found if isinstance(each, Country)),
        parties=tuple(each.id for each in filters.cities),
    )
    return replace(filters, wanted=wanted)
