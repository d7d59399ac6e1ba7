"""What comes up in a network by itself, and telling those who should know."""

from handlers.occasions.occasion import About, Days, Occasion, Told
from handlers.occasions.reading import View, WholeNetwork
from handlers.occasions.sources import SOURCES, Source
from handlers.occasions.telling import Addressed, addressed, comings, due_today, tell

__all__ = [
    "SOURCES",
    "About",
    "Addressed",
    "Days",
    "Occasion",
    "Source",
    "Told",
    "View",
    "WholeNetwork",
    "addressed",
    "comings",
    "due_today",
    "tell",
]
