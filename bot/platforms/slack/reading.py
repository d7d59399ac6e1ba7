"""What people read in a message: names for mentions, addresses beside labels, emoji as such, and
nothing of the markup.

What somebody typed comes as rich text too, which says what is markup and what was meant to be
read. Where it does not, the text alone has to do.
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.platforms.slack.belonging import Payload
from bot.platforms.slack.emoji_names import character, drawn
from bot.platforms.slack.wording import as_typed, escaped

_MENTION = re.compile(r"<@([A-Z0-9]{1,64})(?:\|[^<>]*)?>")
# What a channel or a group is called, where the text says so.
_LABEL = re.compile(r"<(?:#|!subteam\^)([A-Z0-9]{1,64})\|([^<>]+)>")
_ENTITY = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# A sign of formatting on either side of words, and not within a word.
_MARKED = re.compile(r"(?<!\w)([*_~])(?=\S)([^*_~\n]+)(?<=\S)\1(?!\w)")
_CODE = re.compile(r"```(?:\n)?(.+?)(?:\n)?```|`([^`\n]+)`", re.DOTALL)
_HELD = "\x00"
_SCHEME = re.compile(r"^https?://")
# Numbers of characters, those left out of which no text may hold one alone.
_CODES = re.compile(r"(?:(?!d[89a-f])[0-9a-f]{2,5})(?:-(?!d[89a-f])[0-9a-f]{2,5}){0,9}")


def mentioned(message: Payload) -> list[str]:
    """The people whom a message mentions, in order."""
    return _MENTION.findall(str(message.get("text") or ""))


def as_read(message: Payload, names: Mapping[str, str]) -> str:
    """A message as people read it, given what those are called whom it mentions."""
    text = str(message.get("text") or "")
    blocks = message.get("blocks")
    if isinstance(blocks, list) and blocks and all(_kind(each) == "rich_text" for each in blocks):
        rich = _Rich(names, dict(_LABEL.findall(text)))
        read = "\n".join(line for block in blocks for line in rich.lines(block))
    else:
        read = _of_markup(text, names)
    return _UNSEEN.sub("", read).strip()


def _of_markup(text: str, names: Mapping[str, str]) -> str:
    """The same of the markup alone; links and mentions in it are no formatting."""
    named = _MENTION.sub(lambda found: f"<@{_named(found[1], names)}>", text.replace(_HELD, ""))
    held = _ENTITY.findall(named)
    bare = _CODE.sub(lambda code: code[1] or code[2], _ENTITY.sub(_HELD, named))
    for _depth in range(3):
        bare = _MARKED.sub(r"\2", bare)
    entities = iter(held)
    return as_typed(re.sub(_HELD, lambda _: next(entities), drawn(bare)))


def _named(user: str, names: Mapping[str, str]) -> str:
    return escaped(names.get(user, user)).replace("|", " ")


class _Rich:
    """Rich text, given what people, channels and groups are called."""

    def __init__(self, names: Mapping[str, str], labels: Mapping[str, str]) -> None:
        self._names = names
        self._labels = labels

    def lines(self, block: Payload) -> Iterator[str]:
        """The text of a rich text block, one part after another."""
        for part in _parts(block):
            match _kind(part):
                case "rich_text_list":
                    yield from self._items(part)
                case "rich_text_quote":
                    yield "\n".join(f"> {line}" for line in self._words(part).split("\n"))
                case _:
                    yield self._words(part)

    def _items(self, listed: Payload) -> Iterator[str]:
        first = _number(listed.get("offset")) + 1
        inset = "    " * min(_number(listed.get("indent")), 8)
        is_ordered = listed.get("style") == "ordered"
        for number, item in enumerate(_parts(listed), first):
            yield f"{inset}{f'{number}.' if is_ordered else '•'} {self._words(item)}"

    def _words(self, section: Payload) -> str:
        return "".join(self._word(part) for part in _parts(section)).rstrip("\n")

    def _word(self, part: Payload) -> str:
        text = str(part.get("text") or "")
        match _kind(part):
            case "link":
                return _link(text, str(part.get("url") or "").removeprefix("mailto:"))
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


def _link(text: str, address: str) -> str:
    """An address that was only shortened for the eye is shown whole."""
    is_address = text in ("", address, _SCHEME.sub("", address).rstrip("/"))
    return address if is_address else f"{text} ({address})"


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
