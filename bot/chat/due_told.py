"""When something is due by what a message says of it: only what can hardly mean anything else."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.chat.arguments import Words
from bot.chat.call import Call
from bot.chat.days_ahead import calendar_words
from bot.chat.due import DueMeant, length_of_by, surely_behind_by
from bot.chat.line import Line
from bot.chat.little_words import UNSPACED, forms
from bot.chat.message import Quoted
from bot.chat.weekdays import weekday_of
from bot.domain.names import fold

# A full stop behind a short figure or abbreviation, as in "1. Dezember", ends no sentence.
_END = re.compile(r"(?<=[!?…。！？\n])|(?<=[^\W\d_]{4}\.)(?=\s)|(?<=\d{4}\.)(?=\s)")
_LAST_SIGNS = re.compile(r"[^\w\s.]+$")
_PAUSE = re.compile(r"[,;:)\]–—-]$")
_DAY_AND_MONTH = re.compile(r"\d{1,2}\.\d{1,2}\.")
# Behind these the day is one that it is not due by.
_DENIED = forms("not,never,no,nicht,не,ні,pas,nunca,bukan,jangan,tidak")
# Behind these it may be the end of a time that began before, with a day or such a figure.
_SPANS = forms("until,till,bis,bis zum,до,sampai,para,para el")
_BEGINNING = re.compile(r"\d{1,2}([.:h]\d{0,2})?\.?|\d{4}-\d\d?-\d\d?|\d\d?\.\d\d?\.(\d{4})?")
_ENGLISH = forms("by,until,till,before,due,due by")
# What may stand behind the day without saying anything more of it.
_COURTEOUS = forms(
    "please,at the latest,latest,if possible,if you can,if you could,so that,because,thanks,"
    "thank you,bitte,spätestens,wenn möglich,damit,danke,будь ласка,якщо можливо,щоб,дякую,"
    "s'il vous plaît,svp,si possible,au plus tard,merci,por favor,si es posible,a más tardar,"
    "gracias,tolong,jika memungkinkan,paling lambat,terima kasih"
)
_MOST_COURTEOUS = 4
# Behind a pause these go on with the day, as figures and the names of days and months do.
_GOING_ON = forms(
    "or,and,next,after,oder,und,nächste,nächsten,або,чи,і,наступного,ou,et,prochain,o,y,próximo,"
    "atau,dan,depan"
)
_LOOKED_BEHIND = 3
_MOST_WORDS = 7
# What a message may end with after all is said: so many words of thanks, and a name.
_POLITE = forms("thanks,thank,best,kind,cheers,danke,viele,merci,gracias,saludos,дякую,terima")
_MOST_POLITE, _LONGEST_NAME = 5, 2
# In Japanese and Chinese it stands behind the day, which begins behind one of these signs.
_BEHIND = re.compile(r"\s?(?:までに|まで|之前|以前|前)")
_BEFORE = re.compile(r"(?:^|[\s、。，,：:「『（(をはがにでもと在于於请請])$")
_SINCE = re.compile(r"から|从|從|自")
_LONGEST_DAY = 16
# So much of the end is looked at; whoever goes on for longer in one sentence says nothing surely.
_END_LENGTH, _LONGEST_SENTENCE = 2000, 600


def due_told(quoted: Quoted, call: Call) -> DueMeant | None:
    """When a message says that it is due, in the speaker's language or English and as seen from
    when it was written. None where its last sentence does not surely say it, says several, or
    says what is over."""
    then = min(quoted.at or call.now, call.now)
    seen = replace(call, message=replace(call.message, at=then))
    found = set(_told(_last_sentence(quoted.text, seen), seen))
    only = found.pop() if len(found) == 1 else None
    return None if only is None or only.is_past(call.now) else only


def _last_sentence(text: str, call: Call) -> str:
    """The last that is more than thanks and a name; empty if there is none, or it is endless."""
    sentences = (each.strip() for each in reversed(_END.split(text[-_END_LENGTH:])))
    last = next((each for each in sentences if not _is_polite(each, call)), "")
    return last if len(last) <= _LONGEST_SENTENCE else ""


def _is_polite(sentence: str, call: Call) -> bool:
    words = fold(sentence).split()
    if _DENIED.intersection(words) or any(_is_of_a_day(word, call) for word in words):
        return False
    if UNSPACED.search(sentence):
        return False
    return len(words) <= _LONGEST_NAME or (words[0] in _POLITE and len(words) <= _MOST_POLITE)


def _told(sentence: str, call: Call) -> Iterator[DueMeant | None]:
    """Each day that it is said to be due by, None for one that is said otherwise."""
    if UNSPACED.search(sentence):
        yield from _before_signs(sentence, call)
    line = Line.read(sentence)
    words = Words(line, line.words)
    for at in range(len(words)):
        by = length_of_by(words[at:], call)
        if by:
            yield from _behind_by(words, at, by, call)


def _behind_by(words: Words, at: int, by: int, call: Call) -> Iterator[DueMeant | None]:
    """What the longest run of words there says; None if what is beside it says more of it."""
    is_denied = _is_denied(words[:at], words[at : at + by], call)
    is_english, first = fold(words[at : at + by].text) in _ENGLISH, at + by
    for count in range(min(_MOST_WORDS, len(words) - first), 0, -1):
        run, rest = words[first : first + count], words[first + count :]
        if any(word.quoted for word in run.words):
            continue
        said = _LAST_SIGNS.sub("", run.text)
        # In English that is a number at the end of a sentence.
        is_number = is_english and _DAY_AND_MONTH.fullmatch(said) is not None
        found = None if is_number else _read(said, call)
        if found is not None:
            yield None if is_denied or not _is_all(run.text, rest, call) else found
            return


def _read(said: str, call: Call) -> DueMeant | None:
    """With the full stop, which may belong to the day, or else without it."""
    return surely_behind_by(said, call) or surely_behind_by(said.rstrip("."), call)


def _is_denied(before: Words, by: Words, call: Call) -> bool:
    """Whether it is said not to be due then, or to have begun at some other time."""
    if not before:
        return False
    last = before.words[-1].text
    if fold(last) in _DENIED:
        return True
    is_day = not last.isdecimal() and _is_of_a_day(fold(last), call)
    is_begun = is_day or _BEGINNING.fullmatch(last) is not None
    return is_begun and fold(by.text) in _SPANS


def _is_all(said: str, rest: Words, call: Call) -> bool:
    """Whether what follows the words of a day says nothing more of it."""
    following = [fold(word.text) for word in rest.words]
    if not any(following):
        return True
    counts = range(1, min(_MOST_COURTEOUS, len(rest)) + 1)
    if any(fold(rest[:count].text) in _COURTEOUS for count in counts):
        return True
    is_pause = _PAUSE.search(said) is not None or not following[0]
    near = [word for word in following if word][:_LOOKED_BEHIND]
    return is_pause and near[0] not in _GOING_ON and not any(_is_of_a_day(w, call) for w in near)


def _is_of_a_day(word: str, call: Call) -> bool:
    """Whether it is a figure or the name of a day or month."""
    language = call.speech.language
    has_figure = any(sign.isdecimal() for sign in word)
    return has_figure or word in calendar_words(language) or weekday_of(word, language) is not None


def _before_signs(sentence: str, call: Call) -> Iterator[DueMeant]:
    """What stands before `までに` and the like, from the beginning of a word on."""
    if _SINCE.search(sentence):
        return
    for match in _BEHIND.finditer(sentence):
        end = match.start()
        starts = (
            start
            for start in range(max(0, end - _LONGEST_DAY), end)
            if _BEFORE.search(sentence[:start])
        )
        readings = (surely_behind_by(sentence[start:end], call) for start in starts)
        found = next((each for each in readings if each is not None), None)
        if found is not None:
            yield found
