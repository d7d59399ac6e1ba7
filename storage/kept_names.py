"""Names of parties and contacts in a text, in the form in which readers know them."""

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, select, union
from sqlalchemy.orm import Session, aliased

from bot.domain.access import Role, Scope
from bot.domain.certain_names import is_certain
from bot.domain.names import fold
from bot.domain.runs import Runs
from bot.domain.scripts import form_for
from bot.domain.terms import Term
from bot.domain.translating import Pair
from storage.columns import Query
from storage.contact_access import visible
from storage.models import Contact, ContactName, Party, PartyName
from storage.one_of import dialect_of, given, one_of
from storage.prepared import NETWORK, OWN_PARTY, fetched

# Each name of an owner with its language, or without; the own name first.
_Names = list[tuple[str, str]]


class KeptNames:
    """The names that one speaker may know, found by the words of a text: how many there are in
    the network makes no difference to the time it takes."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def standing(self, runs: Collection[str], written: Collection[str]) -> "StandingNames":
        """The names in some texts. At most three statements. `runs` are those that may be a
        party's, `written` those that may be a person's, to the letter."""
        return StandingNames(self._of_parties(runs), self._of_contacts(written))

    def _of_parties(self, runs: Collection[str]) -> list[tuple[str, _Names]]:
        """The members that are called so, in any case and with or without accents."""
        if not runs:
            return []
        rows = self._fetched(_parties(self._dialect), folded=given(self._dialect, runs))
        owners: dict[tuple[str, int], _Names] = {}
        for row in rows:
            owners.setdefault((row.folded, row.party_id), []).append((row.name, row.language))
        return [(folded, names) for (folded, _party_id), names in owners.items()]

    def _of_contacts(self, written: Collection[str]) -> list[_Names]:
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
        return list(found.values())

    @property
    def _dialect(self) -> str:
        return dialect_of(self._session)

    def _fetched(self, query: Any, **values: Any) -> Any:
        bound = {"network": self._scope.network_id, "own_party": self._scope.own_party}
        return fetched(self._session, query, **bound, **values)


@dataclass(frozen=True, slots=True)
class StandingNames:
    """Names that stand in one of several texts: of parties by how they fold, and of contacts."""

    parties: list[tuple[str, _Names]]
    contacts: list[_Names]

    def of(self, text: str, pair: Pair, runs: Runs, written: Set[str]) -> list[Term]:
        """Those of one of the texts, each way of writing once, with the form recorded for the
        other language, or as they are."""
        called: dict[str, list[_Names]] = {}
        for names in self.contacts:
            for name in dict.fromkeys(name for name, _language in names if name in written):
                called.setdefault(name, []).append(names)
        found: dict[str, list[_Names]] = {}
        # Engines decline names as their language has it, where there is no other form.
        declined = set()
        for folded, names in self.parties:
            for said in runs.get(folded, ()):
                found.setdefault(said, []).append(names)
                if fold(said) != folded:
                    declined.add(said)
        forms = {said: _form(said, owners, pair) for said, owners in (called | found).items()}
        return [
            Term(said, form, is_name=True)
            for said, form in forms.items()
            if is_certain(said, text, pair.source) and not (said == form and said in declined)
        ]


def _form(said: str, owners: Iterable[_Names], pair: Pair) -> str:
    """As it was said where two who are called so are called differently elsewhere."""
    forms = {form_for(pair.target, said, names) for names in owners}
    return forms.pop() if len(forms) == 1 else said


@cache
def _parties(dialect: str) -> Query:
    borne = aliased(PartyName)
    return (
        select(borne.folded, borne.party_id, PartyName.name, PartyName.language)
        .join(PartyName, PartyName.party_id == borne.party_id)
        .join(Party, Party.id == borne.party_id)
        .where(
            borne.network_id == NETWORK,
            one_of(dialect, borne.folded, "folded"),
            Party.left_on.is_(None),
            Party.removed_at.is_(None),
        )
        .order_by(borne.party_id, PartyName.name != Party.name, PartyName.id)
    )


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
