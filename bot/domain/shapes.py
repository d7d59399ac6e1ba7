"""The shapes of mentions, links, addresses, code and markup, as people and platforms write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What stays. A figure is only proven unchanged afterwards; a sign is of markup."""

    CODE = "code"
    LINK = "link"
    MENTION = "mention"
    EMOJI = "emoji"
    SIGN = "sign"
    OPENING = "opening"
    CLOSING = "closing"
    NUMBER = "number"
    FIGURE = "figure"
    TERM = "term"


class Found(NamedTuple):
    """Where something stands that must stay, and what will stand there."""

    start: int
    end: int
    kind: Kind
    shown: str


@dataclass(frozen=True, slots=True)
class Look:
    """What can only occur where one of the hints does, so that most texts need no look."""

    kind: Kind
    hints: tuple[str, ...]
    pattern: re.Pattern[str]

    def through(self, text: str) -> Iterator[Found]:
        """Each that a text has, in order."""
        for hint in self.hints:
            if hint in text:
                break
        else:
            return
        for match in self.pattern.finditer(text):
            end = _end_of_link(match) if self.kind is Kind.LINK else match.end()
            yield Found(match.start(), end, self.kind, text[match.start() : end])


# Alphabets whose words stand apart; other scripts may go on right behind an address.
_ALPHABETS = "A-Za-z0-9_À-ɏͰ-ϿЀ-ӿ"
# Every pattern takes time in proportion to the text: what repeats is bounded, or cannot match
# what follows it.
_HTML = (
    "a|abbr|b|big|blockquote|center|code|del|div|em|font|form|h[1-6]|i|iframe|ins|li|ol|p|pre|s"
    "|script|small|span|strike|strong|style|sub|sup|svg|table|td|tg-emoji|tg-spoiler|th|tr|u|ul|x"
)
_TLD = (
    "com|org|net|int|info|edu|gov|city|eu|io|asia|app|jp|ua|de|fr|uk|pl|id|cn|kr|tw|vn|th|ph|sg|au"
    "|nz|ca|br|mx|pt|nl|ch|dk|fi|ro|bg|gr|tr|ae|eg|za|ke|lk|np|COM|ORG|NET"
)
# Countries whose codes are words, which often begin a sentence after a forgotten space.
_WORDLIKE = "it|es|at|in|no|be|me|my|se|is|il|ma|us|to|so|am|by|la|li|lu"
_LABELS = r"(?:[A-Za-z0-9-]{1,63}\.){0,5}"
_FILES = "pdf|docx?|xlsx?|pptx?|odt|ods|csv|txt|zip|jpe?g|png|gif|svg|mp4|mp3|ics|vcf|json|xml|md"
_PATH = r"[^\s<>\"`「」『』（）【】《》、。，！？；“”«»]*"
_ADDRESS = Look(
    Kind.LINK,
    ("://",),
    re.compile(
        rf"(?:https?|HTTPS?|Https?|ftps?|sftp|tg|slack|file|wss?|geo)://"
        rf"(?:[\x21\x23-\x3b\x3d\x3f-\x5f\x61-\x7e]+/{_PATH}"
        rf"|[\x21\x23-\x3b\x3d\x3f-\x5f\x61-\x7e]+|{_PATH})",
    ),
)
LOOKS = (
    Look(Kind.CODE, ("`",), re.compile(r"```(?s:.+?)```|(?<!`)`(?!`)[^`\n]+`(?!`)")),
    Look(
        Kind.CODE,
        ("<code", "<pre"),
        re.compile(r"<(code|pre)\b[^<>]*>(?:(?!<\1\b).)*?</\1>", re.IGNORECASE | re.DOTALL),
    ),
    # What a program or a form letter fills in later.
    Look(
        Kind.CODE,
        ("{",),
        re.compile(
            r"\{\{[^{}\n]{1,120}\}\}|\$\{[^{}\n]{1,120}\}|\{[A-Za-z0-9_][A-Za-z0-9_.]{0,60}\}"
        ),
    ),
    Look(
        Kind.CODE,
        ("%",),
        re.compile(r"%(?<![\w%]%)(?:\([A-Za-z0-9_]{1,60}\)|\d\$)?[sdif](?![A-Za-z0-9_])"),
    ),
    Look(Kind.MENTION, ("<@", "<#", "<!"), re.compile(r"<[@#!][^<>\n]+>")),
    Look(Kind.LINK, ("<",), re.compile(r"<(?:https?|mailto|tel|tg|slack|ftp)s?:[^<>\s][^<>\n]*>")),
    Look(Kind.SIGN, ("<",), re.compile(r"<(?:br|hr|img|input|x)(?=[\s/>])[^<>]*>", re.IGNORECASE)),
    Look(Kind.OPENING, ("<",), re.compile(rf"<(?:{_HTML})(?=[\s/>])[^<>]*>", re.IGNORECASE)),
    Look(Kind.CLOSING, ("</",), re.compile(rf"</(?:{_HTML})\s?>", re.IGNORECASE)),
    Look(Kind.SIGN, ("&",), re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,9});", re.I)),
    _ADDRESS,
    Look(
        Kind.LINK, ("mailto:", "tel:"), re.compile(r"(?<![A-Za-z0-9_])(?:mailto|tel):[\w.+%@=?&-]+")
    ),
    Look(
        Kind.LINK,
        ("@", "＠"),
        re.compile(
            rf"(?<![{_ALPHABETS}.+%-])[{_ALPHABETS}.+%-]{{1,64}}[@＠]"
            rf"(?:[^\W_][\w-]{{0,62}}\.){{1,8}}(?:[a-zA-Z]{{2,24}}|[^\W_]{{2,24}})(?![a-zA-Z0-9])"
        ),
    ),
    Look(
        Kind.LINK,
        (".",),
        re.compile(
            rf"(?<![{_ALPHABETS}@./-])(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}\.)"
            rf"(?:{_LABELS}(?:{_TLD})(?![A-Za-z0-9_-])(?:[/?#]{_PATH})?"
            rf"|{_LABELS}(?:{_WORDLIKE})[/?#]{_PATH}"
            rf"|[A-Za-z0-9-]{{1,63}}\.{_LABELS}(?:{_WORDLIKE})(?![A-Za-z0-9_.-])"
            rf"|(?:{_FILES})(?![A-Za-z0-9_-]))"
        ),
    ),
    Look(
        Kind.LINK,
        (
            ".pdf",
            ".doc",
            ".xls",
            ".ppt",
            ".od",
            ".csv",
            ".txt",
            ".zip",
            ".jp",
            ".png",
            ".gif",
            ".svg",
            ".mp",
            ".ics",
            ".vcf",
            ".json",
            ".xml",
            ".md",
        ),
        re.compile(rf"(?<![\w.-])[\w-]{{1,120}}\.(?:{_FILES})(?![A-Za-z0-9_-])", re.IGNORECASE),
    ),
    Look(
        Kind.MENTION,
        ("@",),
        re.compile(
            rf"@(?<![{_ALPHABETS}@.]@)(?:[{_ALPHABETS}]{{1,64}}(?:[.-][{_ALPHABETS}]{{1,64}}){{0,4}}"
            rf"|\w{{1,64}})"
        ),
    ),
    Look(Kind.MENTION, ("#",), re.compile(r"#(?<![\w&#]#)\w[\w-]{0,79}")),
    Look(
        Kind.MENTION,
        ("/",),
        re.compile(r"/(?<![^\s(]/)[a-z][a-z0-9_]{1,31}(?:@\w{1,64})?(?![\w/])"),
    ),
    Look(
        Kind.EMOJI,
        (":",),
        re.compile(
            r":(?<![\w:]:)(?=[\w+'-]{0,99}[a-z]|[+-]1:)[\w+'-]{2,100}:(?::skin-tone-\d:)?", re.ASCII
        ),
    ),
    Look(
        Kind.EMOJI,
        (":", ";", "^", "="),
        re.compile(r"[:;=^](?<![\w:;=^].)(?:(?<!\^)[-']?[()DPp/](?![\w/])|(?<=\^)[_.-]?\^)"),
    ),
    Look(Kind.LINK, ("www.",), re.compile(rf"www\.(?<![A-Za-z0-9_]www\.){_PATH}")),
)
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def web_addresses(text: str) -> Iterator[Found]:
    """The addresses of pages that a text has, in order."""
    for found in _ADDRESS.through(text):
        if found.shown.lower().startswith(("http://", "https://")):
            yield found


def _end_of_link(match: re.Match[str]) -> int:
    """Without the full stop or bracket behind it that belongs to the sentence."""
    link = match[0]
    if link.startswith("<"):
        return match.end()
    counts = {sign: link.count(sign) for sign in "()[]{}"}
    end = len(link)
    while end > 1:
        last = link[end - 1]
        if last in _BRACKETS and counts[last] > counts[_BRACKETS[last]]:
            counts[last] -= 1
        elif last not in ".,:;!?'\"*_~’”»…":
            break
        end -= 1
    return match.start() + end
