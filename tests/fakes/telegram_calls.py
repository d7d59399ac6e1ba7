"""How tests of the local Telegram call it."""

import aiohttp
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import ExtBot

from tests.fakes.telegram import FakeTelegram

TOKEN = "123:ABC"


def bot_of(telegram: FakeTelegram, token: str = TOKEN) -> ExtBot:
    base, files = f"{telegram.url}/bot", f"{telegram.url}/file/bot"
    return ExtBot(token, base_url=base, base_file_url=files)


def one_button(data: str = "open:7", label: str = "Open") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


async def raw_call(telegram: FakeTelegram, path: str, **options: object) -> tuple[int, dict]:
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{telegram.url}/{path}", **options) as response,
    ):
        return response.status, await response.json()
