"""Why a partnership's score is what it is, in words that invite a look and pass no verdict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.chat.text import Days, Share, Text, _
from bot.domain.health import Reason, ReasonCode
from bot.domain.partial_dates import PartialDate, Precision
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


# A span counted from the first of January says nothing below this.
_SPAN_FROM_A_YEAR = 730


@dataclass(frozen=True, slots=True)
class Said:
    """A reason with what its figures are called: the party by name, and the day no more
    exactly than it is recorded."""

    reason: Reason
    party: str
    day: PartialDate | None

    @property
    def span(self) -> Days | None:
        """The time since the day, where that is known well enough to be told."""
        days = self.reason.days or 0
        is_exact = self.day is None or self.day.precision is not Precision.YEAR
        return Days(days) if is_exact or days >= _SPAN_FROM_A_YEAR else None


def dot(state: State) -> str:
    """The sign of the state, which is also always said in words beside it."""
    return _DOTS[state]


def in_words(
    reason: Reason, names: Mapping[int, str], recorded: Mapping[date, PartialDate]
) -> Text:
    """The reason as a sentence; `names` are those of the parties by id, `recorded` the dates
    as they are on record, by their first day."""
    day = recorded.get(reason.on, PartialDate(reason.on)) if reason.on else None
    return _SENTENCES[reason.code](Said(reason, names.get(reason.party or 0, "?"), day))


def _silent(said: Said) -> Text:
    if said.span is None:
        return _("No recorded activity since {day}; please confirm.", day=said.day)
    return _(
        "No recorded activity since {day} ({span}); please confirm.", day=said.day, span=said.span
    )


def _in_rhythm(said: Said) -> Text:
    if said.span is None:
        return _("Last exchange: {day}.", day=said.day)
    return _("Last exchange: {day} ({span} ago).", day=said.day, span=said.span)


def _no_activity(said: Said) -> Text:
    if said.day is None:
        return _("No recorded activity at all; please confirm.")
    return _("No recorded activity since it began ({day}); please confirm.", day=said.day)


# Beside a day as near as this, "lately" would sound wrong.
_RECENT_DAYS = 90


def _little_substance(said: Said) -> Text:
    if said.day is None or (said.reason.days or 0) < _RECENT_DAYS:
        return _("Little of substance has happened lately.")
    return _("Little of substance has happened lately; the last: {day}.", day=said.day)


def _one_sided(said: Said) -> Text:
    return _(
        "Most comes from {party}: {share}.", party=said.party, share=Share(said.reason.share or 0.0)
    )


def _undelivered(said: Said) -> Text:
    return _("{done} of {due} deliverables are done.", done=said.reason.done, due=said.reason.due)


def _unverified(said: Said) -> Text:
    if said.day is None:
        return _("{party} has no nodal contact that anyone has verified.", party=said.party)
    return _(
        "The nodal contact of {party} was last verified on {day}.", party=said.party, day=said.day
    )


def _overdue(said: Said) -> Text:
    return _("The review was due on {day}.", day=said.day)


def _never_reviewed(said: Said) -> Text:
    return _("It has not been reviewed yet; the first review was due: {day}.", day=said.day)


def _not_in_force(said: Said) -> Text:
    if said.day is None:
        return _("No agreement is in force.")
    return _("The agreement ended on {day}.", day=said.day)


def _ends(said: Said) -> Text:
    return _(
        "The agreement ends on {day}, in {span}.", day=said.day, span=Days(said.reason.days or 0)
    )


def _paused(said: Said) -> Text:
    if not said.reason.note:
        return _("Paused until {day}.", day=said.day)
    return _("Paused until {day}: {note}", day=said.day, note=said.reason.note)


def _always(sentence: Text) -> Callable[[Said], Text]:
    return lambda _said: sentence


_SENTENCES: Mapping[ReasonCode, Callable[[Said], Text]] = {
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
