"""Names of parties and contacts in a text, in the form in which readers know them."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import select, union
from sqlalchemy.orm import Session, aliased

from bot.domain.access import Role, Scope
from bot.domain.certain_names import is_certain
from bot.domain.runs import Runs, runs_in
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

    def found(self, text: str, pair: Pair, runs: Runs | None = None) -> list[Term]:
        """The names that stand in a text, each way of writing once, with the form recorded for
        the other language, or as they are. At most three statements. `runs` are those that may
        be a party's; a person's name is no longer than a few words or signs."""
        short = runs_in(text)
        if not short:
            return []
        found = {**self._of_contacts(short), **self._of_parties(short if runs is None else runs)}
        return [
            Term(said, _form(said, owners, pair), is_name=True)
            for said, owners in found.items()
            if is_certain(said, text, pair.source)
        ]

    def _of_parties(self, runs: Runs) -> dict[str, list[_Names]]:
        """The members that are called so, by how they are called in the text: in any case and
        with or without accents."""
        if not runs:
            return {}
        rows = self._fetched(_parties(self._dialect), folded=given(self._dialect, runs))
        owners: dict[tuple[str, int], _Names] = {}
        for row in rows:
            owners.setdefault((row.folded, row.party_id), []).append((row.name, row.language))
        found: dict[str, list[_Names]] = {}
        for (folded, _party_id), names in owners.items():
            for said in runs[folded]:
                found.setdefault(said, []).append(names)
        return found

    def _of_contacts(self, runs: Runs) -> dict[str, list[_Names]]:
        """The contacts that are called so, to the letter."""
        said = {writing for written in runs.values() for writing in written if _is_full(writing)}
        if not said:
            return {}
        values = given(self._dialect, said)
        query = _contacts(self._dialect, self._scope.sight)
        ids = {row[0] for row in self._fetched(query, names=values)}
        found: dict[str, list[_Names]] = {}
        for names in self._names_of(ids).values():
            for name in dict.fromkeys(name for name, _language in names if name in said):
                found.setdefault(name, []).append(names)
        return found

    def _names_of(self, contact_ids: set[int]) -> dict[int, _Names]:
        if not contact_ids:
            return {}
        rows = self._session.execute(
            select(Contact.id, Contact.name, ContactName.name, ContactName.language)
            .outerjoin(ContactName, ContactName.contact_id == Contact.id)
            .where(Contact.id.in_(contact_ids))
            .order_by(Contact.id, ContactName.id)
        )
        found: dict[int, _Names] = {}
        for number, own, other, language in rows:
            names = found.setdefault(number, [(own, "")])
            if other:
                names.append((other, language or ""))
        return found

    @property
    def _dialect(self) -> str:
        return dialect_of(self._session)

    def _fetched(self, query: Any, **values: Any) -> Any:
        bound = {"network": self._scope.network_id, "own_party": self._scope.own_party}
        return fetched(self._session, query, **bound, **values)


def _form(said: str, owners: Iterable[_Names], pair: Pair) -> str:
    """As it was said where two who are called so are called differently elsewhere."""
    forms = {form_for(pair.target, said, names) for names in owners}
    return forms.pop() if len(forms) == 1 else said


def _is_full(said: str) -> bool:
    """Whether it can be somebody's name: it does not begin with a small letter."""
    return not said[0].islower()


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
def _contacts(dialect: str, sight: Role) -> Any:
    seen = (
        Contact.network_id == NETWORK,
        Contact.removed_at.is_(None),
        visible(sight, NETWORK, OWN_PARTY),
    )
    own = select(Contact.id).where(*seen, one_of(dialect, Contact.name, "names"))
    other = (
        select(Contact.id)
        .join(ContactName, ContactName.contact_id == Contact.id)
        .where(*seen, one_of(dialect, ContactName.name, "names"))
    )
    return union(own, other)
