"""Installations at rest: sealed, found again, replaced, renewed and revoked."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from storage.engine import Database
from storage.installations import Installation, Installations
from storage.models import SlackInstallation
from storage.sealing import CannotUnseal, Seal

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
OLD_KEY, NEW_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
MADE = Installation("T1", "xoxb-1", team_name="Odesa", refresh_token="xoxe-1", scopes=("a", "b"))
WHOLE = Installation("", "xoxb-e", enterprise_id="E1", is_enterprise=True)


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


def test_two_workspaces_are_kept_apart(installations: Installations) -> None:
    other = replace(MADE, team_id="T2", token="xoxb-2")
    installations.save(MADE, NOW)
    installations.save(other, NOW)
    assert (installations.find("T1"), installations.find("T2")) == (MADE, other)


def test_an_installation_of_nobody_is_not_kept(installations: Installations) -> None:
    with pytest.raises(ValueError, match="workspace"):
        installations.save(Installation("", "xoxb-1"), NOW)


def test_an_organisations_installation_serves_its_workspaces(installations: Installations) -> None:
    installations.save(WHOLE, NOW)
    assert installations.find("T7", "E1") == WHOLE
    assert installations.find("T7") is None


def test_an_organisations_installation_serves_no_other_organisation(
    installations: Installations,
) -> None:
    installations.save(WHOLE, NOW)
    assert installations.find("T7", "E2") is None
    assert installations.find("", "") is None


def test_organisations_are_listed_while_they_have_the_app(installations: Installations) -> None:
    installations.save(MADE, NOW)
    installations.save(WHOLE, NOW)
    installations.save(replace(WHOLE, enterprise_id="E2"), NOW)
    installations.revoke("", "E2", NOW, NOW)
    assert installations.organisations() == ["E1"]


def test_a_workspaces_own_installation_goes_before_its_organisations(
    installations: Installations,
) -> None:
    own = replace(MADE, enterprise_id="E1")
    installations.save(WHOLE, NOW)
    installations.save(own, NOW)
    assert installations.find("T1", "E1") == own
    assert installations.find("T1") == own


def test_a_workspace_that_joined_an_organisation_has_one_installation(
    installations: Installations, database: Database
) -> None:
    installations.save(MADE, NOW)
    joined = replace(MADE, enterprise_id="E1", token="xoxb-2")
    installations.save(joined, LATER)
    assert installations.find("T1") == joined
    with database.reading() as session:
        assert len(session.scalars(select(SlackInstallation)).all()) == 1


def test_first_installations_at_the_same_moment_are_both_taken(database: Database) -> None:
    both_ready = threading.Barrier(2)
    failures: list[BaseException] = []

    def install(token: str) -> None:
        both_ready.wait()
        try:
            kept = Installations(database, Seal([OLD_KEY]), "client")
            kept.save(replace(MADE, token=token), NOW)
        except BaseException as error:  # noqa: BLE001  told to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=install, args=(f"xoxb-{each}",)) for each in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.reading() as session:
        assert len(session.scalars(select(SlackInstallation)).all()) == 1


def test_a_revoked_installation_is_gone_and_its_tokens_with_it(
    installations: Installations, database: Database
) -> None:
    installations.save(MADE, NOW)
    assert installations.revoke("T1", "", LATER, NOW)
    assert installations.find("T1") is None
    with database.reading() as session:
        (row,) = session.scalars(select(SlackInstallation)).all()
    assert (row.sealed_token, row.sealed_refresh_token) == ("", "")
    assert row.revoked_at == LATER


def test_revoking_twice_finds_nothing_the_second_time(installations: Installations) -> None:
    installations.save(MADE, NOW)
    installations.revoke("T1", "", LATER, NOW)
    assert not installations.revoke("T1", "", LATER, NOW)


def test_what_was_installed_since_stays(installations: Installations) -> None:
    installations.save(MADE, LATER)
    assert not installations.revoke("T1", "", LATER, NOW)
    assert installations.find("T1") == MADE


def test_a_workspace_that_is_revoked_leaves_its_organisation_alone(
    installations: Installations,
) -> None:
    installations.save(WHOLE, NOW)
    assert not installations.revoke("T1", "E1", LATER, NOW)
    assert installations.find("T1", "E1") == WHOLE


def test_a_renewed_token_takes_the_place_of_the_one_it_was_got_for(
    installations: Installations,
) -> None:
    installations.save(MADE, NOW)
    fresh = replace(MADE, token="xoxb-2", refresh_token="xoxe-2")
    assert installations.renew(MADE, fresh) == fresh
    assert installations.find("T1") == fresh


def test_a_renewed_token_does_not_replace_a_new_installation(installations: Installations) -> None:
    again = replace(MADE, token="xoxb-9", refresh_token="xoxe-9")
    installations.save(again, NOW)
    fresh = replace(MADE, token="xoxb-2", refresh_token="xoxe-2")
    assert installations.renew(MADE, fresh) == again
    assert installations.find("T1") == again


def test_a_renewed_token_does_not_bring_back_what_was_removed(
    installations: Installations,
) -> None:
    installations.save(MADE, NOW)
    installations.revoke("T1", "", LATER, NOW)
    assert installations.renew(MADE, replace(MADE, token="xoxb-2")) is None
    assert installations.find("T1") is None


def test_a_renewed_token_does_not_make_the_installation_younger(
    installations: Installations,
) -> None:
    installations.save(MADE, NOW)
    installations.renew(MADE, replace(MADE, token="xoxb-2"))
    assert installations.revoke("T1", "", LATER, NOW)


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


def test_an_installation_whose_key_was_taken_away_can_be_revoked(
    installations: Installations, database: Database
) -> None:
    installations.save(MADE, NOW)
    keyless = Installations(database, Seal([NEW_KEY]), "client")
    assert keyless.revoke("T1", "", LATER, NOW)
    assert keyless.find("T1") is None


def test_an_installation_does_not_show_its_tokens() -> None:
    assert "xox" not in repr(MADE)
