"""A message as it is about to go out: words in a reader's language, a change of what was posted,
or a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.delivering import Change, Courier, Removal, Rewriting
from bot.chat.reply import Reply
from bot.chat.speech import Speech
from bot.chat.talk import Attachment
from bot.domain.identity import Venue


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that somebody put beside what they said, and where that was."""

    origin: Venue
    file: Attachment


@dataclass(frozen=True, slots=True)
class Composed:
    """What is said, and how it is said to this reader. `following` is what the next part of it
    has to know; None where it is the last.

    `thread` is the message that it goes under. It may be a `change` of what was posted, or a
    file that is `attached` and has to be fetched first. Words that go on in further messages are
    of one `page` of them. `done` is what is to be remembered once it is delivered.
    """

    reply: Reply
    speech: Speech
    following: Mapping[str, Any] | None = None
    thread: str = ""
    change: Change | None = None
    attached: Attached | None = None
    page: int | None = None
    done: Mapping[str, Any] = field(default_factory=dict)


def paged(composed: Composed, courier: Courier) -> Composed | None:
    """What is composed, with the number of its pages to be remembered. A page that there is none
    of any more is taken back; None if it was not posted yet."""
    if composed.page is None:
        return composed
    change = composed.change
    told = change if isinstance(change, Rewriting) else composed
    pages = courier.pages(told.reply, told.speech)
    done = {**composed.done, "page": composed.page, "pages": pages}
    if composed.page < pages:
        return replace(composed, done=done)
    if isinstance(change, Rewriting):
        return replace(composed, change=Removal(change.to, change.message), done=done)
    return None
