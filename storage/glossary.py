"""The terms that a network agreed on, and those that stay as they are in every language."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.names import fold
from bot.domain.runs import Runs
from bot.domain.scripts import base
from bot.domain.terms import Term, kept
from bot.domain.translating import Pair
from storage.columns import Query
from storage.models import GlossaryTerm
from storage.models.translations import LONGEST_TERM
from storage.one_of import dialect_of, given, one_of
from storage.prepared import NETWORK, fetched

# Of so many words, or signs of a script without spaces, is the longest term that is found.
MOST_WORDS, MOST_SIGNS = 20, 40


@dataclass(frozen=True, slots=True)
class TermView:
    """A term. One that is kept has neither languages nor a rendering."""

    id: int
    term: str
    source_language: str = ""
    rendering: str = ""
    target_language: str = ""
    is_kept: bool = False


class Glossary:
    """The terms of one network. Whether the speaker may change them is for the caller to ask."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def standing(self, runs: Collection[str]) -> "StandingTerms":
        """The terms among the runs of some texts. One statement, or none for no runs."""
        if not runs:
            return StandingTerms(())
        dialect = dialect_of(self._session)
        rows = fetched(
            self._session,
            _standing_in(dialect),
            network=self._scope.network_id,
            folded=given(dialect, runs),
        )
        return StandingTerms(rows)

    def get(self, term_id: int) -> TermView | None:
        """The term of this number, or None."""
        row = self._session.execute(self._own().where(GlossaryTerm.id == term_id)).one_or_none()
        return TermView(*row) if row else None

    def named(self, term: str) -> list[TermView]:
        """The terms spelt so, in whatever languages, the oldest first."""
        query = self._own().where(GlossaryTerm.folded == folded(term))
        return [TermView(*row) for row in self._session.execute(query.order_by(GlossaryTerm.id))]

    def listed(self, limit: int, offset: int = 0, text: str = "") -> list[TermView]:
        """Terms by spelling: all, or those with `text` in them or in their rendering."""
        query = self._matching(text).order_by(
            GlossaryTerm.folded, GlossaryTerm.source_language, GlossaryTerm.target_language
        )
        rows = self._session.execute(query.limit(limit).offset(offset))
        return [TermView(*row) for row in rows]

    def count(self, text: str = "") -> int:
        """How many terms `listed` goes through."""
        counted = self._matching(text).with_only_columns(func.count(GlossaryTerm.id))
        return int(self._session.execute(counted).scalar_one())

    def every(self) -> list[TermView]:
        """All terms, the oldest first."""
        rows = self._session.execute(self._own().order_by(GlossaryTerm.id))
        return [TermView(*row) for row in rows]

    def put(
        self, term: str, source_language: str, rendering: str, target_language: str
    ) -> TermView | None:
        """Let a term be called so from now on; what was on record of it before, or None."""
        record = self._record(term, source_language, target_language)
        before = _viewed(record) if record else None
        if record is None:
            record = GlossaryTerm(
                network_id=self._scope.network_id,
                source_language=source_language,
                target_language=target_language,
                folded=folded(term),
            )
            self._session.add(record)
        record.term, record.rendering = term, rendering
        self._session.flush()
        return before

    def keep(self, term: str) -> bool:
        """Let a term stay as it is in every language; False if it does already."""
        record = self._record(term, "", "")
        if record is not None and record.term == term:
            return False
        if record is None:
            record = GlossaryTerm(
                network_id=self._scope.network_id, folded=folded(term), is_kept=True
            )
            self._session.add(record)
        record.term = term
        self._session.flush()
        return True

    def remove(self, term_id: int) -> None:
        """Take a term away. LookupError if there is none of this number."""
        if self.get(term_id) is None:
            raise LookupError(term_id)
        self._session.delete(self._session.get_one(GlossaryTerm, term_id))
        self._session.flush()

    def _record(self, term: str, source_language: str, target_language: str) -> Any:
        query = select(GlossaryTerm).where(
            GlossaryTerm.network_id == self._scope.network_id,
            GlossaryTerm.folded == folded(term),
            GlossaryTerm.source_language == source_language,
            GlossaryTerm.target_language == target_language,
        )
        return self._session.execute(query).scalar_one_or_none()

    def _own(self) -> Query:
        return _terms().where(GlossaryTerm.network_id == self._scope.network_id)

    def _matching(self, text: str) -> Query:
        wanted = fold(text)
        if not wanted:
            return self._own()
        return self._own().where(
            or_(
                GlossaryTerm.folded.contains(wanted, autoescape=True),
                _contains(GlossaryTerm.rendering, text),
            )
        )


