"""All sources of occasions. A new one is a function like these and a line here."""

from collections.abc import Callable, Iterable, Mapping

from handlers.occasions.agreements import agreements
from handlers.occasions.anniversaries import anniversaries
from handlers.occasions.occasion import Days, Occasion
from handlers.occasions.reading import View
from handlers.occasions.reviews import reviews
from handlers.occasions.silences import silences
from handlers.occasions.verifying import contacts_to_verify

# What comes up within the days, as one reader sees it. It is asked every day what is to be told,
# and once more about each occasion before that is told: one that it then no longer names is let go.
Source = Callable[[View, Days], Iterable[Occasion]]

# The names are part of the keys of what was told: one that is changed tells everything again.
SOURCES: Mapping[str, Source] = {
    "agreement": agreements,
    "anniversary": anniversaries,
    "silence": silences,
    "contacts": contacts_to_verify,
    "review": reviews,
}
