"""A database, a stand-in and workers: what every row of the fault table is played with."""

import contextlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update

from storage.audit import Actor
from storage.engine import Database
from storage.models import Delivery
from tests.delivering.comparing import Comparison, Row, compare
from tests.delivering.crew import Crew, Nursery, crew
from tests.delivering.databases import Ground
from tests.delivering.filling import (
    Crowd,
    deliveries,
    fill,
    is_anything_open,
    queue,
    schedule,
    spread,
)
from tests.delivering.record import Record
from tests.delivering.running import RunningStandIn
from tests.delivering.worker import Manner

# What is planned for later than this is not waited for.
_HORIZON = timedelta(minutes=20)


@dataclass
class Scene:
    """One row's stage. `size` is how many promises there are."""

    database: Database
    standin: RunningStandIn
    nursery: Nursery
    size: int
    ground: Ground | None = None
    patience: float = 120.0
    promises: list[int] = field(default_factory=list)

    @property
    def crowd(self) -> Crowd:
        """Half of them on each platform."""
        return Crowd(slack=self.size // 2, telegram=self.size - self.size // 2)

    @property
    def url(self) -> str:
        """The database's address."""
        return self.database.url.render_as_string(hide_password=False)

    def fill(self) -> None:
        """Everybody has promised something for today."""
        fill(self.database, self.crowd)

    def due(self, *, within: float = 0.0, queued: bool = False) -> None:
        """Reminders of all promises are due: half of them queued already, the others for the
        pump to find; or all of them queued."""
        wanted = list(self.crowd.promises)
        self.promises += wanted
        times = dict(spread(wanted, datetime.now(UTC), within))
        pumped = {} if queued else {promise: times.pop(promise) for promise in wanted[::2]}
        queue(self.database, self.crowd, times)
        schedule(self.database, self.crowd, pumped)

    def crew(self, **manner: Any) -> contextlib.AbstractContextManager[Crew]:
        """Workers to be started, see `manner_of`."""
        return crew(self.nursery, self.url, manner_of(**manner))

    @property
    def is_done(self) -> bool:
        """Whether nothing is to be done any more."""
        return not is_anything_open(self.database, datetime.now(UTC) + _HORIZON)

    def wait(self) -> None:
        """Return as soon as nothing is to be done, or when there is no more patience."""
        deadline = time.monotonic() + self.patience
        while not self.is_done and time.monotonic() < deadline:
            time.sleep(0.1)

    def wait_for(self, taken: int, patience: float = 30.0) -> None:
        """Return when the platforms have taken so many messages. TimeoutError if they do not."""
        deadline = time.monotonic() + patience
        while self.standin.counts()["taken"] < taken:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.standin.counts()} instead of {taken}")
            time.sleep(0.02)

    def rows(self) -> list[Row]:
        """All deliveries."""
        return deliveries(self.database)

    def change(self, values: Mapping[str, Any]) -> None:
        """Set something in all deliveries."""
        with self.database.writing(Actor("harness")) as session:
            session.connection().execute(update(Delivery).values(**values))

    def compared(self) -> tuple[Comparison, Record]:
        """What came of it."""
        record = self.standin.record()
        return compare(self.rows(), record, self.promises), record


def faults(found: Comparison, *, spared: Iterable[str] = ()) -> dict[str, Any]:
    """What is wrong in it, by name, without what a row allows."""
    bad = (
        "lost",
        "never_queued",
        "still_open",
        "dead",
        "cancelled",
        "doubled_on_slack",
        "doubled_on_telegram",
        "unmarked",
        "unrecorded",
        "disordered",
        "broken",
    )
    values = {name: getattr(found, name) for name in bad if name not in set(spared)}
    return {name: value for name, value in values.items() if value}


def manner_of(**manner: Any) -> Manner:
    """As fast as they can, with a short lease, unless told other."""
    return Manner(**{"lease_seconds": 4.0, "paced": False, **manner})
