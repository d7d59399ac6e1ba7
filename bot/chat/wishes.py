"""What a reply waits for from outside: translations, which engines make once the records are
let go of."""

from dataclasses import dataclass

from bot.domain.access import Scope
from bot.domain.identity import Venue
from bot.domain.marks import Span
from bot.domain.translating import Reason
from bot.domain.translation_policy import Policy


@dataclass(frozen=True, slots=True)
class Wish:
    """A text that is to be translated for one speaker before the reply is shown.

    `source` is empty where the text itself has to tell its language, among those that it may
    be in; `otherwise` is what is taken for it where it does not. `policy` is what holds where
    this was said. `is_back`: it is a translation, and its reader wants to know what it says.
    `code` is what of the text is code. `is_confined`: fewer engines may see it than texts of the
    place where it is read, so that it must not be said there again.
    `by_sign`: an emoji under the text asked for it, which the others there see as well.
    """

    text: str
    target: str
    scope: Scope
    policy: Policy
    among: tuple[str, ...] = ()
    source: str = ""
    otherwise: str = ""
    is_back: bool = False
    code: tuple[Span, ...] = ()
    is_confined: bool = False
    by_sign: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Which of people's own words in a reply its reader may want in their language, `target`:
    each with its own language, or "" where that is not on record.

    The reply is shown as it is if they are not to be had in time. `place` is where it is shown,
    None where nobody reads along, and `original` the command that shows the words as they were
    written.
    """

    texts: tuple[tuple[str, str], ...]
    target: str
    scope: Scope
    place: Venue | None
    original: str


@dataclass(frozen=True, slots=True)
class InOwnLanguage:
    """Somebody's words in a reader's language; `label` is the engine's name as people know it,
    empty where a person translated them."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Granted:
    """What has come of a wish. `text` is the translation, or where there is none the original,
    and `reason` says why.

    `source` is empty where nobody knows the language. `label` is the engine's name as people
    know it. It is empty where a person made the translation: `author`, where that is known.
    """

    wish: Wish
    text: str
    source: str
    label: str = ""
    author: str = ""
    reason: Reason | None = None


def place_of(venue: Venue) -> Venue | None:
    """Where rules of translating may hold of their own: where others read along."""
    return None if venue.is_direct else venue.lasting
