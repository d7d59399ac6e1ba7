"""Who may see what is decided within the statements: five rows cost as many as five hundred."""

from datetime import UTC, datetime, timedelta
from itertools import cycle

import pytest
from sqlalchemy import select

from bot.chat.line import Line
from bot.domain.access import CodePurpose, Role, Scope
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform, Venue
from bot.domain.partial_dates import PartialDate
from bot.domain.translating import Privacy
from bot.domain.translation_policy import Rules
from bot.domain.vocabulary import (
    ContactFunction,
    ContactMedium,
    ExchangeKind,
    PartnershipType,
    Stage,
    Visibility,
)
from handlers.commands import registry
from storage import outbox
from storage.audit import Actor
from storage.contact_views import Draft, Way
from storage.engine import Database
from storage.models import Appointment, FollowUp, Network, Official, PartnershipShare
from storage.records import Records
from tests.conversation import Conversation
from tests.handlers.conftest import found_network
from tests.handlers.test_statement_counts import counted
from tests.templates import Templates

# Somebody of each role; what each of them sees is decided in another way.
SPEAKERS = ("Sari", "Aiko", "Vera")
LISTS = (
    "/partner list all",
    "/partner list all friendship",
    "/partner list all dormant",
    "/partner timeline Yokohama, Odesa",
    "/partner original Yokohama, Odesa",
    "/partner status Yokohama, Odesa",
    "/partner shared",
    "/contact find",
    "/contact find Odesa",
    "/contact find adviser",
    "/contact show Keeper",
    "/contact unverified",
    "/city show Odesa",
    "/network show",
    "/network members",
    "/network members town",
    "/network officials",
    "/settings accounts",
    "/network invites",
    "/network problems",
    "/follow upcoming",
    "/follow upcoming Odesa",
    "/follow upcoming all",
    "/audit mine",
    "/audit party Odesa",
    "/audit network",
    "/follow list mine",
    "/follow list overdue",
    "/follow list Odesa",
    "/follow upcoming",
    "/follow upcoming Odesa",
    "/follow assign #1",
    "/settings backup",
    "/network problems",
    "/digest preview",
    "/translate Hallo Stadtrat",
    "/translate glossary list",
    "/translate glossary export",
    "/network translation",
)
# Commands that show one thing, change something, or show what does not grow.
NO_LISTS = {
    "audit export", "bridge allow", "bridge close", "bridge join", "bridge language",
    "bridge log", "bridge open", "bridge refuse", "bridge remove", "bridge status",
    "city add", "city alias", "city edit", "contact add", "contact edit",
    "contact merge", "contact remove", "contact verify", "digest now", "digest original",
    "digest subscribe",
    "digest unsubscribe", "follow", "follow add", "follow done", "follow drop", "follow due",
    "follow reopen", "follow show", "follow snooze", "help", "join", "log",
    "network appoint", "network bind", "network invite", "network leave", "network remove",
    "network resend",
    "network unbind", "network use", "network withdraw", "network retention", "network join",
    "partner accept", "partner add", "partner archive", "partner confirm", "partner edit",
    "partner restore",
    "partner share", "partner unshare", "privacy export", "privacy forget", "privacy show",
    "settings", "settings language", "settings link", "settings quiet", "settings reminders",
    "settings timezone", "settings unlink",
    "translate channel off", "translate channel on", "translate check",
    "translate correct", "translate glossary add",
    "translate glossary keep", "translate glossary remove", "translate insist",
    "translate suggest", "translate to",
    "undo",
}  # fmt: skip
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def few(database: Database) -> None:
    """Five of everything, as well as the small network."""
    _grow(database, 5)


def many(database: Database) -> None:
    """Five hundred of everything."""
    _grow(database, 500)


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_a_list_costs_no_more_for_five_hundred_rows_than_for_five(
    templates: Templates, speaker: str
) -> None:
    with templates.copy("sqlite", few) as small, templates.copy("sqlite", many) as large:
        costs = {
            command: (_cost(small, speaker, command), _cost(large, speaker, command))
            for command in LISTS
        }
    dearer = {command: cost for command, cost in costs.items() if cost[1] > cost[0]}
    assert dearer == {}


def test_every_list_is_counted() -> None:
    lines = [Line.read(command) for command in LISTS]
    counted_here = {found[0].name for line in lines if (found := registry().find(line))}
    assert {command.name for command in registry()} - NO_LISTS - counted_here == set()


def _cost(database: Database, speaker: str, command: str) -> int:
    """How many statements an answer takes when it is asked for a second time."""
    conversation = Conversation(database, speaker)
    conversation.says(command)
    with counted(database) as statements:
        conversation.says(command)
    return len(statements)


