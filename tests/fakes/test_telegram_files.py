"""The local Telegram takes and gives out files of every kind."""

import pytest
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.fakes.telegram import FakeTelegram

PNG = b"\x89PNG\r\n\x1a\n" + bytes(10)


async def test_a_photo_comes_in_its_sizes(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    sent = await bot.send_photo(chat.id, PNG, caption="The pier")
    largest = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await largest.download_as_bytearray()) == PNG
    assert telegram.text_of(telegram.last) == "The pier\n<photo>"


async def test_what_is_no_picture_is_refused_as_one(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(chat.id, b"city,name\n")
    assert telegram.violations == []


async def test_other_kinds_keep_what_is_said_of_them(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    video = await bot.send_video(chat.id, b"v", filename="pier.mp4")
    audio = await bot.send_audio(chat.id, b"a", filename="hymn.mp3")
    voice = await bot.send_voice(chat.id, b"o")
    assert (video.video.file_name, audio.audio.file_name) == ("pier.mp4", "hymn.mp3")
    assert voice.voice.file_size == 1
    assert telegram.violations == []


async def test_what_people_send_can_be_fetched(telegram: FakeTelegram, bot: ExtBot) -> None:
    for kind in ("photo", "animation", "video_note"):
        await telegram.share(kind, content=kind.encode(), caption="Look")
    photo, animation, note = [update.message for update in await bot.get_updates()]
    files = (photo.photo[-1], animation.animation, note.video_note)
    stored = [await bot.get_file(file.file_id) for file in files]
    contents = [bytes(await file.download_as_bytearray()) for file in stored]
    assert contents == [b"photo", b"animation", b"video_note"]
    assert animation.document.file_id == animation.animation.file_id


async def test_the_words_under_a_file_can_be_changed(telegram: FakeTelegram, bot: ExtBot) -> None:
    chat = telegram.private_chat(telegram.user)
    sent = await bot.send_document(chat.id, b"x", filename="a.pdf", caption="One")
    await bot.edit_message_caption(chat.id, sent.message_id, caption="Two")
    assert telegram.text_of(telegram.last) == "Two\n<a.pdf>"
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("Three", chat.id, sent.message_id)


async def test_a_file_whose_address_has_run_out_is_not_found(
    telegram: FakeTelegram, bot: ExtBot
) -> None:
    await telegram.file("a.pdf", b"x")
    [update] = await bot.get_updates()
    stored = await update.message.document.get_file()
    telegram.lose(stored.file_id)
    with pytest.raises(Exception, match="Not Found"):
        await stored.download_as_bytearray()
    assert telegram.violations == []
