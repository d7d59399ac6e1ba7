"""The messages of the source, and the catalogs beside them."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.chat.speech import CATALOGS

KEYWORDS = {"_": None, "_n": (1, 2), "_c": ((1, "c"), 2)}
ROOT = Path(__file__).parents[1]


def source_messages() -> Catalog:
    """Every message that the code can say."""
    catalog = Catalog(charset="utf-8")
    for folder in ("bot", "handlers"):
        found = extract_from_dir(str(ROOT / folder), [("**.py", "python")], keywords=KEYWORDS)
        for filename, line, message, comments, context in found:
            catalog.add(message, None, [(filename, line)], auto_comments=comments, context=context)
    return catalog


def catalog_of(language: str) -> Catalog:
    """The catalog of a language as it stands in the repository."""
    path = CATALOGS / language / "LC_MESSAGES" / "attache.po"
    return read_po(BytesIO(path.read_bytes()), locale=language, abort_invalid=True)


def forms(message: Message) -> tuple[str, ...]:
    """All translated forms of a message."""
    said = message.string
    return (said,) if isinstance(said, str) else tuple(said)
