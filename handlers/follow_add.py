"""`/follow add`: what is owed, by whom and by when."""

from datetime import timedelta

from bot.chat.arguments import Choice, Keyword
from bot.chat.call import Call
from bot.chat.due import Due, DueMeant, in_figures
from bot.chat.errors import Question
from bot.chat.intervals import EveryWord
from bot.chat.owners import TheOwner, Whom
from bot.chat.parsing import Option
from bot.chat.promises import Promise, Promised
from bot.chat.registry import command
from bot.chat.reply import Button, Fields, Note, Part, Reply, Tone
from bot.chat.text import Text, _, _c
from bot.domain.access import Role
from bot.domain.recurrence import Every
from bot.domain.vocabulary import Priority, Visibility
from handlers.access import ensure_changeable
from handlers.contact_words import undo_button
from handlers.follow_drafting import Terms, drafted
from handlers.follow_origin import author_of, due_of, partnership_of, text_of
from handlers.follow_words import facts_of, shift_of
from storage.follow_up_views import FollowUpView
from storage.follow_ups import Draft

# A command that is sent again within this time was most likely sent again by mistake.
_RESENT_WITHIN = timedelta(minutes=10)
_EXAMPLE = 'follow add Odesa "send pump specification" by Friday 15:00 @oksana'

OPTIONS = (
    Option("due", Due("due"), _c("option", "due")),
    Option("owner", TheOwner("owner"), _c("option", "owner"), runs_on=True),
    Option("every", EveryWord("every"), _c("option", "every")),
    Option(
        "priority",
        Choice("priority", words=Priority, called=_("PRIORITY")),
        _c("option", "priority"),
    ),
    Option(
        "visibility",
        Choice("visibility", words=Visibility, called=_("VISIBILITY")),
        _("visibility"),
    ),
    # Said by the button that puts a second time on record what is there already.
    Option("again", Keyword("again", accepted=("yes",)), _("again")),
)


@command(
    "follow add",
    _("Remember what is owed, by whom and by when, until it is done"),
    Promise("promised", optional=True),
    options=OPTIONS,
    examples=(
        _EXAMPLE,
        'follow add Odesa "their answer on the water project" by 2026-12-15 await',
    ),
    role=Role.EDITOR,
    writes=True,
)
def follow_add(call: Call, promised: Promised | None, **options: object) -> Reply:
    """The follow-up as it was understood, in full. Asks for what is to be done if that is not
    said, and whether it is meant if it is on record already. As a reply to a message it is of
    that message."""
    return added(call, promised, options)


def added(call: Call, promised: Promised | None, options: dict[str, object]) -> Reply:
    """The reply after putting it on record."""
    said = promised or Promised()
    if said.meant is not None:
        ensure_changeable(call, said.meant.partnership)
    text = said.text or text_of(call)
    if not text:
        raise _what_is_to_be_done(call, said)
    line = call.line.text if said.text else _with_text(call, said, text)
    due, whom = options["due"] or said.due, options["owner"] or said.whom
    told = due_of(call) if due is None else None
    if told is not None:
        line = f'{line} due="{in_figures(told)}"'
    priority, visibility = options["priority"], options["visibility"]
    every = options["every"]
    terms = Terms(
        every if isinstance(every, Every) else None,
        priority if isinstance(priority, Priority) else Priority.NORMAL,
        visibility if isinstance(visibility, Visibility) else None,
        told=told,
    )
    partnership_id = _partnership(call, said, text)
    draft = drafted(
        call,
        text,
        due if isinstance(due, DueMeant) else None,
        whom if isinstance(whom, Whom) else author_of(call, partnership_id),
        partnership_id,
        terms,
        lambda words: f"{line} owner={words}",
    )
    if options["again"] is None:
        _ensure_new(call, draft, line)
    number = call.records.follow_ups.add(draft, call.now)
    return _echo(call, number, is_due_said=not draft.deadline.is_usual)


def _partnership(call: Call, said: Promised, text: str) -> int | None:
    if said.meant is not None:
        return said.meant.partnership.id
    return partnership_of(call, text)


def _ensure_new(call: Call, draft: Draft, line: str) -> None:
    since = call.now - _RESENT_WITHIN
    follow_ups = call.records.follow_ups
    twin = follow_ups.twin_of(draft.text, draft.partnership_id, draft.owed.owner_id, since)
    if twin is not None:
        raise Question(
            _("That is on record already; I did not put it there a second time."),
            Button(_("Add it again anyway"), f"{line} again=yes"),
            Button(_("Show"), f"follow show #{twin}"),
        )


def _what_is_to_be_done(call: Call, said: Promised) -> Question:
    """Asks, with what is most often owed between two cities."""
    usual = [_("Send the minutes"), _("Ask how it stands"), _("Agree on a date for the next call")]
    buttons = [Button(each, _with_text(call, said, each)) for each in usual]
    if said.meant is not None:
        answer = _("Their answer")
        buttons.insert(0, Button(answer, f"{_with_text(call, said, answer)} await"))
    return Question(
        _("What is to be done? Write it like this: {example}", example=f"/{_EXAMPLE}"), *buttons
    )


def _with_text(call: Call, said: Promised, text: Text) -> str:
    """The line with a text in quotes where it belongs."""
    line = call.line.text
    at = len(line) if said.begins is None else said.begins
    quoted = call.speech.say(text).replace('"', "'")
    return f'{line[:at].rstrip()} "{quoted}" {line[at:]}'.strip()


def _echo(call: Call, number: int, *, is_due_said: bool) -> Reply:
    made = call.records.follow_ups.get(number)
    if made is None:
        raise LookupError(number)
    parts: list[Part] = [Fields(facts_of(made, call))]
    if not is_due_said:
        parts.append(Note(_("Nobody said when, so it is due in a week. Press to change it.")))
    if shift := shift_of(made):
        parts.append(Note(shift))
    return Reply(_("Follow-up: {text}", text=made.text), tuple(parts), steps(call, made), Tone.DONE)


def steps(call: Call, made: FollowUpView) -> tuple[Button, ...]:
    """What one may want to change of a follow-up that was just made."""
    says = f"#{made.id}"
    turned = (
        Button(_("We owe it"), f"follow assign {says} me")
        if made.awaited
        else Button(_("They owe us"), f"follow assign {says} await")
    )
    return (
        undo_button(call),
        Button(_("Tomorrow"), f"follow due {says} tomorrow"),
        Button(_("Next week"), f"follow due {says} next week"),
        Button(_("Done"), f"follow done {says}"),
        Button(_("Assign"), f"follow assign {says}"),
        *((turned,) if made.parties else ()),
    )
