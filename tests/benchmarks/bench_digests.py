"""How long the digests of a Monday morning take, from the records to Slack's blocks.

Run by hand: uv run python -m tests.benchmarks.bench_digests [--on postgresql] [--most SECONDS]
A world of twelve networks with 7,000 parties is made first, on SQLite without `--on`. The goal:
1,000 digests of networks, parties and partnerships in at most 60 seconds on one core.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from typing import Any

import psycopg
from sqlalchemy import event, insert

from bot.chat.speech import Speech
from bot.domain.access import Role, Scope
from bot.domain.identity import Platform, Venue
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import (
    Closure,
    ExchangeKind,
    PartnershipType,
    Priority,
    Stage,
    Visibility,
)
from bot.platforms.slack.blocks import postings
from handlers.digest_weeks import Weeks
from handlers.digest_words import sheets
from storage import schema
from storage.audit import Actor
from storage.digest_views import About, DigestView, Rhythm
from storage.engine import Database
from storage.models import (
    Base,
    Contact,
    Exchange,
    FollowUp,
    Network,
    Partnership,
    PartnershipParty,
    Party,
)
from storage.records import Records
from tests.postgres import PostgresServer

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
LONG_AGO = NOW - timedelta(days=400)
# What part of everything each network has.
SIZES = (6, 4, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1)
PARTIES, PARTNERSHIPS, EXCHANGES, FOLLOW_UPS = 7_000, 25_000, 200_000, 40_000
DIGESTS = 1_000
LANGUAGES = ("en", "uk", "ja", "de", "id")
ZONES = ("Asia/Jakarta", "Europe/Kyiv", "America/Los_Angeles")
KINDS = tuple(ExchangeKind)
TYPES = tuple(PartnershipType)


def main() -> None:
    """Make the world, make its digests, print the figures; fail above `--most`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite")
    options.add_argument("--most", type=float, help="exit with 1 above so many seconds")
    given = options.parse_args()
    with _database(given.on) as database:
        seconds = _measured(database, _subscriptions())
    if given.most is not None and seconds > given.most:
        sys.exit(f"that is more than {given.most} seconds")


def _measured(database: Database, digests: list[DigestView]) -> float:
    """The seconds that all of them took; prints those, and those of one."""
    weeks, each_took, lengths, sent, messages = Weeks(), [], [], [], 0
    begun, worked = time.perf_counter(), time.process_time()
    with _counted(database) as statements, database.reading() as session:
        for digest in digests:
            start, before = time.perf_counter(), len(statements)
            records = Records(session, Scope(digest.network_id, Role.VIEWER, in_public=True))
            told = sheets(records, digest, NOW - WEEK, NOW, weeks)
            speech = Speech(digest.spoken[0], digest.rhythm.zone)
            shown = [postings(reply, speech, lambda says, _most: says) for reply in told]
            if any(len(each) != 1 for each in shown):
                raise AssertionError("a message of a digest fell apart")
            each_took.append(time.perf_counter() - start)
            sent.append(len(statements) - before)
            lengths.append(len(shown[0][0].text))
            messages += len(shown)
    seconds, work = time.perf_counter() - begun, time.process_time() - worked
    cuts = statistics.quantiles(each_took, n=100)
    print(f"{len(digests)} digests in {seconds:.1f} s ({work:.1f} s of this process)")
    print(f"each: median {1000 * cuts[49]:.1f} ms, p99 {1000 * cuts[98]:.1f} ms")
    print(f"statements: {sum(sent) / len(sent):.2f} each, {max(sent)} for the first of a network")
    print(f"messages: {messages}; the longest head has {max(lengths)} characters")
    return seconds


