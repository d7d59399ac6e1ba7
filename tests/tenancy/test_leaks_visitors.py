"""Nothing but what all of a network may see is told to visitors, and nothing to strangers."""

import pytest

from tests.tenancy.proof import prove
from tests.tenancy.stages import CASES_ON_STAGE, of
from tests.tenancy.twins import Twins


@pytest.mark.parametrize(
    "standing",
    ["visitor", "stranger", "visitor of the other network", "official in nobody's place"],
)
def test_nothing_hidden_is_told_or_changes_an_answer(twins: Twins, standing: str) -> None:
    stages = of(standing)
    tally = prove(twins, CASES_ON_STAGE * len(stages), 2026, stages)
    tally.ensure_tight()
    assert tally.cases >= CASES_ON_STAGE * len(stages)
    assert tally.untried([standing]) == []
