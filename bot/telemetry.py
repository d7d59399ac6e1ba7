"""What the process counts. Labels are words of our own: never a name, a text or a token."""

import re

from prometheus_client import Counter, Gauge, Histogram

MESSAGES = Counter(
    "attache_messages_total", "Messages received, by how they ended", ["platform", "outcome"]
)
ANSWER_SECONDS = Histogram(
    "attache_answer_seconds",
    "From a message's arrival to its answer being ready",
    ["platform"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)
REFUSED = Counter(
    "attache_refused_requests_total", "Requests that were not genuine", ["platform", "reason"]
)
TALK = Counter(
    "attache_talk_total",
    "What people said to each other where somebody listens, by its kind",
    ["platform", "kind"],
)
SEND_FAILURES = Counter(
    "attache_send_failures_total", "Answers that a platform did not take", ["platform", "reason"]
)
DELIVERIES = Counter(
    "attache_deliveries_total",
    "Messages sent unasked, by what came of them",
    ["platform", "outcome"],
)
DELIVERY_SECONDS = Histogram(
    "attache_delivery_seconds",
    "From the moment a delivery was due to its being sent",
    ["platform"],
    buckets=(0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 1800.0, 7200.0),
)
TRANSLATION_CALLS = Counter(
    "attache_translation_calls_total",
    "Calls of translation engines, by what came of them",
    ["engine", "outcome"],
)
TRANSLATION_SECONDS = Histogram(
    "attache_translation_seconds",
    "From asking a translation engine to its answer, with all that is tried again",
    ["engine"],
    buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
)
TRANSLATED_CHARACTERS = Counter(
    "attache_translated_characters_total",
    "Characters sent to translation engines, as most of them count what is to be paid",
    ["engine"],
)
TRANSLATION_RESTS = Counter(
    "attache_translation_rests_total",
    "How often an engine was left alone for a while, by the failure that led to it",
    ["engine", "reason"],
)
TRANSLATION_RESTING = Gauge(
    "attache_translation_resting",
    "Whether an engine is left alone at present (1) or may be asked (0)",
    ["engine"],
)
TRANSLATION_MONTH = Gauge(
    "attache_translation_month_characters",
    "Characters an engine was sent this month: by all machines when last looked, by this since",
    ["engine"],
)
TRANSLATION_MOST = Gauge(
    "attache_translation_most_characters",
    "Characters a month that an engine may be sent by the installation",
    ["engine"],
)
TRANSLATIONS = Counter(
    "attache_translations_total",
    "Messages that were to be translated, by the engine that did or the reason why none",
    ["engine", "outcome"],
)

# A platform's name for an error, or `http_` and its status.
_REASON = re.compile(r"[a-z_]{1,60}|http_[0-9]{3}")


def count_failure(platform: str, reason: str) -> None:
    """Count an answer not taken; whatever is no plain word for the reason counts as `unknown`."""
    word = reason if _REASON.fullmatch(reason) else "unknown"
    SEND_FAILURES.labels(platform, word).inc()
