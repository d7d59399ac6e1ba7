"""Deliveries in figures: what came of them, and how long they took."""

from functools import cache

from prometheus_client import Counter, Histogram

from bot.services.deliveries.results import Result, Sent
from bot.telemetry import DELIVERIES, DELIVERY_SECONDS


def count(result: Result) -> None:
    """Count what came of a claim, and how late it was sent."""
    platform = result.claim.to.platform.value
    _counter(platform, type(result).__name__.lower()).inc()
    if isinstance(result, Sent):
        _timer(platform).observe(max(0.0, result.began - result.claim.due_at))


@cache
def _counter(platform: str, outcome: str) -> Counter:
    return DELIVERIES.labels(platform, outcome)


@cache
def _timer(platform: str) -> Histogram:
    return DELIVERY_SECONDS.labels(platform)
