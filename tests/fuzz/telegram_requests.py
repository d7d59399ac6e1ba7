"""What Telegram posts: updates of every kind from the local world, spoilt."""

import copy
import random
from dataclasses import replace
from typing import Any

from bot.platforms.telegram.account import UPDATES
from tests.fakes.telegram import Chat, FakeTelegram
from tests.fuzz import hostile
from tests.fuzz.lines import Lines
from tests.fuzz.posting import Request
from tests.fuzz.spoiling import spoiled, written

PATH = "/telegram/webhook"
# pragma: allowlist nextline secret  known to the tests alone
SECRET = "s3cret-word"
_TYPES = ("application/json", "text/plain", "", "application/x-www-form-urlencoded", "\xff")


class TelegramRequests:
    """Makes requests from the updates that were seen in the local world."""

    def __init__(self, telegram: FakeTelegram, lines: Lines) -> None:
        self._updates = [copy.deepcopy(each) for each in telegram.world.updates.history]
        self._lines = lines
        self._number = 900_000_000

    def request(self, chance: random.Random) -> tuple[Request, bool]:
        """The next request, and whether it may be let in."""
        update = copy.deepcopy(chance.choice(self._updates))
        self._number += chance.random() < 0.98
        update["update_id"] = self._number
        self._say(chance, update)
        if chance.random() < 0.85:
            update = spoiled(chance, update)
        body = written(chance, update)
        headers = {"content-type": chance.choice(_TYPES) if chance.random() < 0.05 else _TYPES[0]}
        kind = chance.random()
        if kind < 0.02:
            return Request(PATH, headers, body), False
        wrong = chance.choice(("", SECRET[:-1], SECRET.upper(), "é", hostile.word(chance)))
        secret = wrong if kind < 0.05 else SECRET
        headers["x-telegram-bot-api-secret-token"] = secret
        return Request(PATH, headers, body), secret == SECRET

    def again(self, request: Request, body: bytes) -> Request:
        """The request with another body."""
        return replace(request, body=body)

    def _say(self, chance: random.Random, update: dict[str, Any]) -> None:
        """Put another line where people's words are, as they would be in this place."""
        line = self._lines.line(chance)
        message = update.get("message") or update.get("edited_message") or {}
        for name, entities in (("text", "entities"), ("caption", "caption_entities")):
            if message.get(name):
                message[name] = line
                message[entities] = _entities(chance, line)
        if "callback_query" in update:
            update["callback_query"]["data"] = line


def _entities(chance: random.Random, line: str) -> list[dict[str, Any]]:
    if chance.random() < 0.2:
        kind = chance.choice(("mention", "bot_command", "text_mention", "url", "of tomorrow"))
        offset, length = chance.randint(-2, len(line) + 2), chance.choice((0, 1, 5, 5000))
        return [{"type": kind, "offset": offset, "length": length}]
    command = line.split(" ", maxsplit=1)[0]
    is_command = command.startswith("/") and len(command) > 1
    return [{"type": "bot_command", "offset": 0, "length": len(command)}] if is_command else []


async def live(telegram: FakeTelegram) -> Chat:
    """Let things of every kind happen; returns the group in which most of it did."""
    telegram.world.updates.allowed = list(UPDATES)
    person = telegram.user
    await telegram.message("/help")
    await telegram.message("partner status Odesa")
    group = telegram.group("Sister cities")
    forum = telegram.supergroup("Harbours", forum=True)
    topic = telegram.topic(forum, "Odesa")
    await telegram.message("/partner list", chat=group)
    await telegram.message("@attache_bot partner list", chat=group)
    await telegram.message("/partner status Odesa", chat=forum, topic=topic)
    await telegram.file("contacts.csv", b"city,name\nOdesa,Ivan\n", caption="/help")
    said = telegram.world.new_message(
        telegram.private_chat(person),
        telegram.bot,
        text="Odesa",
        reply_markup={"inline_keyboard": [[{"text": "Help", "callback_data": "help"}]]},
    )
    await telegram.press(said, "Help")
    await telegram.message("partner list", chat=group, reply_to=said)
    await telegram.message("/follow", chat=group, reply_to=await telegram.message("by Friday"))
    await telegram.message("It is done", chat=group, reply_to=said)
    await telegram.edit(await telegram.message("/help"), "/help partner")
    await _talk(telegram, telegram.supergroup("Ports", bot="administrator"))
    await telegram.add_bot(telegram.group("Another"))
    await telegram.kick_bot(telegram.group("Gone"))
    await telegram.upgrade_group(telegram.group("Growing"))
    return group


async def _talk(telegram: FakeTelegram, group: Chat) -> None:
    """People say things of every kind to each other."""
    link = {"type": "text_link", "offset": 4, "length": 4, "url": "https://a.example"}
    said = await telegram.message("see here 🚢", chat=group, entities=[link])
    await telegram.edit(said, "see there")
    await telegram.message("🇺🇦", chat=group, reply_to=said)
    await telegram.react(said, "👍", "✍", custom=("5368324170671202286",))
    await telegram.react(said, as_chat=group)
    for kind in ("photo", "document", "video", "animation", "audio", "voice", "video_note"):
        await telegram.share(kind, caption="Look", chat=group)
    channel = telegram.channel("News")
    origin = {"type": "channel", "date": 1, "chat": channel.shown(), "message_id": 7}
    forwarded = {"text": "Fog", "forward_origin": origin}
    await telegram.post(forwarded, chat=group, as_chat=channel)
    place = {"latitude": 46.5, "longitude": 30.7}
    for content in (
        {"location": place},
        {"location": place, "venue": {"location": place, "title": "Port", "address": "Pier 1"}},
        {"contact": {"phone_number": "+380501", "first_name": "Olena"}},
        {"checklist": {"title": "Visit", "tasks": [{"id": 1, "text": "Hotel"}]}},
        {"dice": {"emoji": "🎲", "value": 5}},
    ):
        await telegram.post(content, chat=group)
