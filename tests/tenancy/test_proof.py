"""The proof tries what it says it tries."""

import pytest

from bot.chat.arguments import Argument
from bot.domain.access import Role
from handlers.commands import registry
from storage.models.base import Base
from tests.tenancy.proof import prove
from tests.tenancy.sight import Eyes
from tests.tenancy.stages import CASES_ON_STAGE, STAGES, of
from tests.tenancy.twins import Twins, rows_of
from tests.tenancy.words import NoWordsError, Words
from tests.tenancy.world import HOME


def test_there_are_ten_thousand_cases() -> None:
    assert CASES_ON_STAGE * len(STAGES) >= 10_000


def test_every_standing_is_tried_where_others_read_along_and_where_not() -> None:
    tried = {(stage.standing, stage.venue.private) for stage in STAGES}
    for standing in ("steward", "editor of Yokohama", "viewer", "visitor", "stranger"):
        assert {(standing, True), (standing, False)} <= tried


def test_lines_are_drawn_for_every_command(twins: Twins) -> None:
    tally = prove(twins, 700, 11, of("steward"))
    assert {command for command, _standing in tally.tried} == {each.name for each in registry()}


def test_enough_of_the_lines_are_understood(twins: Twins) -> None:
    tally = prove(twins, 400, 12, of("steward"))
    assert tally.outcomes["answered"] > tally.cases / 3


def test_a_kind_of_argument_nobody_has_words_for_is_no_silent_gap(twins: Twins) -> None:
    class Unheard(Argument):
        def read(self, words: object, call: object) -> object:
            raise AssertionError("nobody reads it")

    with pytest.raises(NoWordsError, match="Unheard"):
        Words(draw=None, known={}).given(Unheard("unheard"))  # type: ignore[arg-type]  # no draw


@pytest.mark.parametrize(
    "table", ["contact", "exchange", "follow_up", "delivery", "audit_entry", "organisation"]
)
def test_a_viewer_is_kept_from_something_in_every_subject(twins: Twins, table: str) -> None:
    kept = twins.blinded(Eyes(HOME, Role.VIEWER, name="Vera")).kept
    assert kept.hidden[table]
    assert twins.full_rows()[table].keys() - kept.all_of(table)


def test_every_table_has_rows_to_tell_of(twins: Twins) -> None:
    empty = {name for name, rows in twins.full_rows().items() if not rows}
    kept_by_platforms = {"received_event", "slack_installation", "oauth_state"}
    assert empty <= kept_by_platforms | {"erasure", "button_text"}
    assert set(Base.metadata.tables) - {"place", "place_name", "dataset"} == set(twins.full_rows())


def test_the_next_record_has_the_same_number_in_both(twins: Twins) -> None:
    eyes = Eyes(HOME, Role.VIEWER, name="Vera")
    with twins.pair(eyes) as (full, seen):
        ours, theirs = rows_of(full), rows_of(seen)
    for table in (
        *("party", "partnership", "contact", "contact_way", "exchange", "organisation"),
        *("follow_up", "digest", "delivery"),
    ):
        assert max(ours[table]) == max(theirs[table])