def folded(term: str) -> str:
    """The form by which spellings of a term meet; empty for one without a letter or digit."""
    return fold(term)[:LONGEST_TERM]


def _contains(column: Any, text: str) -> ColumnElement[bool]:
    lowered: Any = func.lower(column)
    matches: ColumnElement[bool] = lowered.contains(text.lower(), autoescape=True)
    return matches


def _viewed(record: GlossaryTerm) -> TermView:
    return TermView(
        record.id,
        record.term,
        record.source_language,
        record.rendering,
        record.target_language,
        record.is_kept,
    )


def _terms() -> Query:
    return select(
        GlossaryTerm.id,
        GlossaryTerm.term,
        GlossaryTerm.source_language,
        GlossaryTerm.rendering,
        GlossaryTerm.target_language,
        GlossaryTerm.is_kept,
    )


@cache
def _standing_in(dialect: str) -> Query:
    return (
        _terms()
        .add_columns(GlossaryTerm.folded)
        .where(
            GlossaryTerm.network_id == NETWORK,
            one_of(dialect, GlossaryTerm.folded, "folded"),
        )
    )


@dataclass(frozen=True, slots=True)
class StandingTerms:
    """Rows of terms that stand in one of several texts."""

    rows: Sequence[Any]

    def of(self, runs: Runs, pair: Pair) -> list[Term]:
        """Those of one of the texts that have a rendering in the other language, or stay as they
        are; each way of writing once."""
        fitting = [row for row in self.rows if row.folded in runs and _fits(row, pair)]
        return list(dict.fromkeys(_meant(fitting, runs, pair)))


def _fits(row: Any, pair: Pair) -> bool:
    """Whether a term is for this direction; for a text of an unknown language any will do."""
    if row.is_kept:
        return True
    is_source = not pair.source or base(row.source_language) == base(pair.source)
    return is_source and base(row.target_language) == base(pair.target)


def _meant(rows: Sequence[Any], runs: Runs, pair: Pair) -> Iterable[Term]:
    """What is to stand for each writing: what the very language has goes before that of its
    region, and what is kept before both. Where languages disagree, nothing is agreed on."""
    by_run: dict[str, list[Any]] = {}
    for row in rows:
        by_run.setdefault(row.folded, []).append(row)
    for run, terms in by_run.items():
        rank = min(_distance(term, pair) for term in terms)
        nearest = [term for term in terms if _distance(term, pair) == rank]
        for said in runs[run]:
            if nearest[0].is_kept:
                yield from _kept(nearest[0].term, said, is_declined=fold(said) != run)
            elif len({term.rendering for term in nearest}) == 1:
                # As on record where only the case differs, so that a capital can be told.
                is_alike = said.casefold() == nearest[0].term.casefold()
                yield Term(nearest[0].term if is_alike else said, nearest[0].rendering)


def _kept(term: str, said: str, *, is_declined: bool) -> Iterable[Term]:
    """A name that is written small is the word, and not the name; one that is declined is kept as
    it is on record."""
    if is_declined:
        yield Term(said, term, is_name=True)
    elif said[0] == term[0] or not said[0].islower():
        yield kept(said)


def _distance(row: Any, pair: Pair) -> int:
    if row.is_kept:
        return 0
    is_other_source = row.source_language != pair.source
    return 1 + int(is_other_source) + int(row.target_language != pair.target)
