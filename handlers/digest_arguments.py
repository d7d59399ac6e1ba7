"""What `/digest` takes: whose digest it is, where its clock hangs, in which languages it speaks."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.errors import Mistake, Question
from bot.chat.languages import Languages
from bot.chat.partnerships import ThePartnership, titled
from bot.chat.resolving import Cities, leading_names, numbered
from bot.chat.speech import best_language, languages
from bot.chat.text import Language, Listing, Text, _
from bot.chat.zones import Zone
from storage.digest_views import About
from storage.views import PartyView

# Nobody presses the buttons of a digest that is older.
_OLDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a digest is about, what that is called, and the parties whose business it is; none
    for the whole network."""

    about: About
    called: Text
    parties: tuple[PartyView, ...] = ()


class WhoseDigest(Argument):
    """A city for its own digest, two for that of their partnership: `Odesa`, `Leeds Hangzhou`."""

    placeholder = _("CITY")

    def starts(self, words: Words, call: Call) -> int:
        """The leading words that name members of the network, or a partnership by number."""
        if numbered(words[:1].text, "~") is not None:
            return 1
        return leading_names(words, call)

    def read(self, words: Words, call: Call) -> Subject:
        """The subject. Mendable as for a city or for a partnership."""
        is_partnership = numbered(words.text, "~") is not None
        cities = () if is_partnership else Cities(self.name).read(words, call)
        if len(cities) == 1:
            return Subject(About(party_id=cities[0].id), cities[0].name, cities)
        found = ThePartnership(self.name).read(words, call).partnership
        if found.archived_at is not None:
            raise Mistake(_("The partnership {parties} is archived.", parties=titled(found)))
        return Subject(About(partnership_id=found.id), titled(found), found.parties)


class DigestZone(Zone):
    """The zone in which the time of a digest is meant."""

    placeholder = _("ZONE")

    def read(self, words: Words, call: Call) -> str:
        """IANA's name. Question if a city can be several, Mistake if there is no such zone."""
        try:
            return super().read(words, call)
        except (Question, Mistake) as unknown:
            # No city has a stroke in its name that should be asked back about.
            if isinstance(unknown, Question) and "/" not in words.text:
                raise
            raise Mistake(
                _(
                    "I know no time zone “{typed}”. Name a city or a zone, such as {example}.",
                    typed=words.text[:60],
                    example="Jakarta, Asia/Jakarta",
                )
            ) from unknown


@dataclass(frozen=True, slots=True)
class Told:
    """The time that a digest told of."""

    since: datetime
    until: datetime


class TimeTold(Argument):
    """That time, as the buttons of a digest say it: two moments with a `/` between."""

    placeholder = _("TIME")

    def read(self, words: Words, call: Call) -> Told | None:
        """The time; None for what is none, is long over or still to come."""
        try:
            since, until = (datetime.fromisoformat(each) for each in words.text.split("/"))
            found = Told(since.astimezone(UTC), until.astimezone(UTC))
        except (ValueError, OverflowError):
            return None
        is_real = call.now - _OLDEST <= found.since <= found.until <= call.now
        return found if is_real else None


class SpokenLanguages(Languages):
    """Languages that the bot speaks."""

    def read(self, words: Words, call: Call) -> tuple[str, ...]:
        """Their codes in the order given. Mistake if it does not speak one of them."""
        wanted = super().read(words, call)
        spoken = tuple(best_language(code) for code in wanted)
        for code, found in zip(wanted, spoken, strict=True):
            if found.partition("-")[0] != code.partition("-")[0].lower():
                raise Mistake(
                    _(
                        "I do not speak {language} yet. I speak {languages}.",
                        language=Language(code),
                        languages=Listing(tuple(Language(each) for each in languages())),
                    )
                )
        return tuple(dict.fromkeys(spoken))