def _subscriptions() -> list[DigestView]:
    """A fifth of them of whole networks, the others half and half of parties and partnerships,
    as they come, network after network and zone after zone."""
    bounds = [(_share(PARTIES, n), _share(PARTNERSHIPS, n)) for n in range(len(SIZES))]
    found = []
    for number in range(DIGESTS):
        network = number % len(SIZES)
        parties, partnerships = bounds[network]
        about = About()
        if number % 5 in (1, 2):
            about = About(party_id=parties[number % len(parties)] + 1)
        elif number % 5 in (3, 4):
            about = About(partnership_id=partnerships[number % len(partnerships)] + 1)
        place = Venue(Platform.SLACK, f"C{number}", "T1")
        rhythm = Rhythm(0, time_of_day(9), ZONES[number // len(SIZES) % len(ZONES)])
        language = LANGUAGES[number % len(LANGUAGES)]
        found.append(DigestView(number, network + 1, about, place, "", rhythm, (), (language,)))
    return found


def _share(count: int, network: int) -> range:
    """The numbers, from 0, of what a network has of so many."""
    unit = count / sum(SIZES)
    return range(round(unit * sum(SIZES[:network])), round(unit * sum(SIZES[: network + 1])))


def _fill(database: Database) -> None:
    networks = range(len(SIZES))
    names = ({"slug": f"n{n}", "name": f"Network {n}", "created_at": LONG_AGO} for n in networks)
    _write(database, Network, list(names))
    _write(database, Party, [_party(p, n) for n in networks for p in _share(PARTIES, n)])
    _write(database, Contact, [_contact(p, n) for n in networks for p in _share(PARTIES, n)])
    bonds = [(b, n) for n in networks for b in _share(PARTNERSHIPS, n)]
    _write(database, Partnership, [_partnership(*each) for each in bonds])
    _write(database, PartnershipParty, [seat for each in bonds for seat in _seats(*each)])
    times = EXCHANGES // PARTNERSHIPS
    _write(database, Exchange, [_exchange(b, n, at) for b, n in bonds for at in range(times)])
    _write(
        database, FollowUp, [_follow_up(at, *bonds[at % len(bonds)]) for at in range(FOLLOW_UPS)]
    )


def _write(database: Database, kind: type[Base], rows: list[dict[str, Any]]) -> None:
    with database.writing(Actor("benchmark")) as session:
        for start in range(0, len(rows), 20_000):
            session.execute(insert(kind), rows[start : start + 20_000])


def _party(number: int, network: int) -> dict[str, Any]:
    made = NOW - timedelta(days=1) if number % 500 == 0 else LONG_AGO
    place = {"name": f"City{number}", "country": ("UA", "JP", "DE")[number % 3]}
    return {"id": number + 1, "network_id": network + 1, "created_at": made, **place}


def _contact(number: int, network: int) -> dict[str, Any]:
    return {
        "network_id": network + 1,
        "party_id": number + 1,
        "name": f"Person {number}",
        "position": "Head of the international office",
        "visibility": Visibility.NETWORK,
        "findable": "",
        "created_at": NOW - timedelta(days=2) if number % 100 == 0 else LONG_AGO,
    }


def _partnership(number: int, network: int) -> dict[str, Any]:
    day = (NOW - timedelta(days=3_000 + 11 * (number % 900))).date()
    return {
        "id": number + 1,
        "network_id": network + 1,
        "type": TYPES[number % len(TYPES)],
        "stage": Stage.IMPLEMENTATION,
        "since": PartialDate(day),
        "created_at": NOW - timedelta(days=3) if number % 700 == 0 else LONG_AGO,
    }


def _seats(number: int, network: int) -> Iterator[dict[str, Any]]:
    """Each with one of the next, and every hundredth one of four."""
    parties = _share(PARTIES, network)
    distance = 1 + number // len(parties)
    for position in range(4 if number % 100 == 0 else 2):
        party = parties[(number + position * distance) % len(parties)]
        yield {"partnership_id": number + 1, "party_id": party + 1, "position": position}


def _exchange(number: int, network: int, at: int) -> dict[str, Any]:
    """Every fortieth partnership met last week; others long ago."""
    age = number % 7 if number % 40 == 0 and at == 0 else 8 + number % 300 + 90 * at
    day = NOW - timedelta(days=age)
    first = next(_seats(number, network))["party_id"]
    return {
        "network_id": network + 1,
        "partnership_id": number + 1,
        "kind": KINDS[(number + at) % len(KINDS)],
        "happened_on": PartialDate(day.date()),
        "initiator_id": first,
        "summary": f"Exchange {number}: plans for the spring, and they need 40 more of them",
        "visibility": Visibility.PARTNERSHIP if number % 9 == 0 else Visibility.NETWORK,
        "created_at": day,
    }


def _follow_up(at: int, number: int, network: int) -> dict[str, Any]:
    """A third open, of these a quarter late or due soon."""
    is_open, days = at % 3 == 0, at % 200 - 30
    due = NOW + timedelta(days=days)
    return {
        "network_id": network + 1,
        "partnership_id": number + 1,
        "text": f"Send what was promised, number {at}, with the list of all that belongs to it",
        "party_id": next(_seats(number, network))["party_id"],
        "due_on": due.date(),
        "due_at": due,
        "priority": Priority.HIGH if at % 17 == 0 else Priority.NORMAL,
        "visibility": Visibility.NETWORK if at % 5 else Visibility.PARTNERSHIP,
        "created_at": NOW - timedelta(days=60),
        "closed_at": None if is_open else NOW - timedelta(days=at % 60),
        "closure": None if is_open else Closure.DONE,
    }


@contextmanager
def _database(on: str) -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder, _url(on, folder) as url:
        database = Database(url)
        schema.migrate(database)
        begun = time.perf_counter()
        _fill(database)
        if not database.is_embedded:
            # What a server does by itself within a minute of so many new rows.
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("ANALYZE")
        print(f"{on}: filled in {time.perf_counter() - begun:.0f} s")
        yield database
        database.close()


@contextmanager
def _url(on: str, folder: str) -> Iterator[str]:
    if on == "sqlite":
        yield f"sqlite:///{folder}/digests.db"
        return
    server = PostgresServer()
    try:
        server.start()
        yield server.url(server.create())
    finally:
        server.remove()


@contextmanager
def _counted(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", remember)
    yield statements
    event.remove(database.engine, "before_cursor_execute", remember)


if __name__ == "__main__":
    main()
