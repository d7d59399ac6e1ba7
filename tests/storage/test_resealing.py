"""Replacing keys without downtime, and what is said of a key that was lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.services.checking import Unwell, sealing_trial
from bot.services.housekeeping import tidy
from storage.engine import Database
from storage.installations import Installation, Installations
from storage.models import SlackInstallation
from storage.resealing import Sealings, reseal, sealings
from storage.sealing import Seal

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))
ODESA = Installation("T1", "xoxb-1", team_name="Odesa", refresh_token="xoxe-1")
YOKOHAMA = Installation("T2", "xoxb-2", team_name="Yokohama")


def kept(database: Database, *keys: str) -> Installations:
    return Installations(database, Seal(keys), "client")


@pytest.fixture
def sealed_with_the_old(database: Database) -> Database:
    kept(database, OLD).save(ODESA, NOW)
    kept(database, OLD).save(YOKOHAMA, NOW)
    return database


def rows(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        found = session.scalars(select(SlackInstallation).order_by(SlackInstallation.id))
        return [(row.sealed_token, row.sealed_refresh_token) for row in found]


def test_after_sealing_anew_the_old_key_can_go(sealed_with_the_old: Database) -> None:
    assert reseal(sealed_with_the_old, Seal([NEW, OLD])) == 2
    assert kept(sealed_with_the_old, NEW).find("T1") == ODESA
    assert kept(sealed_with_the_old, NEW).find("T2") == YOKOHAMA


def test_what_the_newest_key_sealed_is_not_touched(sealed_with_the_old: Database) -> None:
    before = rows(sealed_with_the_old)
    assert reseal(sealed_with_the_old, Seal([OLD, NEW])) == 0
    assert rows(sealed_with_the_old) == before


def test_a_machine_that_only_knows_the_new_key_at_the_end_opens_what_it_sealed(
    sealed_with_the_old: Database,
) -> None:
    reseal(sealed_with_the_old, Seal([NEW, OLD]))
    assert kept(sealed_with_the_old, OLD, NEW).find("T1") == ODESA


def test_what_no_key_opens_is_left_as_it_is(sealed_with_the_old: Database) -> None:
    kept(sealed_with_the_old, OTHER).save(YOKOHAMA, NOW)
    before = rows(sealed_with_the_old)
    assert reseal(sealed_with_the_old, Seal([NEW, OLD])) == 1
    after = rows(sealed_with_the_old)
    assert after[0] != before[0]
    assert after[1] == before[1]
    assert kept(sealed_with_the_old, OTHER).find("T2") == YOKOHAMA


def test_a_token_renewed_at_the_same_moment_is_not_lost(
    sealed_with_the_old: Database,
) -> None:
    fresh = replace(ODESA, token="xoxb-9", refresh_token="xoxe-9")
    old = kept(sealed_with_the_old, OLD)
    seal = Interrupted([NEW, OLD], lambda: old.renew(ODESA, fresh))
    assert reseal(sealed_with_the_old, seal) == 1
    assert kept(sealed_with_the_old, OLD).find("T1") == fresh


def test_a_token_is_renewed_over_one_that_was_sealed_anew_in_the_meantime(
    sealed_with_the_old: Database,
) -> None:
    both = kept(sealed_with_the_old, NEW, OLD)
    read = both.find("T1")
    assert read is not None
    reseal(sealed_with_the_old, Seal([NEW, OLD]))
    fresh = replace(ODESA, token="xoxb-9", refresh_token="xoxe-9")
    assert both.renew(read, fresh) == fresh
    assert both.find("T1") == fresh


def test_two_machines_seal_anew_at_once(sealed_with_the_old: Database) -> None:
    other = Seal([NEW, OLD])
    seal = Interrupted([NEW, OLD], lambda: reseal(sealed_with_the_old, other))
    assert reseal(sealed_with_the_old, seal) == 0
    assert kept(sealed_with_the_old, NEW).find("T1") == ODESA


def test_housekeeping_seals_anew(sealed_with_the_old: Database) -> None:
    tidy(sealed_with_the_old, NOW, Seal([NEW, OLD]))
    assert kept(sealed_with_the_old, NEW).find("T1") == ODESA


def test_what_was_revoked_counts_for_nothing(sealed_with_the_old: Database) -> None:
    kept(sealed_with_the_old, OLD).revoke("T1", "", NOW, NOW)
    assert sealings(sealed_with_the_old, Seal([NEW, OLD])) == Sealings(1, 1, ())


async def test_the_check_says_which_workspaces_cannot_be_read_and_what_to_do(
    sealed_with_the_old: Database,
) -> None:
    kept(sealed_with_the_old, NEW).save(YOKOHAMA, NOW)
    with pytest.raises(Unwell) as told:
        await sealing_trial(sealed_with_the_old, Seal([NEW]))
    assert "1 of 2 Slack installations cannot be read: Odesa (T1)" in str(told.value)
    assert "ATTACHE_ENCRYPTION_KEYS" in str(told.value)
    assert "install Attaché there again" in str(told.value)
    assert "Yokohama" not in str(told.value)


async def test_the_check_says_while_an_older_key_is_needed(sealed_with_the_old: Database) -> None:
    told = await sealing_trial(sealed_with_the_old, Seal([NEW, OLD]))
    assert "2 still need an older key" in told


async def test_the_check_says_when_older_keys_can_go(sealed_with_the_old: Database) -> None:
    told = await sealing_trial(sealed_with_the_old, Seal([OLD, NEW]))
    assert told == "open all 2 Slack installations; older keys can go"


async def test_the_check_of_an_empty_database_is_well(database: Database) -> None:
    assert await sealing_trial(database, Seal([NEW])) == "nothing is sealed yet"


class Interrupted(Seal):
    """Lets something happen once, after the records were read and before they are written."""

    def __init__(self, keys: list[str], happens: Callable[[], object]) -> None:
        super().__init__(keys)
        self._happens = [happens]

    def anew(self, sealed: str) -> str:
        while self._happens:
            self._happens.pop()()
        return super().anew(sealed)
