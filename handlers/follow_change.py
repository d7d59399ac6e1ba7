"""`/follow done`, `drop`, `reopen`, `snooze`, `due` and `assign`: what becomes of a follow-up."""

from datetime import datetime, time

from bot.chat.call import Call
from bot.chat.due import Due, DueMeant, When
from bot.chat.errors import Mistake, Question
from bot.chat.follow_ups import TheFollowUp
from bot.chat.owners import TheOwner, Whom
from bot.chat.registry import command
from bot.chat.reply import Fields, Note, Part, Reply, Tone
from bot.chat.text import _
from bot.domain.access import Role
from bot.domain.due import moment_of
from bot.domain.vocabulary import Closure
from handlers.contact_words import undo_button
from handlers.follow_access import ensure_may_change, ensure_may_settle, ensure_open
from handlers.follow_owing import deadline_of, ensure_kept, owed_by, owners_to_choose
from handlers.follow_snooze import until_when
from handlers.follow_words import (
    due_of,
    facts_of,
    in_short,
    shift_of,
    steps_of,
)
from storage.follow_up_views import FollowUpView
from storage.follow_ups import ClosedAlready

# When somebody begins to work.
_MORNING = time(9)


@command(
    "follow done",
    _("Say that it is done; what comes again is there again"),
    TheFollowUp("follow_up"),
    examples=("follow done #12", "follow done pump specification"),
    writes=True,
)
def follow_done(call: Call, follow_up: FollowUpView) -> Reply:
    """That it is closed, and when the next one is due if it comes again."""
    return closed(call, follow_up, Closure.DONE)


@command(
    "follow drop",
    _("Let it go: it need not be done any more"),
    TheFollowUp("follow_up"),
    examples=("follow drop #12",),
    writes=True,
)
def follow_drop(call: Call, follow_up: FollowUpView) -> Reply:
    """That it is closed. What comes again comes no more."""
    return closed(call, follow_up, Closure.DROPPED)


@command(
    "follow reopen",
    _("Open a closed one again"),
    TheFollowUp("follow_up"),
    examples=("follow reopen #12",),
    writes=True,
    hidden=True,
)
def follow_reopen(call: Call, follow_up: FollowUpView) -> Reply:
    """That it is open again, as it was."""
    ensure_may_settle(call, follow_up)
    if follow_up.is_open:
        raise Mistake(_("That is open: {text}", text=follow_up.text))
    call.records.follow_ups.reopen(follow_up.id, call.now)
    now = _again(call, follow_up)
    title = _("Open again: {text}", text=now.text)
    return Reply(title, (Fields(facts_of(now, call)),), steps_of(now), Tone.DONE)


@command(
    "follow snooze",
    _("Let reminders rest for a while"),
    TheFollowUp("follow_up"),
    When("when", optional=True),
    examples=("follow snooze #12 tomorrow", "follow snooze #12 2026-12-18"),
    writes=True,
)
def follow_snooze(call: Call, follow_up: FollowUpView, when: DueMeant | None) -> Reply:
    """Until when they rest. Asks if that was not said."""
    ensure_open(follow_up)
    ensure_may_settle(call, follow_up)
    if when is None:
        return until_when(call, follow_up)
    until = _until(when, follow_up)
    _ensure_ahead(until, call)
    call.records.follow_ups.snooze(follow_up.id, until)
    title = _("Reminders rest until {moment}: {text}", moment=until, text=in_short(follow_up.text))
    due = Note(_("Due: {day}", day=due_of(follow_up, call)))
    return Reply(title, (due,), (undo_button(call), *steps_of(follow_up)[:1]), Tone.DONE)


@command(
    "follow due",
    _("Give a follow-up another date"),
    TheFollowUp("follow_up"),
    Due("due"),
    examples=("follow due #12 Friday 15:00",),
    role=Role.EDITOR,
    writes=True,
    hidden=True,
)
def follow_due(call: Call, follow_up: FollowUpView, due: DueMeant) -> Reply:
    """The follow-up as it is now due."""
    ensure_open(follow_up)
    ensure_may_change(call, follow_up)
    deadline = deadline_of(due, follow_up.timezone)
    _ensure_ahead(deadline.moment, call)
    call.records.follow_ups.put_off(follow_up.id, deadline)
    return _changed(call, follow_up)


@command(
    "follow assign",
    _("Hand it over, or say that the others owe it"),
    TheFollowUp("follow_up"),
    TheOwner("whom", optional=True),
    examples=("follow assign #12 @oksana", "follow assign #12 Odesa", "follow assign #12 await"),
    role=Role.EDITOR,
    writes=True,
)
def follow_assign(call: Call, follow_up: FollowUpView, whom: Whom | None) -> Reply:
    """Whose it is now. Asks if that was not said."""
    ensure_open(follow_up)
    ensure_may_change(call, follow_up)
    if whom is None:
        raise Question(_("Who shall do it?"), *owners_to_choose(call, follow_up))
    says = f"follow assign #{follow_up.id}"
    owed = owed_by(call, whom, follow_up.partnership_id, lambda words: f"{says} {words}")
    ensure_kept(call, owed, follow_up.visibility)
    call.records.follow_ups.hand_over(follow_up.id, owed)
    return _changed(call, follow_up)


def closed(call: Call, follow_up: FollowUpView, closure: Closure) -> Reply:
    """The reply after closing one; Mistake if it is closed or not the speaker's to close."""
    ensure_open(follow_up)
    ensure_may_settle(call, follow_up)
    try:
        following = call.records.follow_ups.close(follow_up.id, closure, call.now)
    except ClosedAlready:
        raise Mistake(_("Somebody else was quicker: it is closed already.")) from None
    if closure is Closure.DONE:
        title = _("Done: {text}", text=follow_up.text)
    else:
        title = _("Dropped: {text}", text=follow_up.text)
    return Reply(title, _next_one(call, following), (undo_button(call),), Tone.DONE)


def _next_one(call: Call, number: int | None) -> tuple[Part, ...]:
    following = call.records.follow_ups.get(number) if number is not None else None
    if following is None:
        return ()
    return (Note(_("The next time it is due: {day}", day=due_of(following, call))),)


def _until(when: DueMeant, follow_up: FollowUpView) -> datetime:
    """The time that was said; of a day alone, its morning where the owner is."""
    if when.time is None:
        return moment_of(when.day, _MORNING, follow_up.timezone)
    return moment_of(when.day, when.time, when.zone)


def _ensure_ahead(moment: datetime, call: Call) -> None:
    if moment <= call.now:
        raise Mistake(_("That moment is over: {moment}.", moment=moment))


def _again(call: Call, follow_up: FollowUpView) -> FollowUpView:
    return call.records.follow_ups.get(follow_up.id) or follow_up


def _changed(call: Call, before: FollowUpView) -> Reply:
    now = _again(call, before)
    if now == before:
        return Reply(_("Nothing had to be changed: it is on record so."), (), steps_of(now))
    parts: list[Part] = [Fields(facts_of(now, call))]
    shift = shift_of(now)
    if shift:
        parts.append(Note(shift))
    title = _("Changed: {text}", text=now.text)
    return Reply(title, tuple(parts), (undo_button(call), *steps_of(now)), Tone.DONE)
