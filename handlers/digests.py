"""`/digest`: where the week's digest is sent, and when."""

from dataclasses import replace
from datetime import time, timedelta

from bot.chat.call import Call
from bot.chat.clock import TimeOfDay
from bot.chat.errors import Mistake
from bot.chat.parsing import CLEARED, Cleared, Option
from bot.chat.registry import command
from bot.chat.reply import Button, Fields, Reply, Tone
from bot.chat.text import Language, Listing, Text, _, _c
from bot.chat.weekdays import Weekday
from bot.domain.access import Role
from bot.domain.identity import Platform
from bot.domain.recurrence import next_weekly
from handlers.digest_access import (
    bound_place_of,
    ensure_may_send,
    subject_of,
    subscribed_here,
)
from handlers.digest_arguments import DigestZone, SpokenLanguages, Subject, WhoseDigest
from handlers.digest_lines import weekday_called
from handlers.digest_preview import preview_of
from storage.digest_views import About, DigestView, Rhythm

# Who asks for it again within this time has not seen it yet.
_AGAIN_AFTER = timedelta(minutes=10)
_NETWORK = Subject(About(), "")


@command(
    "digest subscribe",
    _("Have the week's digest sent to this channel or group"),
    Weekday("weekday"),
    TimeOfDay("at"),
    DigestZone("zone", optional=True),
    options=(
        Option("about", WhoseDigest("about"), _c("option", "about"), clearable=True),
        Option("lang", SpokenLanguages("lang"), _("lang"), clearable=True),
    ),
    examples=(
        "digest subscribe monday 09:00 Asia/Jakarta",
        "digest subscribe friday 16:00 about=Odesa lang=uk,en",
    ),
    role=Role.EDITOR,
    writes=True,
)
def digest_subscribe(
    call: Call,
    weekday: int,
    at: time,
    zone: str | None,
    about: Subject | Cleared | None,
    lang: tuple[str, ...] | Cleared | None,
) -> Reply:
    """From now on the digest comes here. What was not said stays as it is, if one came before."""
    place = bound_place_of(call)
    digests = call.records.digests
    known = digests.at(place)
    subject = _subject(about, known, call)
    ensure_may_send(call, subject)
    if known is not None:
        ensure_may_send(call, subject_of(known.about, call))
    here = known.rhythm.zone if known else call.speaker.zone
    rhythm = Rhythm(weekday, at, zone or here)
    languages = (known.languages if known else ()) if lang is None else lang
    spoken = () if isinstance(languages, Cleared) else languages
    if known is not None and (known.about, known.rhythm, known.languages) == (
        subject.about,
        rhythm,
        spoken,
    ):
        return replace(_echo(call, known, known, _("It is so already.")), tone=Tone.PLAIN)
    digest = digests.subscribe(place, subject.about, rhythm, spoken, call.message.place)
    if known is not None:
        return _echo(call, digest, known, _("The digest that is sent here was changed."))
    return _echo(call, digest, None, _("From now on the week's digest is sent here."))


@command(
    "digest now",
    _("Have the digest sent to this channel or group at once"),
    examples=("digest now",),
    role=Role.EDITOR,
    writes=True,
)
def digest_now(call: Call) -> Reply:
    """Queued for this place, where it tells of the time since the last one. In a terminal it is
    the answer itself."""
    if call.message.venue.platform is Platform.CONSOLE:
        return preview_of(call, None, 1)
    digest = subscribed_here(call)
    if call.records.digests.last_queued(digest.id, call.now - _AGAIN_AFTER) is not None:
        raise Mistake(_("It was sent a moment ago, or is on its way."))
    call.records.digests.queue(digest, call.now)
    return Reply(_("The digest is on its way."), tone=Tone.DONE)


@command(
    "digest unsubscribe",
    _("Have no more digests sent to this channel or group"),
    examples=("digest unsubscribe",),
    role=Role.EDITOR,
    writes=True,
)
def digest_unsubscribe(call: Call) -> Reply:
    """No digest comes here any more."""
    digest = subscribed_here(call)
    call.records.digests.remove(digest.id, call.now)
    undo = Button(_("Undo"), f"undo {call.records.trail.batch}")
    title = _("From now on no digest is sent here.")
    return Reply(title, buttons=(undo,), tone=Tone.DONE, replaces=True)


def _subject(about: Subject | Cleared | None, known: DigestView | None, call: Call) -> Subject:
    if isinstance(about, Subject):
        return about
    if about is CLEARED or known is None:
        return replace(_NETWORK, called=call.speaker.network.name)
    return subject_of(known.about, call)


def _echo(call: Call, digest: DigestView, before: DigestView | None, title: Text) -> Reply:
    """The subscription in full; of what was changed, also what it was."""
    then = dict(_facts(before, call)) if before is not None else {}
    facts = tuple(
        (label, _c("value", "{value}", value=value))
        if then.get(key, value) == value
        else (label, _("{before} → {after}", before=then[key], after=value))
        for (key, value), label in zip(_facts(digest, call), _LABELS, strict=True)
    )
    rhythm = digest.rhythm
    first = next_weekly(rhythm.weekday, rhythm.at, rhythm.zone, call.now)
    facts = (*facts, (_("The next one"), _c("value", "{value}", value=first)))
    buttons = [
        Button(_("Preview"), "digest preview"),
        Button(_("Unsubscribe"), "digest unsubscribe"),
    ]
    if digest is not before:
        buttons.append(Button(_("Undo"), f"undo {call.records.trail.batch}"))
    return Reply(title, (Fields(facts),), tuple(buttons), Tone.DONE)


_LABELS = (_("About"), _("Every week"), _("Time"), _("Time zone"), _("In"))


def _facts(digest: DigestView, call: Call) -> tuple[tuple[str, object], ...]:
    rhythm = digest.rhythm
    return (
        ("about", subject_of(digest.about, call).called),
        ("day", weekday_called(rhythm.weekday)),
        ("time", rhythm.at.isoformat("minutes")),
        ("zone", rhythm.zone),
        ("languages", Listing(tuple(Language(code) for code in digest.spoken))),
    )
