"""What somebody says in one place is read in the other, in order, once, and in its language."""

import asyncio

import pytest
from sqlalchemy import select

from bot.chat.delivering import Later, Refused, Uncertain
from bot.chat.talk import Attachment
from storage.models import Delivery
from tests.talk.town import AIKO, GIFU, ODESA, PETRO, SARI, YOKOHAMA, Town, bridged


async def test_words_cross_with_name_city_and_flag(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    await town.says(PETRO, ODESA, "The purifiers have arrived, thank you")
    await town.settles()
    assert town.screen(YOKOHAMA) == [
        "\nPetro · Odesa 🇺🇦\nThe purifiers have arrived, thank you",
    ]
    assert town.screen(ODESA) == []


async def test_each_end_reads_its_own_language_beside_the_original(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"))
    await town.says(AIKO, YOKOHAMA, "The mayor will visit the harbour in the spring")
    await town.settles()
    (told,) = town.screen(ODESA)
    assert told.splitlines() == [
        "",
        "Aiko · Yokohama 🇯🇵",
        "The-ado mayor-ado will-ado visit-ado the-ado harbour-ado in-ado the-ado spring-ado",
        "traducción automática · LibreTranslate",
        "The mayor will visit the harbour in the spring",
    ]


async def test_many_messages_come_in_the_order_in_which_they_were_said(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"))
    words = ["👍", "one more thing to say here", "14:30", "and the last thing for today", "ok"]
    for text in words * 3:
        await town.says(AIKO, YOKOHAMA, text)
    await town.settles()
    read = [each.splitlines()[-1] for each in town.screen(ODESA)]
    assert read == words * 3


async def test_a_reply_goes_under_what_it_answers(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    question = await town.says(AIKO, YOKOHAMA, "Did they arrive?")
    await town.settles()
    (copy,) = town.posts(ODESA)
    answer = await town.says(PETRO, ODESA, "Yes, today", copy, to_bot=True)
    await town.settles()
    assert town.taken
    (under,) = town.posts(YOKOHAMA).values()
    assert under.thread == question
    await town.says(AIKO, YOKOHAMA, "How good", question)
    await town.settles()
    assert [each.thread for each in town.posts(ODESA).values()] == ["", copy]
    await town.says(PETRO, ODESA, "More to come", answer)
    await town.settles()
    assert [each.thread for each in town.posts(YOKOHAMA).values()] == [question, question]


async def test_who_answers_or_likes_at_once_is_heard(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    town.telegram.receipt_seconds = 0.5
    town.telegram.arrived.clear()
    question = await town.says(AIKO, YOKOHAMA, "Did they arrive?")
    await town.telegram.arrived.wait()
    (copy,) = town.posts(ODESA)
    await asyncio.gather(
        town.says(PETRO, ODESA, "Yes, today", copy, to_bot=True),
        town.reacts(PETRO, ODESA, copy, "🎉"),
    )
    await town.settles()
    assert [each.thread for each in town.posts(YOKOHAMA).values() if each.thread] == [question]
    assert town.posts(YOKOHAMA)[question].emoji == ("🎉",)


async def test_what_answers_the_bot_itself_is_no_talk(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    await town.says(PETRO, ODESA, "yes", "77", to_bot=True)
    assert not town.taken


async def test_edits_and_deletions_follow(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"))
    number = await town.says(AIKO, YOKOHAMA, "We come on the fourth of May")
    await town.settles()
    await town.edits(YOKOHAMA, number, "We come on the fifth of May")
    await town.settles()
    (told,) = town.screen(ODESA)
    assert "fifth-ado" in told
    assert "fourth" not in told
    await town.deletes(YOKOHAMA, number)
    await town.settles()
    assert town.screen(ODESA) == []


async def test_what_is_taken_back_before_it_went_never_goes(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    town.telegram.failures = [Later("unreached")]
    number = await town.says(AIKO, YOKOHAMA, "Not for you")
    await town.deletes(YOKOHAMA, number)
    await town.settles()
    assert town.screen(ODESA) == []


async def test_emoji_cross_both_ways(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    number = await town.says(AIKO, YOKOHAMA, "The purifiers are on their way")
    await town.settles()
    (copy,) = town.posts(ODESA)
    await town.reacts(PETRO, ODESA, copy, "❤️")
    await town.reacts(SARI, YOKOHAMA, number, "👍")
    await town.settles()
    assert town.posts(YOKOHAMA)[number].emoji == ("❤️",)
    assert town.posts(ODESA)[copy].emoji == ("👍",)
    await town.reacts(PETRO, ODESA, copy, "❤️", added=False)
    await town.settles()
    assert town.posts(YOKOHAMA)[number].emoji == ()


async def test_files_come_along_and_too_large_ones_are_linked_to(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    town.slack.files["f1"] = b"numbers"
    small = Attachment("plan.csv", "text/csv", 7, "f1")
    large = Attachment("film.mp4", "video/mp4", 300 * 1024 * 1024, "f2")
    await town.says(
        AIKO, YOKOHAMA, "Here", attachments=[small, large], link="https://slack.example/p1"
    )
    await town.settles()
    message, file = town.posts(ODESA).values()
    assert message.text.splitlines()[2:] == [
        "Here",
        "📎 plan.csv (1 kB)",
        "📎 film.mp4 (300.0 MB): too large to be brought over; it is here:"
        " https://slack.example/p1",
    ]
    assert file.text == "[plan.csv: numbers]"
    assert file.thread == next(iter(town.posts(ODESA)))


async def test_a_file_that_cannot_be_had_is_told_of(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    gone = Attachment("plan.csv", "text/csv", 7, "nowhere")
    await town.says(AIKO, YOKOHAMA, "", attachments=[gone], link="https://slack.example/p1")
    await town.settles()
    told = town.screen(ODESA)[1]
    assert "could not bring over the file plan.csv" in told
    assert "https://slack.example/p1" in told


async def test_an_event_that_comes_twice_crosses_once(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    await town.says(AIKO, YOKOHAMA, "Once")
    town._numbers = iter(["1"])  # type: ignore[assignment]  # the same number again
    await town.says(AIKO, YOKOHAMA, "Once")
    await town.settles()
    assert len(town.screen(ODESA)) == 1


async def test_a_platform_that_fails_loses_nothing_and_keeps_the_order(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    town.telegram.failures = [Later("unreached"), None, Later("unreached"), None, None]
    for text in ("one", "two", "three"):
        await town.says(AIKO, YOKOHAMA, text)
    await town.settles()
    assert [each.splitlines()[-1] for each in town.screen(ODESA)] == ["one", "two", "three"]


async def test_an_answer_that_is_lost_doubles_nothing_on_slack(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    town.slack.lost = [Uncertain("timeout")]
    await town.says(PETRO, ODESA, "one")
    await town.says(PETRO, ODESA, "two")
    await town.settles()
    assert [each.splitlines()[-1] for each in town.screen(YOKOHAMA)] == ["one", "two"]


async def test_on_telegram_it_is_said_that_it_may_be_there_twice(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    town.telegram.lost = [Uncertain("timeout"), Uncertain("timeout")]
    await town.says(AIKO, YOKOHAMA, "one")
    await town.settles()
    first, second, third = town.screen(ODESA)
    assert "second time" not in first
    assert "second time" in second
    assert "second time" in third


async def test_three_places_share_one_conversation(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "es"), (SARI, GIFU, "en"))
    await town.says(PETRO, ODESA, "Where shall we meet in the spring?")
    await town.settles()
    assert len(town.screen(YOKOHAMA)) == len(town.screen(GIFU)) == 1
    assert town.screen(ODESA) == []


async def test_two_bridges_cannot_meet_in_one_place(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    told = await town.commands(SARI, GIFU, "/bridge open lang=en")
    code = next(line.split(": ")[1] for line in told.splitlines() if line.startswith("Code"))
    answer = await town.commands(PETRO, ODESA, f"/bridge join {code}")
    assert "can share only one" in answer
    await town.says(AIKO, YOKOHAMA, "round")
    await town.settles()
    assert len(town.screen(ODESA)) == 1
    assert town.screen(GIFU) == []


async def test_a_place_that_is_gone_is_told_of_and_gets_no_more(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    town.telegram.failures = [Refused("chat_deleted")]
    await town.says(AIKO, YOKOHAMA, "into the void")
    await town.settles()
    (told,) = town.screen(YOKOHAMA)
    assert "cannot be reached any more" in told
    await town.says(AIKO, YOKOHAMA, "still nobody there")
    await town.settles()
    assert town.screen(ODESA) == []
    assert "cannot be reached" in await town.commands(AIKO, YOKOHAMA, "/bridge status")


async def test_each_place_is_told_in_the_language_that_it_reads(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "ja"), (PETRO, ODESA, "uk"))
    town.telegram.failures = [Refused("chat_deleted")]
    await town.says(AIKO, YOKOHAMA, "into the void")
    await town.settles()
    with town.database.reading() as session:
        query = select(Delivery.platform, Delivery.matter).where(Delivery.kind == "word")
        told = {
            (each, matter["word"], matter["language"]) for each, matter in session.execute(query)
        }
    assert told >= {("slack", "joined", "ja"), ("slack", "lost", "ja")}


@pytest.mark.parametrize("text", ["/bridge status", "/bridge close", "/bridge open"])
async def test_alone_with_the_bot_there_is_nothing_to_bridge(town: Town, text: str) -> None:
    alone = YOKOHAMA.__class__(YOKOHAMA.platform, "DAIKO", YOKOHAMA.team, private=True)
    assert "We are alone here" in await town.commands(AIKO, alone, text)


async def test_a_closed_bridge_brings_nothing_over(town: Town) -> None:
    await bridged(town, (AIKO, YOKOHAMA, "en"), (PETRO, ODESA, "en"))
    assert "stays here" in await town.commands(PETRO, ODESA, "/bridge close")
    await town.settles()
    (told,) = town.screen(YOKOHAMA)
    assert "closed the bridge" in told
    await town.says(AIKO, YOKOHAMA, "Anybody?")
    await town.settles()
    assert town.screen(ODESA) == []