def _grow(database: Database, rows: int) -> None:
    found_network(database)
    with database.writing(Actor("console:Sari", at=NOW)) as session:
        home = session.query(Network.id).scalar()
        others = Network(slug="others", name="Others")
        session.add(others)
        session.flush()
        records = Records(session, Scope(home, Role.STEWARD))
        circles = cycle(Visibility)
        _meet(records, rows, circles)
        _know(records, rows, circles)
        _let_in(session, records, rows, home)
        _share(session, rows, home, others.id)
        _owe(session, records, rows, home)
        _agree(records, rows)


def _meet(records: Records, rows: int, circles: "cycle[Visibility]") -> None:
    pair = [records.parties.named(name)[0] for name in ("Yokohama", "Odesa")]
    partnership = records.partnerships.of(pair[0].id, pair[1].id)[0]
    for number in range(rows):
        records.exchanges.add(
            partnership.id,
            ExchangeKind.CALL,
            f"call {number}",
            PartialDate.parse(f"20{10 + number % 15}-0{1 + number % 9}"),
            pair[number % 2].id,
            [],
            visibility=next(circles),
            participants=[(f"Guest {number}", None)],
        )
        town = records.parties.add(f"Town {number}", "UA")
        records.partnerships.add([pair[1], town], PartnershipType.FRIENDSHIP, Stage.PLANNING)


def _know(records: Records, rows: int, circles: "cycle[Visibility]") -> None:
    odesa = records.parties.named("Odesa")[0]
    records.contacts.add(Draft(party_id=odesa.id, name="Keeper"))
    for number in range(rows):
        records.contacts.add(
            Draft(
                party_id=odesa.id,
                name=f"Person {number}",
                names=(f"Особа {number}",),
                position="Adviser",
                function=ContactFunction.NODAL,
                organisation=f"Office {number}",
                ways=(Way(ContactMedium.EMAIL, f"p{number}@odesa.example"),),
                visibility=next(circles),
            )
        )


def _let_in(session, records: Records, rows: int, home: int) -> None:
    scope = Scope(home, Role.STEWARD)
    for number in range(rows):
        official = Official(name=f"Official {number}")
        session.add(official)
        session.flush()
        session.add(Appointment(network_id=home, official_id=official.id, role=Role.VIEWER))
        made = NOW + timedelta(seconds=number)
        records.codes.make(CodePurpose.JOIN, scope, made, role=Role.VIEWER, name=f"New {number}")


def _share(session, rows: int, home: int, others: int) -> None:
    """Partnerships of the other network that this one may look at."""
    records = Records(session, Scope(others, Role.STEWARD))
    first = records.parties.add("Far", "IT")
    for number in range(rows):
        second = records.parties.add(f"Near {number}", "IT")
        made = records.partnerships.add([first, second], PartnershipType.FRIENDSHIP, Stage.PLANNING)
        session.add(PartnershipShare(partnership_id=made.id, network_id=home, agreed_at=NOW))


def _owe(session, records: Records, rows: int, home: int) -> None:
    """Follow-ups that somebody owes, late ones and some to come, and what did not arrive."""
    pair = [records.parties.named(name)[0] for name in ("Yokohama", "Odesa")]
    partnership = records.partnerships.of(pair[0].id, pair[1].id)[0]
    owners = list(session.scalars(select(Official.id).where(Official.name.in_(SPEAKERS))))
    circles = cycle(Visibility)
    for number in range(rows):
        day = NOW + timedelta(days=number % 20 - 10)
        session.add(
            FollowUp(
                network_id=home,
                partnership_id=partnership.id,
                text=f"promise {number}",
                owner_id=owners[number % len(owners)],
                party_id=pair[number % 2].id,
                due_on=day.date(),
                due_at=day,
                visibility=next(circles),
            )
        )
    session.flush()
    made = session.scalars(select(FollowUp.id).order_by(FollowUp.id))
    outbox.queue(session, [_lost(each, home) for each in made], NOW)


def _agree(records: Records, rows: int) -> None:
    """Terms, and channels with rules of their own."""
    for number in range(rows):
        records.glossary.put(f"Stadtrat {number}", "de", f"council {number}", "en")
        place = Venue(Platform.SLACK, f"C{number}", "T1", private=False)
        records.translation_policies.say(Rules(privacy=Privacy.LOCAL), place)


def _lost(follow_up_id: int, network_id: int) -> dict[str, object]:
    return {
        "key": f"nudge:{follow_up_id}:0",
        "network_id": network_id,
        "kind": DeliveryKind.NUDGE,
        "follow_up_id": follow_up_id,
        "lane": "",
        "next_at": NOW,
        "state": DeliveryState.DEAD,
        "reason": "no_account",
    }
