"""Who speaks, from which account and in which place, and what they may see there."""

from dataclasses import dataclass, replace

from bot.chat.message import Message, Quoted
from bot.domain.access import Role
from bot.domain.identity import Identity, Platform, Venue
from tests.conversation import TODAY
from tests.tenancy.sight import Eyes
from tests.tenancy.world import (
    DIRECT,
    HOME,
    LOOSE_GROUP,
    LOOSE_TEAM,
    OTHER,
    OTHER_GROUP,
    OWN_CHANNEL,
    OWN_GROUP,
    OWN_TEAM,
    telegram_user,
)


@dataclass(frozen=True)
class Stage:
    """One speaker in one place. `standing` is what they are there, as the report counts it."""

    standing: str
    sender: Identity
    venue: Venue
    eyes: Eyes
    is_guest: bool = False
    # Commands that speak of all of somebody's networks, or of all that is kept of them, as
    # they are meant to.
    beyond: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a test calls it."""
        sight = "private" if self.venue.private else "public"
        return f"{self.standing}, {sight}, {self.sender.platform}"

    def message(
        self,
        text: str,
        minute: int,
        *,
        pressed: bool = False,
        thread: str = "",
        quoted: str = "",
    ) -> Message:
        """Something said on this stage; in a thread it is said to others, and in reply to a
        `quoted` message to the bot."""
        return Message(
            text,
            self.sender,
            self.venue,
            TODAY.replace(hour=9 + minute // 60, minute=minute % 60),
            name=self.eyes.name,
            pressed=pressed,
            stranger=self.is_guest,
            quoted=Quoted("", None, thread or quoted) if thread or quoted else None,
            overheard=bool(thread),
        )


_SARI = Eyes(HOME, Role.STEWARD, name="Sari")
_AIKO = Eyes(HOME, Role.EDITOR, "Yokohama", "Aiko")
_PETRO = Eyes(HOME, Role.EDITOR, "Odesa", "Petro")
_VERA = Eyes(HOME, name="Vera")
_DORA = Eyes(HOME, name="Dora")
# Somebody who is of two networks hears of both when they ask about themselves.
_ABOUT_ONESELF = ("network use", "privacy", "join", "audit mine")


def _officials() -> list[Stage]:
    found = []
    for standing, eyes in (
        ("steward", _SARI),
        ("editor of Yokohama", _AIKO),
        ("editor of Odesa", _PETRO),
        ("viewer", _VERA),
        ("viewer who is a steward elsewhere", _DORA),
    ):
        in_two = eyes is _DORA
        for sender, private, public in _places(eyes.name):
            for venue in (private, public):
                narrowed = eyes if venue.private else _in_public(eyes)
                beyond = _ABOUT_ONESELF if in_two else ()
                found.append(Stage(standing, sender, venue, narrowed, beyond=beyond))
    return found


def _in_public(eyes: Eyes) -> Eyes:
    return replace(eyes, role=Role.VIEWER, city="", alone=False)


def _places(name: str) -> list[tuple[Identity, Venue, Venue]]:
    """Somebody's accounts, each with a place of their own and one where others read along."""
    user, person = f"U{name.upper()}", telegram_user(name)
    slack, telegram, console = Platform.SLACK, Platform.TELEGRAM, Platform.CONSOLE
    return [
        (
            Identity(console, name),
            Venue(console, "console", team=HOME, private=True),
            Venue(console, "hall", team=HOME),
        ),
        (
            Identity(slack, user, OWN_TEAM),
            Venue(slack, DIRECT, OWN_TEAM, private=True),
            Venue(slack, OWN_CHANNEL, OWN_TEAM, topic="1700000000.0001"),
        ),
        (
            Identity(telegram, person),
            Venue(telegram, person, private=True),
            Venue(telegram, OWN_GROUP),
        ),
    ]


def _visitors() -> list[Stage]:
    slack, telegram = Platform.SLACK, Platform.TELEGRAM
    guest, wanderer = Identity(slack, "UVISIT", OWN_TEAM), Identity(telegram, "901")
    eyes = Eyes(HOME, name="Visitor")
    return [
        Stage("visitor", guest, Venue(slack, DIRECT, OWN_TEAM, private=True), eyes),
        Stage("visitor", guest, Venue(slack, OWN_CHANNEL, OWN_TEAM), eyes),
        Stage("visitor", wanderer, Venue(telegram, OWN_GROUP), eyes),
    ]


def _strangers() -> list[Stage]:
    """Guests of a shared channel, passers-by, and officials of one network in the other's
    places or in nobody's."""
    slack, telegram, console = Platform.SLACK, Platform.TELEGRAM, Platform.CONSOLE
    nobody, elsewhere = Eyes("", name="Passer"), Eyes(OTHER, name="Vera")
    passer, vera = Identity(telegram, "902"), Identity(telegram, telegram_user("Vera"))
    shared = Venue(slack, OWN_CHANNEL, OWN_TEAM)
    loose = Identity(slack, "UAIKO", LOOSE_TEAM)
    homeless = _in_public(_AIKO)
    return [
        Stage("stranger", Identity(slack, "UPASS", "T9"), shared, nobody, is_guest=True),
        Stage(
            "stranger", Identity(slack, "UPASS", LOOSE_TEAM), Venue(slack, "C7", LOOSE_TEAM), nobody
        ),
        Stage("stranger", passer, Venue(telegram, "902", private=True), nobody),
        Stage("stranger", passer, Venue(telegram, LOOSE_GROUP), nobody),
        Stage(
            "stranger",
            Identity(console, "Passer"),
            Venue(console, "c", team="no-such", private=True),
            nobody,
        ),
        Stage(
            "visitor of the other network",
            vera,
            Venue(telegram, OTHER_GROUP),
            elsewhere,
            beyond=_ABOUT_ONESELF,
        ),
        Stage("official in nobody's place", loose, Venue(slack, "C7", LOOSE_TEAM), homeless),
        Stage("official in nobody's place", vera, Venue(telegram, LOOSE_GROUP), _in_public(_VERA)),
    ]


def _operators() -> list[Stage]:
    console = Platform.CONSOLE
    operator = Identity(console, "operator")
    steward = Eyes(HOME, Role.STEWARD, name="operator")
    return [
        Stage("steward", operator, Venue(console, "console", team=HOME, private=True), steward),
        Stage("steward", operator, Venue(console, "hall", team=HOME), Eyes(HOME, name="operator")),
    ]


STAGES: tuple[Stage, ...] = (*_officials(), *_visitors(), *_strangers(), *_operators())

# So many lines on each stage come to more than ten thousand on all.
CASES_ON_STAGE = 240


def of(*standings: str) -> list[Stage]:
    """The stages of somebody who is one of these."""
    return [stage for stage in STAGES if stage.standing in standings]
