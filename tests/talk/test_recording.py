"""What was said across a bridge is put on record, tracked, translated or taken back."""

from datetime import UTC, datetime

from bot.chat.message import Message, Quoted
from bot.platforms.console.plain import plain
from tests.conversation import Conversation
from tests.talk.town import AIKO, ODESA, PETRO, SARI, YOKOHAMA, Town, bridged


async def _said(town: Town) -> tuple[str, str]:
    """The number of what Petro says, and of its copy in Yokohama."""
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    number = await town.says(PETRO, ODESA, "The purifiers have arrived, thank you")
    await town.settles()
    (copy,) = town.posts(YOKOHAMA)
    return number, copy


async def test_one_word_puts_it_on_record(town: Town) -> None:
    _number, copy = await _said(town)
    told = await town.commands(AIKO, YOKOHAMA, "/bridge log", copy)
    assert "Logged: message" in told
    assert "The purifiers have arrived, thank you" in told
    assert "Begun by: Odesa" in told
    timeline = Conversation(town.database, "Sari").says("/partner timeline Odesa")
    assert "The purifiers have arrived, thank you" in timeline


async def test_it_is_put_on_record_once(town: Town) -> None:
    number, copy = await _said(town)
    await town.commands(AIKO, YOKOHAMA, "/bridge log", copy)
    assert "on record already" in await town.commands(PETRO, ODESA, "/bridge log", number)


async def test_a_sign_under_it_does_the_same_and_is_silent_elsewhere(town: Town) -> None:
    _number, copy = await _said(town)
    for own, expected in ((copy, True), ("999", False)):
        message = Message(
            "bridge log",
            AIKO,
            YOKOHAMA,
            datetime.now(UTC),
            quoted=Quoted("", None, own, own),
            by_sign=True,
        )
        answer = town.router.answer(message)
        assert (answer is not None) == expected
        assert answer is None or "Logged" in plain(answer.reply, answer.speech)


async def test_who_puts_a_sign_there_is_told_alone_that_no_partnership_is_known(
    town: Town,
) -> None:
    _number, copy = await _said(town)
    Conversation(town.database, "Sari").says("/partner archive Odesa --yes")
    typed = await town.commands(AIKO, YOKOHAMA, "/bridge log", copy)
    assert "I know no partnership between the cities here" in typed
    for text in ("bridge log", "bridge remove"):
        about = Quoted("", None, copy, copy)
        message = Message(text, AIKO, YOKOHAMA, datetime.now(UTC), quoted=about, by_sign=True)
        answer = town.router.answer(message)
        # Nothing else that could not be done is told.
        assert (answer is not None) == (text == "bridge log")
        if answer is not None:
            assert answer.reply.aside
            assert plain(answer.reply, answer.speech) == typed


async def test_a_promise_is_tracked_from_what_was_brought_over(town: Town) -> None:
    _number, copy = await _said(town)
    told = await town.commands(AIKO, YOKOHAMA, "/follow add", copy)
    assert "The purifiers have arrived, thank you" in told


async def test_who_wrote_it_can_take_it_back_everywhere(town: Town) -> None:
    number, copy = await _said(town)
    assert "Only who wrote it" in await town.commands(AIKO, YOKOHAMA, "/bridge remove", copy)
    assert "taken back" in await town.commands(PETRO, ODESA, "/bridge remove", number)
    await town.settles()
    assert town.screen(YOKOHAMA) == []


async def test_a_steward_can_take_back_anything(town: Town) -> None:
    _number, copy = await _said(town)
    assert "taken back" in await town.commands(SARI, YOKOHAMA, "/bridge remove", copy)
    await town.settles()
    assert town.screen(YOKOHAMA) == []


async def test_what_nobody_brought_cannot_be_logged(town: Town) -> None:
    await _said(town)
    assert "I know no such message" in await town.commands(AIKO, YOKOHAMA, "/bridge log", "999")
    assert "in reply to the message" in await town.commands(AIKO, YOKOHAMA, "/bridge log")
