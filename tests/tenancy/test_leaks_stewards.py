"""Nothing of another network is told to stewards, nor what is kept to a city where others read."""

import pytest

from tests.tenancy.proof import prove
from tests.tenancy.stages import CASES_ON_STAGE, of
from tests.tenancy.twins import Twins


@pytest.mark.parametrize("standing", ["steward"])
def test_nothing_hidden_is_told_or_changes_an_answer(twins: Twins, standing: str) -> None:
    stages = of(standing)
    tally = prove(twins, CASES_ON_STAGE * len(stages), 2026, stages)
    tally.ensure_tight()
    assert tally.cases >= CASES_ON_STAGE * len(stages)
    assert tally.untried([standing]) == []
