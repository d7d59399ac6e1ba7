"""All that is agreed on how something in a text is to be said in another language."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import exists, literal, or_, select, union_all
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.runs import Passage, merged
from bot.domain.terms import Term
from bot.domain.translating import Pair
from storage.glossary import MOST_SIGNS, MOST_WORDS, Glossary
from storage.kept_names import KeptNames
from storage.models import Contact, ContactName, GlossaryTerm, PartyName
from storage.one_of import between_signs, dialect_of, each_of, given
from storage.prepared import NETWORK, fetched

# What stands behind whatever begins with some signs, and what behind a word and all that begins
# with it and a space: the sign after the space.
_LAST_SIGN, _LAST_WORD = "\U0010ffff", "!"
_TERM, _PARTY, _PERSON = range(3)


class Wordings:
    """The network's terms and the names that the speaker may know, together."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self._glossary = Glossary(session, scope)
        self._names = KeptNames(session, scope)

    def found(self, text: str, pair: Pair) -> tuple[Term, ...]:
        """What of a text is to be said in a certain way, the longest first; a term goes before a
        name that is written the same. One statement where nothing on record begins as a word of
        the text does, and at most five, however much is on record.

        `digest_of` these is the version of the glossary for the memory.
        """
        [terms] = self.found_each([(text, pair)])
        return terms

    def found_each(self, texts: Sequence[tuple[str, Pair]]) -> list[tuple[Term, ...]]:
        """The same for each of several texts, with as many statements as for one."""
        passages = [Passage(text) for text, _pair in texts]
        begun = self._begun(passages)
        runs = [_Runs(each, begun) for each in passages]
        terms = self._glossary.standing({run for each in runs for run in each.terms})
        names = self._names.standing(
            {run for each in runs for run in each.parties},
            {run for each in runs for run in each.people},
        )
        return [
            merged(terms.of(own.terms, pair), names.of(text, pair, own.parties, own.people))
            for (text, pair), own in zip(texts, runs, strict=True)
        ]

    def _begun(self, passages: Sequence[Passage]) -> dict[int, set[str]]:
        """What of the texts something on record begins with, by what that is: words, and pairs of
        signs where no spaces tell words apart. Of a usual text these are few, and only their
        runs are looked for."""
        begun: dict[int, set[str]] = {_TERM: set(), _PARTY: set(), _PERSON: set()}
        words = frozenset().union(*(each.words for each in passages))
        signs = frozenset().union(*(each.signs for each in passages))
        names = frozenset().union(*(each.names for each in passages))
        if words or signs:
            dialect = dialect_of(self._session)
            rows = fetched(
                self._session,
                _beginning(dialect),
                network=self._scope.network_id,
                words=given(dialect, words),
                signs=given(dialect, signs),
                names=given(dialect, names),
            )
            for start, kind in rows:
                begun[kind].add(start)
        return begun


class _Runs:
    """The runs of one text that may be a term, a party's name or a person's."""

    def __init__(self, passage: Passage, begun: dict[int, set[str]]) -> None:
        self.terms, self.parties = (
            passage.runs(MOST_WORDS, MOST_SIGNS, begun[kind]) if begun[kind] else {}
            for kind in (_TERM, _PARTY)
        )
        self.people = passage.written(begun[_PERSON]) if begun[_PERSON] else set()


@cache
def _beginning(dialect: str) -> Any:
    """Which of `words`, `signs` and `names` something on record begins with, and what."""
    words, signs, names = (each_of(dialect, name) for name in ("words", "signs", "names"))
    folded = [
        _starting(start, kind, _is_folded(table, start, behind))
        for kind, table in ((_TERM, GlossaryTerm), (_PARTY, PartyName))
        for start, behind in ((words, _LAST_WORD), (signs, _LAST_SIGN))
    ]
    return union_all(*folded, _starting(names, _PERSON, _is_contacts(dialect, names)))


def _starting(start: Any, kind: int, condition: Any) -> Any:
    return select(start, literal(kind)).where(condition)


def _is_folded(table: Any, start: Any, behind: str) -> Any:
    last = start.concat(literal(behind))
    return exists().where(table.network_id == NETWORK, table.folded >= start, table.folded < last)


def _is_contacts(dialect: str, start: Any) -> Any:
    last = start.concat(literal(_LAST_SIGN))
    own = exists().where(
        Contact.network_id == NETWORK, *between_signs(dialect, Contact.name, start, last)
    )
    here = exists().where(Contact.id == ContactName.contact_id, Contact.network_id == NETWORK)
    other = exists().where(*between_signs(dialect, ContactName.name, start, last), here)
    return or_(own, other)
