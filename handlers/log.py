"""`/log`: an exchange on record in one line."""

import re
from datetime import timedelta
from decimal import Decimal

from bot.chat.arguments import Choice, Keyword, Rest, Summary
from bot.chat.call import Call
from bot.chat.dates import Day
from bot.chat.errors import Mistake, Question
from bot.chat.kinds import KindOfExchange
from bot.chat.languages import OneLanguage
from bot.chat.parsing import Option
from bot.chat.partnerships import Meant, ThePartnership, titled
from bot.chat.promises import Promised, WhatComesNext
from bot.chat.registry import command
from bot.chat.reply import Button, Fields, Note, Paragraph, Part, Reply, Tone
from bot.chat.resolving import City
from bot.chat.text import Language, Listing, Text, _, _c
from bot.domain.access import Role
from bot.domain.partial_dates import PartialDate, Precision
from bot.domain.quantities import quantities_in
from bot.domain.vocabulary import ExchangeKind, Visibility
from handlers.access import ensure_changeable
from handlers.exchange_words import initiator_of, quantities_of
from handlers.follow_beside import follow_up_button, next_one, put_down
from handlers.settling import Settled, settled_by
from storage.exchanges import ExchangeView
from storage.follow_up_views import FollowUpView
from storage.partnerships import PartnershipView
from storage.views import PartyView

# A command that is sent again within this time was most likely sent again by mistake.
_RESENT_WITHIN = timedelta(minutes=10)
_BETWEEN_NAMES = re.compile(r"[,;、，；]")
_MOST_PEOPLE = 30
_LEADING_ON = " ,;:–—-、；，"


class Names(Rest):
    """Who took part, with commas between the names."""

    placeholder = _("NAMES")


@command(
    "log",
    _("Put on record what passed between two cities"),
    ThePartnership("meant"),
    KindOfExchange("kind", words=ExchangeKind, called=_("KIND")),
    Summary("summary"),
    Day("day", optional=True),
    WhatComesNext("following", optional=True),
    options=(
        Option("date", Day("date"), _("date")),
        Option("by", City("by"), _("by")),
        Option("with", Names("with"), _("with")),
        Option(
            "visibility",
            Choice("visibility", words=Visibility, called=_("VISIBILITY")),
            _("visibility"),
        ),
        Option("lang", OneLanguage("lang"), _("lang")),
        # Said by the button that logs a second time what is on record already.
        Option("again", Keyword("again", accepted=("yes",)), _("again")),
    ),
    examples=(
        'log Odesa call "Water purifiers: they need 40 more" 2026-11-18',
        "log Odesa video call Plans for the spring yesterday by=Odesa",
        'log Odesa call "They need 40 more" next: send pump specification by Friday @oksana',
    ),
    role=Role.EDITOR,
    writes=True,
)
def log(
    call: Call,
    meant: Meant,
    kind: ExchangeKind,
    summary: str,
    day: PartialDate | None,
    following: Promised | None,
    **options: object,
) -> Reply:
    """The exchange as it was understood, in full, what it settles and what comes next. A
    question if it is on record already."""
    partnership = meant.partnership
    ensure_changeable(call, partnership)
    if following:
        # What only led on to what comes next.
        summary = summary.rstrip(_LEADING_ON) or summary
    happened_on = _happened_on(day, options["date"], call)
    if options["again"] is None:
        _ensure_new(call, partnership, kind, happened_on, summary)
    initiator = _initiator(options["by"], partnership, call)
    _ensure_kept_to_own(options["visibility"], initiator, call)
    people = _people(options["with"], partnership, call)
    visibility, language = options["visibility"], options["lang"]
    record = call.records.exchanges.add(
        partnership.id,
        kind,
        summary,
        happened_on,
        initiator,
        _quantities(summary, call),
        visibility=visibility if isinstance(visibility, Visibility) else Visibility.NETWORK,
        language=str(language or ""),
        participants=people,
        logged_at=call.now,
    )
    logged = call.records.exchanges.get(record.id)
    if logged is None:
        raise LookupError(record.id)
    settled = settled_by(call, logged)
    next_up = put_down(call, following, logged) if following else None
    return _echo(call, partnership, logged, settled, next_up)


def _happened_on(day: PartialDate | None, given: object, call: Call) -> PartialDate:
    return given if isinstance(given, PartialDate) else day or PartialDate(call.today)


