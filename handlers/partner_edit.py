"""`/partner edit`: change what is on record of a partnership."""

from dataclasses import replace

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.parsing import CLEARED
from bot.chat.partnerships import Meant, ThePartnership, titled
from bot.chat.registry import command
from bot.chat.reply import Button, Fields, Reply, Tone
from bot.chat.text import Text, _
from bot.domain.access import Role
from handlers.access import ensure_changeable
from handlers.partner_options import FACTS, REVIEWS, put_into
from handlers.partnership_words import facts_of
from storage.partnerships import PartnershipView


@command(
    "partner edit",
    _("Change what is on record of a partnership"),
    ThePartnership("meant"),
    options=(*FACTS, *REVIEWS),
    examples=(
        "partner edit Odesa stage=evaluation review=2027-03-01",
        'partner edit Odesa paused=2026-12-31 reason="blackouts"',
    ),
    role=Role.EDITOR,
    writes=True,
)
def partner_edit(call: Call, meant: Meant, **facts: object) -> Reply:
    """What was and what is now, fact by fact. A fact given empty is cleared."""
    before = meant.partnership
    ensure_changeable(call, before)
    given = {name: value for name, value in facts.items() if value is not None}
    if not given:
        raise Mistake(_what_to_change(before))
    record = call.records.partnerships.record(before.id)
    put_into(record, given)
    if "paused" in given:
        cleared = given["paused"] is CLEARED
        record.paused_from = None if cleared else before.paused_from or call.today
        record.paused_reason = "" if cleared else record.paused_reason
    elif "reason" in given and before.paused_until is None:
        raise Mistake(
            _("A reason belongs to a pause. Say until when as well: paused={day}", day="2026-12-31")
        )
    call.records.partnerships.save()
    return _echo(call, before)


def _echo(call: Call, before: PartnershipView) -> Reply:
    after = call.records.partnerships.get(before.id) or before
    status = Button(_("Status"), f"partner status ~{before.id}")
    changed = _changes(before, after)
    if not changed:
        return Reply(_("Nothing had to be changed: it is on record so."), (), (status,), Tone.DONE)
    undo = Button(_("Undo"), f"undo {call.records.trail.batch}")
    title = _("Changed: {parties}", parties=titled(replace(after, title="")))
    return Reply(title, (Fields(changed),), (undo, status), Tone.DONE)


def _changes(before: PartnershipView, after: PartnershipView) -> tuple[tuple[Text, Text], ...]:
    """Each fact that differs, as `before → after`."""
    none: Text = _("none")
    old, new = _by_label(before), _by_label(after)
    labels = [label for label, _value in (*facts_of(after), *facts_of(before))]
    shown: list[tuple[Text, Text]] = []
    for label in labels:
        was, now = old.get(str(label), none), new.get(str(label), none)
        pair = (label, _("{before} → {after}", before=was, after=now))
        if was != now and pair not in shown:
            shown.append(pair)
    return tuple(shown)


def _by_label(partnership: PartnershipView) -> dict[str, Text]:
    return {str(label): value for label, value in facts_of(partnership)}


def _what_to_change(partnership: PartnershipView) -> Text:
    names = ", ".join(f"{option.name}=" for option in (*FACTS, *REVIEWS))
    return _(
        "What shall I change of {parties}? Give it by name: {names}",
        parties=titled(partnership),
        names=names,
    )
