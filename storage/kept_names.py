"""Names of parties and contacts in a text, in the form in which readers know them."""

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, select, union
from sqlalchemy.orm import Session, aliased

from bot.domain.access import Role, Scope
from bot.domain.certain_names import is_certain, is_certain_place
from bot.domain.names import fold
from bot.domain.runs import Runs
from bot.domain.scripts import form_for, is_read_in
from bot.domain.terms import Term
from bot.domain.translating import Pair
from storage.columns import Query
from storage.contact_access import visible
from storage.exonyms import countries_in, exonym
from storage.models import Contact, ContactName, Party, PartyName, Place, PlaceName
from storage.one_of import dialect_of, given, one_of
from storage.prepared import NETWORK, OWN_PARTY, fetched

# Each name of an owner with its language, or without; the own name first.
_Names = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Bearer:
    """Who is called so: all names on record, and what the gazetteer calls a city, with its time
    zone; empty for people and for what the gazetteer does not know."""

    names: _Names
    place: str = ""
    timezone: str = ""

    @property
    def own(self) -> str:
        """The name under which they are on record."""
        return self.names[0][0]

    def called_in(self, language: str) -> str:
        """What this language calls the city, as far as its speakers are agreed; or empty."""
        return exonym(self.place, self.timezone, language)

    def form(self, said: str, language: str) -> str:
        """What readers of a language are shown where this was said."""
        names = [*self.names, (self.place, "")] if self.place else self.names
        return form_for(language, said, names, self.called_in(language))


@dataclass(frozen=True, slots=True)
class Said:
    """A text, what it is to be translated from and into, and the runs in it that may be the name
    of a party, of a party's place, and of a person, to the letter."""

    text: str
    pair: Pair
    parties: Runs
    places: Runs
    people: Set[str]


class KeptNames:
    """The names that one speaker may know, found by the words of a text: how many there are in
    the network makes no difference to the time it takes."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def standing(
        self, runs: Collection[str], places: Collection[str], written: Collection[str]
    ) -> "StandingNames":
        """The names in some texts. At most four statements. `runs` are those that may be a
        party's, `places` those that its place may have in the gazetteer, `written` those that
        may be a person's, to the letter."""
        return StandingNames(
            self._of_parties(_parties(self._dialect), runs),
            self._of_parties(_by_place(self._dialect), places),
            self._of_contacts(written),
        )

    def _of_parties(self, query: Query, runs: Collection[str]) -> list[tuple[str, _Bearer]]:
        """The members that are called so, in any case and with or without accents."""
        if not runs:
            return []
        bearers: dict[tuple[str, int], _Bearer] = {}
        for row in self._fetched(query, folded=given(self._dialect, runs)):
            bearer = bearers.setdefault(
                (row.folded, row.party_id), _Bearer([], row.place or "", row.timezone or "")
            )
            bearer.names.append((row.name, row.language))
        return [(folded, bearer) for (folded, _party_id), bearer in bearers.items()]

    def _of_contacts(self, written: Collection[str]) -> list[_Bearer]:
        """All names of those contacts who are called so, to the letter, and whom the speaker may
        know. Who may know whom is asked of these few only: it takes longer than to find them."""
        if not written:
            return []
        values = given(self._dialect, written)
        ids = [row[0] for row in self._fetched(_called(self._dialect), names=values)]
        found: dict[int, _Names] = {}
        if ids:
            query = _seen_names(self._scope.sight)
            for number, own, other, language in self._fetched(query, ids=ids):
                names = found.setdefault(number, [(own, "")])
                if other:
                    names.append((other, language or ""))
        return [_Bearer(names) for names in found.values()]

    @property
    def _dialect(self) -> str:
        return dialect_of(self._session)

    def _fetched(self, query: Any, **values: Any) -> Any:
        bound = {"network": self._scope.network_id, "own_party": self._scope.own_party}
        return fetched(self._session, query, **bound, **values)


