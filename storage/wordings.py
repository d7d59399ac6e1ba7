"""All that is agreed on how something in a text is to be said in another language."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import exists, literal, or_, select, union_all
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.certain_names import named_places
from bot.domain.runs import Passage, Runs, merged
from bot.domain.terms import Term
from bot.domain.translating import Pair
from storage.glossary import MOST_SIGNS, MOST_WORDS, Glossary
from storage.kept_names import KeptNames, Said
from storage.models import Contact, ContactName, GlossaryTerm, Party, PartyName, PlaceName
from storage.one_of import between_signs, dialect_of, each_of, given
from storage.prepared import NETWORK, fetched

# What stands behind whatever begins with some signs, and what behind a word and all that begins
# with it and a space: the sign after the space.
_LAST_SIGN, _LAST_WORD = "\U0010ffff", "!"
_TERM, _PARTY, _PLACE, _PERSON = range(4)
# Of so many words, or signs of a script without spaces, are names in the gazetteer, save few.
_PLACE_WORDS, _PLACE_SIGNS = 4, 8


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
        the text does, and at most six, however much is on record.

        `digest_of` these is the version of the glossary for the memory.
        """
        [terms] = self.found_each([(text, pair)])
        return terms

    def found_each(self, texts: Sequence[tuple[str, Pair]]) -> list[tuple[Term, ...]]:
        """The same for each of several texts, with as many statements as for one."""
        passages = [Passage(text) for text, _pair in texts]
        capitals = [_in_capitals(each) for each in passages]
        begun = self._begun(passages, capitals)
        runs = [_Runs(*each, begun) for each in zip(passages, capitals, strict=True)]
        terms = self._glossary.standing({run for each in runs for run in each.terms})
        names = self._names.standing(
            {run for each in runs for run in each.parties},
            {run for each in runs for run in each.places},
            {run for each in runs for run in each.people},
        )
        return [
            merged(terms.of(own.terms, pair), names.of(Said(text, pair, *own.of_names)))
            for (text, pair), own in zip(texts, runs, strict=True)
        ]

    def _begun(self, passages: Sequence[Passage], capitals: Sequence[Runs]) -> dict[int, set[str]]:
        """What of the texts something on record begins with, by what that is: words, and pairs of
        signs where no spaces tell words apart. Of a usual text these are few, and only their
        runs are looked for. Of places in words it is the whole name: with `San` begin thousands."""
        begun: dict[int, set[str]] = {kind: set() for kind in (_TERM, _PARTY, _PLACE, _PERSON)}
        words = frozenset().union(*(each.words for each in passages))
        places = frozenset().union(*capitals)
        signs = frozenset().union(*(each.signs for each in passages))
        names = frozenset().union(*(each.names for each in passages))
        if words or signs:
            dialect = dialect_of(self._session)
            rows = fetched(
                self._session,
                _beginning(dialect),
                network=self._scope.network_id,
                words=given(dialect, words),
                places=given(dialect, places),
                signs=given(dialect, signs),
                names=given(dialect, names),
            )
            for start, kind in rows:
                begun[kind].add(start)
        return begun


class _Runs:
    """The runs of one text that may be a term, a party's name or a person's."""

    def __init__(self, passage: Passage, capitals: Runs, begun: dict[int, set[str]]) -> None:
        self.terms, self.parties = (
            passage.runs(MOST_WORDS, MOST_SIGNS, begun[kind]) if begun[kind] else {}
            for kind in (_TERM, _PARTY)
        )
        self.places = _places(passage, capitals, begun[_PLACE]) if begun[_PLACE] else {}
        self.people = passage.written(begun[_PERSON]) if begun[_PERSON] else set()

    @property
    def of_names(self) -> tuple[Runs, Runs, set[str]]:
        """The runs that may be names: a party's, a place's and a person's."""
        return self.parties, self.places, self.people


def _in_capitals(passage: Passage) -> Runs:
    """Words that may be a place's name, by the letter with which they begin."""
    return named_places(passage.runs(_PLACE_WORDS, starts=passage.capitals))


def _places(passage: Passage, capitals: Runs, begun: set[str]) -> Runs:
    """Those of them that are one, and the runs of signs that begin as one does."""
    words = {run: ways for run, ways in capitals.items() if run in begun}
    return words | named_places(passage.runs(_PLACE_WORDS, _PLACE_SIGNS, begun & passage.signs))


@cache
def _beginning(dialect: str) -> Any:
    """Which of `words`, `signs` and `names` something on record begins with, and what."""
    words, places, signs, names = (
        each_of(dialect, name) for name in ("words", "places", "signs", "names")
    )
    folded = [
        _starting(start, kind, _is_folded(table, start, behind))
        for kind, table in ((_TERM, GlossaryTerm), (_PARTY, PartyName))
        for start, behind in ((words, _LAST_WORD), (signs, _LAST_SIGN))
    ]
    named = [
        _starting(places, _PLACE, _is_place(PlaceName.folded == places)),
        _starting(signs, _PLACE, _is_place(*_begins(PlaceName.folded, signs, _LAST_SIGN))),
    ]
    return union_all(*folded, *named, _starting(names, _PERSON, _is_contacts(dialect, names)))


def _starting(start: Any, kind: int, condition: Any) -> Any:
    return select(start, literal(kind)).where(condition)


def _is_folded(table: Any, start: Any, behind: str) -> Any:
    return exists().where(table.network_id == NETWORK, *_begins(table.folded, start, behind))


def _begins(column: Any, start: Any, behind: str) -> tuple[Any, Any]:
    return column >= start, column < start.concat(literal(behind))


def _is_place(*named: Any) -> Any:
    """Whether a place that is named so is a party of the network. Written as values, in the order
    of the index of names: a database that may join them goes through all parties instead."""
    party = select(Party.id).where(
        Party.place_id == PlaceName.place_id, Party.network_id == NETWORK
    )
    is_here = party.limit(1).scalar_subquery().is_not(None)
    place = select(PlaceName.place_id).where(*named, is_here).order_by(PlaceName.folded)
    return place.limit(1).scalar_subquery().is_not(None)


def _is_contacts(dialect: str, start: Any) -> Any:
    last = start.concat(literal(_LAST_SIGN))
    own = exists().where(
        Contact.network_id == NETWORK, *between_signs(dialect, Contact.name, start, last)
    )
    here = exists().where(Contact.id == ContactName.contact_id, Contact.network_id == NETWORK)
    other = exists().where(*between_signs(dialect, ContactName.name, start, last), here)
    return or_(own, other)
