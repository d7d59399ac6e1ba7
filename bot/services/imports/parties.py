"""The parties that the lines of a file name, and those that an import brings along."""

from collections.abc import Iterable, Sequence

from bot.chat.text import Country, Listing, Msg, Text, _
from bot.domain.mentions import Mention
from bot.files.lines import Unreadable
from bot.services.imports.report import Report
from storage.candidates import Newcomer, PartyOrNew, Unclear
from storage.intake import Intake


class Parties:
    """What the mentions of one file mean, and which parties its good lines need."""

    def __init__(self, intake: Intake, mentions: Iterable[Mention]) -> None:
        self._intake = intake
        self._resolution = intake.resolve(mentions)
        self._needed: dict[PartyOrNew, int] = {}
        self._ids: dict[Newcomer, int] = {}

    def meant(self, mention: Mention) -> PartyOrNew:
        """The party. Unreadable if that is not clear."""
        found = self._resolution.meant[mention]
        if isinstance(found, Unclear):
            raise Unreadable(_question(mention, found))
        return found

    def need(self, parties: Iterable[PartyOrNew], line: int) -> None:
        """These parties are to be members of the network, because of this line."""
        for party in parties:
            self._needed.setdefault(party, line)

    @property
    def known(self) -> list[int]:
        """The parties that are on record already."""
        return [each for each in self._resolution.meant.values() if isinstance(each, int)]

    def tell(self, report: Report) -> None:
        """Report the new parties, and which of them the gazetteer does not know."""
        report.new_parties = len(self._newcomers) + len(self._returning)
        report.outside = [
            (line, party.name, party.country)
            for party, line in self._needed.items()
            if isinstance(party, Newcomer) and not party.in_gazetteer
        ]

    def admit(self) -> None:
        """Make the needed parties members."""
        self._ids = self._intake.admit(self._newcomers, self._returning)

    def id_of(self, party: PartyOrNew) -> int:
        """The id of a party, once it is a member."""
        return party if isinstance(party, int) else self._ids[party]

    @property
    def _newcomers(self) -> list[Newcomer]:
        return [each for each in self._needed if isinstance(each, Newcomer)]

    @property
    def _returning(self) -> list[int]:
        return [each for each in self._needed if each in self._resolution.returning]


def named(mentions: Sequence[Mention]) -> Text:
    """What a record between these parties is called in a report."""
    return " – ".join(mention.name for mention in mentions)


def _question(mention: Mention, unclear: Unclear) -> Msg:
    choices = Listing(tuple(_described(*choice) for choice in unclear.choices), either=True)
    if unclear.several:
        return _(
            "{name} can be {choices}; add its country, its GeoNames number or coordinates.",
            name=mention.name,
            choices=choices,
        )
    return _(
        "Nobody here is called {name}; was {choices} meant? If not, add its country.",
        name=mention.name,
        choices=choices,
    )


def _described(name: str, country: str) -> Text:
    return _("{name} ({country})", name=name, country=Country(country)) if country else name
