"""What people read in a message: names for mentions, addresses beside labels, emoji as such, and
nothing of the markup, whose meaning the marks of the words keep.

What somebody typed comes as rich text too, which says what is markup and what was meant to be
read. Where it does not, the text alone has to do.
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.domain.marked import Marked, joined
from bot.domain.marks import Mark, MarkKind
from bot.platforms.slack.belonging import Payload
from bot.platforms.slack.emoji_names import character, drawn
from bot.platforms.slack.wording import escaped, typed

_MENTION = re.compile(r"<@([A-Z0-9]{1,64})(?:\|[^<>]*)?>")
# What a channel or a group is called, where the text says so.
_LABEL = re.compile(r"<(?:#|!subteam\^)([A-Z0-9]{1,64})\|([^<>]+)>")
_ENTITY = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# A sign of formatting on either side of words, and not within a word.
_MARKED = re.compile(r"(?<!\w)([*_~])(?=\S)([^*_~\n]+)(?<=\S)\1(?!\w)")
_CODE = re.compile(r"```(?:\n)?(.+?)(?:\n)?```|`([^`\n]+)`", re.DOTALL)
_SIGNS = {"*": MarkKind.BOLD, "_": MarkKind.ITALIC, "~": MarkKind.STRUCK}
# Of the rest, other places could show no more than the words.
_STYLES = {
    "bold": MarkKind.BOLD,
    "italic": MarkKind.ITALIC,
    "strike": MarkKind.STRUCK,
    "code": MarkKind.CODE,
}
_LINE = re.compile("\n")
_HELD = "\x00"
_HOLD = re.compile(_HELD)
_SCHEME = re.compile(r"^https?://")
# Numbers of characters, those left out of which no text may hold one alone.
_CODES = re.compile(r"(?:(?!d[89a-f])[0-9a-f]{2,5})(?:-(?!d[89a-f])[0-9a-f]{2,5}){0,9}")


def mentioned(message: Payload) -> list[str]:
    """The people whom a message mentions, in order."""
    return _MENTION.findall(str(message.get("text") or ""))


def words_of(message: Payload, names: Mapping[str, str]) -> Marked:
    """A message as people read it, given what those are called whom it mentions."""
    text = str(message.get("text") or "")
    blocks = message.get("blocks")
    if isinstance(blocks, list) and blocks and all(_kind(each) == "rich_text" for each in blocks):
        rich = _Rich(names, dict(_LABEL.findall(text)))
        read = joined((line for block in blocks for line in rich.lines(block)), "\n")
    else:
        read = _of_markup(text, names)
    return read.replaced(_UNSEEN, "").stripped().settled()


def _of_markup(text: str, names: Mapping[str, str]) -> Marked:
    """The same of the markup alone; links and mentions in it are no formatting."""
    named = _MENTION.sub(lambda found: f"<@{_named(found[1], names)}>", text.replace(_HELD, ""))
    held = _ENTITY.findall(named)
    bare = _unwrapped(Marked(_ENTITY.sub(_HELD, named)), _CODE, _coded)
    for _depth in range(3):
        bare = _unwrapped(bare, _MARKED, lambda found: (2, _SIGNS[found[1]]))
    entities = iter(held)
    return typed(drawn(bare).replaced(_HOLD, lambda _: next(entities)))


def _coded(found: re.Match[str]) -> tuple[int, MarkKind]:
    return (1, MarkKind.BLOCK) if found[1] else (2, MarkKind.CODE)


def _unwrapped(
    words: Marked, pattern: re.Pattern[str], told: Callable[[re.Match[str]], tuple[int, MarkKind]]
) -> Marked:
    """The words without the signs around what is set off, which has marks instead: which group
    of what is found that is, and in which way, is told."""
    edits, marks = [], [*words.marks]
    for found in pattern.finditer(words.text):
        group, kind = told(found)
        begin, end = found.span(group)
        edits += [(found.start(), begin, ""), (end, found.end(), "")]
        marks.append(Mark(begin, end, kind))
    return Marked(words.text, tuple(marks)).edited(edits)


def _named(user: str, names: Mapping[str, str]) -> str:
    return escaped(names.get(user, user)).replace("|", " ")


class _Rich:
    """Rich text, given what people, channels and groups are called."""

    def __init__(self, names: Mapping[str, str], labels: Mapping[str, str]) -> None:
        self._names = names
        self._labels = labels

    def lines(self, block: Payload) -> Iterator[Marked]:
        """The text of a rich text block, one part after another."""
        for part in _parts(block):
            match _kind(part):
                case "rich_text_list":
                    yield from self._items(part)
                case "rich_text_quote":
                    lines = [*self._words(part).parted(_LINE)][::2]
                    yield joined((Marked("> ") + line for line in lines), "\n")
                case "rich_text_preformatted":
                    yield Marked.all_of(self._words(part).text, [MarkKind.BLOCK])
                case _:
                    yield self._words(part)

    def _items(self, listed: Payload) -> Iterator[Marked]:
        first = _number(listed.get("offset")) + 1
        inset = "    " * min(_number(listed.get("indent")), 8)
        is_ordered = listed.get("style") == "ordered"
        for number, item in enumerate(_parts(listed), first):
            yield Marked(f"{inset}{f'{number}.' if is_ordered else '•'} ") + self._words(item)

    def _words(self, section: Payload) -> Marked:
        words = joined(self._word(part) for part in _parts(section))
        return words.piece(0, len(words.text.rstrip("\n"))).settled()

    def _word(self, part: Payload) -> Marked:
        """The address behind a label is not set off as this is."""
        text, beside = str(part.get("text") or ""), ""
        if _kind(part) == "link":
            text, beside = _link(text, str(part.get("url") or "").removeprefix("mailto:"))
        else:
            text = self._named(part, text)
        return Marked.all_of(text, _styles(part)) + Marked(beside)

    def _named(self, part: Payload, text: str) -> str:
        match _kind(part):
            case "emoji":
                return _emoji(part)
            case "user":
                user = str(part.get("user_id") or "")
                return f"@{self._names.get(user, user)}"
            case "channel":
                return f"#{self._label(part.get('channel_id'))}"
            case "usergroup":
                return f"@{self._label(part.get('usergroup_id'))}"
            case "broadcast":
                return f"@{part.get('range') or ''}"
        return text or str(part.get("value") or part.get("fallback") or "")

    def _label(self, place: object) -> str:
        return self._labels.get(str(place), str(place or "")).lstrip("@#")


def _link(text: str, address: str) -> tuple[str, str]:
    """What is read, and what beside it. An address that was only shortened for the eye is shown
    whole."""
    is_address = text in ("", address, _SCHEME.sub("", address).rstrip("/"))
    return (address, "") if is_address else (text, f" ({address})")


def _styles(part: Payload) -> list[MarkKind]:
    style = part.get("style")
    told = style if isinstance(style, Mapping) else {}
    return [kind for name, kind in _STYLES.items() if told.get(name) is True]


def _emoji(part: Payload) -> str:
    """Slack tells the characters of an emoji beside its name, but of a workspace's own none."""
    codes, name = str(part.get("unicode") or ""), str(part.get("name") or "")
    if _CODES.fullmatch(codes):
        return "".join(chr(int(code, 16)) for code in codes.split("-"))
    return character(name) or f":{name}:"


def _parts(whole: Payload) -> Iterator[Payload]:
    parts = whole.get("elements")
    yield from (each for each in (parts if isinstance(parts, list) else ()) if _kind(each))


def _kind(part: Any) -> str:
    return str(part.get("type") or "") if isinstance(part, Mapping) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
