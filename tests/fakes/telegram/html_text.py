"""HTML message text to plain text and entities, with the refusals of TDLib's parser."""

import re
from dataclasses import dataclass, field

from tests.fakes.telegram.errors import BadRequestError
from tests.fakes.telegram.limits import utf16_length
from tests.fakes.telegram.links import checked_link, mentioned_user

ENTITY_OF_TAG = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "a": "text_link", "span": "spoiler", "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
# Which entity comes first of two over the same text, as the vectors order them.
RANKS = [
    "blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention",
    "bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji",
]  # fmt: skip
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![a-zA-Z]));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]+")
SPACES = re.compile(r"\s*")
DATE_FORMAT = re.compile(r"r|R|[tTdDwW]*")


@dataclass
class Tag:
    """An open tag: where it stands in the source and where its text begins."""

    name: str
    start: int
    text_length: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse_html(source: str) -> tuple[str, list[dict]]:
    """Visible text and its entities, offsets in UTF-16 units, sorted by place and rank.

    Raises BadRequestError "can't parse entities: …" where Telegram refuses the text whole.
    """
    return HtmlText(source).parse()


def _fail(reason: str) -> BadRequestError:
    return BadRequestError(f"can't parse entities: {reason}")


def _decoded(reference: re.Match[str]) -> str:
    hexadecimal, decimal, name = reference.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code <= 0x10FFFF else reference[0]


