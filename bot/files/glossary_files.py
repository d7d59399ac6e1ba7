"""A glossary as a file, in whichever form: CSV, JSON, TBX or TMX."""

import json
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from bot.files.decoding import clean, decoded
from bot.files.glossary_lines import OWN, TermLine, read_terms
from bot.files.glossary_xml import is_xml, read_xml, write_tbx, write_tmx
from bot.files.lines import Reading
from bot.files.tables import write_csv

_DECLARED = re.compile(r"""<\?xml[^>]{0,100}\sencoding\s*=\s*["']([A-Za-z][\w.:-]{0,30})["']""")
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "tbx": "application/x-tbx+xml",
    "tmx": "application/x-tmx+xml",
}


class GlossaryFormat(StrEnum):
    """The forms of a glossary's file."""

    CSV = "csv"
    JSON = "json"
    TBX = "tbx"
    TMX = "tmx"


def read_glossary(raw: bytes) -> Reading[TermLine]:
    """All terms of a file. Unreadable if it is none of these forms."""
    text, _encoding = decoded(raw)
    return read_xml(_as_declared(raw, text)) if is_xml(text) else read_terms(text)


def write_glossary(terms: Sequence[TermLine], form: GlossaryFormat, title: str = "") -> str:
    """The terms as a file that is read back as it was."""
    match form:
        case GlossaryFormat.TBX:
            return write_tbx(terms, title)
        case GlossaryFormat.TMX:
            return write_tmx(terms)
        case GlossaryFormat.JSON:
            records = [record_of(each) for each in terms]
            return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
        case GlossaryFormat.CSV:
            return write_csv(OWN, map(record_of, terms))


def record_of(term: TermLine) -> dict[str, Any]:
    """A term by the columns of our own form."""
    return {
        "term": term.term,
        "source_language": term.source_language,
        "rendering": term.rendering,
        "target_language": term.target_language,
        "keep": "yes" if term.is_kept else "",
    }


def _as_declared(raw: bytes, text: str) -> str:
    """The text in the encoding that an XML file itself names, where it holds."""
    declared = _DECLARED.match(text.lstrip())
    if declared is None or raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return text
    try:
        # Of a file that says so in letters of one byte; what is wider was told by its bytes.
        return text if b"\x00" in raw[:200] else clean(raw.decode(declared[1]))
    except (LookupError, UnicodeError):
        return text