def _ensure_new(
    call: Call,
    partnership: PartnershipView,
    kind: ExchangeKind,
    happened_on: PartialDate,
    summary: str,
) -> None:
    since = call.now - _RESENT_WITHIN
    twin = call.records.exchanges.twin_of(partnership.id, kind, happened_on, summary, since)
    if twin is not None:
        raise Question(
            _("That is on record already; I did not log it a second time."),
            Button(_("Log again anyway"), f"{call.line.text} again=yes"),
            Button(_("Timeline"), f"partner timeline ~{partnership.id}"),
        )


def _initiator(given: object, partnership: PartnershipView, call: Call) -> int | None:
    """The party that began it: the one named, or else the speaker's own if it is one of them."""
    own = call.speaker.party
    if isinstance(given, PartyView):
        if not partnership.has(given.id):
            raise Mistake(
                _(
                    "{city} is no party to {parties}.",
                    city=given.name,
                    parties=titled(partnership),
                )
            )
        return given.id
    return own.id if own is not None and partnership.has(own.id) else None


def _ensure_kept_to_own(visibility: object, initiator: int | None, call: Call) -> None:
    """What only a party's own people see is what that party began: nobody hides a record
    from themselves; nor, where others read along, from them."""
    scope = call.speaker.scope
    if scope.in_public and visibility not in (None, Visibility.NETWORK):
        raise Mistake(
            _("Others read along here. Please log in private what is not for all of them.")
        )
    is_hidden = scope.role is not Role.STEWARD and initiator != scope.party_id
    if visibility is Visibility.PARTY and is_hidden:
        raise Mistake(
            _(
                "Only what your own city began can be kept to it. Leave out by= or say"
                " visibility=partnership."
            )
        )


def _people(
    given: object, partnership: PartnershipView, call: Call
) -> list[tuple[str, int | None]]:
    """Each name, with the contact of that very name at one of the parties if there is one."""
    names = [name.strip()[:200] for name in _BETWEEN_NAMES.split(str(given or ""))]
    kept = list(dict.fromkeys(name for name in names if name))[:_MOST_PEOPLE]
    known = call.records.exchanges.contacts_named(kept, [each.id for each in partnership.parties])
    return [(name, known.get(name.casefold())) for name in kept]


def _quantities(summary: str, call: Call) -> list[tuple[Decimal, str]]:
    found = quantities_in(summary, call.speech.calendar_words())
    return [(amount.number, amount.unit) for amount in found]


def _echo(
    call: Call,
    partnership: PartnershipView,
    logged: ExchangeView,
    settled: Settled,
    next_up: FollowUpView | None,
) -> Reply:
    is_plan = logged.happened_on is not None and logged.happened_on.start > call.today
    title = (
        _("Planned: {kind}", kind=logged.kind) if is_plan else _("Logged: {kind}", kind=logged.kind)
    )
    parts: list[Part] = [Paragraph(logged.summary), Fields(_facts(logged, partnership))]
    if is_plan:
        parts.append(Note(_("The day is still to come, so this is kept as a plan.")))
    parts += (*settled.parts(), *next_one(call, next_up))
    buttons = (
        Button(_("Undo"), f"undo {call.records.trail.batch}"),
        *follow_up_button(call, partnership),
        *settled.buttons(),
        Button(_("Timeline"), f"partner timeline ~{partnership.id}"),
        Button(_("Status"), f"partner status ~{partnership.id}"),
    )
    return Reply(title, tuple(parts), buttons, Tone.DONE)


def _facts(logged: ExchangeView, partnership: PartnershipView) -> tuple[tuple[Text, Text], ...]:
    known: tuple[tuple[Text, object], ...] = (
        (_("Partnership"), titled(partnership)),
        (_("Date"), _full(logged.happened_on)),
        (_("Begun by"), initiator_of(logged, partnership) or _("shared or unknown")),
        (_("Quantities"), quantities_of(logged)),
        (_("With"), Listing(logged.participants) if logged.participants else None),
        (_("Language"), Language(logged.language) if logged.language else None),
        (_("Visible to"), logged.visibility),
    )
    return tuple((name, _c("value", "{value}", value=value)) for name, value in known if value)


def _full(day: PartialDate | None) -> object:
    """A day with its weekday; a month or a year as it is."""
    return day.start if day is not None and day.precision is Precision.DAY else day
