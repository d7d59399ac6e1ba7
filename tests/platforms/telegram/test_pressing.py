"""People press buttons on Telegram."""

from bot.chat.reply import Button, Paragraph, Reply
from storage.models import ButtonText
from tests.platforms.telegram.conftest import Setting

ASKED = Reply("Sure?", buttons=(Button("Yes", "do it"),))
PAGE_ONE = Reply("Page 1", buttons=(Button("Next", "page 2"),), replaces=True)
PAGE_TWO = Reply("Page 2", buttons=(Button("Previous", "page 1"),), replaces=True)


async def test_a_pressed_button_speaks_in_the_pressers_name(polling: Setting) -> None:
    group = polling.telegram.group("Sister cities")
    polling.say(ASKED, Reply("So be it"))
    await polling.telegram.message("/help", chat=group)
    await polling.answers()
    other = polling.telegram.person("Aiko", last_name="Tanaka")
    await polling.telegram.press(polling.telegram.last, "Yes", user=other)
    await polling.answers(2)
    pressed = polling.asked[-1]
    assert (pressed.name, pressed.text, pressed.pressed) == ("Aiko Tanaka", "do it", True)


async def test_a_button_of_a_real_screen_leads_on(polling: Setting) -> None:
    polling.know(polling.telegram.user)
    await polling.telegram.message("/partner status Odesa")
    await polling.answers()
    await polling.telegram.press(polling.telegram.last, "Timeline")
    await polling.settled()
    assert "Donations after the earthquake" in polling.telegram.text_of(polling.telegram.last)


async def test_a_button_in_a_topic_is_answered_there(polling: Setting) -> None:
    forum = polling.telegram.supergroup("Forum", forum=True)
    topic = polling.telegram.topic(forum, "Odesa")
    polling.say(ASKED, Reply("So be it"))
    await polling.telegram.message("/help", chat=forum, topic=topic)
    await polling.answers()
    await polling.telegram.press(polling.telegram.last, "Yes")
    await polling.answers(2)
    assert polling.telegram.last["message_thread_id"] == topic


async def test_an_answer_that_replaces_takes_the_messages_place(polling: Setting) -> None:
    polling.say(PAGE_ONE, PAGE_TWO)
    await polling.telegram.message("pages")
    await polling.answers()
    await polling.telegram.press(polling.telegram.last, "Next")
    await polling.settled()
    assert await polling.answers() == ["Page 2\n[Previous]"]


async def test_an_unchanged_page_is_left_as_it_is(polling: Setting) -> None:
    polling.say(PAGE_ONE, PAGE_ONE)
    await polling.telegram.message("pages")
    await polling.answers()
    await polling.telegram.press(polling.telegram.last, "Next")
    await polling.settled()
    assert await polling.answers() == ["Page 1\n[Next]"]


async def test_a_page_that_cannot_be_changed_is_sent_anew(polling: Setting) -> None:
    polling.say(PAGE_ONE, PAGE_TWO)
    await polling.telegram.message("pages")
    await polling.answers()
    old = polling.telegram.last
    polling.telegram.fail_next(
        "editMessageText", error_code=400, description="Bad Request: message can't be edited"
    )
    await polling.telegram.press(old, "Next")
    assert await polling.answers(2) == ["Page 1\n[Next]", "Page 2\n[Previous]"]


async def test_an_answer_that_replaces_nothing_is_a_new_message(polling: Setting) -> None:
    polling.say(PAGE_ONE)
    await polling.telegram.message("page 1")
    assert await polling.answers() == ["Page 1\n[Next]"]


async def test_a_button_may_say_more_than_telegram_carries(polling: Setting) -> None:
    said = "log Odesa call " + "слово " * 60
    polling.say(Reply("Ready?", buttons=(Button("Yes", said),)), Reply("Done"))
    await polling.telegram.message("log")
    await polling.answers()
    await polling.telegram.press(polling.telegram.last, "Yes")
    await polling.answers(2)
    assert polling.asked[-1].text == said


async def test_a_button_whose_text_is_gone_says_so(polling: Setting) -> None:
    polling.say(Reply("Ready?", buttons=(Button("Yes", "x" * 65),)))
    await polling.telegram.message("log")
    await polling.answers()
    with polling.database.engine.begin() as connection:
        connection.execute(ButtonText.__table__.delete())
    pressed = await polling.telegram.press(polling.telegram.last, "Yes")
    await polling.telegram.wait_for(lambda fake: fake.answer_to(pressed))
    assert "too old" in polling.telegram.answer_to(pressed)["text"]


async def test_a_button_pressed_too_long_ago_is_still_answered(polling: Setting) -> None:
    polling.say(PAGE_ONE, Reply("Here you are"))
    await polling.telegram.message("pages")
    await polling.answers()
    polling.telegram.fail_next(
        "answerCallbackQuery",
        error_code=400,
        description="Bad Request: query is too old and response timeout expired",
    )
    pressed = await polling.telegram.press(polling.telegram.last, "Next")
    await polling.answers(2)
    polling.telegram.expire(pressed)


async def test_buttons_are_laid_out_in_rows_as_wide_as_a_phone(polling: Setting) -> None:
    labels = ("A short one", "Another", "A label that takes most of a row", "Last")
    polling.say(Reply("Choose", buttons=tuple(Button(label, label) for label in labels)))
    await polling.telegram.message("choose")
    assert await polling.answers() == [
        "Choose\n[A short one] [Another]\n[A label that takes most of a row]\n[Last]"
    ]


async def test_more_buttons_than_telegram_shows_are_cut(polling: Setting) -> None:
    polling.say(Reply("Choose", buttons=tuple(Button(str(n), f"n {n}") for n in range(120))))
    await polling.telegram.message("choose")
    await polling.answers()
    rows = polling.telegram.last["reply_markup"]["inline_keyboard"]
    assert sum(len(row) for row in rows) == 100
    assert max(len(row) for row in rows) == 8


async def test_words_go_out_without_buttons_that_cannot_be_kept(polling: Setting) -> None:
    reply = Reply("Ready?", (Paragraph("Say yes or no"),), (Button("Yes", "x" * 65),))
    polling.say(reply)
    with polling.database_down():
        await polling.telegram.message("are you ready")
        assert await polling.answers() == ["Ready?\nSay yes or no"]
