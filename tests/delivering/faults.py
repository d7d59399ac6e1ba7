"""The fault table of deliveries, row by row: what happens, and what must not come of it.

    uv run python -m tests.delivering.faults frozen --on sqlite --size 20000

Each row is played on a scene and tells what is wrong, by name; nothing if all is as it should be.
The row with kills at random is `tests.delivering.kill`.
"""

import argparse
import contextlib
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from bot.domain.deliveries import DeliveryState
from tests.delivering.comparing import Comparison, most_within
from tests.delivering.crew import nursery
from tests.delivering.databases import Ground, ground
from tests.delivering.replicas import FollowedServer, followed_ground
from tests.delivering.running import standing_in
from tests.delivering.scene import Scene, faults, manner_of

Wrong = Mapping[str, Any]
# Longer than the lease of a scene's workers, and than what they take for a call.
_PAST_LEASE = 6.0
_TELEGRAM = {"platform": "telegram"}
_SLACK = {"platform": "slack"}


def all_killed(scene: Scene) -> Wrong:
    """Every worker is killed while it sends, and others take over."""
    scene.standin.order(pause=0.05)
    scene.due()
    with scene.crew() as workers:
        workers.start(2)
        scene.wait_for(scene.size // 4)
        for process in tuple(workers.running):
            workers.kill(process)
        workers.start(2)
        scene.wait()
    return _marked(scene, most=2 * _ON_THEIR_WAY)


def killed_before_commit(scene: Scene) -> Wrong:
    """Workers die with all that they would have written: of each, at another commit."""
    scene.due()
    with scene.crew() as workers:
        for commit in range(1, 9):
            workers.start(1, manner_of(dies_before=commit))
            while not workers.exited() and not scene.is_done:
                time.sleep(0.05)
            workers.bury()
        workers.start()
        scene.wait()
    return _marked(scene, most=8 * _ON_THEIR_WAY)


def answers_lost(scene: Scene) -> Wrong:
    """The platform takes messages, and then drops the connection or says 500."""
    scene.standin.order(
        troubles=[{"kind": "drop", "chance": 0.1}, {"kind": "fail_after", "chance": 0.05}]
    )
    scene.due()
    with scene.crew() as workers:
        workers.start()
        scene.wait()
    found, record = scene.compared()
    lost = record.answers["drop"] + record.answers["fail_after"]
    wrong = dict(faults(found, spared=("doubled_on_telegram",)))
    return wrong | _above("doubled_on_telegram", len(found.doubled_on_telegram), lost)


def answers_late(scene: Scene) -> Wrong:
    """The platform takes messages, and answers later than anybody waits."""
    scene.standin.order(troubles=[{"kind": "slow", "seconds": 40.0, "chance": 0.05}])
    scene.due()
    with scene.crew(lease_seconds=30.0) as workers:
        workers.start()
        scene.wait()
    found, _record = scene.compared()
    return faults(found, spared=("doubled_on_telegram",))


def failing_before(scene: Scene) -> Wrong:
    """The platform says 500 to a tenth of all, and has not taken it."""
    scene.standin.order(troubles=[{"kind": "fail_before", "chance": 0.1}])
    scene.due()
    with scene.crew() as workers:
        workers.start()
        scene.wait()
    found, _record = scene.compared()
    return faults(found)


def server_restarted(scene: Scene) -> Wrong:
    """PostgreSQL ends as at a power cut and comes back at once, twice."""
    assert scene.ground is not None
    scene.standin.order(pause=0.05)
    scene.due(within=4.0)
    with scene.crew() as workers:
        workers.start(2)
        for part in (4, 2):
            scene.wait_for(scene.size // part)
            scene.ground.crash()
        scene.wait()
        exited = workers.exited()
    return _marked(scene, most=0) | ({"exited": exited} if exited else {})


def server_away(scene: Scene, seconds: float = 6.0) -> Wrong:
    """PostgreSQL is away, for longer than a lease."""
    assert scene.ground is not None
    scene.standin.order(pause=0.05)
    scene.due(within=4.0)
    with scene.crew() as workers:
        workers.start(2)
        scene.wait_for(scene.size // 4)
        scene.ground.away(seconds)
        scene.wait()
        exited = workers.exited()
    return _marked(scene, most=0) | ({"exited": exited} if exited else {})


def frozen(scene: Scene) -> Wrong:
    """A worker stands still for longer than its lease, and then goes on as if nothing was."""
    scene.standin.order(pause=0.05)
    scene.due()
    with scene.crew() as workers:
        workers.start(2)
        scene.wait_for(scene.size // 4)
        with workers.frozen(workers.running[0]):
            time.sleep(_PAST_LEASE)
        scene.wait()
    return _marked(scene, most=_ON_THEIR_WAY)


def looks_troubled(scene: Scene) -> Wrong:
    """What was taken shows up late, and looks are told to wait or fail."""
    scene.standin.order(
        troubles=[
            {"kind": "drop", "chance": 0.1, **_SLACK},
            {"kind": "look_limit", "seconds": 1.0, "times": scene.size // 100},
            {"kind": "look_fail", "times": scene.size // 100},
            {"kind": "look_late", "seconds": 3.0},
        ]
    )
    scene.due()
    with scene.crew() as workers:
        workers.start()
        scene.wait()
    found, _record = scene.compared()
    return faults(found)


def looks_wrong(scene: Scene) -> Wrong:
    """Looks that do not see what is there: each may cost one repetition, and no more."""
    scene.standin.order(
        troubles=[
            {"kind": "drop", "chance": 0.1, **_SLACK},
            {"kind": "look_wrong", "chance": 0.5},
        ]
    )
    scene.due()
    with scene.crew() as workers:
        workers.start()
        scene.wait()
    found, record = scene.compared()
    wrong = dict(faults(found, spared=("doubled_on_slack",)))
    return wrong | _above(
        "doubled_on_slack", len(found.doubled_on_slack), record.answers["look_wrong"]
    )


def burst(scene: Scene) -> Wrong:
    """All at once, at the platforms' own limits, with places that are told to wait besides."""
    scene.standin.order(limits=True, troubles=[{"kind": "limit", "chance": 0.02, "seconds": 2.0}])
    scene.due()
    with scene.crew(paced=True) as workers:
        workers.start(2)
        scene.wait()
    found, record = scene.compared()
    telegram = [each for each in record.taken if each.platform == "telegram"]
    return dict(faults(found)) | _above("within a second", most_within(telegram, 1.0), 30)


def refused(scene: Scene) -> Wrong:
    """People who are gone or have blocked the bot: what is for them ends, the rest goes on."""
    slack, telegram = scene.crowd.chat(1), scene.crowd.chat(scene.size)
    scene.standin.order(
        troubles=[
            {"kind": "refuse", "places": [slack], "word": "user_not_found"},
            {"kind": "refuse", "places": [telegram], "word": "blocked"},
        ]
    )
    scene.due()
    with scene.crew() as workers:
        workers.start()
        scene.wait()
    found, _record = scene.compared()
    reasons = {row.mark: row.reason for row in scene.rows() if row.state is DeliveryState.DEAD}
    expected = {1: "user_not_found", scene.size: "bot_blocked"}
    wrong = dict(faults(found, spared=("dead",)))
    return wrong if reasons == expected else {**wrong, "reasons": reasons}


def used_up(scene: Scene) -> Wrong:
    """What failed a hundred times is on the list of problems, and is not tried for ever."""
    scene.standin.order(troubles=[{"kind": "refuse", "word": "internal_error", **_SLACK}])
    scene.due(queued=True)
    scene.change({"attempts": 100})
    with scene.crew() as workers:
        workers.start()
        scene.wait()
    found, _record = scene.compared()
    return dict(faults(found, spared=("dead",))) | _dead(scene, found, {"attempts_used_up"})


def clocks_apart(scene: Scene) -> Wrong:
    """One machine's clock is half a minute ahead, another's half a minute behind."""
    scene.standin.order(pause=0.02, troubles=[{"kind": "drop", "chance": 0.05, **_SLACK}])
    scene.due(within=3.0)
    with scene.crew() as workers:
        workers.start(1, manner_of(ahead_seconds=30.0))
        workers.start(1, manner_of(ahead_seconds=-30.0))
        scene.wait()
    found, _record = scene.compared()
    return faults(found)


def rolling(scene: Scene) -> Wrong:
    """Every worker is asked to stop while it sends, and another takes its place."""
    scene.standin.order(pause=0.05)
    scene.due(within=4.0)
    with scene.crew() as workers:
        workers.start(2)
        for part in (5, 4, 3, 2):
            scene.wait_for(scene.size // part)
            workers.start()
            workers.stop(workers.running[0])
        scene.wait()
    found, _record = scene.compared()
    return faults(found)


def failed_over(scene: Scene) -> Wrong:
    """The server is gone, and the one that followed it takes its place with every commit."""
    return _failed_over(scene, behind=0.0)


def failed_over_behind(scene: Scene) -> Wrong:
    """The same, but half a second of commits never reached the follower: what was sent in it is
    sent again, which is told and not mended."""
    wrong = _failed_over(scene, behind=0.5)
    bad = ("doubled_on_slack", "doubled_on_telegram", "unmarked")
    return {name: value for name, value in wrong.items() if name not in bad}


def _failed_over(scene: Scene, behind: float) -> Wrong:
    server = scene.ground.server if scene.ground else None
    assert isinstance(server, FollowedServer)
    scene.standin.order(pause=0.05)
    scene.due(within=4.0)
    with scene.crew(lease_seconds=10.0) as workers:
        workers.start(2)
        scene.wait_for(scene.size // 4)
        server.fail_over(0.5, behind)
        scene.wait()
        exited = workers.exited()
    return _marked(scene, most=0) | ({"exited": exited} if exited else {})


# What an unpaced worker has on its way to Telegram at once.
_ON_THEIR_WAY = 16

ROWS: Mapping[str, Callable[[Scene], Wrong]] = {
    row.__name__: row
    for row in (
        all_killed,
        killed_before_commit,
        answers_lost,
        answers_late,
        failing_before,
        frozen,
        looks_troubled,
        looks_wrong,
        burst,
        refused,
        used_up,
        clocks_apart,
        rolling,
        server_restarted,
        server_away,
        failed_over,
        failed_over_behind,
    )
}
# What there is to see only with a server of one's own.
NEED_SERVER = frozenset({server_restarted.__name__, server_away.__name__})
NEED_FOLLOWER = frozenset({failed_over.__name__, failed_over_behind.__name__})


def _marked(scene: Scene, most: int) -> dict[str, Any]:
    """Nothing is wrong, but that so many may have arrived twice on Telegram, each marked."""
    found, _record = scene.compared()
    wrong = dict(faults(found, spared=("doubled_on_telegram",)))
    return wrong | _above("doubled_on_telegram", len(found.doubled_on_telegram), most)


def _above(name: str, count: int, most: int) -> dict[str, Any]:
    return {name: f"{count} instead of at most {most}"} if count > most else {}


def _dead(scene: Scene, found: Comparison, reasons: set[str]) -> dict[str, Any]:
    """Those that were given up for another reason than these."""
    dead = set(found.dead)
    other = [row for row in scene.rows() if row.id in dead and row.reason not in reasons]
    return {"dead": [(row.id, row.reason) for row in other]} if other else {}


def main() -> None:
    """Play one row, or all of them, and say what was wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("row", choices=("all", *ROWS))
    options.add_argument("--on", choices=("postgresql", "sqlite"), default="postgresql")
    options.add_argument("--size", type=int, default=20_000)
    given = options.parse_args()
    names = tuple(ROWS) if given.row == "all" else (given.row,)
    failed = [name for name in names if not _played(name, given.on, given.size)]
    sys.exit(1 if failed else 0)


def _played(name: str, kind: str, size: int) -> bool:
    if kind == "sqlite" and name in NEED_SERVER | NEED_FOLLOWER:
        return True
    log = Path(tempfile.gettempdir()) / f"attache-{name}-{kind}.log"
    with (
        _ground(name, kind) as place,
        place.opened() as database,
        standing_in() as standin,
        nursery(standin, log) as found,
    ):
        scene = Scene(database, standin, found, size, place, patience=900.0)
        scene.fill()
        begun = time.monotonic()
        wrong = ROWS[name](scene)
        compared, record = scene.compared()
        click.echo(f"\n{name} on {kind}: {time.monotonic() - begun:.0f} s, {dict(record.answers)}")
        click.echo("\n".join(compared.lines()))
        click.echo(f"WRONG: {wrong}" if wrong else "as it should be")
    return not wrong


def _ground(name: str, kind: str) -> contextlib.AbstractContextManager[Ground]:
    if name in NEED_FOLLOWER:
        return followed_ground(synchronously=name == failed_over.__name__)
    return ground(kind)


if __name__ == "__main__":
    main()
