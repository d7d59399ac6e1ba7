"""Who may see which rows: the rule as it is written down for people, told once more.

Nothing of the program's own rules is used here, so that a fault in them is not repeated.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Table, select, text

from bot.domain.access import Role
from storage.engine import Database
from storage.models.base import Base
from tests.tenancy.world import MARK

Row = Mapping[str, Any]
Key = tuple[Any, ...]
# What belongs to nobody: the world's places, what a platform's adapter keeps, and how soon
# something can be sent to a place again.
_NOBODYS = {
    "place", "place_name", "dataset", "received_event", "slack_installation", "oauth_state", "lane",
}  # fmt: skip


@dataclass(frozen=True)
class Eyes:
    """Somebody who looks: in a network (by its slug; empty for a stranger), as what, for which
    city; `name` is their own, and what is kept of themselves they may always see. `alone`:
    nobody reads along, so that they see what they promised, whoever else may not."""

    network: str
    role: Role = Role.VIEWER
    city: str = ""
    name: str = ""
    alone: bool = True


class Sight:
    """All rows of a database, and which of them somebody must not see."""

    def __init__(self, connection: Connection, eyes: Eyes) -> None:
        self._eyes = eyes
        self._rows: dict[str, list[Row]] = {
            table.name: list(connection.execute(select(table)).mappings())
            for table in Base.metadata.sorted_tables
            if table.name not in _NOBODYS
        }
        self._network = self._only(
            each["id"] for each in self._rows["network"] if each["slug"] == eyes.network
        )
        self._own = self._only(
            each["id"]
            for each in self._rows["party"]
            if each["name"] == eyes.city and each["network_id"] == self._network
        )
        self.shared = {
            each["partnership_id"]
            for each in self._rows["partnership_share"]
            if each["network_id"] == self._network and each["ended_at"] is None
        }
        self._hidden: dict[str, set[Key]] = {}

    def hidden(self) -> dict[str, set[Key]]:
        """The primary keys of the rows that are not to be seen, by table."""
        for table in _in_order():
            rule = _RULES.get(table.name)
            if rule is None:
                raise LookupError(f"say in tests/tenancy/sight.py who sees {table.name}")
            rows = self._rows[table.name]
            self._hidden[table.name] = {key(table, row) for row in rows if not rule(self, row)}
        return {name: keys for name, keys in self._hidden.items() if keys}

    def of_network(self, row: Row) -> bool:
        return row["network_id"] == self._network

    def part_of(self, table: str, number: int | None) -> bool:
        """Whether what a row belongs to may be seen; a row that belongs to nothing may."""
        return number is None or (number,) not in self._hidden[table]

    def network(self, row: Row) -> bool:
        """Their own, and those with which a partnership is shared, whoever shares it."""
        homes = {each["id"]: each["network_id"] for each in self._rows["partnership"]}
        met = {self._network}
        for share in self._rows["partnership_share"]:
            sides = {homes[share["partnership_id"]], share["network_id"]}
            met |= sides if self._network in sides else set()
        met |= {each["network_id"] for each in self._ends}
        return row["id"] in met

    def party(self, row: Row) -> bool:
        """Their own, those of shared partnerships, and whose places share a conversation."""
        across = {each["party_id"] for each in self._ends}
        return self.of_network(row) or row["id"] in self._guests or row["id"] in across

    @cached_property
    def _ends(self) -> list[Row]:
        """The ends of bridges that they know of: their own network's; those of who shares a
        conversation with it; and what waits for it to decide."""
        ends = self._rows["bridge_end"]
        own = [each for each in ends if self.of_network(each)]
        shared = {
            each["bridge_id"]
            for each in own
            if each["agreed_at"] is not None and each["left_at"] is None
        }
        opened = {each["id"] for each in self._rows["bridge"] if self.of_network(each)}
        across = [
            each
            for each in ends
            if not self.of_network(each)
            and each["bridge_id"] in shared
            and each["left_at"] is None
            and (each["agreed_at"] is not None or each["bridge_id"] in opened)
        ]
        return own + across

    def bridge(self, row: Row) -> bool:
        mine = {each["bridge_id"] for each in self._ends}
        return self.of_network(row) or row["id"] in mine

    def bridge_end(self, row: Row) -> bool:
        return row["id"] in {each["id"] for each in self._ends}

    def utterance(self, row: Row) -> bool:
        """What was said in their own places, and on a bridge that they share."""
        agreed = {
            each["bridge_id"]
            for each in self._ends
            if self.of_network(each) and each["agreed_at"] is not None
        }
        return self.of_network(row) or row["bridge_id"] in agreed

    def _is_brought(self, row: Row) -> bool:
        """Whether a delivery brings what may be read anyway: how much is on its way is told."""
        if row["kind"] not in ("echo", "attachment"):
            return False
        echoes = {each["id"]: each["utterance_id"] for each in self._rows["echo"]}
        return self.part_of("utterance", echoes[row["matter"]["echo"]])

    def partnership(self, row: Row) -> bool:
        return self.of_network(row) or row["id"] in self.shared

    def _sees_contact(self, row: Row) -> bool:
        if self.is_blank(row):
            return True
        if not self.of_network(row):
            return False
        if self._eyes.role is Role.STEWARD or row["visibility"] == "network":
            return True
        if self._own is None or row["party_id"] is None:
            return False
        if row["visibility"] == "partnership":
            return row["party_id"] in (self._own, *self._partners)
        return row["party_id"] == self._own

    @cached_property
    def _done_oneself(self) -> set[tuple[str, str]]:
        """The records that the one who looks changed themselves."""
        return {
            (each["entity"], each["entity_id"])
            for each in self._rows["audit_entry"]
            if self.of_network(each) and self._is_own(each, self._own_numbers)
        }

    @cached_property
    def _own_numbers(self) -> set[int]:
        """Their own records, and those of people who are called like them."""
        return {each["id"] for each in self._rows["official"] if each["name"] == self._eyes.name}

    def _is_own(self, entry: Row, numbers: set[int]) -> bool:
        by_account = entry["actor"].endswith(f":{self._eyes.name}")
        return entry["official_id"] in numbers or by_account

    def known_to_exist(self) -> dict[str, set[Key]]:
        """What somebody made or changed themselves before it was kept from them: that it is
        there is no news to them, but what it says now is not to be told."""
        return {
            table: {
                (row["id"],)
                for row in self._rows[table]
                if not sees(row) and (table, str(row["id"])) in self._done_oneself
            }
            for table, sees in (
                ("contact", self._sees_contact),
                ("exchange", self._sees_exchange),
                ("follow_up", self._sees_follow_up),
            )
        }

    def contact(self, row: Row) -> bool:
        return self._sees_contact(row) or ("contact", str(row["id"])) in self._done_oneself

    def exchange(self, row: Row) -> bool:
        return self._sees_exchange(row) or ("exchange", str(row["id"])) in self._done_oneself

    def follow_up(self, row: Row) -> bool:
        return self._sees_follow_up(row) or ("follow_up", str(row["id"])) in self._done_oneself

    def _sees_follow_up(self, row: Row) -> bool:
        if not self.of_network(row):
            return False
        if self._eyes.role is Role.STEWARD or row["visibility"] == "network":
            return True
        if self._eyes.alone and row["owner_id"] in self._own_numbers:
            return True
        if self._own is None:
            return False
        if row["visibility"] == "partnership":
            return row["partnership_id"] in self._partnerships
        return self._keeps(row)

    def _keeps(self, row: Row) -> bool:
        """Whether a follow-up that a party keeps to itself is theirs: what they owe, or what
        one of them waits for."""
        if not row["awaited"]:
            return bool(row["party_id"] == self._own)
        waits = row["owner_id"] in self._colleagues
        return waits and row["party_id"] != self._own and row["partnership_id"] in self._seats

    @cached_property
    def _colleagues(self) -> set[int]:
        posts = self._rows["appointment"]
        return {each["official_id"] for each in posts if each["party_id"] == self._own}

    def schedule(self, row: Row) -> bool:
        is_promise = row["kind"] == "follow_up"
        seen = not is_promise or self.part_of("follow_up", row["subject_id"])
        return self.of_network(row) and seen

    def delivery(self, row: Row) -> bool:
        """What goes out about a follow-up is as hidden as that; what did not arrive is for
        stewards, and for the one it was for."""
        if self._is_brought(row):
            return True
        if not self.of_network(row) or not self.part_of("follow_up", row["follow_up_id"]):
            return False
        is_own = row["official_id"] in self._own_numbers
        return row["state"] != "dead" or is_own or self._eyes.role is Role.STEWARD

    def is_blank(self, row: Row) -> bool:
        """Of a shared partnership's contacts nothing is told but how well it is looked after,
        and who took part in what all of its network may see."""
        is_shared = row["party_id"] in self._guests and row["visibility"] == "network"
        return is_shared and not self.of_network(row)

    def blank(self) -> set[int]:
        """The contacts of which only that is told."""
        return {each["id"] for each in self._rows["contact"] if self.is_blank(each)}

    def others(self) -> dict[str, set[Key]]:
        """Whatever has its home in another network, seen or not."""
        tables = [table for table in _in_order() if "network_id" in table.columns]
        return {
            table.name: {
                key(table, row)
                for row in self._rows[table.name]
                if row["network_id"] not in (None, self._network)
            }
            for table in tables
            # Who leaves a bridge, or decides who joins it, changes others' ends of it.
            if table.name not in ("official", "partnership_share", "bridge", "bridge_end")
        }

    def _sees_exchange(self, row: Row) -> bool:
        if row["partnership_id"] in self.shared:
            return bool(row["visibility"] == "network")
        if not self.of_network(row):
            return False
        if self._eyes.role is Role.STEWARD or row["visibility"] == "network":
            return True
        if self._own is None:
            return False
        if row["visibility"] == "partnership":
            return row["partnership_id"] in self._partnerships
        return row["initiator_id"] == self._own

    def organisation(self, row: Row) -> bool:
        """One that only hidden contacts belong to is as hidden as they are."""
        own = [each for each in self._rows["contact"] if each["organisation_id"] == row["id"]]
        seen = [each for each in own if self.part_of("contact", each["id"])]
        return self.of_network(row) and (not own or bool(seen))

    def official(self, row: Row) -> bool:
        known = [each["joined_by_id"] for each in self._ends]
        known += [each["opened_by_id"] for each in self._rows["bridge"] if self.bridge(each)]
        if row["name"] == self._eyes.name or row["id"] in known:
            return True
        posts = [each for each in self._rows["appointment"] if each["official_id"] == row["id"]]
        return any(self.of_network(each) for each in posts)

    def entry(self, row: Row) -> bool:
        """What the trail tells of a hidden record is hidden, also of one that is gone."""
        if row["network_id"] is None:
            return self._eyes.network != "" and self._is_seen(row)
        return self.of_network(row) and self._is_seen(row)

    def share(self, row: Row) -> bool:
        homes = {each["id"]: each["network_id"] for each in self._rows["partnership"]}
        return homes[row["partnership_id"]] == self._network or (
            row["network_id"] == self._network and row["ended_at"] is None
        )

    def _is_seen(self, row: Row) -> bool:
        numbers = tuple(int(each) for each in row["entity_id"].split("/"))
        if numbers in self._hidden.get(row["entity"], set()):
            return False
        told = {**(row["before"] or {}), **(row["after"] or {})}
        return self.part_of("contact", told.get("contact_id")) and self.part_of(
            "exchange", told.get("exchange_id")
        )

    @cached_property
    def _guests(self) -> set[int]:
        """The parties of partnerships that are shared with the network."""
        seats = self._rows["partnership_party"]
        return {each["party_id"] for each in seats if each["partnership_id"] in self.shared}

    @cached_property
    def _partnerships(self) -> set[int]:
        current = {
            each["id"]
            for each in self._rows["partnership"]
            if self.of_network(each) and each["removed_at"] is None
        }
        return self._seats & current

    @cached_property
    def _seats(self) -> set[int]:
        """The partnerships that their city agreed to."""
        seats = self._rows["partnership_party"]
        own = (each for each in seats if each["party_id"] == self._own and each["agreed"])
        return {each["partnership_id"] for each in own}

    @cached_property
    def _partners(self) -> set[int]:
        shared = self._partnerships
        seats = self._rows["partnership_party"]
        return {
            each["party_id"]
            for each in seats
            if each["partnership_id"] in shared and each["agreed"]
        }

    def _only(self, numbers: Any) -> int | None:
        return next(iter(numbers), None)


def key(table: Table, row: Row) -> Key:
    """The primary key of a row."""
    return tuple(row[column.name] for column in table.primary_key)


@dataclass(frozen=True)
class Kept:
    """What was kept from somebody: `hidden` rows were taken out, of `blank` ones everything was
    that can be read, `others` have their home in another network, seen or not, and of the
    `untold` ones the speaker knows that they are there, but no more what they say."""

    hidden: Mapping[str, set[Key]]
    blank: Mapping[str, set[Key]]
    others: Mapping[str, set[Key]]
    untold: Mapping[str, set[Key]]

    def all_of(self, table: str) -> set[Key]:
        """The keys of a table's rows that nobody of this network may change."""
        found = (each.get(table, set()) for each in (self.hidden, self.blank, self.others))
        return set().union(*found)


