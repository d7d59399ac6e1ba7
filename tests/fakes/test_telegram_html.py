"""HTML is read as TDLib's own test data say Telegram reads it."""

import json

import pytest

from tests.fakes.telegram.errors import BadRequestError
from tests.fakes.telegram.html_text import parse_html
from tests.fakes.telegram.published import FIXTURES

VECTORS = json.loads((FIXTURES / "html_vectors.json").read_text("utf-8"))
READABLE = [vector for vector in VECTORS if "error" not in vector]
REFUSED = [vector for vector in VECTORS if "error" in vector]
# TDLib's names of entities in the Bot API's words.
BOT_API_NAMES = {
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "TextUrl": "text_link",
    "PreCode": "pre",
    "CustomEmoji": "custom_emoji",
    "FormattedDate": "date_time",
}
# TDLib's bits of a date format.
DATE_BITS = {"r": 1, "t": 2, "T": 4, "d": 8, "D": 16, "w": 32, "W": 32}


def in_words_of_tdlib(entity: dict) -> dict:
    """A parsed entity as the vectors write it."""
    names = {name: td for td, name in BOT_API_NAMES.items() if td != "PreCode"}
    kind = names.get(entity["type"], entity["type"].title())
    kind = "PreCode" if "language" in entity else kind
    shown = {"type": kind, "offset": entity["offset"], "length": entity["length"]}
    if "unix_time" in entity:
        bits = sum(
            DATE_BITS[letter]
            for letter in dict.fromkeys(entity["date_time_format"].replace("W", "w"))
        )
        return shown | {"argument": f"td::FormattedDate{{{entity['unix_time']}, {bits}}}"}
    arguments = [entity[k] for k in ("url", "language", "custom_emoji_id") if k in entity]
    return shown | ({"argument": arguments[0]} if arguments else {})


@pytest.mark.parametrize("vector", READABLE, ids=lambda vector: vector["input"][:40])
def test_html_becomes_text_and_entities(vector: dict) -> None:
    text, entities = parse_html(vector["input"])
    found = [in_words_of_tdlib(entity) for entity in entities]
    assert (text, found) == (vector["text"], vector["entities"])


@pytest.mark.parametrize("vector", REFUSED, ids=lambda vector: vector["input"][:40])
def test_bad_html_is_refused_whole(vector: dict) -> None:
    with pytest.raises(BadRequestError) as refused:
        parse_html(vector["input"])
    assert refused.value.description == f"Bad Request: can't parse entities: {vector['error']}"
