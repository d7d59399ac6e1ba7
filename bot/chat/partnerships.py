"""Which partnership is meant, when people name one city, two, or press a button."""

from dataclasses import dataclass

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake, Question
from bot.chat.labels import flag
from bot.chat.reply import Button
from bot.chat.resolving import Cities, leading_names, numbered
from bot.chat.text import Listing, Text, _
from storage.partnerships import PartnershipView
from storage.views import PartyView

MOST_CHOICES = 10


@dataclass(frozen=True, slots=True)
class Meant:
    """The partnership that was meant, and the city by which it was named, if it was."""

    partnership: PartnershipView
    city: PartyView | None = None


class ThePartnership(Argument):
    """One partnership: `Odesa`, `Leeds Hangzhou`, or `~12` as buttons say it.

    Of one city's partnerships the one with the speaker's own city is meant, if there is one.
    """

    placeholder = _("CITY")

    def starts(self, words: Words, call: Call) -> int:
        """The leading words that name members of the network, or a partnership by number."""
        if numbered(words[:1].text, "~") is not None:
            return 1
        return leading_names(words, call)

    def read(self, words: Words, call: Call) -> Meant:
        """The partnership meant. Question if several can be, Mistake if there is none."""
        number = numbered(words.text, "~")
        if number is not None:
            return Meant(_of_number(number, call))
        cities = Cities(self.name).read(words, call)
        found = _candidates(cities, call)
        if len(found) == 1:
            return Meant(found[0], cities[-1])
        if found:
            raise _which(cities[0], found, words)
        raise _archived(cities, call) or _no_partnership(cities, call)


class PartnershipKey(Argument):
    """A partnership as buttons say it, `~12`, whichever network it is of."""

    placeholder = _("PARTNERSHIP")

    def read(self, words: Words, call: Call) -> int:
        """Its number. Mistake for anything else."""
        number = numbered(words.text, "~")
        if number is None:
            raise Mistake(_("Please press the button of the partnership that you mean."))
        return number


def titled(partnership: PartnershipView) -> Text:
    """A partnership by its parties: 'Yokohama 🇯🇵 – Odesa 🇺🇦'."""
    parties = (f"{party.name} {flag(party.country)}".strip() for party in partnership.parties)
    named = " – ".join(parties)
    return f"{partnership.title}: {named}" if partnership.title else named


def _of_number(number: int, call: Call) -> PartnershipView:
    found = call.records.partnerships.get(number)
    if found is None:
        raise Mistake(_("There is no such partnership any more. See /partner list."))
    return found


def _candidates(cities: tuple[PartyView, ...], call: Call) -> list[PartnershipView]:
    partnerships = call.records.partnerships
    found = partnerships.of(*(city.id for city in cities), limit=MOST_CHOICES + 1)
    own = call.speaker.party
    if len(found) < 2 or len(cities) > 1 or own is None or own.id == cities[0].id:
        return found
    return partnerships.of(cities[0].id, own.id) or found


def _which(city: PartyView, found: list[PartnershipView], words: Words) -> Question:
    buttons = [
        Button(_by_others(each, city), words.said_again(f"~{each.id}"))
        for each in found[:MOST_CHOICES]
    ]
    if len(found) > MOST_CHOICES:
        buttons.append(Button(_("All of them"), f"partner list #{city.id}"))
    return Question(_("{city} has several partnerships. Which one?", city=city.name), *buttons)


def _by_others(partnership: PartnershipView, city: PartyView) -> Text:
    others = ", ".join(f"{flag(each.country)} {each.name}" for each in partnership.others(city.id))
    return _("{partners} ({type})", partners=others, type=partnership.type)


def _archived(cities: tuple[PartyView, ...], call: Call) -> Mistake | None:
    """Points to one that was archived, if there is no other."""
    found = call.records.partnerships.of(*(city.id for city in cities), limit=1, archived=True)
    if not found:
        return None
    return Mistake(
        _("The partnership {parties} is archived.", parties=titled(found[0])),
        Button(_("Status"), f"partner status ~{found[0].id}"),
    )


def _no_partnership(cities: tuple[PartyView, ...], call: Call) -> Mistake:
    named = Listing(tuple(city.name for city in cities))
    own = call.speaker.party
    pair = [city.name for city in cities]
    if len(cities) == 1 and own is not None and own != cities[0]:
        pair.insert(0, own.name)
    example = "/partner add " + ", ".join(pair)
    return Mistake(
        _(
            "No partnership of {cities} is recorded in {network}. To record one: {example}",
            cities=named,
            network=call.speaker.network.name,
            example=example,
        )
    )
