"""What sources of occasions look at: the records of a network, read at once and when needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from bot.domain.health import PastExchange
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind, Stage
from handlers.measuring import sketch
from handlers.occasions.occasion import About
from storage.exchanges import Outline
from storage.occasion_reading import ToVerify
from storage.occasion_recipients import Hearers
from storage.partnerships import PartnershipView
from storage.records import Records

# Partnerships of one party, or histories, that are read at once.
_AT_ONCE = 500
# Nobody is suspected of having fallen asleep who did something since: eight of the shortest
# rhythms are longer than this.
_QUIET = timedelta(days=200)
_NOTHING = Outline(None, None, None, None)


@dataclass(frozen=True, slots=True)
class Past:
    """What passed in a partnership as some of its parties see it: all of them, or with
    `party_id` that one alone."""

    outline: Outline
    party_id: int | None = None

    @property
    def exchanges(self) -> list[PastExchange]:
        """A history with the same corner dates."""
        return sketch(self.outline)


class View:
    """The records as one reader sees them, perhaps narrowed to what an occasion is about."""

    def __init__(self, records: Records, today: date, about: About | None = None) -> None:
        self.records = records
        self.today = today
        self.about = about or About()

    @cached_property
    def partnerships(self) -> list[PartnershipView]:
        """Those that go on: neither archived nor ended."""
        return [
            each
            for each in self._partnerships()
            if each.archived_at is None and each.stage is not Stage.ENDED
        ]

    def pasts(self, partnership: PartnershipView) -> Sequence[Past]:
        """What passed in it, once for each circle that sees something of its own."""
        return (Past(self._outlines.get(partnership.id, _NOTHING)),)

    def closely(self, partnership: PartnershipView, past: Past) -> list[PastExchange]:
        """The same history with all that its usual rhythm is taken from."""
        history = self._histories.get(partnership.id, ())
        return [PastExchange(kind, day.start) for kind, day, _initiator in history]

    @cached_property
    def hearers(self) -> Hearers:
        """Whom to tell."""
        return self.records.occasion_recipients.hearers()

    def to_verify(self, before: date) -> list[ToVerify]:
        """The contacts last verified before a day, or never."""
        about = self.about
        return self.records.occasion_reading.to_verify(before, about.party_id, about.keeper_id)

    def _partnerships(self) -> list[PartnershipView]:
        partnerships = self.records.partnerships
        if self.about.partnership_id is not None:
            one = partnerships.get(self.about.partnership_id)
            return [] if one is None else [one]
        if self.about.party_id is not None:
            return partnerships.of(self.about.party_id, limit=_AT_ONCE)
        return self.records.occasion_reading.partnerships()

    @cached_property
    def _outlines(self) -> dict[int, Outline]:
        ids = [each.id for each in self.partnerships]
        return self.records.exchanges.outlines(ids if len(ids) <= _AT_ONCE else None, self.today)

    @cached_property
    def _histories(self) -> Mapping[int, Sequence[tuple[ExchangeKind, PartialDate, int | None]]]:
        quiet = self.today - _QUIET
        ids = [
            each.id
            for each in self.partnerships
            if (last := self._outlines.get(each.id, _NOTHING).last_substantive_on) is None
            or last.start <= quiet
        ]
        return self.records.exchanges.histories(ids[:_AT_ONCE])


class WholeNetwork(View):
    """All of a network, as the one who looks after it for everybody sees it: as many statements
    for any number of partnerships, and of each what every circle of it sees."""

    def pasts(self, partnership: PartnershipView) -> Sequence[Past]:
        """What all parties see of it; beside it what one sees who kept something to itself."""
        circles = self._circles.get(partnership.id, {})
        common = circles.get(None, _NOTHING)
        agreed = {party.id for party in partnership.parties} - {
            party.id for party in partnership.awaited
        }
        own = [
            Past(_joined(common, outline), party_id)
            for party_id, outline in circles.items()
            if party_id in agreed
        ]
        return (Past(common), *own)

    def closely(self, partnership: PartnershipView, past: Past) -> list[PastExchange]:
        """The corners, and the substantive ones before the last."""
        circles = self._rhythms.get(partnership.id, {})
        days = [*circles.get(None, ()), *(circles.get(past.party_id, ()) if past.party_id else ())]
        corners = sketch(replace(past.outline, last_substantive_on=None))
        return [*corners, *(PastExchange(ExchangeKind.CALL, day.start) for day in days)]

    @cached_property
    def _circles(self) -> dict[int, dict[int | None, Outline]]:
        return self.records.occasion_reading.outlines(self.today)

    @cached_property
    def _rhythms(self) -> dict[int, dict[int | None, list[PartialDate]]]:
        return self.records.occasion_reading.rhythms(self.today - _QUIET, self.today)


def _joined(one: Outline, other: Outline) -> Outline:
    """The outline of both histories together."""
    return Outline(
        _least(one.first_on, other.first_on),
        _latest(one.last_on, other.last_on),
        _latest(one.last_substantive_on, other.last_substantive_on),
        _least(one.planned_on, other.planned_on),
    )


def _least(*days: PartialDate | None) -> PartialDate | None:
    return min((day for day in days if day is not None), default=None)


def _latest(*days: PartialDate | None) -> PartialDate | None:
    return max((day for day in days if day is not None), default=None)
