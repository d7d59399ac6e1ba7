"""Nothing leaks on PostgreSQL either, which reads, orders and locks in ways of its own."""

from tests.tenancy.proof import prove
from tests.tenancy.stages import STAGES, Stage
from tests.tenancy.twins import Twins


def test_nothing_hidden_is_told_or_changes_an_answer(postgres_twins: Twins) -> None:
    tally = prove(postgres_twins, 520, 7, one_of_each())
    tally.ensure_tight()
    assert tally.cases >= 520


def one_of_each() -> list[Stage]:
    """A stage of each standing where others read along, and one where not."""
    found: dict[tuple[str, bool], Stage] = {}
    for stage in STAGES:
        found[stage.standing, stage.venue.private] = stage
    return list(found.values())
