"""`/partner archive` and its opposite: a partnership out of sight, and back again."""

from bot.chat.call import Call
from bot.chat.errors import Question
from bot.chat.partnerships import Meant, ThePartnership, titled
from bot.chat.registry import command
from bot.chat.reply import Button, Fields, Reply, Tone, Weight
from bot.chat.text import Text, _, _n
from bot.domain.access import Role
from handlers.access import ensure_changeable, ensure_may_write_for
from handlers.partner_options import Reason
from storage.partnerships import PartnershipView

# How the button says that it was meant.
_SURE = "--yes"


@command(
    "partner archive",
    _("Take an ended partnership out of the lists"),
    ThePartnership("meant"),
    Reason("reason", optional=True),
    examples=("partner archive Lugano The friendship ended in 2024",),
    role=Role.EDITOR,
    writes=True,
)
def partner_archive(call: Call, meant: Meant, reason: str | None) -> Reply:
    """Asks first, with a button that says `--yes`; then what was archived."""
    partnership = meant.partnership
    ensure_changeable(call, partnership)
    why = _confirmed(reason or "")
    if why is None:
        raise _sure(call, partnership, reason or "")
    record = call.records.partnerships.record(partnership.id)
    record.removed_at = call.now
    record.archived_reason = why
    call.records.partnerships.save()
    facts: tuple[tuple[Text, Text], ...] = ((_("Reason"), why),) if why else ()
    buttons = (
        Button(_("Undo"), f"undo {call.records.trail.batch}"),
        Button(_("Status"), f"partner status ~{partnership.id}"),
    )
    title = _("Archived the partnership {parties}", parties=titled(partnership))
    return Reply(title, (Fields(facts),) if facts else (), buttons, Tone.DONE, replaces=True)


def _confirmed(reason: str) -> str | None:
    """The reason without the mark of confirmation; None if there is no such mark."""
    for shorter in (reason.removeprefix(_SURE), reason.removesuffix(_SURE)):
        if shorter != reason:
            return shorter.strip()
    return None


def _sure(call: Call, partnership: PartnershipView, reason: str) -> Question:
    count = call.records.exchanges.count(partnership.id)
    says = f"partner archive ~{partnership.id} {_SURE} {reason}".strip()
    return Question(
        _n(
            "Archive {parties}? Its {n} exchange stays on record, and it can be restored.",
            "Archive {parties}? Its {n} exchanges stay on record, and it can be restored.",
            count,
            parties=titled(partnership),
        ),
        Button(_("Archive"), says, Weight.DANGER),
        Button(_("Keep"), f"partner status ~{partnership.id}"),
    )


@command(
    "partner restore",
    _("Bring an archived partnership back"),
    ThePartnership("meant"),
    role=Role.EDITOR,
    writes=True,
    hidden=True,
)
def partner_restore(call: Call, meant: Meant) -> Reply:
    """The partnership is in the lists again; nothing changes if it is there already."""
    partnership = meant.partnership
    ensure_may_write_for(call, partnership.parties)
    status = Button(_("Status"), f"partner status ~{partnership.id}")
    if partnership.archived_at is None:
        title = _("{parties} is not archived.", parties=titled(partnership))
        return Reply(title, (), (status,))
    record = call.records.partnerships.record(partnership.id)
    record.removed_at = None
    record.archived_reason = ""
    call.records.partnerships.save()
    undo = Button(_("Undo"), f"undo {call.records.trail.batch}")
    title = _("Restored the partnership {parties}", parties=titled(partnership))
    return Reply(title, (), (undo, status), Tone.DONE, replaces=True)
