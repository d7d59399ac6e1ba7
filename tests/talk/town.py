"""Places on both platforms in which people talk, with the whole of the bot between them except
for the platforms: what they say goes in as their adapters tell it, and comes out on a screen."""

import asyncio
import gc
import itertools
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.chat.delivering import (
    Change,
    NotDelivered,
    Parcel,
    Reactions,
    Receipt,
    Refused,
    Removal,
    Rewriting,
)
from bot.chat.message import Message, Quoted
from bot.chat.reach import Reach
from bot.chat.reply import File, Paragraph, Quote, Reply
from bot.chat.router import Router
from bot.chat.speech import Speech
from bot.chat.talk import Attachment, Deleted, Edited, Reacted, Said
from bot.domain.identity import Identity, Platform, Venue
from bot.domain.marks import Mark
from bot.domain.tempo import Tempo
from bot.platforms.console.plain import plain
from bot.services.deliveries.worker import Worker
from bot.services.talk.interpreting import Interpreter
from bot.services.talk.overhearing import Overhearing
from bot.services.translation.detecting import Detector
from bot.services.translation.granting import Granting
from bot.services.translation.translator import Translator
from handlers.commands import registry
from storage.audit import Actor
from storage.engine import Database
from storage.models import Channel, ChatIdentity, Delivery, Network, Official, Wording
from tests.services.deliveries.sending import EveryDay

TEAM = "T1"
YOKOHAMA = Venue(Platform.SLACK, "C1", TEAM)
ODESA = Venue(Platform.TELEGRAM, "-100500")
GIFU = Venue(Platform.SLACK, "C2", TEAM)
HARBOURS = Venue(Platform.TELEGRAM, "-100900")
AIKO = Identity(Platform.SLACK, "UAIKO", TEAM)
PETRO = Identity(Platform.TELEGRAM, "501")
SARI = Identity(Platform.SLACK, "USARI", TEAM)
MARCO = Identity(Platform.TELEGRAM, "900")
_PATIENCE_SECONDS = 20.0


@dataclass
class Post:
    """A message as it stands in a place."""

    text: str
    thread: str = ""
    emoji: tuple[str, ...] = ()
    reply: Reply = field(default_factory=Reply)

    def set_off(self) -> list[tuple[str, str]]:
        """What of the words is set off, and how, the first paragraph first."""
        return [
            (str(part.text)[each.begin : each.end], each.kind.value)
            for part in self.reply.parts
            if isinstance(part, Paragraph | Quote)
            for each in part.marks
        ]


@dataclass
class Medium:
    """A platform that keeps what it is given. `failures` come first, one for each call."""

    can_look: bool
    account_pause: float = 0.0
    screens: dict[str, dict[str, Post]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    failures: list[NotDelivered | None] = field(default_factory=list)
    # Where the call is acted on, and its answer is lost.
    lost: list[NotDelivered] = field(default_factory=list)
    # Seconds in which a message is there already, and its receipt is still on the way.
    receipt_seconds: float = 0.0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(100))

    def tempo(self, to: Venue) -> Tempo:
        return Tempo(0.0)

    def pages(self, reply: Reply, speech: Speech) -> int:
        return 1

    async def deliver(self, parcel: Parcel) -> Receipt:
        self._may_fail()
        number = str(next(self.numbers))
        words = plain(parcel.reply, parcel.speech)
        if parcel.file is not None:
            words = f"[{parcel.file.name}: {parcel.file.content.decode()}]"
        post = Post(words, parcel.thread, reply=parcel.reply)
        self.screens.setdefault(parcel.to.channel, {})[number] = post
        self.keys[parcel.key] = number
        self.arrived.set()
        await asyncio.sleep(self.receipt_seconds)
        if self.lost:
            raise self.lost.pop(0)
        return Receipt(number)

    async def change(self, change: Change) -> None:
        self._may_fail()
        screen = self.screens.setdefault(change.to.channel, {})
        match change:
            case Rewriting():
                screen[change.message].text = plain(change.reply, change.speech)
                screen[change.message].reply = change.reply
            case Removal():
                screen.pop(change.message, None)
            case Reactions():
                post = screen.setdefault(change.message, Post("(somebody's own)"))
                post.emoji = change.emoji

    async def fetch(self, venue: Venue, attachment: Attachment) -> File:
        self._may_fail()
        if attachment.reference not in self.files:
            raise Refused("file_not_found")
        content = self.files[attachment.reference]
        return File(attachment.name, content, attachment.media_type)

    async def look(self, parcel: Parcel, since: datetime) -> Receipt | None:
        number = self.keys.get(parcel.key)
        return Receipt(number) if number else None

    def _may_fail(self) -> None:
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure


