"""`/network officials`, `appoint`, `remove` and `leave`: who may do what in the network."""

from enum import StrEnum

from bot.chat.arguments import Page
from bot.chat.call import Call
from bot.chat.contacts import Confirmed
from bot.chat.errors import Mistake
from bot.chat.officials import TheOfficial, titled
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, Note, Part, Reply, Tone, Weight
from bot.chat.resolving import City, described
from bot.chat.roles import RoleWord
from bot.chat.text import Text, _, _c, _n
from bot.domain.access import Role
from handlers.access import refuse_in_public
from handlers.farewell_words import handed_over, kept_note
from handlers.pages import pages_of, turning
from storage.officials import LastSteward, OfficialView
from storage.views import PartyView

PER_PAGE = 10
_MOST_SUCCESSORS = 4


@command(
    "network officials",
    _("Who uses the bot here, and what they may do"),
    options=(Option("page", Page("page", optional=True), _c("option", "page")),),
    examples=("network officials",),
)
def network_officials(call: Call, page: int | None) -> Reply:
    """The officials by name, page by page."""
    officials = call.records.officials
    count = officials.count()
    pages = pages_of(count, PER_PAGE)
    at = min(page or 1, pages)
    listed = officials.listed(limit=PER_PAGE, offset=(at - 1) * PER_PAGE)
    parts: list[Part] = [Entries(tuple(_entry(each) for each in listed))]
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=at, pages=pages)))
    title = _n("{n} official", "{n} officials", count)
    return Reply(title, tuple(parts), turning("network officials", at, pages), replaces=True)


@command(
    "network appoint",
    _("Give an official another role, or another city to write for"),
    TheOfficial("official"),
    RoleWord("role", words=Role, called=_("ROLE")),
    options=(Option("city", City("city"), _c("option", "city"), runs_on=True),),
    examples=("network appoint Petro steward", "network appoint Lena editor city=Dresden"),
    role=Role.STEWARD,
    writes=True,
)
def network_appoint(
    call: Call, official: OfficialView, role: StrEnum, city: PartyView | None
) -> Reply:
    """The role from now on. An editor keeps their city unless another is named."""
    party = city or official.party
    if role is Role.EDITOR and party is None:
        raise Mistake(
            _(
                "An editor writes for a city. Please say which: {example}",
                example=f"/network appoint {official.name} editor city=…",
            )
        )
    try:
        call.records.officials.appoint(official.id, Role(role), party.id if party else None)
    except LastSteward:
        raise _last_steward(official) from None
    now = call.records.officials.get(official.id) or official
    return Reply(
        _("From now on: {official}.", official=titled(now)),
        buttons=(Button(_("Undo"), f"undo {call.records.trail.batch}"),),
        tone=Tone.DONE,
    )


@command(
    "network remove",
    _("Let an official go, and hand over what was theirs"),
    TheOfficial("official"),
    Confirmed("confirmed", optional=True),
    options=(Option("to", TheOfficial("to"), _c("option", "to"), runs_on=True),),
    examples=("network remove Petro", "network remove Petro to=Oksana"),
    role=Role.STEWARD,
    writes=True,
)
def network_remove(
    call: Call, official: OfficialView, confirmed: bool | None, to: OfficialView | None
) -> Reply:
    """Asks first, and for a successor if there is something to hand over."""
    refuse_in_public(call)
    if to is not None and to.id == official.id:
        raise Mistake(_("Nobody can succeed themselves. Please name somebody else."))
    if not confirmed:
        return _farewell_asked(call, official, to)
    promised = call.records.follow_ups.count_owned(official.id)
    try:
        handed = call.records.officials.dismiss(official.id, to.id if to else None, call.now)
    except LastSteward:
        raise _last_steward(official) from None
    parts: list[Part] = []
    if to is not None:
        kept = _n(
            "{name} now keeps {n} contact of theirs.",
            "{name} now keeps {n} contacts of theirs.",
            handed,
            name=to.name,
        )
        parts.append(Note(kept))
    parts += handed_over(promised, to)
    undo = Button(_("Undo"), f"undo {call.records.trail.batch}")
    title = _("{name} has no role in this network any more.", name=official.name)
    return Reply(title, tuple(parts), (undo,), Tone.DONE, replaces=True)


@command(
    "network leave",
    _("Give up your own role in this network"),
    Confirmed("confirmed", optional=True),
    options=(Option("to", TheOfficial("to"), _c("option", "to"), runs_on=True),),
    examples=("network leave to=Oksana",),
    writes=True,
)
def network_leave(call: Call, confirmed: bool | None, to: OfficialView | None) -> Reply:
    """The same for oneself."""
    refuse_in_public(call)
    own = call.records.officials.get(call.speaker.scope.official_id or 0)
    if own is None:
        raise Mistake(_("You have no role in this network that you could give up."))
    if to is not None and to.id == own.id:
        raise Mistake(_("Nobody can succeed themselves. Please name somebody else."))
    if not confirmed:
        says = "network leave --yes" + (f" to=#{to.id}" if to else "")
        return Reply(
            _("Give up your role in {network}?", network=call.speaker.network.name),
            kept_note(call, own, to),
            (Button(_("Leave"), says, Weight.DANGER), Button(_("Stay"), "settings")),
            Tone.QUESTION,
            replaces=True,
        )
    try:
        call.records.officials.dismiss(own.id, to.id if to else None, call.now)
    except LastSteward:
        raise _last_steward(own) from None
    title = _("You have left {network}. Thank you.", network=call.speaker.network.name)
    return Reply(title, tone=Tone.DONE, replaces=True)


def _entry(official: OfficialView) -> Entry:
    city: Text = described(official.party) if official.party else ""
    role = _c("value", "{value}", value=official.role)
    said = _c("two facts", "{first} · {second}", first=role, second=city) if city else role
    gone = "" if official.is_reachable else _("⚠️ Their account was closed: name a successor.")
    return Entry(official.name, said, gone)


def _farewell_asked(call: Call, official: OfficialView, to: OfficialView | None) -> Reply:
    says = f"network remove #{official.id} --yes"
    buttons = [Button(_("Remove"), says + (f" to=#{to.id}" if to else ""), Weight.DANGER)]
    leaves = call.records.officials.contacts_kept_by(official.id)
    leaves += call.records.follow_ups.count_owned(official.id)
    if to is None and leaves:
        buttons = [
            *(
                Button(_("Hand over to {name}", name=each.name), f"{says} to=#{each.id}")
                for each in _successors(call, official)
            ),
            Button(_("Remove without a successor"), says, Weight.DANGER),
        ]
    buttons.append(Button(_("Keep"), "network officials"))
    return Reply(
        _("Let {official} go?", official=titled(official)),
        kept_note(call, official, to),
        tuple(buttons),
        Tone.QUESTION,
        replaces=True,
    )


def _successors(call: Call, official: OfficialView) -> list[OfficialView]:
    """Colleagues of the same city first, then stewards."""
    others = [each for each in call.records.officials.listed(limit=200) if each.id != official.id]
    home = official.party.id if official.party else None
    colleagues = [each for each in others if home and each.party and each.party.id == home]
    stewards = [each for each in others if each.role is Role.STEWARD and each not in colleagues]
    return [*colleagues, *stewards][:_MOST_SUCCESSORS]


def _last_steward(official: OfficialView) -> Mistake:
    return Mistake(
        _(
            "{name} is the only steward. Please appoint another one first:"
            " /network appoint NAME steward",
            name=official.name,
        )
    )