def hide(database: Database, eyes: Eyes) -> Kept:
    """Take out of a database what somebody must not see; what that was. Afterwards it is as if
    none of it had ever been recorded."""
    with database.engine.connect() as connection:
        sight = Sight(connection, eyes)
        hidden, blank, others = sight.hidden(), sight.blank(), sight.others()
        shared, untold = sight.shared, sight.known_to_exist()
    with _unguarded(database) as connection:
        for table in reversed(Base.metadata.sorted_tables):
            columns = list(table.primary_key)
            for each in hidden.get(table.name, ()):
                matches = (column == part for column, part in zip(columns, each, strict=True))
                connection.execute(table.delete().where(*matches))
        tables = Base.metadata.tables
        for number in blank:
            contact = tables["contact"]
            connection.execute(contact.update().where(contact.c.id == number).values(**_NOTHING))
        partnership = tables["partnership"]
        was_shared = partnership.update().where(partnership.c.id.in_(shared))
        connection.execute(was_shared.values(note="", source=""))
    _ensure_whole(database)
    blanks = {"contact": {(each,) for each in blank}, "partnership": {(each,) for each in shared}}
    return Kept(hidden, blanks, others, untold)


# Of a contact in a shared partnership; its function and when it was verified stay.
_NOTHING: dict[str, Any] = {
    "name": "", "position": "", "note": "", "source": "", "findable": "", "languages": [],
    "organisation_id": None, "keeper_id": None, "verified_by_id": None,
}  # fmt: skip


