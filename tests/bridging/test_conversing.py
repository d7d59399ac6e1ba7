"""One conversation in a Slack channel and a Telegram group, as each side sees it."""

import re
from datetime import UTC, datetime

import pytest

from tests.bridging.program import Stage
from tests.bridging.speakers import OnSlack, OnTelegram, bridge
from tests.conversation import Conversation
from tests.fakes.slack import FakeSlack
from tests.fakes.telegram import FakeTelegram
from tests.handlers.test_joining import code_in


@pytest.fixture
async def bridged(stage: Stage, aiko: OnSlack, petro: OnTelegram) -> None:
    """Both read along, each in a language of their own."""
    await bridge((aiko, "es"), (petro, "uk"))
    await stage.settles()


async def test_strangers_come_in_let_their_places_in_and_share_them(
    stage: Stage, slack: FakeSlack, telegram: FakeTelegram
) -> None:
    """From the first word, by nothing but commands."""
    steward = Conversation(stage.database, "Sari")
    steward.at = datetime.now(UTC)

    def invitation(said: str) -> str:
        return code_in(steward.says(f"/network invite {said}"))

    yoko = OnSlack(slack, slack.add_user("Yoko Mori"), slack.add_channel("odesa"))
    group = telegram.supergroup("Одеса", members=[telegram.user], bot="administrator")
    olena = OnTelegram(telegram, telegram.user, group)
    alone = OnTelegram(telegram, telegram.user, telegram.private_chat(telegram.user))

    assert "I do not know you yet" in await yoko.commands("/bridge open")
    assert "Welcome" in await yoko.commands(
        f"/network join {invitation('Yokohama steward name=Yoko Mori')}"
    )
    assert "does not belong to" in await yoko.commands("/bridge open")
    assert "belongs to" in await yoko.commands("/network bind --yes")
    await alone.says(f"/start {invitation('Odesa steward name=Olena')}")
    await alone.sees("Welcome")
    assert "belongs to" in await olena.commands("/network bind --yes")

    opened = await yoko.commands("/bridge open lang=ja")
    code = re.search(r"/bridge join (\S+)", opened)
    assert code, opened
    assert "What comes over is put into*\nJapanese" in opened
    joined = await olena.commands(f"/bridge join {code[1]} lang=uk")
    assert "From now on this place shares a conversation with #" in joined
    assert "odesa · Yokohama" in joined
    told = await yoko.sees("OlenaがОдеса · Odesaをこの会話に加えました")
    assert slack.pings(told) == []

    await yoko.says("The water purifiers are on their way")
    assert (await olena.sees("purifiers-ado"))["text"].startswith("Yoko Mori · Yokohama 🇯🇵")


@pytest.mark.usefixtures("bridged")
async def test_what_is_said_in_slack_is_read_in_telegram(aiko: OnSlack, petro: OnTelegram) -> None:
    await aiko.says("The water purifiers are on their way")
    copy = await petro.sees("purifiers")
    assert petro.reads(copy) == [
        "Aiko · Yokohama 🇯🇵",
        "The-ado water-ado purifiers-ado are-ado on-ado their-ado way-ado",
        "машинний переклад · LibreTranslate",
        "The water purifiers are on their way",
    ]
    assert petro.folded(copy) == "The water purifiers are on their way"


@pytest.mark.usefixtures("bridged")
async def test_what_is_said_in_telegram_is_read_in_slack(aiko: OnSlack, petro: OnTelegram) -> None:
    await petro.says("They have arrived, thank you very much")
    copy = await aiko.sees("arrived")
    assert aiko.reads(copy) == [
        "Petro · Odesa 🇺🇦",
        "They-ado have-ado arrived-ado, thank-ado you-ado very-ado much-ado",
        "traducción automática · LibreTranslate",
        "> They have arrived, thank you very much",
    ]
    # What the screen of a locked telephone shows: who, and what in one's own language.
    assert copy["text"].startswith("Petro · Odesa 🇺🇦\nThey-ado have-ado arrived-ado")


