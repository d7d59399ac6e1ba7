"""Taking back what was done with follow-ups."""

from typing import Any

import pytest

from bot.domain.access import Role
from bot.domain.vocabulary import Visibility
from storage.errors import Refusal
from storage.models import FollowUp
from tests.storage.office import NOW, Office
from tests.storage.promising import TEXT, closes, delivered, promises
from tests.storage.test_trail_rights import does_as, official, refused_to


def test_a_follow_up_that_was_made_is_gone(office: Office) -> None:
    _batch, (told,) = office.undoes(office.does(promises()))
    assert (told.entity, told.name) == ("follow_up", TEXT)
    assert office.all(FollowUp)[0].removed_at == NOW


def test_one_that_was_closed_is_open_again(office: Office) -> None:
    office.does(promises())
    office.undoes(office.does(closes))
    (owed,) = office.all(FollowUp)
    assert (owed.closed_at, owed.closure) == (None, None)


def test_that_a_nudge_was_sent_is_nothing_built_upon_it(office: Office) -> None:
    batch = office.does(promises())
    office.does(lambda _records, session: session.add(delivered(session.query(FollowUp).one())))
    office.undoes(batch)
    assert office.all(FollowUp)[0].removed_at == NOW


def test_what_the_speaker_may_not_see_is_not_known_of(office: Office) -> None:
    batch = office.does(promises(Visibility.PARTY))
    assert office.refusal(batch, who="slack:T1:U2") is Refusal.UNKNOWN
    office.undoes(batch, who="slack:T1:U2", role=Role.STEWARD)


def set_rest(number: int) -> Any:
    def change(_records: Any, session: Any) -> None:
        session.get_one(FollowUp, number).snoozed_until = NOW

    return change


@pytest.mark.parametrize("change", [closes, set_rest(1)])
def test_an_owner_who_may_only_read_takes_back_closing_and_resting(
    office: Office, change: Any
) -> None:
    vera = official(office, "Vera", Role.VIEWER)
    office.does(promises(owner_id=vera))
    batch = does_as(office, vera, Role.VIEWER, change)
    assert refused_to(office, vera, Role.VIEWER, batch) is None
    (owed,) = office.all(FollowUp)
    assert (owed.closed_at, owed.snoozed_until) == (None, None)


def test_who_may_only_read_takes_back_nothing_of_another_s(office: Office) -> None:
    vera, petro = (official(office, name, Role.VIEWER) for name in ("Vera", "Petro"))
    office.does(promises(owner_id=petro))
    batch = does_as(office, vera, Role.VIEWER, closes)
    assert refused_to(office, vera, Role.VIEWER, batch) is Refusal.NOT_OWN


def test_an_owner_who_may_only_read_does_not_take_back_other_words(office: Office) -> None:
    vera = official(office, "Vera", Role.VIEWER)
    office.does(promises(owner_id=vera))

    def rewrites(_records: Any, session: Any) -> None:
        session.query(FollowUp).one().text = "Send nothing"

    batch = does_as(office, vera, Role.EDITOR, rewrites)
    assert refused_to(office, vera, Role.VIEWER, batch) is Refusal.NOT_OWN
