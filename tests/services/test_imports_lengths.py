"""However long a cell is, the line is reported and the file read to its end."""

import pytest

from bot.services.imports.report import Outcome
from tests.services.imported import Home, imported

# Lines that are good as they stand; each cell in turn is replaced by a long one.
GOOD = {
    "contacts": {
        "city": "Odesa", "country": "UA", "geonameid": "698740", "name": "Ivan Franko",
        "other_names": "Іван Франко [uk]", "position": "Mayor", "function": "mayor",
        "organisation": "City of Odesa", "email": "i@odesa.example", "phone": "+380 48 1",
        "slack": "ivan", "telegram": "@ivan", "whatsapp": "+380", "line": "ivan",
        "post": "Duma Square 1", "preferred": "", "languages": "uk", "term_from": "2024-01-01",
        "term_until": "2026-01-01", "verified_on": "2026-01-01", "visibility": "network",
        "source": "card", "note": "Speaks Polish",
    },
    "partnerships": {
        "a_name": "Yokohama", "a_cc": "JP", "a_geonameid": "", "a_lat": "", "a_lng": "",
        "a_kind": "", "b_name": "Odesa", "b_cc": "UA", "type": "mou", "stage": "signing",
        "title": "", "since": "1965", "agreement_title": "", "agreement_signed": "1965",
        "agreement_until": "2030-01-01", "medium": "email", "language": "en",
        "last_review_on": "2026-01-01", "next_review_on": "2027-01-01", "paused_from": "",
        "paused_until": "", "paused_reason": "", "note": "", "source": "",
    },
    "exchanges": {
        "a_name": "Yokohama", "a_cc": "JP", "b_name": "Odesa", "b_cc": "UA", "date": "2022",
        "ended_on": "", "kind": "call", "summary": "Video call", "initiator": "a",
        "language": "en", "visibility": "network", "source": "", "quantities": "40 purifiers",
        "participants": "Ivan Franko",
    },
}  # fmt: skip
LONG = ("x" * 201, "x" * 321, "x" * 10_001, "ﷺ" * 200, "9" * 400, "x; " * 4000, "40 " + "x" * 200)


@pytest.mark.parametrize("subject", GOOD)
def test_a_long_cell_keeps_no_other_line_from_being_read(home: Home, subject: str) -> None:
    good = GOOD[subject]
    for field in good:
        rows = [good | {field: text} for text in LONG]
        # Of somebody else, so that it cannot be at odds with the lines before.
        rows.append(good | ({"name": f"Olha {field}"} if "name" in good else {}))
        lines = ["\t".join(good), *("\t".join(row.values()) for row in rows)]
        last = imported(home, subject, "\n".join(lines) + "\n").lines[-1]
        assert last.line == len(lines)
        assert last.outcome is not Outcome.ERROR, (field, last.reason)
