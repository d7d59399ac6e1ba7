"""Whatever is written comes back whole, through chunks, tokens, escapes and engines that spoil."""

import asyncio
import html
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.translating import Pair, Privacy, TokenForm
from bot.domain.translation_policy import Policy
from bot.services.translation.guarding import Guarded, Limits
from bot.services.translation.translator import Translator
from tests.translation.engines.scripted import Scripted

PIECES = (
    "Good day", "ok. ", "! ", "\n", "  ", "\t", "<@U7|o>", "@odesa", "https://a.example/x?a=1&b",
    "me@a.example", "🎉", ":tada:", "`code & <x>`", "*bold*", "14:30", "3", "1,250.50 €", "<b>",
    "&amp;", "XPH0X", "市長", "。", "مرحبا", "สวัสดี", "Дякую", "—", "(", ")", "'s", "\\", "]", "{0}",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
forms = st.sampled_from([(TokenForm.PLAIN,), (TokenForm.HTML, TokenForm.PLAIN)])


def _unchanged(texts: Sequence[str], form: TokenForm) -> list[str]:
    """As LibreTranslate does, which unescapes what it was sent as HTML."""
    return [html.unescape(text) if form is TokenForm.HTML else text for text in texts]


@settings(max_examples=300, deadline=None)
@given(text=texts, limit=st.sampled_from([40, 1000]), chosen=forms)
def test_an_engine_that_changes_nothing_gives_the_text_back(
    text: str, limit: int, chosen: tuple[TokenForm, ...]
) -> None:
    engine = Scripted(always=_unchanged, limit=limit, forms=chosen)
    translator = Translator([Guarded(engine, Limits(seconds=5))])

    told = asyncio.run(
        translator.translate(text, Pair("en", "es"), policy=Policy(privacy=Privacy.ANY))
    )

    # A mention gets a space that parts it from a word, and nothing else is added or lost.
    assert "".join(told.text.split()) == "".join(text.split())
    assert told.text.count("\n") == text.count("\n")