class Town:
    """Everybody and every place, and the bot at work."""

    def __init__(self, database: Database, translator: Translator) -> None:
        self.granting = granting = Granting(database, translator, Detector())
        self.database = database
        self.slack, self.telegram = Medium(can_look=True), Medium(can_look=False)
        couriers = {Platform.SLACK: self.slack, Platform.TELEGRAM: self.telegram}
        self.worker = Worker(database, couriers, EveryDay())
        self.interpreter = Interpreter(database, granting.making, granting.detector)
        self.overhearing = Overhearing(database)
        self.router = Router(registry(), database, Reach(engines=("libretranslate",)))
        self._numbers = itertools.count(1)
        self._running: list[asyncio.Task[None]] = []

    def begin(self) -> None:
        """Let the bot work."""
        self._running = [
            asyncio.create_task(self.worker.run()),
            asyncio.create_task(self.interpreter.run()),
        ]

    async def end(self) -> None:
        """Let it finish."""
        self.worker.stop()
        self.interpreter.stop()
        await asyncio.gather(*self._running)
        self.overhearing.close()
        # A worker has its process to itself, and keeps for ever what is there when it begins.
        gc.unfreeze()

    async def commands(self, who: Identity, where: Venue, text: str, reply_to: str = "") -> str:
        """What the bot answers to a command."""
        quoted = Quoted("", None, reply_to) if reply_to else None
        message = Message(text, who, where, datetime.now(UTC), name=who.user, quoted=quoted)
        answer = await asyncio.to_thread(self.router.answer, replace(message, place=where.channel))
        assert answer is not None
        reply = await self.granting.granted(answer.reply, message.at)
        return plain(reply, answer.speech)

    async def says(
        self,
        who: Identity,
        where: Venue,
        text: str,
        reply_to: str = "",
        *,
        attachments: Iterable[Attachment] = (),
        to_bot: bool = False,
        link: str = "",
        marks: tuple[Mark, ...] = (),
    ) -> str:
        """The number of what somebody says; it is on its way when this returns."""
        number = f"m{next(self._numbers)}"
        said = Said(
            where,
            number,
            who,
            who.user.title(),
            text,
            datetime.now(UTC),
            f"event-{number}",
            reply_to,
            tuple(attachments),
            link,
            to_bot=to_bot,
            marks=marks,
        )
        self.taken = await self.overhearing.overhear(said)
        return number

    async def edits(
        self, where: Venue, number: str, text: str, marks: tuple[Mark, ...] = ()
    ) -> None:
        """Somebody changes the words of what they said."""
        event = f"edit-{next(self._numbers)}"
        edited = Edited(where, number, text, datetime.now(UTC), event, marks)
        await self.overhearing.overhear(edited)

    async def deletes(self, where: Venue, number: str) -> None:
        """Somebody takes back what they said."""
        event = f"delete-{next(self._numbers)}"
        await self.overhearing.overhear(Deleted(where, number, datetime.now(UTC), event))

    async def reacts(
        self, who: Identity, where: Venue, number: str, emoji: str, *, added: bool = True
    ) -> None:
        """Somebody puts an emoji under a message."""
        event = f"sign-{next(self._numbers)}"
        reacted = Reacted(where, number, who, emoji, datetime.now(UTC), event, added)
        await self.overhearing.overhear(reacted)

    async def settles(self, *, engines: bool = True) -> None:
        """Wait until nothing is on its way, and nothing is wanted in another language."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if await asyncio.to_thread(self._is_quiet, engines):
                return
            await asyncio.sleep(0.03)
        with self.database.reading() as session:
            waiting = [
                (each.key, each.state, each.next_at, each.reason)
                for each in session.query(Delivery)
                if each.state not in ("sent", "cancelled", "dead")
            ]
            wanted = [(each.language, each.state) for each in session.query(Wording)]
        raise AssertionError(f"something is still on its way: {waiting} {wanted}")

    def screen(self, where: Venue) -> list[str]:
        """What the bot posted in a place, the oldest first."""
        return [post.text for post in self.posts(where).values()]

    def posts(self, where: Venue) -> dict[str, Post]:
        """The same by the platform's numbers."""
        medium = self.slack if where.platform is Platform.SLACK else self.telegram
        return medium.screens.get(where.channel, {})

    def _is_quiet(self, engines: bool) -> bool:
        with self.database.reading() as session:
            is_open = Delivery.state.in_(("pending", "sending", "uncertain"))
            waiting = session.query(Delivery).filter(is_open, Delivery.kind.in_(_TALK)).count()
            wanted = session.query(Wording).filter(Wording.state == "wanted").count()
            return not waiting and not (engines and wanted)


_TALK = ("echo", "beside", "change", "attachment", "word")


def settled(database: Database) -> None:
    """Accounts for the officials of the small networks, and places that belong to them."""
    with database.writing(Actor("fixture")) as session:
        for name, account in (("Aiko", AIKO), ("Petro", PETRO), ("Sari", SARI), ("Marco", MARCO)):
            official = session.query(Official).filter(Official.name == name).one_or_none()
            if official is None:
                continue
            session.add(
                ChatIdentity(
                    official_id=official.id,
                    platform=account.platform,
                    team=account.team,
                    user=account.user,
                )
            )
        for place, slug in ((YOKOHAMA, ""), (ODESA, ""), (GIFU, ""), (HARBOURS, "harbours")):
            query = session.query(Network).order_by(Network.id)
            found = (query.filter(Network.slug == slug) if slug else query).first()
            if found is None:
                continue
            session.add(
                Channel(
                    network_id=found.id,
                    platform=place.platform,
                    team=place.team,
                    channel=place.channel,
                )
            )


async def bridged(town: Town, *ends: tuple[Identity, Venue, str]) -> None:
    """Put a bridge between places, each with who opens it there and the language it reads."""
    (who, where, language), *others = ends
    for other, place, spoken in others:
        told = await town.commands(who, where, f"/bridge open lang={language}")
        code = next(line.split(": ")[1] for line in told.splitlines() if line.startswith("Code"))
        answer = await town.commands(other, place, f"/bridge join {code} lang={spoken}")
        assert "From now on this place shares a conversation" in answer, answer
    await town.settles()
    for medium in (town.slack, town.telegram):
        medium.screens.clear()


__all__ = ["AIKO", "GIFU", "HARBOURS", "MARCO", "ODESA", "PETRO", "SARI", "YOKOHAMA", "Town"]
