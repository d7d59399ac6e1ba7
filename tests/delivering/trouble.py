"""Trouble made to order: what happens to a share of the calls, always the same for one seed."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What can happen to a call."""

    DROP = "drop"  # taken, then the connection ends
    FAIL_AFTER = "fail_after"  # taken, then 500
    FAIL_BEFORE = "fail_before"  # 500, not taken
    SLOW = "slow"  # taken, answered `seconds` later
    LIMIT = "limit"  # 429 with `seconds` to wait, not taken
    REFUSE = "refuse"  # not taken, for the reason `word`
    LOOK_LATE = "look_late"  # what was taken is found only `seconds` later
    LOOK_WRONG = "look_wrong"  # a look does not find what is there
    LOOK_LIMIT = "look_limit"  # a look is told to wait
    LOOK_FAIL = "look_fail"  # a look is answered with 500


LOOKS = {Kind.LOOK_LATE, Kind.LOOK_WRONG, Kind.LOOK_LIMIT, Kind.LOOK_FAIL}


@dataclass(slots=True)
class Trouble:
    """One kind of it: for whom, how often, how many times at most (0 for ever)."""

    kind: Kind
    chance: float = 1.0
    platform: str = ""
    places: list[str] = field(default_factory=list)
    seconds: float = 0.0
    word: str = ""
    to: str = ""
    times: int = 0

    def meets(self, platform: str, place: str) -> bool:
        """Whether a call there can come to it."""
        return self.platform in ("", platform) and (not self.places or place in self.places)


class Troubles:
    """All that is asked for. The first that strikes is the only one."""

    def __init__(self, asked: Iterable[dict[str, Any]] = (), seed: int = 0) -> None:
        self._chance = random.Random(seed)
        self._all = [Trouble(**{**each, "kind": Kind(each["kind"])}) for each in asked]
        self._left = {id(each): each.times or -1 for each in self._all}

    def post(self, platform: str, place: str) -> Trouble | None:
        """What becomes of this message; None if all is well."""
        return self._strike(platform, place, looking=False)

    def look(self, platform: str, place: str) -> Trouble | None:
        """What becomes of this look; None if all is well."""
        return self._strike(platform, place, looking=True)

    def _strike(self, platform: str, place: str, *, looking: bool) -> Trouble | None:
        for each in self._all:
            if (each.kind in LOOKS) is not looking or not each.meets(platform, place):
                continue
            if self._left[id(each)] and self._chance.random() < each.chance:
                self._left[id(each)] -= 1
                return each
        return None