class HtmlText:
    """One pass over the source from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.text = ""
        self.open: list[Tag] = []
        self.entities: list[dict] = []

    def parse(self) -> tuple[str, list[dict]]:
        while self.place < len(self.source):
            if self.source.startswith("</", self.place):
                self._read_end_tag()
            elif self.source[self.place] == "<":
                self._read_start_tag()
            else:
                self._read_text()
        if self.open:
            name = self.open[-1].name
            raise _fail(f'Can\'t find end tag corresponding to start tag "{name}"')
        if any(0xD800 <= ord(char) <= 0xDFFF for char in self.text):
            raise _fail(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return self.text, ordered(_with_languages(self.entities))

    def _read_text(self) -> None:
        end = self.source.find("<", self.place)
        end = len(self.source) if end < 0 else end
        self.text += REFERENCE.sub(_decoded, self.source[self.place : end])
        self.place = end

    def _byte(self, place: int) -> int:
        return len(self.source[:place].encode())

    def _skip_spaces(self) -> str:
        match = SPACES.match(self.source, self.place)
        self.place = match.end() if match else self.place
        return self.source[self.place : self.place + 1]

    def _read_until(self, stops: str) -> str:
        start = self.place
        while self.place < len(self.source) and self.source[self.place] not in stops:
            self.place += 1
        return self.source[start : self.place]

    def _read_start_tag(self) -> None:
        start = self.place
        self.place += 1
        name = self._read_until(" \t\r\n>").lower()
        if self.place == len(self.source):
            raise _fail(f"Unclosed start tag at byte offset {self._byte(start)}")
        if name not in ENTITY_OF_TAG:
            where = self._byte(start)
            raise _fail(f'Unsupported start tag "{name}" at byte offset {where}')
        tag = Tag(name, start, utf16_length(self.text))
        while (char := self._skip_spaces()) != ">":
            if not char:
                where = self._byte(start)
                raise _fail(f'Unclosed start tag "{name}" at byte offset {where}')
            self._read_attribute(tag)
        self.place += 1
        self._check_attributes(tag)
        self.open.append(tag)

    def _read_attribute(self, tag: Tag) -> None:
        name = self._read_until(" \t\r\n=>").lower()
        if not name:
            where = self._byte(tag.start)
            raise _fail(f'Empty attribute name in the tag "{tag.name}" at byte offset {where}')
        tag.attributes[name] = ""
        if self._skip_spaces() != "=":
            return
        self.place += 1
        quote = self._skip_spaces()
        if not quote:
            where = self._byte(tag.start)
            raise _fail(f'Unclosed start tag "{tag.name}" at byte offset {where}')
        tag.attributes[name] = self._quoted(tag, quote) if quote in "\"'" else self._token()

    def _quoted(self, tag: Tag, quote: str) -> str:
        self.place += 1
        value = self._read_until(quote)
        if self.place == len(self.source):
            raise _fail(f"Unclosed start tag at byte offset {self._byte(tag.start)}")
        self.place += 1
        return REFERENCE.sub(_decoded, value)

    def _token(self) -> str:
        start = self.place
        match = NAME_TOKEN.match(self.source, start)
        self.place = match.end() if match else start
        if self.source[self.place : self.place + 1] not in {" ", "\t", "\r", "\n", ">"}:
            raise _fail(f"Unexpected end of name token at byte offset {self._byte(start)}")
        return self.source[start : self.place]

    def _check_attributes(self, tag: Tag) -> None:
        where = f"at byte offset {self._byte(tag.start)}"
        if tag.name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise _fail(f'Tag "span" must have class "tg-spoiler" {where}')
        if tag.name == "tg-emoji" and not tag.attributes.get("emoji-id", "").isdigit():
            raise _fail(f'Tag "tg-emoji" must have a valid "emoji-id" {where}')
        if tag.name == "tg-time" and not DATE_FORMAT.fullmatch(tag.attributes.get("format", "")):
            raise _fail("Invalid date format used")

    def _read_end_tag(self) -> None:
        start = self.place
        if not self.open:
            raise _fail(f"Unexpected end tag at byte offset {self._byte(start)}")
        self.place += 2
        name = self._read_until(" \t\r\n>").lower()
        if self._skip_spaces() != ">":
            raise _fail(f"Unclosed end tag at byte offset {self._byte(start)}")
        self.place += 1
        tag = self.open.pop()
        if name not in {"", tag.name}:
            raise _fail(
                f"Unmatched end tag at byte offset {self._byte(start)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        self._close(tag)

    def _close(self, tag: Tag) -> None:
        length = utf16_length(self.text) - tag.text_length
        inner = self.text.encode("utf-16-le", "surrogatepass")[tag.text_length * 2 :]
        details = _details(tag, inner.decode("utf-16-le", "surrogatepass"))
        if length and details is not None:
            span = {"offset": tag.text_length, "length": length}
            self.entities.append({"type": ENTITY_OF_TAG[tag.name], **span, **details})


def _details(tag: Tag, inner: str) -> dict | None:
    """What the entity carries beside its place; None if the tag makes no entity."""
    if tag.name == "a":
        return _link_details(tag.attributes.get("href") or inner)
    if tag.name == "tg-emoji":
        return {"custom_emoji_id": tag.attributes["emoji-id"]}
    if tag.name == "tg-time":
        shown = {"date_time_format": tag.attributes.get("format", "")}
        return {"unix_time": int(tag.attributes.get("unix", "0")), **shown}
    if tag.name == "code":
        language = tag.attributes.get("class", "").partition("language-")[2]
        return {"language": language} if language else {}
    if tag.name == "blockquote" and "expandable" in tag.attributes:
        return {"type": "expandable_blockquote"}
    return {}


def _link_details(address: str) -> dict | None:
    user_id = mentioned_user(address)
    if user_id is not None:
        return {"type": "text_mention", "user_id": user_id}
    link = checked_link(address)
    return None if link is None else {"url": link}


def _with_languages(entities: list[dict]) -> list[dict]:
    """`<pre><code class="language-…">` over the same text is one entity; else no language."""
    spans = {"pre": set(), "code": set()}
    languages = {}
    for entity in entities:
        span = (entity["offset"], entity["length"])
        if entity["type"] in spans:
            spans[entity["type"]].add(span)
        if "language" in entity:
            languages[span] = entity.pop("language")
    both = spans["pre"] & languages.keys()
    kept = []
    for entity in entities:
        span = (entity["offset"], entity["length"])
        if entity["type"] == "code" and span in both:
            continue
        if entity["type"] == "pre" and span in both:
            entity["language"] = languages[span]
        kept.append(entity)
    return kept


def ordered(entities: list[dict]) -> list[dict]:
    """By place, the longer first, then by rank."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], _rank(e["type"])))


def _rank(kind: str) -> int:
    return RANKS.index(kind) if kind in RANKS else RANKS.index("text_link")
