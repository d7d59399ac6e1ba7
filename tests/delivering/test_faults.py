"""The fault table of deliveries, row by row; larger ones are played by hand with
`tests.delivering.faults` and `tests.delivering.kill`."""

import pytest

from tests.delivering import faults
from tests.delivering.kill import Siege, run
from tests.delivering.scene import Scene
from tests.delivering.standin import Orders
from tests.delivering.worker import Manner

# Their answers come later than a test should take.
_BY_HAND = {faults.answers_late.__name__}
_HERE = [name for name in faults.ROWS if name not in faults.NEED_SERVER | _BY_HAND]


@pytest.mark.parametrize("row", _HERE)
def test_nothing_is_lost_and_nothing_doubled(scene: Scene, row: str) -> None:
    assert faults.ROWS[row](scene) == {}


@pytest.mark.parametrize("row", sorted(faults.NEED_SERVER))
def test_a_server_may_go_and_come_back(server_scene: Scene, row: str) -> None:
    assert faults.ROWS[row](server_scene) == {}


def test_workers_may_be_killed_at_any_moment(kind: str) -> None:
    siege = Siege(
        kind,
        deliveries=300,
        kills=8,
        workers=2,
        seconds=6.0,
        orders=Orders(pause=0.02),
        manner=Manner(lease_seconds=4.0),
        patience=40.0,
    )
    assert run(siege).faults() == []
