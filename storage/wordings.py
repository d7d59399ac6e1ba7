"""All that is agreed on how something in a text is to be said in another language."""

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
from storage.models import GlossaryTerm, PartyName
from storage.one_of import dialect_of, each_of, given
from storage.prepared import NETWORK, fetched

# What stands behind whatever begins with some signs, and what behind a word and all that begins
# with it and a space: the sign after the space.
_LAST_SIGN, _LAST_WORD = "\U0010ffff", "!"


class Wordings:
    """The network's terms and the names that the speaker may know, together."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self._glossary = Glossary(session, scope)
        self._names = KeptNames(session, scope)

    def found(self, text: str, pair: Pair) -> tuple[Term, ...]:
        """What of a text is to be said in a certain way, the longest first; a term goes before a
        name that is written the same. At most five statements, however much is on record.

        `digest_of` these is the version of the glossary for the memory.
        """
        passage = Passage(text)
        starts = self._begun(passage)
        runs = passage.runs(MOST_WORDS, MOST_SIGNS, starts) if starts else {}
        names = self._names.found(text, pair, runs, passage.written())
        return merged(self._glossary.found(runs, pair), names)

    def _begun(self, passage: Passage) -> set[str]:
        """The words of a text, and the pairs of signs, that a term or a party's name on record
        begins with: of a usual text these are few, and only their runs are looked for."""
        if not (passage.words or passage.signs):
            return set()
        dialect = dialect_of(self._session)
        rows = fetched(
            self._session,
            _beginning(dialect),
            network=self._scope.network_id,
            words=given(dialect, passage.words),
            signs=given(dialect, passage.signs),
        )
        return {row[0] for row in rows}


@cache
def _beginning(dialect: str) -> Any:
    return union_all(
        _of(each_of(dialect, "words"), _LAST_WORD), _of(each_of(dialect, "signs"), _LAST_SIGN)
    )


def _of(start: Any, behind: str) -> Any:
    last = start.concat(literal(behind))
    return select(start).where(
        or_(
            *(
                exists().where(kind.network_id == NETWORK, kind.folded >= start, kind.folded < last)
                for kind in (GlossaryTerm, PartyName)
            )
        )
    )
