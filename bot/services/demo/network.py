"""The demo network, made of the files beside this one."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.domain.access import Role, Scope
from bot.domain.vocabulary import PartyKind
from bot.files.tables import parted
from bot.services.imports.importing import RecordKind, carried_out, read
from storage.administration import Administration
from storage.audit import Actor
from storage.engine import Database
from storage.follow_ups import Deadline, Draft, Owed
from storage.intake import Intake
from storage.records import Records
from storage.speakers import Speakers
from storage.views import PartyView

SLUG = "demo"
_NAME = "Sister Cities Demo"
_HERE = files("bot.services.demo")
# Partnerships first: an exchange finds its own, and contacts need none.
_FILES = (
    (RecordKind.PARTNERSHIPS, "partnerships.csv"),
    (RecordKind.EXCHANGES, "facts.csv"),
    (RecordKind.CONTACTS, "contacts.csv"),
)


def add_demo(database: Database) -> bool:
    """Add the demo network, in one transaction. False, and nothing done, if it is there."""
    with database.reading() as session:
        if Speakers(session).network(SLUG) is not None:
            return False
    with database.writing(Actor("demo")) as session:
        if Speakers(session).network(SLUG) is not None:
            return False
        administration = Administration(session)
        network_id = administration.add_network(_NAME, SLUG, demo=True)
        # From here on it is the network's own trail that tells of it.
        session.info["actor"] = replace(session.info["actor"], network_id=network_id)
        scope = Scope(network_id, Role.STEWARD)
        parties = _add_parties(Records(session, scope))
        for kind, name in _FILES:
            carried_out(Intake(session, scope), kind, read(kind, (_HERE / name).read_bytes()))
        officials = {}
        for row in _rows("officials.csv"):
            party = parties.get(row["city"])
            officials[row["name"]] = administration.add_official(
                network_id,
                row["name"],
                Role(row["role"]),
                party.id if party else None,
                [],
                row["language"],
                row["timezone"],
            )
        _promise(Records(session, scope), parties, officials, session.info["actor"].at)
    return True


def _promise(
    records: Records, parties: dict[str, PartyView], officials: dict[str, int], now: datetime
) -> None:
    """What is owed, some of it late already: the days are counted from today."""
    zones = {row["name"]: row["timezone"] for row in _rows("officials.csv")}
    cities = {row["name"]: row["city"] for row in _rows("officials.csv")}
    for row in _rows("follow_ups.csv"):
        owner, pair = row["owner"], (parties[row["city_a"]], parties[row["city_b"]])
        partnership = records.partnerships.of(*(party.id for party in pair))[0]
        whose = parties[row["awaited"] or cities[owner]]
        owed = Owed(officials[owner], whose.id, awaited=bool(row["awaited"]))
        due = now.astimezone(ZoneInfo(zones[owner])).date() + timedelta(days=int(row["days"]))
        deadline = Deadline(due, None, zones[owner])
        records.follow_ups.add(Draft(row["text"], owed, deadline, partnership.id), now)


def _add_parties(records: Records) -> dict[str, PartyView]:
    """The parties by the name that the other files use."""
    return {row["name"]: _add_party(records, row) for row in _rows("parties.csv")}


def _add_party(records: Records, row: dict[str, str]) -> PartyView:
    place = records.places.get(int(row["geonameid"])) if row["geonameid"] else None
    if place is None:
        party = records.parties.add(row["name"], row["country"], PartyKind(row["kind"]))
    else:
        party = records.parties.add_place(place)
    _complete(records, party.id, row)
    # The gazetteer may call it otherwise.
    for alias in (row["name"], *parted(row["aliases"])):
        records.parties.add_name(party.id, alias)
    return party


def _complete(records: Records, party_id: int, row: dict[str, str]) -> None:
    """Add what the gazetteer does not know."""
    record = records.parties.record(party_id)
    record.languages = record.languages or list(parted(row["languages"]))
    record.timezone = record.timezone or row["timezone"]
    if record.place_id is None and row["geonameid"]:
        record.place_id = int(row["geonameid"])
    if record.latitude is None and row["latitude"]:
        record.latitude, record.longitude = float(row["latitude"]), float(row["longitude"])


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((_HERE / name).read_text(encoding="utf-8").splitlines())
