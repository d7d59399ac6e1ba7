"""Whom a follow-up is for: an official, a party, or those whose reply is awaited."""

import re
from dataclasses import dataclass, replace

from rapidfuzz import process

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake, Question
from bot.chat.line import Word
from bot.chat.officials import titled
from bot.chat.reply import Button
from bot.chat.resolving import MOST_CHOICES, described, numbered
from bot.chat.text import Msg, _, _c
from bot.domain.identity import Identity, Platform
from bot.domain.names import fold
from storage.officials import OfficialView
from storage.views import PartyView

# As Slack hands on that somebody was mentioned.
_MENTION = re.compile(r"<@(?P<user>\w+)(?:\|[^<>]*)?>")
_ME = (_c("owner", "me"), _c("owner", "myself"))
_AWAIT = (_c("owner", "await"), _c("owner", "awaiting"), _c("owner", "awaited"))
_THEM = (*_AWAIT, _c("owner", "them"), _c("owner", "their reply"))
# Below this likeness (0–100) a name is not offered for what was typed.
_LIKE = 60
_SEARCHED = 1000


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is to act. `awaited`: it is the others who owe, `party` if it was said which; an
    official is then who waits for them, or of those who owe."""

    official: OfficialView | None = None
    party: PartyView | None = None
    awaited: bool = False


class TheOwner(Argument):
    """`@oksana`, an official's name, `#12`, a city, `me`, or `await` and perhaps a name."""

    placeholder = _("@WHOM")

    def starts(self, words: Words, call: Call) -> int:
        """One for a word that begins with @, or for one that says whose reply is awaited."""
        if not words or words.words[0].quoted:
            return 0
        first = words[:1].text
        return int(first.startswith(("@", "<@")) or fold(first) in _said_in(_THEM, call))

    def read(self, words: Words, call: Call) -> Whom:
        """Who is meant. Question if it can be several, Mistake if there is nobody such."""
        named = _without_await(words, call)
        if len(named) == len(words):
            return _who(words, call)
        return replace(_who(named, call), awaited=True) if named else Whom(awaited=True)


def ends_awaiting(words: Words, call: Call) -> bool:
    """Whether the last word says that it is a reply which is awaited."""
    return bool(words) and fold(words[-1:].text) in _said_in(_AWAIT, call)


def party_key(party: PartyView) -> str:
    """A party as buttons say it."""
    return f"@%{party.id}"


def official_key(official: OfficialView) -> str:
    """An official as buttons say it."""
    return f"@#{official.id}"


def _said_in(words: tuple[Msg, ...], call: Call) -> set[str]:
    """These little words in English and in the speaker's language, folded."""
    return {fold(word.id) for word in words} | {fold(call.speech.say(word)) for word in words}


def _without_await(words: Words, call: Call) -> Words:
    """The words without those, before or behind them, for whose reply is awaited."""
    known = _said_in(_THEM, call)
    while count := _length_of_any(known, words):
        words = words[count:]
    return words[:-1] if ends_awaiting(words, call) else words


def _length_of_any(known: set[str], words: Words) -> int:
    counts = (count for count in (2, 1) if len(words) >= count)
    return next((n for n in counts if fold(words[:n].text.lstrip("@")) in known), 0)


def _who(words: Words, call: Call) -> Whom:
    text = words.text.strip()
    if fold(text.removeprefix("@")) in _said_in(_ME, call):
        return Whom(official=_oneself(call))
    mention = _MENTION.fullmatch(text)
    if mention is not None:
        return Whom(official=_mentioned(mention["user"], call))
    return _numbered(text, call) or _named(words, call)


def _oneself(call: Call) -> OfficialView:
    found = call.records.officials.get(call.speaker.scope.official_id or 0)
    if found is None:
        raise Mistake(
            _("You have no role of your own in this network. Please name somebody who has.")
        )
    return found


def _mentioned(user: str, call: Call) -> OfficialView:
    team = call.speaker.identity.team
    number = call.records.accounts.owner_of(Identity(Platform.SLACK, user, team))
    found = call.records.officials.get(number or 0)
    if found is None:
        raise Mistake(_("The person you mention has no role in this network."))
    return found


def _numbered(text: str, call: Call) -> Whom | None:
    bare = text.removeprefix("@")
    official, party = numbered(bare, "#"), numbered(bare, "%")
    if official is not None:
        known = call.records.officials.get(official)
        if known is None:
            raise Mistake(_("This network has no such official any more."))
        return Whom(official=known)
    if party is not None:
        return Whom(party=_party_of_number(party, call))
    return None


def _party_of_number(number: int, call: Call) -> PartyView:
    found = call.records.parties.get(number)
    if found is None:
        raise Mistake(_("There is no such city in {network}.", network=call.speaker.network.name))
    return found


def _named(words: Words, call: Call) -> Whom:
    """Of a name that a city has as well as an official, the city is meant; with an @ before it
    the official."""
    named = _without_sign(words)
    typed = named.text
    cities = call.records.parties.named(typed) if fold(typed) else []
    if cities and named is words:
        return Whom(party=_one_of(cities, named))
    officials = call.records.officials.named(typed) if fold(typed) else []
    if len(officials) == 1:
        return Whom(official=officials[0])
    if officials:
        raise Question(_("Whom do you mean?"), *_choices(officials, words))
    if cities:
        return Whom(party=_one_of(cities, words))
    near = _like(typed, call)
    raise Mistake(
        _("I know no official and no city called “{typed}” here.", typed=typed[:60]),
        *_choices(near, words),
    )


def _one_of(cities: list[PartyView], words: Words) -> PartyView:
    if len(cities) == 1:
        return cities[0]
    raise Question(
        _("Which {name} do you mean?", name=words.text[:60]),
        *(
            Button(described(each), words.said_again(party_key(each)))
            for each in cities[:MOST_CHOICES]
        ),
    )


def _without_sign(words: Words) -> Words:
    """The same words without the @ before them; the very same if there is none."""
    first = words.words[0]
    if not first.text.startswith("@") or first.quoted:
        return words
    bare = Word(first.text[1:], first.start + 1, first.end, first.quoted)
    return replace(words, words=(bare, *words.words[1:]))


def _choices(officials: list[OfficialView], words: Words) -> tuple[Button, ...]:
    return tuple(
        Button(titled(each), words.said_again(official_key(each)))
        for each in officials[:MOST_CHOICES]
    )


def _like(typed: str, call: Call) -> list[OfficialView]:
    everyone = {each.id: each for each in call.records.officials.listed(limit=_SEARCHED)}
    names = {key: fold(each.name) for key, each in everyone.items()}
    near = process.extract(fold(typed), names, limit=3, score_cutoff=_LIKE)
    return [everyone[key] for _name, _score, key in near]
