"""What a network and its places say of translating."""

import pytest

from bot.domain.access import Role, Scope
from bot.domain.identity import Platform, Venue
from bot.domain.translating import Privacy
from bot.domain.translation_policy import Policy, Rules
from storage.audit import Actor
from storage.channels import Channels
from storage.engine import Database
from storage.models import Network, TranslationPolicy
from storage.records import Records
from tests.storage.office import NOW, Office

GROUP = Venue(Platform.TELEGRAM, "-100")
TOPIC = Venue(Platform.TELEGRAM, "-100", topic="7")
THREAD = Venue(Platform.SLACK, "C1", "T1", topic="1700.1")
LOCAL, ANY = Rules(privacy=Privacy.LOCAL), Rules(("deepl",), Privacy.ANY)


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def say(office: Office, rules: Rules, place: Venue | None = None) -> str:
    return office.does(
        lambda records, _session: records.translation_policies.say(rules, place),
        role=Role.STEWARD,
    )


def holding(office: Office, place: Venue | None = None) -> Policy:
    with office.database.reading() as session:
        scope = Scope(office.network_id, Role.VIEWER)
        return Records(session, scope).translation_policies.holding(place)


def test_without_rules_the_engines_of_the_installation_are_asked(office: Office) -> None:
    assert holding(office) == holding(office, GROUP) == Policy()
    say(office, Rules())
    with office.database.reading() as session:
        assert session.query(TranslationPolicy).count() == 0


def test_a_place_goes_by_its_own_rules_and_a_topic_by_its_groups(office: Office) -> None:
    say(office, ANY)
    say(office, LOCAL, GROUP)
    say(office, Rules(languages=("uk", "ja")), THREAD)
    assert holding(office).privacy is Privacy.ANY
    assert holding(office, TOPIC).privacy is Privacy.LOCAL
    assert holding(office, Venue(Platform.SLACK, "C1", "T1")).languages == ("uk", "ja")
    assert holding(office, Venue(Platform.SLACK, "C1", "T2")).languages == ()
    say(office, Rules(languages=("uk",)), TOPIC)
    assert holding(office, TOPIC).languages == ("uk",)


def test_rules_are_changed_and_taken_back(office: Office) -> None:
    say(office, ANY)
    batch = say(office, LOCAL)
    assert holding(office).privacy is Privacy.LOCAL
    office.undoes(batch, role=Role.STEWARD)
    assert holding(office).engines == ("deepl",)


def test_a_network_has_its_own(office: Office) -> None:
    say(office, ANY, GROUP)
    with office.database.writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        policies = Records(session, Scope(other.id, Role.STEWARD)).translation_policies
        assert policies.holding(GROUP) == Policy()
        assert policies.places() == []
        policies.say(LOCAL, GROUP)
    assert holding(office, GROUP).engines == ("deepl",)


def test_places_with_rules_are_told(office: Office) -> None:
    say(office, LOCAL, GROUP)
    say(office, LOCAL, THREAD)
    say(office, Rules(), THREAD)
    with office.database.reading() as session:
        scope = Scope(office.network_id, Role.STEWARD)
        assert Records(session, scope).translation_policies.places() == [(GROUP, "", LOCAL)]


def test_rules_go_along_when_a_group_gets_a_new_number(office: Office) -> None:
    say(office, LOCAL, TOPIC)
    with office.database.writing(Actor("telegram", office.network_id)) as session:
        Channels(session, Platform.TELEGRAM).moved("-100", "-200", NOW)
    assert holding(office, Venue(Platform.TELEGRAM, "-200", topic="7")).privacy is Privacy.LOCAL
    assert holding(office, TOPIC) == Policy()
