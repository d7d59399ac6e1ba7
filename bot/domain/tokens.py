"""Tokens: what is sent to an engine for what it must not translate, and read from its answer."""

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import count, product

from bot.domain.translating import TokenForm

# What no language makes words of. The first is what was measured; another is taken where the
# text has it already.
_FIRST_STEM = "XPH"
_LETTERS = "QKVZPHJWBDFGMNRST"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,9});", re.IGNORECASE)
_ELEMENT = re.compile(r'<x id="(\d{1,6})"\s?(?:/>|></x>)')
_MARKUP = re.compile(r"</?\s?(?:span|x)\b", re.IGNORECASE)


def stem_for(text: str) -> str:
    """The beginning of tokens for a text: letters that occur in it nowhere, in any case."""
    folded = text.casefold()
    return next(stem for stem in _stems() if stem.casefold() not in folded)


def _stems() -> Iterable[str]:
    yield _FIRST_STEM
    for length in count(2):
        for letters in product(_LETTERS, repeat=length):
            yield "X" + "".join(letters)


def written(number: int, form: TokenForm, stem: str) -> str:
    """The token of this number."""
    match form:
        case TokenForm.XML:
            return f'<x id="{number}"/>'
        case TokenForm.HTML:
            return f'<span translate="no">{stem}{number}X</span>'
        case _:
            return f"{stem}{number}X"


def escaped(text: str, form: TokenForm) -> str:
    """A text between tokens, as this form has to be sent."""
    return html.escape(text, quote=False) if form in (TokenForm.HTML, TokenForm.XML) else text


def read(answer: str, form: TokenForm, stem: str) -> list[str] | None:
    """Texts and the numbers of tokens by turns, a text first and last; None if parts of a token
    are left anywhere.

    Engines escape apostrophes even in plain text, and LibreTranslate unescapes by itself; no
    text between tokens had an entity, so any that is there was added and is turned back.
    """
    parts = _pattern(form, stem).split(answer)
    texts = [_unescaped(text) for text in parts[::2]]
    if any(_has_shard(text, form, stem) for text in texts):
        return None
    parts[::2] = texts
    return parts


@lru_cache(64)
def _pattern(form: TokenForm, stem: str) -> re.Pattern[str]:
    if form is TokenForm.XML:
        return _ELEMENT
    token = rf"{stem}(\d{{1,6}})X"
    if form is TokenForm.HTML:
        token = rf'(?:<span\s?translate="no">\s?)?{token}(?:\s?</span>)?'
    return re.compile(token, re.IGNORECASE | re.ASCII)


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&" in text else text


def _has_shard(text: str, form: TokenForm, stem: str) -> bool:
    has_markup = form is not TokenForm.PLAIN and _MARKUP.search(text) is not None
    return has_markup or stem.casefold() in text.casefold()
