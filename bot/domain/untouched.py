"""What a translation must leave as it is: mentions, links, addresses, emoji, code, markup."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from bot.domain.emoji import EMOJI
from bot.domain.marks import Span
from bot.domain.measured import measured_in
from bot.domain.shapes import LOOKS, Found, Kind
from bot.domain.terms import Terms

_EMOJI = re.compile(EMOJI)
_FORMATTING = re.compile(r"[*_~|](?:(?<=\*)\**|(?<=_)_*|(?<=~)~*|(?<=\|)\|+)")
_LONGEST_FORMATTING = {"*": 3, "_": 2, "~": 2, "|": 2}
# Words with a figure in them, such as COVID-19, MoU-2026/17 and room B12, are names of things.
_CODES = re.compile(
    r"(?<![a-zа-яіїєґα-ω0-9À-ɏ])(?=[a-zа-яіїєґα-ω]{1,12}[-–]?\d)"
    r"[a-zа-яіїєґα-ω]{1,12}[-–]?\d(?:[a-z0-9_/а-яіїєґα-ωÀ-ɏ-]|\.(?=\d)){0,40}",
    re.IGNORECASE,
)
# And so are room 12B, bus 7A and 5G; but '1ST' is a word.
_LETTERS = "A-Za-z0-9_À-ɏͰ-ϿЀ-ӿ"
_LETTERED = re.compile(
    rf"\d(?<![{_LETTERS}]\d)(?<!\d[.,]\d)\d{{0,4}}(?!ST|ND|RD|TH)[A-ZА-ЯІЇЄҐ]{{1,2}}(?![{_LETTERS}])"
)
# An account in groups of four signs: https://www.swift.com/standards/data-standards/iban
_ACCOUNT = re.compile(
    r"[A-Z]{2}\d{2}(?:[ \u00a0][A-Z0-9]{4}){2,7}(?:[ \u00a0][A-Z0-9]{1,4})?"
    rf"(?![{_LETTERS}])"
)
_ALL_FIGURES = re.compile(r"..\d{12,}")
_SHORTEST_ACCOUNT = 15
# Without one of these there is nothing of the kind in a text.
_SUSPECT = re.compile(r"[<`@＠#&:;^=/{]\S|\w[.]\w|%[a-z(\d]")


def found_in(text: str, terms: Terms, code: Iterable[Span] = ()) -> list[Found]:
    """All that must stay in a text, in order, none within another; `code` is what is known to
    be code, though it may look like words."""
    every = [Found(start, end, Kind.CODE, text[start:end]) for start, end in code]
    every += _all_in(text, terms)
    every.sort(key=lambda found: (found.start, -found.end))
    kept: list[Found] = []
    for found in every:
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return list(_paired(kept, text))


def has_foreign(text: str) -> bool:
    """Whether what came back between the tokens has something in it that was not sent."""
    if not text.isascii() and _EMOJI.search(text):
        return True
    return _SUSPECT.search(text) is not None and any(
        True for look in LOOKS for _found in look.through(text)
    )


def _all_in(text: str, terms: Terms) -> Iterator[Found]:
    yield from chain.from_iterable(look.through(text) for look in LOOKS)
    for use in terms.found_in(text):
        yield Found(use.start, use.end, Kind.TERM, use.shown)
    for match in _CODES.finditer(text):
        end = _end_of_account(text, match.start()) or match.end()
        yield Found(match.start(), end, Kind.NUMBER, text[match.start() : end])
    for match in _LETTERED.finditer(text):
        yield Found(*match.span(), Kind.NUMBER, match[0])
    for start, end, is_figure in measured_in(text):
        yield Found(start, end, Kind.FIGURE if is_figure else Kind.NUMBER, text[start:end])
    if not text.isascii() or "\u20e3" in text:
        for match in _EMOJI.finditer(text):
            yield Found(*match.span(), Kind.EMOJI, match[0])
    yield from _formatting_in(text)


def _end_of_account(text: str, start: int) -> int:
    """Where the number of a bank account that begins here ends; 0 if none does. Words in capitals
    may follow it, so that the sum that is within its figures has to tell where it ends."""
    match = _ACCOUNT.match(text, start)
    if match is None:
        return 0
    groups = match[0].replace("\u00a0", " ").split(" ")
    for count in range(len(groups), 3, -1):
        account = "".join(groups[:count])
        if len(account) >= _SHORTEST_ACCOUNT and _is_account(account):
            return start + len(account) + count - 1
    return 0


def _is_account(account: str) -> bool:
    """Whether its figures are in order (ISO 7064, modulo 97), or there is nothing but figures."""
    if _ALL_FIGURES.fullmatch(account):
        return True
    return int("".join(str(int(sign, 36)) for sign in account[4:] + account[:4])) % 97 == 1


def _formatting_in(text: str) -> Iterator[Found]:
    """Signs that may stand around words, such as *bold*, _italic_, ~struck~ and ||hidden||."""
    for match in _FORMATTING.finditer(text):
        if len(match[0]) <= _LONGEST_FORMATTING[match[0][0]]:
            yield Found(*match.span(), Kind.OPENING, match[0])


def _paired(every: list[Found], text: str) -> Iterator[Found]:
    """With signs of formatting told apart: which open and which close; those that do neither
    are left out, and those without a partner in their line are signs."""
    waiting: dict[str, int] = {}
    kinds: dict[int, Kind | None] = {}
    for index, found in enumerate(every):
        if found.kind is not Kind.OPENING or found.shown.startswith("<"):
            continue
        may_open, may_close = _sides(found, text)
        kinds[index] = Kind.SIGN if may_open or may_close else None
        first = waiting.pop(found.shown, None) if may_close else None
        if first is not None and "\n" not in text[every[first].end : found.start]:
            kinds |= {first: Kind.OPENING, index: Kind.CLOSING}
        elif may_open:
            waiting[found.shown] = index
    for index, found in enumerate(every):
        kind = kinds.get(index, found.kind)
        if kind is not None:
            yield found if kind is found.kind else found._replace(kind=kind)


def _sides(found: Found, text: str) -> tuple[bool, bool]:
    """Whether a sign stands before a word, and whether it stands behind one."""
    before = text[found.start - 1 : found.start] if found.start else " "
    after = text[found.end : found.end + 1] or " "
    may_open = not after.isspace() and not before.isalnum()
    may_close = not before.isspace() and not after.isalnum()
    return may_open, may_close
