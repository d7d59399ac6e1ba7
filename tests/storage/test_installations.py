"""Installations at rest: sealed, found again, revoked; and states that are good once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from storage.engine import Database
from storage.installations import STATE_LASTS, Installation, Installations, OAuthStates
from storage.sealing import CannotUnseal, Seal

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
OLD_KEY, NEW_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
MADE = Installation("T1", "xoxb-1", team_name="Odesa", refresh_token="xoxe-1", scopes=("a", "b"))


@pytest.fixture
def installations(database: Database) -> Installations:
    return Installations(database, Seal([OLD_KEY]), "client")


def test_an_installation_is_found_as_it_was_made(installations: Installations) -> None:
    installations.save(MADE, NOW)
    assert installations.find("T1") == MADE


def test_a_second_installation_takes_the_place_of_the_first(installations: Installations) -> None:
    installations.save(MADE, NOW)
    installations.save(replace(MADE, token="xoxb-2"), NOW)
    found = installations.find("T1")
    assert found is not None
    assert found.token == "xoxb-2"


def test_another_apps_installations_are_not_seen(
    installations: Installations, database: Database
) -> None:
    installations.save(MADE, NOW)
    assert Installations(database, Seal([OLD_KEY]), "other").find("T1") is None


def test_an_organisations_installation_serves_its_workspaces(installations: Installations) -> None:
    whole = Installation("", "xoxb-e", enterprise_id="E1", is_enterprise=True)
    installations.save(whole, NOW)
    assert installations.find("T7", "E1") == whole
    assert installations.find("T7") is None


def test_a_workspaces_own_installation_goes_before_its_organisations(
    installations: Installations,
) -> None:
    own = replace(MADE, enterprise_id="E1")
    installations.save(Installation("", "xoxb-e", enterprise_id="E1", is_enterprise=True), NOW)
    installations.save(own, NOW)
    assert installations.find("T1", "E1") == own
    assert installations.find("T1") == own


def test_a_revoked_installation_is_gone(installations: Installations) -> None:
    installations.save(MADE, NOW)
    installations.revoke("T1", "", NOW)
    assert installations.find("T1") is None


def test_a_token_sealed_with_an_older_key_still_opens(
    installations: Installations, database: Database
) -> None:
    installations.save(MADE, NOW)
    assert Installations(database, Seal([NEW_KEY, OLD_KEY]), "client").find("T1") == MADE


def test_a_token_whose_key_was_taken_away_says_so(
    installations: Installations, database: Database
) -> None:
    installations.save(MADE, NOW)
    with pytest.raises(CannotUnseal):
        Installations(database, Seal([NEW_KEY]), "client").find("T1")


def test_an_installation_does_not_show_its_tokens() -> None:
    assert "xox" not in repr(MADE)


def test_a_state_is_good_once(database: Database) -> None:
    states = OAuthStates(database)
    state = states.issue(NOW)
    assert states.consume(state, NOW)
    assert not states.consume(state, NOW)


def test_a_state_grows_old(database: Database) -> None:
    states = OAuthStates(database)
    state = states.issue(NOW)
    assert not states.consume(state, NOW + STATE_LASTS + timedelta(seconds=1))


def test_a_state_that_was_never_issued_is_not_good(database: Database) -> None:
    assert not OAuthStates(database).consume("guessed", NOW)
