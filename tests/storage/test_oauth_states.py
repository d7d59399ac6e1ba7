"""States of installations under way: good once, for minutes, for one browser."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage.engine import Database
from storage.models import OAuthState
from storage.oauth_states import STATE_LASTS, OAuthStates, state_of

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def states(database: Database) -> OAuthStates:
    return OAuthStates(database)


def test_a_state_is_good_once(states: OAuthStates) -> None:
    state = state_of(states.issue(NOW))
    assert states.consume(state, NOW)
    assert not states.consume(state, NOW)


def test_a_state_grows_old(states: OAuthStates) -> None:
    state = state_of(states.issue(NOW))
    assert not states.consume(state, NOW + STATE_LASTS + timedelta(seconds=1))


def test_a_state_that_was_never_issued_is_not_good(states: OAuthStates) -> None:
    assert not states.consume("guessed", NOW)


def test_the_secret_of_a_browser_is_no_state(states: OAuthStates) -> None:
    assert not states.consume(states.issue(NOW), NOW)


def test_the_secret_of_a_browser_is_not_kept(states: OAuthStates, database: Database) -> None:
    secret = states.issue(NOW)
    with database.reading() as session:
        (kept,) = session.scalars(select(OAuthState.state)).all()
    assert kept == state_of(secret)
    assert secret not in kept


def test_states_that_nobody_came_back_with_are_forgotten(
    states: OAuthStates, database: Database
) -> None:
    states.issue(NOW)
    states.issue(NOW + STATE_LASTS + timedelta(seconds=1))
    with database.reading() as session:
        assert len(session.scalars(select(OAuthState)).all()) == 1
