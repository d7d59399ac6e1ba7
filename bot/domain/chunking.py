"""Cuts long texts where sentences end, within what an engine takes, and joins what came back."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# Tokens and escaped signs, which are never cut (bot/domain/tokens.py).
_WHOLE = re.compile(
    r'<span translate="no">[^<>]{0,40}</span>|<x id="\d{1,6}"/>|&\w{1,8};|X[A-Z]{2,6}\d{1,6}X'
)
_LONGEST_WHOLE = 70
# Where a sentence ends in scripts that leave a space there, and in those that need none.
_END = re.compile(r"[.!?…؟۔।॥։።][\"'”’»)\]]{0,3}(?=\s)|[。！？｡][」』）\"”]{0,3}|[။។]|\n")
# 'Dr. Ito', 'z. B.', 'am 18. November': a full stop that ends no sentence.
_SHORT = re.compile(
    r"(?:^|[\s(.])(?:[^\W\d_]|\d{1,2}|dr|mr|mrs|ms|prof|st|no|nr|vs|etc|inc|ltd|approx|sr|sra|art"
    r"|tel|ext|bzw|ca|evtl|ggf|inkl|abs|mme|av|pág|núm|ing|lic|вул|просп|ім|див|напр|обл)\.$",
    re.IGNORECASE,
)
_LONGEST_SHORT = 8
_CLAUSE = re.compile(r"[,;:،؛](?=\s)|[、，；：]|[–—](?=\s)")
_SPACE = re.compile(r"\s")
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uff65]"
)
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a text, and the white space that parts it from the next."""

    text: str
    gap: str


def sentences(text: str) -> list[Chunk]:
    """The sentences of a text in order, a line break always ending one; none for no text.

    Thai marks no end: there a line is one sentence. Where the text begins with white space, the
    first one is empty.
    """
    return [_chunk(text[start:end]) for start, end in _sentences(text)]


def chunks(text: str, limit: int) -> list[Chunk]:
    """The text in parts of at most `limit` characters: as many whole sentences of a line as fit,
    else clauses, else words, else what fits. No token is cut unless it alone is too long.

    Parts without a letter, such as white space at the beginning, need not be sent anywhere.
    """
    most = max(limit, 1)
    if 0 < len(text) <= most and "\n" not in text and not text[0].isspace():
        return [_chunk(text)]
    spans = (part for span in _sentences(text) for part in _parts(text, *span, most))
    return [_chunk(text[start:end]) for start, end in _together(text, spans, most)]


def joined(parts: Sequence[Chunk], translations: Sequence[str]) -> str:
    """The translations of the parts in one text, apart as the parts were.

    Sentences get a space between them where only the translation's script has one, and lose it
    where it has none.
    """
    written: list[str] = []
    is_cut = False
    for part, translation in zip(parts, translations, strict=True):
        core = translation.strip() if part.text else ""
        if is_cut and core and _needs_space(written[-1][-1], core[0]):
            written.append(" ")
        is_unspaced = part.gap == " " and core and UNSPACED.match(core[-1])
        written += [each for each in (core, "" if is_unspaced else part.gap) if each]
        is_cut = bool(core) and not part.gap and UNSPACED.match(part.text[-1]) is not None
    return "".join(written)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends, the white space behind it included."""
    start = len(text) - len(text.lstrip())
    if start:
        yield 0, start
    for match in _END.finditer(text, start):
        if match.end() <= start or not _ends(text, match):
            continue
        end = _behind_space(text, match.end())
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends here: not behind 'Dr.', and not where small letters go on."""
    if match[0][0] != ".":
        return True
    head = text[max(match.start() - _LONGEST_SHORT, 0) : match.start() + 1]
    following = text[match.end() : match.end() + 2].strip()
    return not following.islower() and _SHORT.search(head) is None


def _behind_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _parts(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """One sentence, cut where it is too long."""
    last = start + len(text[start:end].rstrip())
    while last - start > most:
        cut = _cut(text, start, start + most)
        yield start, cut
        start = cut
    yield start, end


def _cut(text: str, start: int, latest: int) -> int:
    """Behind the last clause that fits, or the last space, or else within a word."""
    head = text[start:latest]
    for border in (_CLAUSE, _SPACE):
        places = [match.end() for match in border.finditer(head, len(head) // 3)]
        for place in reversed(places[-3:]):
            if _is_free(text, start + place):
                return _behind_space(text, start + place)
    return _within_word(text, start, latest)


def _is_free(text: str, at: int) -> bool:
    return _token_at(text, at) is None


def _token_at(text: str, at: int) -> tuple[int, int] | None:
    """Where the token begins and ends that a cut here would hurt."""
    for match in _WHOLE.finditer(text, max(at - _LONGEST_WHOLE, 0), at + _LONGEST_WHOLE):
        if match.start() < at < match.end():
            return match.span()
    return None


def _within_word(text: str, start: int, latest: int) -> int:
    token = _token_at(text, latest)
    if token is not None:
        return token[0] if token[0] > start else latest
    cut = latest
    while cut > max(start + 1, latest - 16) and _belongs_to_last(text, cut):
        cut -= 1
    return cut


def _belongs_to_last(text: str, at: int) -> bool:
    """Whether the sign here changes the one before it: accents, vowel signs, joined emoji."""
    return _JOINER in text[at - 1 : at + 1] or unicodedata.category(text[at])[0] == "M"


def _together(text: str, spans: Iterable[tuple[int, int]], most: int) -> Iterator[tuple[int, int]]:
    """Neighbours in one, as many as fit; lines stay apart."""
    first = begins = 0
    is_closed = True
    for start, end in spans:
        part = text[start:end]
        last = start + len(part.rstrip())
        if is_closed or last - first > most:
            if begins:
                yield first, start
            first, begins = start, 1
        is_closed = "\n" in part or last == start
    if begins:
        yield first, len(text)


def _chunk(text: str) -> Chunk:
    core = text.rstrip()
    return Chunk(core, text[len(core) :])


def _needs_space(before: str, after: str) -> bool:
    """Whether a translation has spaces where its source, which was cut here, has none."""
    if not (after.isalnum() or after in "¿¡\"'“«(<@"):
        return False
    return not (UNSPACED.match(before) or UNSPACED.match(after))