@dataclass(frozen=True, slots=True)
class StandingNames:
    """Names that stand in one of several texts: of parties and of their places by how they fold,
    and of contacts."""

    parties: list[tuple[str, _Bearer]]
    places: list[tuple[str, _Bearer]]
    contacts: list[_Bearer]

    def of(self, said: Said) -> list[Term]:
        """Those of one of the texts, each way of writing once, with the form recorded for the
        other language, or as they are."""
        called: dict[str, list[_Bearer]] = {}
        for bearer in self.contacts:
            names = dict.fromkeys(name for name, _language in bearer.names if name in said.people)
            for name in names:
                called.setdefault(name, []).append(bearer)
        found, declined = _standing(self.parties, said.parties)
        named = called | found
        forms = {name: _form(name, bearers, said.pair) for name, bearers in named.items()}
        terms = [
            Term(name, form, is_name=True)
            for name, form in forms.items()
            # Engines decline names as their language has it, where there is no other form.
            if is_certain(name, said.text, said.pair.source)
            and not (name == form and name in declined)
        ]
        return terms + self._of_places(said, named)

    def _of_places(self, said: Said, known: Collection[str]) -> list[Term]:
        """Names that only the gazetteer knows; one that readers could not read is left to the
        engine, and so is one that two places have that are called differently."""
        target = said.pair.target
        found, _declined = _standing(self.places, said.places)
        terms = []
        for name, bearers in found.items():
            if name in known or not _is_place(name, said, bearers):
                continue
            forms = {bearer.form(bearer.own, target) for bearer in bearers}
            form = forms.pop()
            if not forms and is_read_in(form, target):
                terms.append(Term(name, form, is_name=True))
        return terms


def _standing(
    named: list[tuple[str, _Bearer]], runs: Runs
) -> tuple[dict[str, list[_Bearer]], set[str]]:
    """Who is called so, by each way of writing it, and those ways that are other cases."""
    found: dict[str, list[_Bearer]] = {}
    declined = set()
    for folded, bearer in named:
        for said in runs.get(folded, ()):
            found.setdefault(said, []).append(bearer)
            if fold(said) != folded:
                declined.add(said)
    return found, declined


def _is_place(name: str, said: Said, bearers: Iterable[_Bearer]) -> bool:
    """Whether a name of the gazetteer's is meant as one where it stands."""
    source = said.pair.source
    if any(name == bearer.called_in(source) for bearer in bearers):
        return is_certain(name, said.text, source)
    return fold(name) not in countries_in(source) and is_certain_place(name, said.text, source)


def _form(said: str, bearers: Iterable[_Bearer], pair: Pair) -> str:
    """As it was said where two who are called so are called differently elsewhere."""
    forms = {bearer.form(said, pair.target) for bearer in bearers}
    return forms.pop() if len(forms) == 1 else said


@cache
def _parties(dialect: str) -> Query:
    borne = aliased(PartyName)
    return (
        _members(borne.folded, borne.party_id)
        .select_from(borne)
        .join(PartyName, PartyName.party_id == borne.party_id)
        .join(Party, Party.id == borne.party_id)
        .outerjoin(Place, Place.id == Party.place_id)
        .where(
            borne.network_id == NETWORK,
            one_of(dialect, borne.folded, "folded"),
        )
        .order_by(borne.party_id, PartyName.name != Party.name, PartyName.id)
    )


@cache
def _by_place(dialect: str) -> Query:
    # To a database that knows only how many rows there are, the parties of the network look
    # like the shorter way; the names of the text are.
    here = Party.network_id + 0 == NETWORK
    return (
        _members(PlaceName.folded, Party.id.label("party_id"))
        .select_from(PlaceName)
        .join(Party, Party.place_id == PlaceName.place_id)
        .join(PartyName, PartyName.party_id == Party.id)
        .join(Place, Place.id == PlaceName.place_id)
        .where(here, one_of(dialect, PlaceName.folded, "folded"))
        .order_by(Party.id, PartyName.name != Party.name, PartyName.id)
    )


def _members(folded: Any, party_id: Any) -> Query:
    """The names of those who are still members, by what was looked for."""
    names = (PartyName.name, PartyName.language)
    return select(
        folded, party_id, *names, Place.name.label("place"), Place.timezone.label("timezone")
    ).where(Party.left_on.is_(None), Party.removed_at.is_(None))


@cache
def _called(dialect: str) -> Any:
    """The contacts of the network that are called so, whoever may know of them."""
    here = (Contact.network_id == NETWORK, Contact.removed_at.is_(None))
    own = select(Contact.id).where(*here, one_of(dialect, Contact.name, "names"))
    # SQLite would go through all contacts of the network if both were joined.
    other = select(ContactName.contact_id).where(
        one_of(dialect, ContactName.name, "names"),
        exists().where(Contact.id == ContactName.contact_id, *here),
    )
    return union(own, other)


@cache
def _seen_names(sight: Role) -> Query:
    return (
        select(Contact.id, Contact.name, ContactName.name, ContactName.language)
        .outerjoin(ContactName, ContactName.contact_id == Contact.id)
        .where(
            Contact.network_id == NETWORK,
            Contact.removed_at.is_(None),
            Contact.id.in_(bindparam("ids", expanding=True)),
            visible(sight, NETWORK, OWN_PARTY),
        )
        .order_by(Contact.id, ContactName.id)
    )
