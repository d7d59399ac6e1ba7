"""Files on their way to Telegram and from there."""

import logging
from typing import Any

import pytest

from bot.chat.delivering import Later, NotDelivered, Parcel, Refused, Uncertain
from bot.chat.reply import Button, File, Paragraph, Reply
from bot.chat.speech import Speech
from bot.chat.talk import Attachment
from bot.domain.identity import Platform, Venue
from bot.platforms.telegram import fetching, filing
from bot.platforms.telegram.limits import CAPTION_LENGTH, utf16_length
from tests.fakes.telegram import Chat
from tests.platforms.telegram.conftest import TOKEN, Setting

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
WORDS = Reply("Olena", (Paragraph("The <pier>"),), (Button("Help", "help"),))


@pytest.fixture
def group(worker: Setting) -> Chat:
    """A group in which the bot is a mere member."""
    return worker.telegram.supergroup("Sister cities")


async def deliver(
    setting: Setting, group: Chat, file: File, reply: Reply = WORDS, thread: str = ""
) -> dict[str, Any]:
    to = Venue(Platform.TELEGRAM, str(group.id))
    parcel = Parcel("talk:7", to, reply, Speech(), thread, file)
    receipt = await setting.platform.courier.deliver(parcel)
    assert setting.telegram.last["message_id"] == int(receipt.message)
    assert len(setting.telegram.sent) == 1
    return setting.telegram.last


async def failure(setting: Setting, group: Chat, file: File) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await deliver(setting, group, file)
    return failed.value


async def fetch(setting: Setting, attachment: Attachment) -> File:
    return await setting.platform.courier.fetch(Venue(Platform.TELEGRAM, "-1001"), attachment)


async def not_fetched(setting: Setting, attachment: Attachment) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await fetch(setting, attachment)
    return failed.value


@pytest.mark.parametrize(
    ("name", "media_type", "kind"),
    [
        ("a.png", "image/png", "photo"),
        ("a.jpg", "image/jpeg", "photo"),
        ("a.webp", "IMAGE/WEBP; q=1", "photo"),
        ("a.svg", "image/svg+xml", "document"),
        ("a.mp4", "video/mp4", "video"),
        ("a.mov", "video/quicktime", "document"),
        ("a.mp3", "audio/mpeg", "audio"),
        ("a.m4a", "audio/mp4", "audio"),
        ("a.ogg", "audio/ogg", "voice"),
        ("план.pdf", "application/pdf", "document"),
        ("a", "", "document"),
    ],
)
async def test_a_file_goes_as_what_people_see_most_of(
    worker: Setting, group: Chat, name: str, media_type: str, kind: str
) -> None:
    sent = await deliver(worker, group, File(name, PNG, media_type))
    file = sent[kind][-1] if kind == "photo" else sent[kind]
    assert worker.telegram.world.files[file["file_id"]][1] == PNG
    assert file.get("file_name", name) == name
    assert sent["caption"] == "Olena\nThe <pier>"
    assert worker.telegram.text_of(sent).endswith("[Help]")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('the "plan".pdf', "the _plan_.pdf"),
        ("../a\\b\r\nX: y.pdf", ".._a_b__X: y.pdf"),
        ("", "file"),
        ("план & міст <1>.pdf", "план & міст <1>.pdf"),
    ],
)
async def test_a_name_arrives_whole(worker: Setting, group: Chat, name: str, shown: str) -> None:
    sent = await deliver(worker, group, File(name, b"x", ""))
    assert sent["document"]["file_name"] == shown


async def test_a_file_goes_under_what_it_belongs_to(worker: Setting, group: Chat) -> None:
    first = await worker.telegram.message("Hello", chat=group)
    number = str(first["message_id"])
    sent = await deliver(worker, group, File("a.pdf", b"x", ""), thread=number)
    assert sent["reply_to_message"]["message_id"] == first["message_id"]


async def test_a_file_goes_though_what_it_belongs_to_is_gone(worker: Setting, group: Chat) -> None:
    sent = await deliver(worker, group, File("a.pdf", b"x", ""), thread="77")
    assert "reply_to_message" not in sent


async def test_a_file_of_which_nothing_is_said_has_no_words(worker: Setting, group: Chat) -> None:
    sent = await deliver(worker, group, File("a.pdf", b"x", ""), Reply())
    assert "caption" not in sent


async def test_words_that_are_too_long_are_cut(worker: Setting, group: Chat) -> None:
    reply = Reply("Olena", (Paragraph("слово " * 400),))
    sent = await deliver(worker, group, File("a.pdf", b"x", ""), reply)
    length = utf16_length(sent["caption"])
    assert CAPTION_LENGTH - 20 < length <= CAPTION_LENGTH
    assert sent["caption"].endswith("\n…")


async def test_a_picture_that_is_none_goes_as_a_file(worker: Setting, group: Chat) -> None:
    sent = await deliver(worker, group, File("a.png", b"no picture", "image/png"))
    assert sent["document"]["file_name"] == "a.png"
    methods = [call.method for call in worker.telegram.calls]
    assert methods == ["sendPhoto", "sendDocument"]


