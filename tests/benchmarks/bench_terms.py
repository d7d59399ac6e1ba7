"""What terms, names and the memory of translations add to the time of a translation.

Run by hand: uv run python -m tests.benchmarks.bench_terms [--database URL] [--texts N]
Without a URL a SQLite file is made and filled first: 7,000 parties, each a place of the gazetteer,
as many contacts, 5,000 terms and 50,000 remembered texts. The goals: a remembered text p99 at most
2 ms; terms and names of a usual message p99 at most 5 ms.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import bindparam, insert, select, text, update

from bot.domain.access import Role, Scope
from bot.domain.runs import digest_of
from bot.domain.translating import Pair
from bot.services import gazetteer
from storage.audit import Actor
from storage.engine import Database
from storage.models import GlossaryTerm, Party, Place, PlaceName, TranslationMemory
from storage.records import Records
from storage.schema import migrate
from storage.translation_memory import key_of
from tests.benchmarks.filling import fill

PAIR = Pair("en", "uk")
NOW = datetime(2026, 11, 21, tzinfo=UTC)
WORDS = ("the", "mayor", "of", "and", "port", "council", "will", "meet", "about", "water", "in")
SIGNS = "横浜市長は来週金曜日に港の水について代表団と会います市議会の"
# With these hundreds of places begin.
MANY = ("San", "Santa", "La", "El", "Los", "Al", "Saint", "New", "Le", "De")
PARTIES = 7_000
TERMS, REMEMBERED = 5_000, 50_000


def message(chance: random.Random, words: int) -> str:
    """A message of so many words, in which cities and terms occur."""
    said = [chance.choice(WORDS) for _ in range(words)]
    for _ in range(max(1, words // 10)):
        name = f"City{chance.randrange(1, 7000)}"
        said[chance.randrange(words)] = chance.choice((name, f"term {chance.randrange(TERMS)}"))
    return " ".join(said)


def signs(chance: random.Random, count: int) -> str:
    """A message in a script without spaces."""
    return "".join(chance.choice(SIGNS) for _ in range(count))


def measured(title: str, look: Callable[[str], object], texts: list[str]) -> None:
    times = []
    for each in texts:
        begun = time.perf_counter()
        look(each)
        times.append(1000 * (time.perf_counter() - begun))
    p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    print(f"{title}: p50 {p50:.2f} ms, p99 {p99:.2f} ms")


def begun(chance: random.Random, words: int) -> str:
    """A message with many capital letters, with which many places begin."""
    return " ".join(chance.choice((*WORDS, *MANY)) for _ in range(words))


def filled(database: Database) -> None:
    fill(database, PARTIES, 7_000, 0)
    gazetteer.load(database)
    placed(database)
    terms = [
        {
            "network_id": 1,
            "term": f"term {n}",
            "folded": f"term {n}",
            "source_language": "en",
            "rendering": f"термін {n}",
            "target_language": "uk",
            "is_kept": False,
            "created_at": NOW,
        }
        for n in range(TERMS)
    ]
    texts = [
        {
            "network_id": 1,
            "key": key_of(f"text {n}", PAIR),
            "engine": "apertium",
            "translation": f"текст {n}",
            "made_at": NOW,
        }
        for n in range(REMEMBERED)
    ]
    with database.writing(Actor("benchmark")) as session:
        session.execute(insert(GlossaryTerm), terms)
        session.execute(insert(TranslationMemory), texts)
        # As PostgreSQL does by itself a minute later.
        session.execute(text("ANALYZE"))


def placed(database: Database) -> None:
    """Let every party be a place, the largest first."""
    with database.writing(Actor("benchmark")) as session:
        ids = session.scalars(select(Place.id).order_by(Place.population.desc()).limit(PARTIES))
        moved = [{"number": n, "place": place} for n, place in enumerate(ids, 1)]
        statement = update(Party).where(Party.id == bindparam("number"))
        session.connection().execute(statement.values(place_id=bindparam("place")), moved)


def report(database: Database, count: int) -> None:
    chance = random.Random(7)
    scope = Scope(1, Role.EDITOR, 1)

    def recalled(said: str) -> None:
        with database.reading() as session:
            found = Records(session, scope).memory.recall(said, PAIR, ("deepl", "apertium"))
            assert found is not None

    def found(said: str) -> None:
        with database.reading() as session:
            digest_of(Records(session, scope).wordings.found(said, PAIR))

    known = [f"text {chance.randrange(REMEMBERED)}" for _ in range(count)]
    measured("warming up", recalled, known[:50])
    measured("a remembered text", recalled, known)
    for words in (12, 40, 600):
        few = count if words < 600 else count // 10
        texts = [message(chance, words) for _ in range(few)]
        measured(f"terms and names of {words} words", found, texts)
    with database.reading() as session:
        places = session.scalars(select(PlaceName.folded).where(PlaceName.place_id < 2_000_000))
        names = [each.title() for each in places]
    texts = [f"{message(chance, 12)} {chance.choice(names)}, {chance.choice(names)}" for _ in known]
    measured("names of the gazetteer", found, texts)
    texts = [begun(chance, 40) for _ in known]
    measured("beginnings of many places", found, texts)
    for length in (40, 200, 2000):
        few = count if length < 2000 else count // 10
        texts = [signs(chance, length) for _ in range(few)]
        measured(f"terms and names of {length} signs", found, texts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database")
    parser.add_argument("--texts", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(options.database or f"sqlite:///{folder}/terms.db")
        migrate(database)
        filled(database)
        report(database, options.texts)
        database.close()


if __name__ == "__main__":
    main()
