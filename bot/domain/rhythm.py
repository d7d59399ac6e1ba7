"""How often partners of each type should meet and review, and the clock that counts the days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from bot.domain.vocabulary import PartnershipType

# "Six months to two years" after it begins is when a partnership is first evaluated
# (Sister Cities International, Guide to establishing sister city relationships).
LATEST_FIRST_REVIEW_DAYS = 730


@dataclass(frozen=True, slots=True)
class Policy:
    """What is expected of a partnership, in days.

    `rhythm_days`: the longest usual time between two contacts, at least 1; `notice_days`: how
    long before the end of the agreement its parties are told, the earliest notice first.
    """

    rhythm_days: int
    first_review_days: int
    review_every_days: int
    notice_days: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.rhythm_days < 1:
            raise ValueError(self.rhythm_days)


_BEFORE_THE_END = (180, 90, 30)
# The review periods stay within the guide's bounds; the rhythms are this project's own choice.
DEFAULT_POLICIES: Mapping[PartnershipType, Policy] = MappingProxyType(
    {
        PartnershipType.SISTER_CITY: Policy(180, 183, 730),
        PartnershipType.FRIENDSHIP: Policy(180, 183, 365),
        PartnershipType.MOU: Policy(90, 183, 365, _BEFORE_THE_END),
        PartnershipType.GRANT_PROJECT: Policy(30, 90, 90),
        PartnershipType.COALITION: Policy(180, 365, 365, _BEFORE_THE_END),
    }
)


def policy_for(partnership_type: PartnershipType) -> Policy:
    """The policy of this type where a network has set none of its own."""
    return DEFAULT_POLICIES[partnership_type]


@dataclass(frozen=True, slots=True)
class Pause:
    """A war, disaster or election during which nobody is expected to meet.

    The clock stands still from `since` on and runs again on the day `until`.
    """

    since: date
    until: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """Today, and the days gone by up to it, without those of a pause."""

    today: date
    pause: Pause | None = None

    @property
    def stands_still(self) -> bool:
        """Whether today is within the pause."""
        return self.pause is not None and self.pause.since <= self.today < self.pause.until

    def days_since(self, day: date) -> int:
        """Days from `day` to today that were not paused; 0 for today and any day to come."""
        return self.days_since_each([day])[0]

    def days_since_each(self, days: Iterable[date]) -> list[int]:
        """The same for many days at once, in their order."""
        today = self.today.toordinal()
        starts = [day.toordinal() for day in days]
        if self.pause is None:
            return [max(0, today - start) for start in starts]
        stopped = self.pause.since.toordinal()
        resumed = min(today, self.pause.until.toordinal())
        return [max(0, today - start - max(0, resumed - max(start, stopped))) for start in starts]


def review_due(
    policy: Policy,
    since: date | None,
    last_review_on: date | None = None,
    agreed_on: date | None = None,
) -> date | None:
    """The day the next review is due; None where nothing tells.

    A day agreed on goes first unless a review was held since; then the policy counts from the
    last review, or from the beginning if there was none.
    """
    if agreed_on is not None and (last_review_on is None or agreed_on > last_review_on):
        return agreed_on
    if last_review_on is not None:
        return last_review_on + timedelta(days=policy.review_every_days)
    if since is not None:
        return since + timedelta(days=policy.first_review_days)
    return None


def notice_reached(policy: Policy, ends_on: date, today: date) -> int | None:
    """The latest notice period already begun, in days; None before the first and after the end."""
    left = (ends_on - today).days
    if left < 0:
        return None
    return min((days for days in policy.notice_days if left <= days), default=None)