async def test_a_large_picture_goes_as_a_file(
    worker: Setting, group: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "PHOTO_BYTES", len(PNG) - 1)
    assert "document" in await deliver(worker, group, File("a.png", PNG, "image/png"))


async def test_a_picture_that_nobody_may_send_is_refused(worker: Setting, group: Chat) -> None:
    why = "Bad Request: not enough rights to send photos to the chat"
    worker.telegram.fail_next("sendPhoto", error_code=400, description=why)
    refusal = await failure(worker, group, File("a.png", PNG, "image/png"))
    assert (type(refusal), refusal.reason) == (Refused, "no_rights")


async def test_a_file_that_is_too_large_is_not_sent(
    worker: Setting, group: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "UPLOAD_BYTES", 9)
    refusal = await failure(worker, group, File("a.pdf", bytes(10), ""))
    assert (type(refusal), refusal.reason) == (Refused, "too_large")
    assert worker.telegram.calls == []


@pytest.mark.parametrize(
    ("fault", "kind", "reason"),
    [
        (
            {"error_code": 413, "description": "Request Entity Too Large"},
            Refused,
            "too_large",
        ),
        ({"error_code": 400, "description": "Bad Request: file is too big"}, Refused, "too_large"),
        ({"drop": True, "handled": True}, Uncertain, "uncertain"),
        ({"drop": True}, Uncertain, "uncertain"),
        ({"retry_after": 7}, Later, "rate_limited"),
    ],
)
async def test_what_becomes_of_a_file_is_told_as_of_a_message(
    worker: Setting,
    group: Chat,
    fault: dict[str, Any],
    kind: type[NotDelivered],
    reason: str,
) -> None:
    worker.telegram.fail_next("sendDocument", **fault)
    failed = await failure(worker, group, File("a.pdf", b"x", ""))
    assert (type(failed), failed.reason) == (kind, reason)


async def kept(setting: Setting, content: bytes = b"The plan") -> Attachment:
    """A file that somebody has sent."""
    document = setting.telegram.world.keep_file("plan.pdf", content, "application/pdf")
    return Attachment("plan.pdf", "application/pdf", len(content), document["file_id"])


async def test_a_file_that_somebody_sent_is_fetched(worker: Setting) -> None:
    file = await fetch(worker, await kept(worker))
    assert file == File("plan.pdf", b"The plan", "application/pdf")


async def test_a_file_that_is_said_to_be_too_large_is_not_asked_for(worker: Setting) -> None:
    refusal = await not_fetched(worker, Attachment("a", "", 20 * 1024 * 1024 + 1, "file-1"))
    assert (type(refusal), refusal.reason) == (Refused, "too_large")
    assert worker.telegram.calls == []


async def test_a_file_that_proves_to_be_too_large_is_not_taken(
    worker: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    attachment = await kept(worker)
    monkeypatch.setattr(fetching, "DOWNLOAD_BYTES", 7)
    refusal = await not_fetched(worker, Attachment("a", "", 0, attachment.reference))
    assert (type(refusal), refusal.reason) == (Refused, "too_large")


@pytest.mark.parametrize(
    ("fault", "kind", "reason"),
    [
        ({"error_code": 400, "description": "Bad Request: file is too big"}, Refused, "too_large"),
        (
            {"error_code": 400, "description": "Bad Request: invalid file_id"},
            Refused,
            "no_such_file",
        ),
        ({"error_code": 401, "description": "Unauthorized"}, Refused, "token_refused"),
        ({"error_code": 500}, Later, "uncertain"),
        ({"drop": True}, Later, "uncertain"),
        ({"retry_after": 9}, Later, "rate_limited"),
    ],
)
async def test_why_a_file_is_not_had_is_told(
    worker: Setting, fault: dict[str, Any], kind: type[NotDelivered], reason: str
) -> None:
    attachment = await kept(worker)
    worker.telegram.fail_next("getFile", **fault)
    failed = await not_fetched(worker, attachment)
    assert (type(failed), failed.reason) == (kind, reason)


async def test_a_file_that_is_gone_is_refused(worker: Setting) -> None:
    attachment = await kept(worker)
    worker.telegram.lose(attachment.reference)
    refusal = await not_fetched(worker, attachment)
    assert (type(refusal), refusal.reason) == (Refused, "no_such_file")


async def test_the_token_is_in_no_log_and_no_error(
    worker: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    attachment = await kept(worker)
    caplog.set_level(logging.DEBUG)
    await fetch(worker, attachment)
    worker.telegram.lose(attachment.reference)
    failed = await not_fetched(worker, attachment)
    told = [str(each.__dict__) for each in caplog.records if each.name != "aiohttp.access"]
    assert TOKEN not in f"{told} {failed!r} {failed.__cause__!r}"
    assert attachment.reference not in f"{told} {failed!r}"