class _unguarded:  # noqa: N801  read as a word
    """A connection on which neither foreign keys nor the trail's guard are in the way."""

    def __init__(self, database: Database) -> None:
        self._connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._guards: list[tuple[str, str]] = []

    def __enter__(self) -> Connection:
        connection = self._connection
        if connection.dialect.name != "sqlite":
            connection.execute(text("SET session_replication_role = replica"))
            return connection
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        found = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        )
        self._guards = [(row[0], row[1]) for row in found]
        for name, _made in self._guards:
            connection.execute(text(f"DROP TRIGGER {name}"))
        return connection

    def __exit__(self, *_failure: object) -> None:
        for _name, made in self._guards:
            self._connection.exec_driver_sql(made)
        self._connection.invalidate()
        self._connection.close()


def _ensure_whole(database: Database) -> None:
    """Nothing that is to be seen may hang on what is not: then the rule above were wrong."""
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for reference in table.foreign_keys:
                there = select(reference.column)
                lost = select(table).where(
                    reference.parent.is_not(None), reference.parent.not_in(there)
                )
                row = connection.execute(lost.limit(1)).mappings().first()
                assert row is None, f"{table.name}.{reference.parent.name} hangs on nothing: {row}"


def _in_order() -> list[Table]:
    """Every table whose rows are somebody's, after those that its rule looks at."""
    names = {table.name: table for table in Base.metadata.sorted_tables}
    first = [name for name in _RULES if name in names]
    rest = [name for name in names if name not in _RULES and name not in _NOBODYS]
    return [names[name] for name in (*first, *rest)]


