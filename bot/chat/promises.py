"""A follow-up in one line: with whom, what is to be done, by when and by whom."""

from dataclasses import dataclass, replace

from bot.chat.arguments import Argument, Words
from bot.chat.call import Call
from bot.chat.due import Due, DueMeant
from bot.chat.errors import Mistake
from bot.chat.line import Word, unquoted
from bot.chat.little_words import forms
from bot.chat.owners import TheOwner, Whom, ends_awaiting
from bot.chat.partnerships import Meant, ThePartnership
from bot.chat.text import _, _c
from bot.domain.names import fold
from storage.follow_ups import LONGEST_TEXT

_DUE, _OWNER = Due("due"), TheOwner("owner")
# After one of these, somebody who is mentioned is told of, and does not owe it.
_BEFORE_SOMEBODY = forms("to,with,from,an,mit,von,à,avec,de,a,con,kepada,dengan,dari,з,із,від,до")
# In words: '@Oksana Maria Kovalenko'.
_LONGEST_NAME = 3
_NEXT = _c("in a log line", "next")


@dataclass(frozen=True, slots=True)
class Promised:
    """What was understood of a line; what was not said is empty or None. `begins` is where the
    text stands in the line, or would."""

    text: str = ""
    due: DueMeant | None = None
    whom: Whom | None = None
    meant: Meant | None = None
    begins: int | None = None


class Promise(Argument):
    """`Odesa "send pump specification" by Friday 15:00 @oksana`, or half of it."""

    placeholder = _("[CITY] TEXT [by WHEN] [@WHOM]")

    def read(self, words: Words, call: Call) -> Promised:
        """What each part is. Mendable as its parts are."""
        partnership = ThePartnership("meant")
        count = partnership.starts(words, call)
        meant = partnership.read(words[:count], call) if count else None
        rest = words[count:]
        begins = rest.words[0].start if rest else words.words[-1].end
        return replace(promised(rest, call), meant=meant, begins=begins)


class WhatComesNext(Argument):
    """`next: send pump specification by Friday @oksana`, at the end of a line."""

    placeholder = _("next: TEXT [by WHEN] [@WHOM]")
    is_marked = True

    def ends(self, words: Words, call: Call) -> int:
        """All words from the last `next:` on; 0 if there is none."""
        for at in range(len(words) - 1, 0, -1):
            if _after_next(words.words[at], call) is not None:
                return len(words) - at
        return 0

    def read(self, words: Words, call: Call) -> Promised:
        """What is to be done next. Mistake if nothing is said after `next:`."""
        first, *others = words.words
        glued = _after_next(first, call)
        if glued is None:
            raise Mistake(_("I do not know what to do with “{rest}”.", rest=words.text[:60]))
        rest = [Word(unquoted(glued), first.end - len(glued), first.end, glued[:1] in '"“„«「')]
        found = promised(replace(words, words=(*(rest if glued else ()), *others)), call)
        if not found.text:
            raise Mistake(
                _("Please say what comes next: {example}", example="next: send the list by Friday")
            )
        return found


def promised(words: Words, call: Call) -> Promised:
    """What is to be done, by when and by whom. In quotes the text may be anything; without, it
    ends where the words surely say when, or whom they name with an @."""
    if words and words.words[0].quoted:
        due, whom = _tail(words[1:], call)
        return Promised(_fitting(words[:1].text), due, whom)
    at = next((at for at in range(len(words)) if _DUE.starts(words[at:], call)), len(words))
    due, whom = _tail(words[at:], call)
    text = words[:at]
    if whom is None:
        cut = _where_owner_begins(text, call)
        whom = _OWNER.read(text[cut:], call) if cut < len(text) else None
        text = text[:cut]
    return Promised(_fitting(text.text) if text else "", due, whom)


def _tail(words: Words, call: Call) -> tuple[DueMeant | None, Whom | None]:
    """By when, and then or before it by whom."""
    due: DueMeant | None = None
    whom: Whom | None = None
    while words:
        count = _DUE.starts(words, call) if due is None else 0
        if count:
            due = _DUE.read(words[:count], call)
        else:
            count = _until_due(words, call) if due is None else len(words)
            whom = _OWNER.read(words[:count], call)
        words = words[count:]
    return due, whom


def _until_due(words: Words, call: Call) -> int:
    found = (at for at in range(1, len(words)) if _DUE.starts(words[at:], call))
    return next(found, len(words))


def _where_owner_begins(words: Words, call: Call) -> int:
    """At which word, at the end of a text without quotes, an owner begins; its length if none
    does."""
    end = len(words) - int(ends_awaiting(words, call))
    for at in range(end - 1, max(-1, end - 1 - _LONGEST_NAME), -1):
        is_mention = words[at : at + 1].text.startswith(("@", "<@"))
        if is_mention and (at == 0 or fold(words[at - 1 : at].text) not in _BEFORE_SOMEBODY):
            return at
    return end


def _after_next(word: Word, call: Call) -> str | None:
    """What is glued to `next:`, perhaps nothing; None for any other word."""
    said, colon, rest = word.text.replace("：", ":", 1).partition(":")
    if word.quoted or not colon:
        return None
    return rest if fold(said) in (_NEXT.id, fold(call.speech.say(_NEXT))) else None


def _fitting(text: str) -> str:
    """The text, unless it is longer than a record can keep."""
    if len(text) > LONGEST_TEXT:
        raise Mistake(_("That is longer than {n} characters; please shorten it.", n=LONGEST_TEXT))
    return text.strip()