@pytest.mark.usefixtures("bridged")
async def test_answers_stand_where_they_belong_on_both_sides(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    question = await aiko.says("Have the purifiers arrived?")
    copied_question = await petro.sees("Have-ado")
    await stage.settles()
    # In reply to the bot's own message, and yet it is talk: no command is made of it.
    answer = await petro.says("status of the pumps is unknown", copied_question)
    copied_answer = await aiko.sees("unknown-ado")
    assert aiko.answers(copied_answer) == question
    await stage.settles()
    await aiko.says("We will ask the harbour", copied_answer)
    under = await petro.sees("harbour-ado")
    # A thread in Slack is one; its replies come under its first message.
    assert petro.answers(under) == copied_question
    await petro.says("One more thing about it", answer)
    assert aiko.answers(await aiko.sees("thing-ado")) == question
    await stage.settles()
    assert len(petro.screen()) == 3
    assert len(aiko.screen()) == 3


@pytest.mark.usefixtures("bridged")
async def test_in_slack_edits_and_deletions_follow(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    message = await aiko.says("We arrive on the fourth of May")
    copy = await petro.sees("fourth-ado")
    await aiko.edits(message, "We arrive on the fifth of May")
    assert await petro.sees("fifth-ado") == copy
    assert "fourth" not in copy["text"]
    await aiko.deletes(message)
    await stage.settles()
    assert petro.screen() == petro.screen()[:1]
    assert copy not in petro.screen()


@pytest.mark.usefixtures("bridged")
async def test_in_telegram_edits_follow_and_a_command_takes_back(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    message = await petro.says("We arrive on the fourth of May")
    copy = await aiko.sees("fourth-ado")
    await petro.edits(message, "We arrive on the fifth of May")
    assert await aiko.sees("fifth-ado") == copy
    told = await petro.commands("/bridge remove", message)
    assert "taken back wherever I brought it" in told
    await stage.settles()
    assert copy not in aiko.screen()


@pytest.mark.usefixtures("bridged")
async def test_nobody_takes_back_what_others_said(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await aiko.says("This stays where it is")
    copy = await petro.sees("stays-ado")
    assert "Only who wrote it" in await petro.commands("/bridge remove", copy)
    await stage.settles()
    assert copy in petro.screen()


@pytest.mark.usefixtures("bridged")
async def test_emoji_stand_on_both_sides_until_they_are_taken_away(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    message = await aiko.says("The contract is signed")
    copy = await petro.sees("signed-ado")
    await petro.puts(copy, "🔥")
    await stage.settles()
    assert aiko.signs(message) == ["fire"]
    await aiko.puts(message, "+1")
    await stage.settles()
    assert petro.signs(copy) == ["👍"]
    await petro.takes(copy, "🔥")
    await aiko.takes(message, "+1")
    await stage.settles()
    assert (aiko.signs(message), petro.signs(copy)) == ([], [])


@pytest.mark.usefixtures("bridged")
async def test_emoji_under_a_copy_stand_under_what_it_is_a_copy_of(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    message = await petro.says("The contract is signed")
    copy = await aiko.sees("signed-ado")
    await aiko.puts(copy, "heart")
    await stage.settles()
    assert petro.signs(message) == ["❤"]
    await aiko.takes(copy, "heart")
    await stage.settles()
    assert petro.signs(message) == []


@pytest.mark.usefixtures("bridged")
async def test_in_slack_nobody_is_called_by_what_was_typed_in_telegram(
    aiko: OnSlack, petro: OnTelegram
) -> None:
    typed = "Plain: <!channel> <@U0123> *bold* _so_ ~no~ `x` @here &amp; <b>&lt;"
    await petro.says(typed)
    copy = await aiko.sees("Plain")
    assert aiko.slack.pings(copy) == []
    assert aiko.reads(copy)[-1].replace("\u2060", "") == f"> {typed}"
    # Every sign of formatting has something beside it that makes it a letter.
    assert not re.search(r"(?<!\u2060)[*_~`](?!\u2060)", copy["blocks"][-1]["text"]["text"])


@pytest.mark.usefixtures("bridged")
async def test_in_telegram_nobody_is_called_by_what_was_typed_in_slack(
    aiko: OnSlack, petro: OnTelegram
) -> None:
    typed = "Plain: @petro_od #odesa /start@other <b>bold</b> &lt; https://example.org/@petro_od"
    await aiko.says(typed)
    copy = await petro.sees("Plain")
    assert petro.telegram.pings(copy) == []
    told = petro.folded(copy).replace("\u2060", "")
    assert told == typed.replace("org/@", "org/%40")
    kinds = {each["type"] for each in copy["entities"]}
    assert kinds == {"bold", "italic", "expandable_blockquote", "url"}
