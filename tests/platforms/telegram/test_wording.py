"""What people write on Telegram, as others read it; and the files that they send."""

from typing import Any

import pytest
from telegram import Message

from bot.chat.talk import Attachment, Said
from bot.platforms.telegram.wording import wording_of
from tests.fakes.telegram import Chat
from tests.platforms.telegram.conftest import Setting


@pytest.fixture
def group(polling: Setting) -> Chat:
    """A group in which the bot hears everything."""
    return polling.telegram.supergroup("Sister cities", bot="administrator")


async def heard(setting: Setting) -> Said:
    """The one thing that was said."""
    await setting.settled()
    (said,) = setting.talk
    assert isinstance(said, Said)
    return said


def link(offset: int, length: int, url: str) -> dict[str, Any]:
    return {"type": "text_link", "offset": offset, "length": length, "url": url}


@pytest.mark.parametrize(
    ("text", "entities", "read"),
    [
        ("Ask @olena_k", [], "Ask @olena_k"),
        ("Ask Petro", [{"type": "bold", "offset": 4, "length": 5}], "Ask Petro"),
        ("secret", [{"type": "spoiler", "offset": 0, "length": 6}], "secret"),
        ("<b>& co</b>", [], "<b>& co</b>"),
        ("see here.", [link(4, 4, "https://a.example/b")], "see here (https://a.example/b)."),
        (
            "👩‍👩‍👧 one 🇺🇦 two",
            [link(9, 3, "https://a.example/1"), link(18, 3, "https://a.example/2")],
            "👩‍👩‍👧 one (https://a.example/1) 🇺🇦 two (https://a.example/2)",
        ),
        ("a.example", [link(0, 9, "https://a.example/")], "a.example"),
        ("https://a.example", [link(0, 17, "https://a.example/")], "https://a.example"),
    ],
)
async def test_text_is_as_people_read_it(
    polling: Setting, group: Chat, text: str, entities: list[dict[str, Any]], read: str
) -> None:
    await polling.telegram.message(text, chat=group, entities=entities)
    assert (await heard(polling)).text == read


async def test_a_custom_emoji_is_its_character(polling: Setting, group: Chat) -> None:
    custom = {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "7"}
    await polling.telegram.message("🚢 ahoy", chat=group, entities=[custom])
    assert (await heard(polling)).text == "🚢 ahoy"


@pytest.mark.parametrize(
    ("origin", "read"),
    [
        ({"type": "hidden_user", "sender_user_name": "Olena"}, "↪ Olena: The ferry"),
        (
            {
                "type": "user",
                "sender_user": {"id": 9, "is_bot": False, "first_name": "O", "last_name": "K"},
            },
            "↪ O K: The ferry",
        ),
        (
            {"type": "chat", "sender_chat": {"id": -9, "type": "group", "title": "Port"}},
            "↪ Port: The ferry",
        ),
        (
            {"type": "channel", "chat": {"id": -9, "type": "channel", "title": "News"}},
            "↪ News: The ferry",
        ),
    ],
)
async def test_what_is_forwarded_names_who_said_it_first(
    polling: Setting, group: Chat, origin: dict[str, Any], read: str
) -> None:
    number = {"message_id": 4} if origin["type"] == "channel" else {}
    content = {"text": "The ferry", "forward_origin": {"date": 1, **origin, **number}}
    await polling.telegram.post(content, chat=group)
    assert (await heard(polling)).text == read


async def test_a_forwarded_file_names_who_sent_it_first(polling: Setting, group: Chat) -> None:
    plan = await polling.telegram.file("plan.pdf", b"x", chat=polling.telegram.group("Elsewhere"))
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Olena"}
    content = {"document": plan["document"], "forward_origin": origin}
    await polling.telegram.post(content, chat=group)
    said = await heard(polling)
    assert (said.text, len(said.attachments)) == ("↪ Olena", 1)


POLL = {
    "id": "1",
    "question": "When?",
    "options": [
        {"persistent_id": str(number), "text": text, "voter_count": 0}
        for number, text in enumerate(("Monday", "Friday"))
    ],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}
