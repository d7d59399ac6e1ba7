"""Who people are, and where a workspace is found on the web: asked of Slack, then remembered."""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.chat.delivering import NotDelivered
from bot.chat.line import visible
from bot.platforms.slack.acting import Acting
from bot.platforms.slack.belonging import Payload, part
from bot.platforms.slack.calling import Told
from bot.platforms.slack.memory import Memory
from bot.platforms.slack.wording import shortened
from bot.platforms.slack.workspaces import Clock

# Slack tells of changed names at once, but only to one of many machines.
KNOWN_FOR = timedelta(hours=6)
# Who cannot be asked now is not asked about every word that is said meanwhile.
UNKNOWN_FOR = timedelta(minutes=1)
_PEOPLE, _WORKSPACES = 10_000, 1_000
# Words are not held up for long by the question whose they are.
PATIENCE_SECONDS = 1.5
# One message does not have Slack asked for more people than these.
_MENTIONED = 20
_LONGEST_NAME = 80
# What is said by Slack itself comes from an account that is marked as nobody's.
SLACKBOT = "USLACKBOT"
_HOME = re.compile(r"https://[a-z0-9.-]+/")
_MESSAGE = re.compile(r"[0-9]{1,12}\.[0-9]{1,12}")
_PLACE = re.compile(r"[A-Z0-9]{1,64}")


@dataclass(frozen=True, slots=True)
class Person:
    """An account: what its owner is called, the workspace that they come from, and whether it
    is a program's."""

    name: str
    team: str = ""
    is_bot: bool = False


# Somebody about whom Slack did not say anything.
UNKNOWN = Person("")


class Acquaintance:
    """Answers from memory if it can, and never fails: what Slack does not say is empty."""

    def __init__(self, acting: Acting, clock: Clock) -> None:
        self._acting = acting
        self._people: Memory[tuple[str, str], Person] = Memory(clock, _PEOPLE)
        self._homes: Memory[str, str] = Memory(clock, _WORKSPACES)

    async def person(self, team: str, user: str) -> Person:
        """Who that is, as the workspace `team` sees them; UNKNOWN if Slack does not say."""
        known = self._people.get((team, user))
        if known is not None:
            return known[0]
        told = await self._told(team, "users.info", {"user": user})
        person = UNKNOWN if told is None else _person(part(told, "user"))
        self._people.keep((team, user), person, KNOWN_FOR if told else UNKNOWN_FOR)
        return person

    async def names(self, team: str, users: Iterable[str]) -> dict[str, str]:
        """The names of these people, as far as they are known."""
        asked = list(dict.fromkeys(users))[:_MENTIONED]
        found = await asyncio.gather(*(self.person(team, user) for user in asked))
        return {user: each.name for user, each in zip(asked, found, strict=True) if each.name}

    def forget(self, team: str, user: str) -> None:
        """Their data changed."""
        self._people.forget((team, user))

    async def link(self, team: str, channel: str, message: str, thread: str = "") -> str:
        """The address of a message, which opens in Slack's app where there is one, else in the
        browser; empty if the workspace's own address is not known. It is what Slack would
        answer, without asking for each: https://docs.slack.dev/reference/methods/chat.getPermalink
        """
        if not _PLACE.fullmatch(channel) or not _MESSAGE.fullmatch(message):
            return ""
        home = await self._home(team)
        if not home:
            return ""
        place = f"{home}archives/{channel}/p{message.replace('.', '')}"
        is_reply = thread != message and _MESSAGE.fullmatch(thread)
        return f"{place}?thread_ts={thread}&cid={channel}" if is_reply else place

    async def _home(self, team: str) -> str:
        known = self._homes.get(team)
        if known is not None:
            return known[0]
        told = await self._told(team, "auth.test", {})
        address = str((told or {}).get("url") or "")
        home = address if _HOME.fullmatch(address) else ""
        self._homes.keep(team, home, KNOWN_FOR if told else UNKNOWN_FOR)
        return home

    async def _told(self, team: str, method: str, asked: dict[str, str]) -> Told | None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._acting.read(team, method, asked)
        except (NotDelivered, TimeoutError):
            return None


def _person(told: Payload) -> Person:
    """https://docs.slack.dev/reference/objects/user-object"""
    profile = part(told, "profile")
    names = (
        profile.get("display_name"),
        profile.get("real_name"),
        told.get("real_name"),
        told.get("name"),
    )
    name = next((str(each) for each in names if each), "")
    is_bot = told.get("is_bot") is True or told.get("id") == SLACKBOT
    return Person(
        shortened(" ".join(visible(name).split()), _LONGEST_NAME),
        str(told.get("team_id") or ""),
        is_bot,
    )
