"""However much somebody writes, a sentence says so; it is never the database that does."""

import pytest

from bot.chat.answer import Outcome
from storage.engine import Database
from tests.conversation import Conversation

# One more than each length of a column, and nearly all that one message holds.
TEXTS = ["x" * length for length in (201, 301, 321, 501, 2001, 3800)]
# Eighteen letters each when they are made comparable: what fits by the one may not by the other.
TEXTS += ["ﷺ" * length for length in (200, 300)]
WRITING = (
    "city add {text}",
    "city add Kanagawa country=JP kind=region alias={text}",
    "city add {text} country=JP place=none",
    "city add Kanagawa country=JP place={text}",
    "city alias Odesa {text}",
    "city alias Odesa Hama lang={text}",
    "city edit Odesa languages={text}",
    "city edit Odesa website=https://odesa.example/{text}",
    "city edit Odesa timezone={text}",
    "city edit Odesa name={text}",
    "contact add {text}",
    "contact add {text}, Odesa, officer, a@odesa.example",
    "contact add Ivan, Odesa, {text}, a@odesa.example",
    "contact add Ivan, Odesa, {text}@odesa.example",
    "contact add Ivan, Odesa, officer, +380 {text}",
    *(
        f"contact add Ivan Franko, Odesa, officer {field}={{text}}"
        for field in (
            "city", "function", "email", "phone", "telegram", "whatsapp", "line", "slack",
            "post", "languages", "org", "alias", "visibility", "term", "source", "note",
        )
    ),
    "contact add name={text} city=Odesa position=officer",
    "contact add name=Ivan city=Odesa position={text}",
    "contact edit Ivan position={text}",
    "contact merge {text} into {text}",
    "contact verify {text}",
    "contact remove {text}",
    "log Odesa call {text}",
    "log Odesa call Purifiers with={text}",
    "log Odesa call Purifiers by={text}",
    "log Odesa call 40 {text}",
    "log Odesa call Purifiers lang={text}",
    "partner add {text}",
    "partner add Odesa, Gifu type=mou agreement={text}",
    "partner add Odesa, Gifu type=mou title={text}",
    "partner add Odesa, Gifu type=mou language={text}",
    "partner add Odesa, Gifu type={text}",
    "partner archive Odesa {text}",
    "partner edit Odesa note={text}",
    "partner edit Odesa reason={text}",
    "partner edit Odesa title={text}",
    "partner edit Odesa agreement={text}",
    "partner edit {text} note=x",
    "partner restore {text}",
    "settings language {text}",
    "settings timezone {text}",
    "undo {text}",
    "{text}",
)  # fmt: skip


@pytest.mark.parametrize("written", WRITING)
def test_too_long_a_text_is_a_sentence(network: Database, written: str) -> None:
    chat = Conversation(network)
    for text in TEXTS:
        chat.says(written.format(text=text))
        assert chat.answer is not None
        assert chat.answer.outcome in (Outcome.ANSWERED, Outcome.MISTAKE), (len(text), text[:1])
