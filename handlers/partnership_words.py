"""How a partnership's agreement, its next milestone and its facts are put in words."""

from datetime import date

from bot.chat.reply import Note
from bot.chat.text import Language, Listing, Text, _, _c
from bot.domain.partial_dates import PartialDate
from storage.exchanges import ExchangeView
from storage.partnerships import PartnershipView


def agreement_of(partnership: PartnershipView) -> Text:
    """The agreement's title and clock; empty if there is none on record."""
    title, terms = partnership.agreement_title, _terms(partnership)
    if title and terms:
        return _("{name}, {terms}", name=title, terms=terms)
    return title or terms


def awaiting(partnership: PartnershipView) -> tuple[Note, ...]:
    """Who has still to agree, and how; nothing once all did."""
    if not partnership.awaited:
        return ()
    cities = Listing(tuple(party.name for party in partnership.awaited))
    return (
        Note(
            _(
                "⚠️ It is a proposal until it is confirmed for {cities}: by an editor of theirs, or"
                " by a steward, with {example}",
                cities=cities,
                example=f"/partner confirm ~{partnership.id}",
            )
        ),
    )


def _terms(partnership: PartnershipView) -> Text:
    signed, until = partnership.agreement_signed, partnership.agreement_until
    if signed and until:
        return _("signed {day}, until {end}", day=signed, end=PartialDate(until))
    if signed:
        return _("signed {day}", day=signed)
    return _("until {end}", end=PartialDate(until)) if until else ""


def next_milestone(partnership: PartnershipView, planned: ExchangeView | None, today: date) -> Text:
    """What comes next of what is planned, reviewed or ended; empty if nothing is known."""
    coming: list[tuple[date, Text]] = []
    if planned is not None and planned.happened_on is not None:
        plan = _(
            "{day} · {kind}: {summary}",
            day=planned.happened_on,
            kind=planned.kind,
            summary=planned.summary,
        )
        coming.append((planned.happened_on.start, plan))
    for day, sentence in _on_the_calendar(partnership):
        if day is not None and day >= today:
            coming.append((day, _("{day} · {what}", day=PartialDate(day), what=sentence)))
    return min(coming, key=lambda each: each[0])[1] if coming else ""


def _on_the_calendar(partnership: PartnershipView) -> tuple[tuple[date | None, Text], ...]:
    return (
        (partnership.next_review_on, _("review")),
        (partnership.agreement_until, _("end of the agreement")),
        (partnership.paused_until, _("end of the pause")),
    )


def facts_of(partnership: PartnershipView) -> tuple[tuple[Text, Text], ...]:
    """Everything that is on record of it beside its parties, under its label."""
    pause = partnership.paused_until
    known: tuple[tuple[Text, object], ...] = (
        (_("Type"), partnership.type),
        (_("Stage"), partnership.stage),
        (_("Title"), partnership.title),
        (_("Since"), partnership.since),
        (_("Agreement"), partnership.agreement_title),
        (_("Signed"), partnership.agreement_signed),
        (_("Agreement until"), partnership.agreement_until),
        (_("Agreed medium"), partnership.medium),
        (_("Agreed language"), Language(partnership.language) if partnership.language else None),
        (_("Next review"), partnership.next_review_on),
        (_("Paused until"), pause),
        (_("Reason of the pause"), partnership.paused_reason),
        (_("Note"), partnership.note),
    )
    return tuple((name, _c("value", "{value}", value=value)) for name, value in known if value)