# In the order in which they look at each other.
_RULES: dict[str, Callable[[Sight, Row], bool]] = {
    "network": Sight.network,
    "bridge": Sight.bridge,
    "bridge_end": Sight.bridge_end,
    "utterance": Sight.utterance,
    "wording": lambda self, row: self.part_of("utterance", row["utterance_id"]),
    "echo": lambda self, row: self.part_of("utterance", row["utterance_id"]),
    "echo_part": lambda self, row: self.part_of("echo", row["echo_id"]),
    "sign": lambda self, row: self.part_of("utterance", row["utterance_id"]),
    "party": Sight.party,
    "party_name": Sight.of_network,
    "partnership": Sight.partnership,
    "partnership_party": lambda self, row: self.part_of("partnership", row["partnership_id"]),
    "contact": Sight.contact,
    "contact_name": lambda self, row: self.part_of("contact", row["contact_id"]),
    "contact_way": lambda self, row: self.part_of("contact", row["contact_id"]),
    "organisation": Sight.organisation,
    "exchange": Sight.exchange,
    "quantity": lambda self, row: self.part_of("exchange", row["exchange_id"]),
    "participant": lambda self, row: (
        self.part_of("exchange", row["exchange_id"]) and self.part_of("contact", row["contact_id"])
    ),
    "official": Sight.official,
    "chat_identity": lambda self, row: self.part_of("official", row["official_id"]),
    "appointment": Sight.of_network,
    "access_code": Sight.of_network,
    "failed_code": lambda self, row: row["user"] == self._eyes.name,
    "partnership_share": Sight.share,
    "channel": Sight.of_network,
    "glossary_term": Sight.of_network,
    "correction": Sight.of_network,
    "translation_memory": Sight.of_network,
    "translation_policy": Sight.of_network,
    "translation_spending": Sight.of_network,
    "follow_up": Sight.follow_up,
    "digest": Sight.of_network,
    "schedule": Sight.schedule,
    "delivery": Sight.delivery,
    "audit_entry": Sight.entry,
    "erasure": Sight.of_network,
    "button_text": lambda _self, row: not MARK.search(row["text"]),
}
