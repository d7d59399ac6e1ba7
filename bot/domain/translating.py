"""The words of translating: who may see a text, from which language to which, what can fail."""

from dataclasses import dataclass
from enum import StrEnum


class Privacy(StrEnum):
    """Which engines may see a text."""

    LOCAL = "local"
    NAMED = "named"
    ANY = "any"


class Register(StrEnum):
    """How formally a translation speaks to its reader, where the engine has a choice."""

    DEFAULT = "default"
    FORMAL = "formal"


@dataclass(frozen=True, slots=True)
class Pair:
    """From which language to which, in BCP 47; `source` is empty while nobody knows it."""

    source: str
    target: str


class Failure(StrEnum):
    """Why an engine gave no translation."""

    UNSUPPORTED_PAIR = "unsupported_pair"
    TOO_LONG = "too_long"
    NOT_AUTHORISED = "not_authorised"
    RATE_LIMITED = "rate_limited"
    QUOTA_SPENT = "quota_spent"
    TIMED_OUT = "timed_out"
    UNAVAILABLE = "unavailable"
    BAD_ANSWER = "bad_answer"


class Untranslated(StrEnum):
    """Why a text stays as it is although no engine has failed."""

    NOTHING_TO_TRANSLATE = "nothing_to_translate"
    SAME_LANGUAGE = "same_language"
    NO_ENGINE = "no_engine"
    NOT_ALLOWED = "not_allowed"


Reason = Failure | Untranslated


@dataclass(frozen=True, slots=True)
class Condition:
    """How an engine fares on this machine: for how long it is still left alone, 0 if it may be
    asked, and how it failed last, None if it did not or has answered since. `most` is how many
    characters a month it may be sent for all networks together, None for as many as wanted."""

    name: str
    is_local: bool
    resting_seconds: float = 0.0
    failure: Failure | None = None
    most: int | None = None


class TokenForm(StrEnum):
    """What stands in a text for what must not be translated, as engines leave it alone.

    PLAIN is a word (`XPH0X`) in plain text; HTML an element that says `translate="no"`, and XML
    an empty element of an ignored name, both in escaped text; NONE has no such thing.
    """

    PLAIN = "plain"
    HTML = "html"
    XML = "xml"
    NONE = "none"
