"""Ways to reach a contact, out of cells that hold several, with and without words around them."""

import re

from bot.chat.text import _
from bot.domain.vocabulary import ContactMedium
from bot.files.lines import Cell, Unreadable
from bot.files.reading_cells import fitting, text_of, values_of

LONGEST_ADDRESS = 320
Way = tuple[ContactMedium, str]

_EMAIL = re.compile(r"[^\s<>\"'(),:;|/]+@[^\s<>\"'(),:;|/]+")
_PHONE = re.compile(r"\+?[\d(][\d\s().\-–]{4,}\d(?:\s*(?:ext|x|доб|вн)\.?\s*\d+)?", re.IGNORECASE)
_NOTHING = re.compile(r"[\s\-–—?.]*|n/?a|none|tbd|unknown|nil", re.IGNORECASE)


def ways_in(medium: ContactMedium, cell: Cell, *, exact: bool) -> list[Way]:
    """The addresses in a cell. `exact` takes them as they stand, one after another; otherwise
    they are looked for. Unreadable if there is text but no address in it."""
    if isinstance(cell, tuple) or exact:
        found = list(values_of(cell, exact=True))
    else:
        found = _looked_for(medium, text_of(cell))
    return [(medium, fitting(address, LONGEST_ADDRESS)) for address in dict.fromkeys(found)]


def _looked_for(medium: ContactMedium, text: str) -> list[str]:
    if _NOTHING.fullmatch(text):
        return []
    match medium:
        case ContactMedium.EMAIL:
            found = [each.strip(".") for each in _EMAIL.findall(text.replace("mailto:", " "))]
            sentence = _(
                "{text} is no e-mail address; write it like name@city.org.", text=text[:60]
            )
        case ContactMedium.PHONE | ContactMedium.WHATSAPP:
            found = [" ".join(each.split()) for each in _PHONE.findall(text)]
            sentence = _(
                "{text} is no phone number; write it like +81 45 671 2121.", text=text[:60]
            )
        case _:
            return [line.strip() for line in text.split("\n") if line.strip()]
    if not found:
        raise Unreadable(sentence)
    return found