PLACE = {"latitude": 46.4825, "longitude": 30.7233}
STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ({"sticker": {**STICKER, "emoji": "🎉"}}, "🎉"),
        ({"sticker": STICKER}, "🖼"),
        ({"location": PLACE}, "📍 46.48250, 30.72330"),
        (
            {
                "location": PLACE,
                "venue": {"location": PLACE, "title": "Port", "address": "Pier 1"},
            },
            "📍 Port, Pier 1",
        ),
        (
            {"contact": {"phone_number": "+380501", "first_name": "Olena", "last_name": "K"}},
            "👤 Olena K, +380501",
        ),
        ({"contact": {"phone_number": "+380501", "first_name": "Olena"}}, "👤 Olena, +380501"),
        ({"poll": POLL}, "📊 When?\n• Monday\n• Friday"),
        (
            {"checklist": {"title": "Visit", "tasks": [{"id": 1, "text": "Hotel"}]}},
            "☑ Visit\n• Hotel",
        ),
        ({"dice": {"emoji": "🎲", "value": 5}}, "🎲 5"),
    ],
)
async def test_what_is_no_text_is_said_in_a_word(
    polling: Setting, group: Chat, content: dict[str, Any], read: str
) -> None:
    await polling.telegram.post(content, chat=group)
    said = await heard(polling)
    assert (said.text, said.attachments) == (read, ())


@pytest.mark.parametrize(
    ("kind", "name", "media_type", "shown"),
    [
        ("photo", "any", "image/jpeg", ("photo.jpg", "image/jpeg")),
        ("document", "plan.pdf", "application/pdf", ("plan.pdf", "application/pdf")),
        ("video", "pier.mp4", "video/mp4", ("pier.mp4", "video/mp4")),
        ("animation", "wave.mp4", "video/mp4", ("wave.mp4", "video/mp4")),
        ("audio", "hymn.mp3", "audio/mpeg", ("hymn.mp3", "audio/mpeg")),
        ("voice", "any", "audio/ogg", ("voice.ogg", "audio/ogg")),
        ("video_note", "any", "any", ("video.mp4", "video/mp4")),
    ],
)
async def test_a_file_of_any_kind_is_handed_on(
    polling: Setting,
    group: Chat,
    kind: str,
    name: str,
    media_type: str,
    shown: tuple[str, str],
) -> None:
    content = b"x" * 100
    where = {"chat": group, "caption": "Look"}
    written = await polling.telegram.share(kind, name, content, media_type, **where)
    said = await heard(polling)
    sent = written[kind][-1] if kind == "photo" else written[kind]
    assert said.text == "Look"
    assert said.attachments == (Attachment(*shown, 100, sent["file_id"]),)


async def test_the_largest_size_of_a_photo_is_taken(polling: Setting, group: Chat) -> None:
    sizes = [
        {"file_id": name, "file_unique_id": name, "width": width, "height": width}
        for name, width in (("small", 90), ("large", 1280), ("middle", 320))
    ]
    await polling.telegram.post({"photo": sizes}, chat=group)
    (attachment,) = (await heard(polling)).attachments
    assert attachment.reference == "large"


async def test_a_file_of_which_telegram_says_little_has_a_name(
    polling: Setting, group: Chat
) -> None:
    await polling.telegram.post({"document": {"file_id": "f", "file_unique_id": "f"}}, chat=group)
    (attachment,) = (await heard(polling)).attachments
    assert attachment == Attachment("file", "application/octet-stream", 0, "f")


def test_what_is_forwarded_from_nobody_names_nobody() -> None:
    chat = {"id": -9, "type": "supergroup", "title": "Port"}
    origin = {"type": "channel", "date": 1, "chat": None, "message_id": 7}
    told = {"message_id": 1, "date": 1, "chat": chat, "text": "The ferry", "forward_origin": origin}
    assert wording_of(Message.de_json(told)).text == "The ferry"
