"""Why a partnership's score is what it is, in words that invite a look and pass no verdict."""

from collections.abc import Callable, Mapping

from bot.chat.text import Days, Share, Text, _
from bot.domain.health import Health, Reason, ReasonCode
from bot.domain.vocabulary import State

_DOTS: Mapping[State, str] = {
    State.NEW: "🔵",
    State.ACTIVE: "🟢",
    State.COOLING: "🟡",
    State.DORMANT: "🟠",
    State.ZOMBIE_CANDIDATE: "🟠",
    State.PAUSED: "⏸️",
    State.ENDED: "⚪",
}


def dot(health: Health) -> str:
    """The sign of the state, which is also always said in words beside it."""
    return _DOTS[health.state]


def in_words(reason: Reason, names: Mapping[int, str]) -> Text:
    """The reason as a sentence; `names` are those of the parties by id."""
    return _SENTENCES[reason.code](reason, names.get(reason.party or 0, "?"))


def _silent(reason: Reason, _party: str) -> Text:
    return _(
        "No recorded activity since {day} ({span}); please confirm.",
        day=reason.on,
        span=Days(reason.days or 0),
    )


def _in_rhythm(reason: Reason, _party: str) -> Text:
    return _("Last exchange {span} ago, on {day}.", span=Days(reason.days or 0), day=reason.on)


def _no_activity(reason: Reason, _party: str) -> Text:
    if reason.on is None:
        return _("No recorded activity at all; please confirm.")
    return _("No recorded activity since it began on {day}; please confirm.", day=reason.on)


def _little_substance(reason: Reason, _party: str) -> Text:
    if reason.on is None:
        return _("Little of substance has happened lately.")
    return _("Little of substance has happened lately; the last was on {day}.", day=reason.on)


def _one_sided(reason: Reason, party: str) -> Text:
    return _("Most comes from {party}: {share}.", party=party, share=Share(reason.share or 0.0))


def _undelivered(reason: Reason, _party: str) -> Text:
    return _("{done} of {due} deliverables are done.", done=reason.done, due=reason.due)


def _unverified(reason: Reason, party: str) -> Text:
    if reason.on is None:
        return _("{party} has no nodal contact that anyone has verified.", party=party)
    return _("The nodal contact of {party} was last verified on {day}.", party=party, day=reason.on)


def _overdue(reason: Reason, _party: str) -> Text:
    return _("The review was due on {day}.", day=reason.on)


def _never_reviewed(reason: Reason, _party: str) -> Text:
    return _("It has not been reviewed yet; that was due on {day}.", day=reason.on)


def _not_in_force(reason: Reason, _party: str) -> Text:
    if reason.on is None:
        return _("No agreement is in force.")
    return _("The agreement ended on {day}.", day=reason.on)


def _ends(reason: Reason, _party: str) -> Text:
    return _("The agreement ends on {day}, in {span}.", day=reason.on, span=Days(reason.days or 0))


def _paused(reason: Reason, _party: str) -> Text:
    if not reason.note:
        return _("Paused until {day}.", day=reason.on)
    return _("Paused until {day}: {note}", day=reason.on, note=reason.note)


def _always(sentence: Text) -> Callable[[Reason, str], Text]:
    return lambda _reason, _party: sentence


_SENTENCES: Mapping[ReasonCode, Callable[[Reason, str], Text]] = {
    ReasonCode.SILENT: _silent,
    ReasonCode.IN_RHYTHM: _in_rhythm,
    ReasonCode.NO_RECORDED_ACTIVITY: _no_activity,
    ReasonCode.LITTLE_SUBSTANCE: _little_substance,
    ReasonCode.NO_SUBSTANCE: _always(_("Only courtesies and ceremonies are on record.")),
    ReasonCode.ONE_SIDED: _one_sided,
    ReasonCode.ONE_SIDED_BY_AID: _one_sided,
    ReasonCode.UNDELIVERED: _undelivered,
    ReasonCode.CONTACT_UNVERIFIED: _unverified,
    ReasonCode.REVIEW_OVERDUE: _overdue,
    ReasonCode.NEVER_REVIEWED: _never_reviewed,
    ReasonCode.AGREEMENT_NOT_IN_FORCE: _not_in_force,
    ReasonCode.AGREEMENT_ENDS: _ends,
    ReasonCode.LANGUAGE_NOT_AGREED: _always(_("No language is agreed yet.")),
    ReasonCode.CHANNEL_NOT_AGREED: _always(_("No channel is agreed yet.")),
    ReasonCode.KPIS_NOT_AGREED: _always(_("No indicators of success are agreed yet.")),
    ReasonCode.PAUSED: _paused,
}
