"""What was translated before: by engines, and better by people."""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import delete, literal, null, select, tuple_, union_all
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.translating import Pair, Register
from storage.many import insert_many
from storage.models import Correction, TranslationMemory
from storage.models.translations import LONGEST_ENGINE
from storage.one_of import dialect_of, given, one_of
from storage.prepared import NETWORK, fetched

# What nobody has translated anew for so long is forgotten; people's corrections are not.
KEPT_DAYS = 180
_TABLE: Any = TranslationMemory.__table__
_PEOPLE_S = ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation: by an engine, or if `engine` is empty by a person, whose number as an
    official is `corrected_by_id` where they are known."""

    translation: str
    engine: str = ""
    corrected_by_id: int | None = None

    @property
    def is_corrected(self) -> bool:
        """Whether a person made it."""
        return self.engine == _PEOPLE_S


class Memory:
    """What one network remembers. No other network's translation is ever given."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def recall(
        self,
        text: str,
        pair: Pair,
        engines: Sequence[str],
        *,
        version: str = "",
        register: Register = Register.DEFAULT,
    ) -> Remembered | None:
        """What a person made of the text, whatever else has changed; else what the first of
        these engines made of it that did; None if nothing is remembered. One statement.

        `version` is the digest of the terms and names that bear on the text: with another one
        the engines' translations are not found.
        """
        [found] = self.recall_each([(text, pair, version)], engines, register)
        return found

    def recall_each(
        self,
        texts: Sequence[tuple[str, Pair, str]],
        engines: Sequence[str],
        register: Register = Register.DEFAULT,
    ) -> list[Remembered | None]:
        """The same for each of several texts, with its pair and version; one statement."""
        keys = [
            (key_of(text, pair, version, register), corrected_key_of(text, pair))
            for text, pair, version in texts
        ]
        dialect = dialect_of(self._session)
        rows = fetched(
            self._session,
            _remembered(dialect),
            network=self._scope.network_id,
            keys=given(dialect, (key for key, _corrected in keys)),
            corrected=given(dialect, (corrected for _key, corrected in keys)),
        )
        found = {
            (row.key, row.engine): Remembered(row.translation, row.engine, row.by) for row in rows
        }
        return [
            next(
                (
                    found[each]
                    for each in ((corrected, _PEOPLE_S), *((key, engine) for engine in engines))
                    if each in found
                ),
                None,
            )
            for key, corrected in keys
        ]

    def remember(
        self,
        text: str,
        pair: Pair,
        engine: str,
        translation: str,
        now: datetime,
        *,
        version: str = "",
        register: Register = Register.DEFAULT,
    ) -> None:
        """Keep what an engine made of a text, in place of what it made of it before."""
        row = {
            "network_id": self._scope.network_id,
            "key": key_of(text, pair, version, register),
            "engine": engine[:LONGEST_ENGINE],
            "translation": translation,
            "made_at": now,
        }
        insert_many(self._session, _TABLE, [row], _replacing)

    def correct(self, text: str, pair: Pair, translation: str) -> Correction:
        """Keep what the speaker says a text is in the other language; it wins from now on."""
        key = corrected_key_of(text, pair)
        query = select(Correction).where(
            Correction.network_id == self._scope.network_id, Correction.key == key
        )
        record = self._session.execute(query).scalar_one_or_none()
        if record is None:
            record = Correction(network_id=self._scope.network_id, key=key, original=text)
            self._session.add(record)
        record.source_language, record.target_language = pair.source, pair.target
        record.translation = translation
        record.corrected_by_id = self._scope.official_id
        self._session.flush()
        return record

    def withdraw(self, text: str, pair: Pair) -> bool:
        """Let the engines translate a text again; whether a person had corrected it."""
        query = select(Correction).where(
            Correction.network_id == self._scope.network_id,
            Correction.key == corrected_key_of(text, pair),
        )
        record = self._session.execute(query).scalar_one_or_none()
        if record is not None:
            self._session.delete(record)
            self._session.flush()
        return record is not None


def forget_old(session: Session, now: datetime, limit: int = 5000) -> int:
    """Forget at most so many of the engines' translations that are too old, in all networks;
    how many those were."""
    keys = (_TABLE.c.network_id, _TABLE.c.key, _TABLE.c.engine)
    old = (
        select(*keys)
        .where(_TABLE.c.made_at < now - timedelta(days=KEPT_DAYS))
        .order_by(_TABLE.c.made_at)
        .limit(limit)
    )
    done: Any = session.execute(delete(_TABLE).where(tuple_(*keys).in_(old)))
    return int(done.rowcount)


def key_of(text: str, pair: Pair, version: str = "", register: Register = Register.DEFAULT) -> str:
    """The digest under which engines' translations of a text are kept."""
    return _digest("engine", text, pair.source, pair.target, str(register), version)


def corrected_key_of(text: str, pair: Pair) -> str:
    """The digest under which people's are: in which language the text is, it says itself, while
    who guesses at that may guess differently another time."""
    return _digest("person", text, pair.target)


def _digest(*parts: str) -> str:
    composed = [unicodedata.normalize("NFC", part).strip() for part in parts]
    # Half a letter, as a platform may cut a text, is no reason to fail.
    whole = "\x00".join(composed).encode(errors="replace")
    return hashlib.sha256(whole).hexdigest()


def _replacing(made: Any) -> Any:
    new = {name: made.excluded[name] for name in ("translation", "made_at")}
    return made.on_conflict_do_update(index_elements=["network_id", "key", "engine"], set_=new)


@cache
def _remembered(dialect: str) -> Any:
    by_engines = select(
        TranslationMemory.key,
        TranslationMemory.engine,
        TranslationMemory.translation,
        null().label("by"),
    ).where(TranslationMemory.network_id == NETWORK, one_of(dialect, TranslationMemory.key, "keys"))
    by_people = select(
        Correction.key,
        literal(_PEOPLE_S).label("engine"),
        Correction.translation,
        Correction.corrected_by_id.label("by"),
    ).where(Correction.network_id == NETWORK, one_of(dialect, Correction.key, "corrected"))
    return union_all(by_people, by_engines)
