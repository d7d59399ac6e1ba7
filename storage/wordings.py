"""All that is agreed on how something in a text is to be said in another language."""

from functools import cache
from typing import Any

from sqlalchemy import exists, literal, or_, select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.runs import Runs, merged, runs_in, starts_in
from bot.domain.terms import Term
from bot.domain.translating import Pair
from storage.glossary import MOST_SIGNS, MOST_WORDS, Glossary
from storage.kept_names import KeptNames
from storage.models import GlossaryTerm, PartyName
from storage.one_of import dialect_of, each_of, given
from storage.prepared import NETWORK, fetched

# The last sign there is: whatever begins with something stands before that and this.
_LAST = "\U0010ffff"


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
        runs = self._runs_in(text)
        return merged(self._glossary.found(text, pair, runs), self._names.found(text, pair, runs))

    def _runs_in(self, text: str) -> Runs:
        """The runs that may be a term or a party's name. Where no spaces tell the words apart
        there would be many: those are left out that begin as none does that is on record."""
        starts = starts_in(text)
        if starts:
            dialect = dialect_of(self._session)
            values = given(dialect, starts)
            network = self._scope.network_id
            rows = fetched(self._session, _begun(dialect), network=network, starts=values)
            starts = {row[0] for row in rows}
        return runs_in(text, MOST_WORDS, MOST_SIGNS, starts)


@cache
def _begun(dialect: str) -> Any:
    start = each_of(dialect, "starts")
    last = start.concat(literal(_LAST))
    return select(start).where(
        or_(
            *(
                exists().where(kind.network_id == NETWORK, kind.folded >= start, kind.folded < last)
                for kind in (GlossaryTerm, PartyName)
            )
        )
    )
