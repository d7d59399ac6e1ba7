"""What somebody said, as it is shown across a bridge or beside the original."""

from collections.abc import Mapping
from typing import Any

from bot.chat.labels import flag
from bot.chat.reply import Heading, Note, Paragraph, Part, Quote, Reply
from bot.chat.text import Language, Msg, _, _c, spoken
from bot.domain.bridging import EchoKind, WordingState
from bot.domain.carrying import carried
from bot.domain.translating import Failure, Untranslated
from storage.echoes import EchoView

# Said in a few words, under a message that people read for itself. What everybody knows who
# opened the bridge, or what needs no translation, is not said again under each.
_WHY: dict[str, Msg] = {
    Failure.TOO_LONG: _("Not translated: it is too long for the engines."),
    Failure.RATE_LIMITED: _("Not translated: the engines are asked too much at present."),
    Failure.QUOTA_SPENT: _("Not translated: what the engines may translate is used up."),
    Failure.NOT_AUTHORISED: _("Not translated: the engine does not let me in."),
    Failure.TIMED_OUT: _("Not translated: it took too long."),
    Failure.UNAVAILABLE: _("Not translated: no engine can be reached."),
    Failure.BAD_ANSWER: _("Not translated: what the engines answered cannot be right."),
    Failure.UNSUPPORTED_PAIR: _("Not translated: no engine knows these two languages."),
    Untranslated.NOT_ALLOWED: _("Not translated: by the rules here no engine may see it."),
}
_KILO, _MEGA = 1024, 1024 * 1024


def told(echo: EchoView) -> Reply | None:
    """An echo as it is shown; None if there is nothing to show."""
    parts = _across(echo) if echo.kind is EchoKind.ACROSS else _beside(echo)
    return Reply(parts=tuple(parts)) if parts else None


def _across(echo: EchoView) -> list[Part]:
    """Under the writer's name and city: the words in the languages of the place, the original
    where it is in none of these, and the files."""
    words = [*_translated(echo, with_original=True), *_files(echo)]
    return [Heading(who(echo)), *words] if words else []


def _beside(echo: EchoView) -> list[Part]:
    """The words in the other languages of the place; the original stands above."""
    if echo.is_awaited:
        return []
    return _translated(echo, with_original=False)


def _translated(echo: EchoView, *, with_original: bool) -> list[Part]:
    made = [each for each in echo.wordings if each.state is WordingState.MADE]
    parts: list[Part] = []
    is_understood = not made or any(_is_in(echo, each) for each in echo.languages)
    if with_original and is_understood and echo.text:
        parts.append(Paragraph(echo.text, echo.marks))
    is_one = len(made) == 1 and not parts
    for each in made:
        if not is_one:
            named = _c("value", "{value}", value=Language(each.language))
            parts.append(Heading(spoken(named, each.language)))
        parts.append(Paragraph(each.text, carried(echo.marks, echo.text, each.text)))
        parts.append(Note(spoken(_label(each.label), each.language)))
    if with_original and not is_understood and echo.text:
        parts.append(Quote(echo.text, echo.marks))
    return parts + _untranslated(echo)


def _untranslated(echo: EchoView) -> list[Part]:
    reasons = [each.reason for each in echo.wordings if each.state is WordingState.FAILED]
    return [Note(_WHY[reason]) for reason in dict.fromkeys(reasons) if reason in _WHY]


def _is_in(echo: EchoView, language: str) -> bool:
    own = next((each for each in echo.wordings if each.language == language), None)
    return own is None or own.state is WordingState.SAME


def who(echo: EchoView) -> str:
    """Who said it: name, city and flag; where nobody knows the city, the place."""
    city = echo.party.name if echo.party else echo.origin_title
    sign = flag(echo.party.country) if echo.party else ""
    return " · ".join(part for part in (echo.name, f"{city} {sign}".strip()) if part) or "…"


def _files(echo: EchoView) -> list[Part]:
    return [_file(each, echo.link) for each in echo.attachments]


def _file(known: Mapping[str, Any], link: str) -> Part:
    called = f"📎 {known['name']}".strip()
    size = size_of(int(known["size"]))
    shown = f"{called} ({size})" if size else called
    if known.get("goes_along"):
        return Note(shown)
    if not link:
        return Note(_("{file}: too large to be brought over", file=shown))
    return Note(
        _("{file}: too large to be brought over; it is here: {link}", file=shown, link=link)
    )


def size_of(count: int) -> str:
    """A number of bytes in a few signs; empty where nobody knows it."""
    if count >= _MEGA:
        return f"{count / _MEGA:.1f} MB"
    return f"{max(1, round(count / _KILO))} kB" if count else ""


def _label(label: str) -> Msg:
    return (
        _("machine translation · {engine}", engine=label) if label else _("translated by a person")
    )
