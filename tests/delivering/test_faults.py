"""The fault table of deliveries, row by row; larger ones are played by hand with
`tests.delivering.faults` and `tests.delivering.kill`."""

import pytest

from tests.delivering import faults
from tests.delivering.conftest import SIZE
from tests.delivering.crew import Nursery
from tests.delivering.kill import Siege, run
from tests.delivering.replicas import followed_ground
from tests.delivering.running import RunningStandIn
from tests.delivering.scene import Scene
from tests.delivering.standin import Orders
from tests.delivering.worker import Manner

# Their answers come later than a test should take.
_BY_HAND = {faults.answers_late.__name__}
_ELSEWHERE = faults.NEED_SERVER | faults.NEED_FOLLOWER | _BY_HAND
_HERE = [name for name in faults.ROWS if name not in _ELSEWHERE]


@pytest.mark.parametrize("row", _HERE)
def test_nothing_is_lost_and_nothing_doubled(scene: Scene, row: str) -> None:
    assert faults.ROWS[row](scene) == {}


@pytest.mark.parametrize("row", sorted(faults.NEED_SERVER))
def test_a_server_may_go_and_come_back(server_scene: Scene, row: str) -> None:
    assert faults.ROWS[row](server_scene) == {}


@pytest.mark.parametrize("row", sorted(faults.NEED_FOLLOWER))
def test_another_server_may_take_its_place(
    standin: RunningStandIn, workers_nursery: Nursery, row: str
) -> None:
    synchronously = row == faults.failed_over.__name__
    with followed_ground(synchronously=synchronously) as place, place.opened() as database:
        scene = Scene(database, standin, workers_nursery, SIZE, place, patience=40.0)
        scene.fill()
        assert faults.ROWS[row](scene) == {}


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
