"""What people said, composed for another place or another language; and the bot's own words."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.chat.delivering import Change, Parcel, Reactions, Removal, Rewriting
from bot.chat.reply import File, Reply
from bot.chat.speech import Speech, best_language
from bot.chat.talk import Attachment
from bot.domain.bridging import EchoKind
from bot.domain.deliveries import DeliveryKind
from bot.domain.identity import Venue
from bot.services.deliveries.composed import Attached, Composed
from handlers.bridge_words import word
from handlers.echo_words import told
from storage import echo_parts, echoes
from storage.desk import Desk
from storage.dispatching import Waiting
from storage.echoes import EchoView

# What an echo shows that was taken back.
REMOVED = "removed"


def composed_talk(head: Waiting, to: Venue, desk: Desk) -> Composed | None:
    """A delivery of what people say to each other; None if it has become pointless."""
    if head.kind is DeliveryKind.WORD:
        return _word(head.matter)
    echo = echoes.read(desk.session, int(head.matter.get("echo") or 0))
    if echo is None:
        return None
    page = int(head.matter.get("page") or 0)
    match head.kind:
        case DeliveryKind.CHANGE if echo.is_deleted and echo.shown == REMOVED:
            return _part_taken_back(echo, to, desk)
        case DeliveryKind.CHANGE if page:
            return _page_changed(echo, to, page, desk)
        case DeliveryKind.CHANGE:
            return _changed(echo, to)
        case DeliveryKind.ATTACHMENT:
            return _attached(echo, int(head.matter.get("file") or 0))
        case DeliveryKind.PAGE:
            return _page_posted(echo, page, desk)
        case _:
            return _posted(echo)


def found_by(head: Waiting, parcel: Parcel, desk: Desk) -> Parcel:
    """A parcel of what people say, with what it takes to find it once it may have arrived."""
    echo = echoes.read(desk.session, int(head.matter.get("echo") or 0))
    thread = parcel.thread if echo is None or head.thread else echo.thread
    index = int(head.matter.get("file") or 0)
    if echo is None or head.kind is not DeliveryKind.ATTACHMENT or index >= len(echo.attachments):
        return replace(parcel, thread=thread)
    file = echo.attachments[index]
    return replace(
        parcel, thread=thread, file=File(str(file["name"]), b"", str(file["media_type"]))
    )


def _posted(echo: EchoView) -> Composed | None:
    reply = None if echo.is_deleted or echo.message else told(echo)
    if reply is None:
        return None
    done = {"shown": _digest(reply)}
    return Composed(reply, _speech(echo), thread=echo.thread, page=0, done=done)


def _page_posted(echo: EchoView, page: int, desk: Desk) -> Composed | None:
    """What goes on below the first message, unless it is there."""
    is_there = echo_parts.page(desk.session, echo.id, page) is not None
    reply = None if echo.is_deleted or is_there else told(echo)
    return None if reply is None else Composed(reply, _speech(echo), page=page)


def _page_changed(echo: EchoView, to: Venue, page: int, desk: Desk) -> Composed | None:
    posted = echo_parts.page(desk.session, echo.id, page)
    reply = None if echo.is_deleted or posted is None else told(echo)
    if reply is None or posted is None:
        return None
    change = Rewriting(to, posted.message, reply, _speech(echo), page)
    return replace(_change(change), page=page)


def _part_taken_back(echo: EchoView, to: Venue, desk: Desk) -> Composed | None:
    """One page or file after the other follows what was taken back."""
    posted = echo_parts.first(desk.session, echo.id)
    if posted is None:
        return None
    return _change(Removal(to, posted.message), gone=(posted.kind, posted.number))


def _changed(echo: EchoView, to: Venue) -> Composed | None:
    """The first thing in which what is shown is not what it should be."""
    if not echo.message:
        return None
    if echo.kind is not EchoKind.ITSELF:
        if echo.is_deleted:
            return _change(Removal(to, echo.message), shown=REMOVED)
        reply = told(echo)
        if reply is not None and _digest(reply) != echo.shown:
            change = Rewriting(to, echo.message, reply, _speech(echo), page=0)
            return replace(_change(change, shown=_digest(reply)), page=0)
    if not echo.is_deleted and echo.signs != echo.signs_shown:
        change_of_signs = Reactions(to, echo.message, echo.signs, echo.signs_shown)
        return _change(change_of_signs, signs=echo.signs)
    return None


def _attached(echo: EchoView, index: int) -> Composed | None:
    if echo.is_deleted or index >= len(echo.attachments):
        return None
    known = echo.attachments[index]
    file = Attachment(
        str(known["name"]), str(known["media_type"]), int(known["size"]), str(known["reference"])
    )
    return Composed(Reply(), _speech(echo), attached=Attached(echo.origin, file))


def _word(matter: Mapping[str, Any]) -> Composed | None:
    reply = word(matter)
    speech = Speech(best_language(str(matter.get("language") or "")))
    return None if reply is None else Composed(reply, speech)


def _change(change: Change, **done: object) -> Composed:
    return Composed(Reply(), Speech(), change=change, done=done)


def _speech(echo: EchoView) -> Speech:
    return Speech(best_language(next(iter(echo.languages), "")))


def _digest(reply: Reply) -> str:
    """What tells whether an echo shows this already."""
    return hashlib.sha256(repr(reply).encode(errors="replace")).hexdigest()[:32]
