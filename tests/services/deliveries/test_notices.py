"""What stewards are told of what could not be delivered."""

from datetime import UTC, datetime

from bot.chat.delivering import Refused
from bot.chat.reach import Reach
from bot.domain.identity import Platform
from bot.platforms.console.plain import plain
from bot.services.deliveries.composing import Composing
from tests.services.deliveries.sending import EveryDay, Secretariat, failed


async def test_a_steward_is_told_where_the_others_find_the_bot(office: Secretariat) -> None:
    office.owes(office.employs("Petro", platform=Platform.TELEGRAM))
    office.pump()
    (claim,) = office.takes()
    office.records(failed(claim, Refused("chat_not_found")))
    (notice,) = office.takes()
    composing = Composing(office.database, EveryDay(), Reach(telegram_username="attache_bot"))
    try:
        composed = await composing.composed(notice, datetime(2026, 11, 21, tzinfo=UTC))
    finally:
        composing.close()
    assert composed is not None
    told = plain(composed.reply, composed.speech)
    assert "Reminder for Petro" in told
    assert "press Start: https://t.me/attache_bot" in told
