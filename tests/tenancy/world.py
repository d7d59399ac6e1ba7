"""One database with everything in it: what its speakers may know, and what they must not.

Every text that somebody must not see carries a mark of its own, such as `vexil17`. Beside the
marked ones stand records that are called like others': a hidden Oksana Kovalenko, a second
Odesa. They give themselves away by what they change, not by what they are called.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import update

from bot.domain.access import CodePurpose, Role, Scope
from bot.domain.identity import Platform
from bot.domain.translating import Pair, Privacy
from bot.domain.translation_policy import Rules
from bot.domain.vocabulary import (
    ContactFunction,
    ContactMedium,
    ErasureCause,
    PartnershipType,
    Stage,
    Visibility,
)
from storage import translation_spending
from storage.audit import Actor
from storage.codes import digest
from storage.contact_views import Draft, Way
from storage.engine import Database
from storage.models import (
    AccessCode,
    Appointment,
    AuditEntry,
    ButtonText,
    Channel,
    ChatIdentity,
    Contact,
    Erasure,
    FailedCode,
    FollowUp,
    Network,
    Official,
    PartnershipShare,
)
from storage.places import Gazetteer
from storage.records import Records
from storage.views import PartyView
from tests.handlers.conftest import PLACES, found_network
from tests.tenancy import exchanging, promising, talking

MARK = re.compile(r"vexil\d+")
HOME, OTHER, THIRD, FAR = "demo", "harbours", "gardens", "islands"
# What is spoken in another network's places only.
OWN_TEAM, OTHER_TEAM, LOOSE_TEAM = "T1", "T2", "T3"
OWN_GROUP, OTHER_GROUP, LOOSE_GROUP = "-1001", "-1002", "-1003"
OWN_CHANNEL, DIRECT = "C1", "D1"
# A code of the other network that nobody can use any more.
SPENT_CODE = "7H2K-9QXW-M4TD"
WHEN = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
GENOA, KYIV, COVENTRY = 3176219, 703448, 2652221
# Officials of the home network, by whether they are of the other one as well.
OWN_OFFICIALS = ("Sari", "Aiko", "Petro", "Lena", "Vera")
_KEEPERS = {HOME: ("Aiko", "Petro"), OTHER: ("Marco", "Dora")}
_NAMES = ("Oksana Kovalenko", "Kenji Sato", "Maria Lindqvist", "Olena Bondar", "Li Wei")
_FUNCTIONS = (ContactFunction.NODAL, ContactFunction.PROTOCOL, None, ContactFunction.MAYOR)


@dataclass
class Marks:
    """Marks that were not used yet."""

    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new(self) -> str:
        return f"vexil{next(self.numbers)}"


def everything(database: Database) -> None:
    """Fill an empty database with all networks and what is kept within parts of them."""
    found_network(database)
    world = World(database, Marks())
    world.found_others()
    world.let_officials_in()
    world.record_contacts()
    exchanging.record_all(database, world.marks, HOME)
    exchanging.record_all(database, world.marks, OTHER)
    for slug in (HOME, OTHER):
        promising.record_all(database, world.marks, slug)
    world.hide_afterwards()
    world.bind_places()
    promising.subscribe(database, world.marks, OTHER, (OTHER_TEAM, "C2", OTHER_GROUP))
    promising.subscribe(database, world.marks, HOME, (OWN_TEAM, OWN_CHANNEL, OWN_GROUP))
    talking.record_all(
        database,
        world.marks,
        (OWN_TEAM, OWN_CHANNEL),
        (OTHER_TEAM, OTHER_GROUP),
        OWN_GROUP,
    )
    world.hand_out_codes()
    world.share()
    world.agree_on_terms()
    world.add_keel()


class World:
    """Puts records into a database, each change in a transaction and a name of its own."""

    def __init__(self, database: Database, marks: Marks) -> None:
        self.database = database
        self.marks = marks

    def found_others(self) -> None:
        for slug in (OTHER, THIRD, FAR):
            with self.database.writing(Actor("fixture", at=WHEN)) as session:
                network = Network(slug=slug, name=f"{slug.title()} {self.marks.new()}")
                session.add(network)
                session.flush()
                records = Records(session, Scope(network.id, Role.STEWARD))
                cities = [_settle(records, session, PLACES[name]) for name in ("Odesa", "Yokohama")]
                cities += [_settle(records, session, number) for number in (GENOA, KYIV)]
                odd = records.parties.add(f"Port {self.marks.new()}", "IT")
                records.parties.add_name(cities[0].id, f"Haven {self.marks.new()}")
                records.parties.add_name(cities[2].id, "Zena")
                records.parties.record(cities[1].id).website = f"https://{self.marks.new()}.example"
                pairs = ((0, 1), (2, 3), (2, 1))
                for first, second in pairs:
                    made = records.partnerships.add(
                        [cities[first], cities[second]], PartnershipType.SISTER_CITY, Stage.SIGNING
                    )
                    made.note = f"About {self.marks.new()}"
                records.partnerships.add([odd, cities[0]], PartnershipType.MOU, Stage.PLANNING)

    def let_officials_in(self) -> None:
        """Accounts for the home network's officials; others who are called like them, and one
        who belongs to both networks."""
        for name in OWN_OFFICIALS:
            self._give_accounts(name)
        self._appoint("Dora", HOME, Role.VIEWER)
        self._appoint("Dora", OTHER, Role.STEWARD, known=True)
        self._give_accounts("Dora")
        for name in ("Marco", "Aiko", "Vera", f"Nino {self.marks.new()}"):
            self._appoint(name, OTHER, Role.STEWARD if name == "Marco" else Role.EDITOR)
        self._give_accounts("Marco")

    def record_contacts(self) -> None:
        for slug, cities in ((HOME, (*PLACES, "")), (OTHER, ("Odesa", "Yokohama", "Genoa", ""))):
            numbers = itertools.count()
            for city, visibility in itertools.product(cities, Visibility):
                self._record_contact(slug, city, visibility, next(numbers))
        # One who is known to all, at an organisation that only a hidden one was known for.
        self._record_contact(HOME, "Odesa", Visibility.PARTY, 900, organisation="Port of Odesa")
        with self.database.writing(Actor("fixture", at=WHEN)) as session:
            for text in (f"contact find {self.marks.new()}", "contact find Oksana Kovalenko"):
                session.add(ButtonText(key=digest(text)[:32], text=text, made_at=WHEN))

    def hide_afterwards(self) -> None:
        """What an official changed before it was kept from them, and renamed, is no more theirs
        to hear of. In the other network somebody of the same account name has changes too."""
        added = Draft(
            party_id=_city_id(self.database, HOME, "Odesa"), name="Ihor Melnyk", note="new"
        )
        for who, role in (("Aiko", Role.EDITOR), ("Vera", Role.VIEWER)):
            with self._in_the_name_of(who, HOME) as session:
                records = Records(session, Scope(_id_of(session, HOME), Role.STEWARD))
                number = records.contacts.add(added).id
            with self.database.writing(Actor("fixture", at=WHEN)) as session:
                contact = session.get_one(Contact, number)
                contact.visibility = Visibility.PARTY
                contact.name = f"{role.value} {self.marks.new()}"
            self._hide_promise(who)
        for who in ("Aiko", "Marco", "Dora"):
            with self._in_the_name_of(who, OTHER) as session:
                network = session.get_one(Network, _id_of(session, OTHER))
                network.language = "it" if network.language == "en" else "en"

    def _hide_promise(self, who: str) -> None:
        """A follow-up that somebody made, and which is kept from them since."""
        odesa = _city_id(self.database, HOME, "Odesa")
        with self._in_the_name_of(who, HOME) as session:
            made = FollowUp(
                network_id=_id_of(session, HOME),
                text="Call back",
                party_id=odesa,
                due_on=date(2026, 11, 24),
                due_at=WHEN + timedelta(days=22),
            )
            session.add(made)
            session.flush()
            number = made.id
        with self.database.writing(Actor("fixture", at=WHEN)) as session:
            made = session.get_one(FollowUp, number)
            made.visibility, made.text = Visibility.PARTY, f"Call {self.marks.new()} back"

    def bind_places(self) -> None:
        with self.database.writing(Actor("fixture", at=WHEN)) as session:
            for slug, team, group in (
                (OTHER, OTHER_TEAM, OTHER_GROUP),
                (HOME, OWN_TEAM, OWN_GROUP),
            ):
                network = _id_of(session, slug)
                title = f"Workspace {self.marks.new()}" if slug == OTHER else ""
                session.add(
                    Channel(network_id=network, platform=Platform.SLACK, team=team, title=title)
                )
                session.add(
                    Channel(
                        network_id=network, platform=Platform.TELEGRAM, channel=group, title=title
                    )
                )

    def hand_out_codes(self) -> None:
        for slug in (OTHER, HOME):
            actor = "keel" if slug == HOME else "fixture"
            with self.database.writing(Actor(actor, at=WHEN)) as session:
                network = _id_of(session, slug)
                for number in range(3):
                    code = SPENT_CODE if number == 0 and slug == OTHER else self.marks.new()
                    session.add(
                        AccessCode(
                            digest=digest(code),
                            purpose=CodePurpose.JOIN,
                            network_id=network,
                            made_at=WHEN,
                            expires_at=WHEN + timedelta(days=40),
                            revoked_at=WHEN if number == 0 else None,
                            name=f"Guest {self.marks.new()}" if slug == OTHER else "Guest",
                            role=Role.EDITOR,
                            party_id=_city_id(self.database, slug, "Odesa"),
                        )
                    )
                session.add(FailedCode(platform=Platform.CONSOLE, user="Marco", at=WHEN))

    def share(self) -> None:
        """One partnership in each direction is open to both networks; another one was, and one
        is open to a third network alone."""
        for home, cities, guest, until in (
            (OTHER, ("Odesa", "Yokohama"), HOME, None),
            (OTHER, ("Genoa", "Kyiv"), HOME, WHEN),
            (OTHER, ("Genoa", "Yokohama"), THIRD, None),
            (HOME, ("Hangzhou", "Gifu"), OTHER, None),
        ):
            # That it ended is told in the trail of its own network.
            actor = Actor("fixture", self._network(home), at=WHEN)
            with self.database.writing(actor) as session:
                records = Records(session, Scope(_id_of(session, home), Role.STEWARD))
                parties = [records.parties.named(name)[0].id for name in cities]
                session.add(
                    PartnershipShare(
                        partnership_id=records.partnerships.of(*parties)[0].id,
                        network_id=_id_of(session, guest),
                        agreed_at=WHEN,
                        ended_at=until,
                    )
                )

    def agree_on_terms(self) -> None:
        """Both networks have terms, and remember translations of the same texts."""
        for slug in (OTHER, HOME):
            mark = f" {self.marks.new()}" if slug == OTHER else ""
            actor = "keel" if slug == HOME else "fixture"
            with self.database.writing(Actor(actor, self._network(slug), at=WHEN)) as session:
                records = Records(session, Scope(_id_of(session, slug), Role.STEWARD))
                records.glossary.put("Stadtrat", "de", f"city council{mark}", "en")
                records.glossary.keep(f"Hafenfest{mark}")
                pair = Pair("de", "en")
                records.memory.remember("Hallo", pair, "deepl", f"Hello{mark}", WHEN)
                records.memory.correct("Guten Tag", pair, f"Good day{mark}")
                records.translation_policies.say(Rules(("deepl",), Privacy.ANY))
                sent = 700 if slug == OTHER else 5
                counted = {(_id_of(session, slug), "deepl"): sent}
                translation_spending.add(session, WHEN, counted)

    def add_keel(self) -> None:
        """The last record of every kind is one that the whole home network sees, so that what
        is recorded later has the same number whether or not hidden ones stand before it."""
        with self.database.writing(Actor("keel", at=WHEN)) as session:
            home = _id_of(session, HOME)
            records = Records(session, Scope(home, Role.STEWARD))
            leeds, hangzhou = (records.parties.named(name)[0] for name in ("Leeds", "Hangzhou"))
            records.parties.add_name(leeds.id, "Loidis")
            way = Way(ContactMedium.EMAIL, "keel@leeds.example")
            records.contacts.add(
                Draft(
                    party_id=leeds.id,
                    organisation="Keel",
                    name="Kim Keel",
                    names=("Кім Кіль",),
                    ways=(way,),
                )
            )
            partnership = records.partnerships.of(leeds.id, hangzhou.id)[0]
            coventry = _settle(records, session, COVENTRY)
            records.partnerships.add(
                [leeds, coventry], PartnershipType.FRIENDSHIP, Stage.CORRESPONDENCE
            )
            exchanging.record_keel(records, partnership.id)
            promising.record_keel(records, session, home, (leeds.id, hangzhou.id))
            third = _id_of(session, THIRD)
            share = PartnershipShare(
                partnership_id=partnership.id, network_id=third, agreed_at=WHEN, ended_at=WHEN
            )
            session.add(share)
            newest = Official(name="Wanda")
            session.add(newest)
            session.flush()
            session.add(ChatIdentity(official_id=newest.id, platform=Platform.TELEGRAM, user="700"))
            session.add(Appointment(network_id=home, official_id=newest.id, role=Role.VIEWER))
        with self.database.writing(Actor("keel", at=WHEN)) as session:
            # What was erased cannot be undone: the keel stays where it is.
            erased = Erasure(at=WHEN, network_id=home, cause=ErasureCause.RETENTION, records=1)
            session.add(erased)
            session.flush()
            laid = update(AuditEntry).where(AuditEntry.actor == "keel")
            session.execute(laid.values(erasure_id=erased.id))

    def _record_contact(
        self, slug: str, city: str, visibility: Visibility, number: int, organisation: str = ""
    ) -> None:
        mark = self.marks.new()
        is_own = slug == HOME and visibility is Visibility.NETWORK
        name = _NAMES[number % len(_NAMES)]
        called = name if is_own or number % 2 else f"{name.split()[0]} {mark}"
        noted = "" if is_own else mark
        address = f"p{number // 4}@{noted if number % 4 else 'city'}.example"
        with self.database.writing(Actor("fixture", self._network(slug), at=WHEN)) as session:
            records = Records(session, Scope(_id_of(session, slug), Role.STEWARD))
            party = _named(records, city)
            contact = records.contacts.add(
                Draft(
                    party_id=party.id if party else None,
                    organisation=organisation or f"Office {number // 2} {noted}".strip(),
                    name=called,
                    names=(f"{'Оксана'} {noted}".strip(),) if number % 3 == 0 else (),
                    position=f"Adviser {noted}".strip(),
                    function=_FUNCTIONS[number % len(_FUNCTIONS)],
                    languages=("uk", "en") if number % 2 else ("ja",),
                    ways=(Way(ContactMedium.EMAIL, address),),
                    verified_on=None if number % 5 == 0 else date(2026, 1 + number % 10, 3),
                    visibility=visibility,
                    note=f"Note {noted}".strip(),
                )
            )
            contact.keeper_id = _official_id(session, _KEEPERS[slug][number % 2])
            contact.verified_by_id = contact.keeper_id if contact.verified_on else None

    def _network(self, slug: str) -> int:
        with self.database.reading() as session:
            return _id_of(session, slug)

    def _give_accounts(self, name: str) -> None:
        with self.database.writing(Actor("fixture", at=WHEN)) as session:
            official_id = _official_id(session, name)
            for team in (OWN_TEAM, OTHER_TEAM, LOOSE_TEAM):
                session.add(
                    ChatIdentity(
                        official_id=official_id,
                        platform=Platform.SLACK,
                        team=team,
                        user=f"U{name.upper()}",
                    )
                )
            session.add(
                ChatIdentity(
                    official_id=official_id, platform=Platform.TELEGRAM, user=telegram_user(name)
                )
            )

    def _appoint(self, name: str, slug: str, role: Role, *, known: bool = False) -> None:
        with self.database.writing(Actor("fixture", at=WHEN)) as session:
            network = _id_of(session, slug)
            if known:
                official_id = _official_id(session, name)
            else:
                official = Official(name=name)
                session.add(official)
                session.flush()
                official_id = official.id
            since = WHEN if slug == HOME else WHEN + timedelta(days=1)
            party_id = _city_id(self.database, slug, "Odesa") if role is Role.EDITOR else None
            session.add(
                Appointment(
                    network_id=network,
                    official_id=official_id,
                    role=role,
                    party_id=party_id,
                    since=since,
                )
            )

    def _in_the_name_of(self, name: str, slug: str):  # type: ignore[no-untyped-def]  # a context
        with self.database.reading() as session:
            named = session.query(Official.id).filter(Official.name == name).order_by(Official.id)
            official = named.all()[0 if slug == HOME else -1][0]
            network = _id_of(session, slug)
        return self.database.writing(Actor(f"console:{name}", network, official, at=WHEN))


def telegram_user(name: str) -> str:
    """The number of an official's account, which is that of their own chat too."""
    return str(500 + sum(name.encode()))


def _settle(records: Records, session, number: int) -> PartyView:
    place = Gazetteer(session).get(number)
    assert place is not None
    return records.parties.add_place(place)


def _named(records: Records, city: str) -> PartyView | None:
    return records.parties.named(city)[0] if city else None


def _id_of(session, slug: str) -> int:
    return session.query(Network.id).filter(Network.slug == slug).scalar()


def _city_id(database: Database, slug: str, city: str) -> int:
    with database.reading() as session:
        records = Records(session, Scope(_id_of(session, slug), Role.STEWARD))
        return records.parties.named(city)[0].id


def _official_id(session, name: str) -> int:
    """The oldest of this name."""
    named = session.query(Official.id).filter(Official.name == name)
    return named.order_by(Official.id).limit(1).scalar()
