"""Replies as people see them on Telegram."""

import pytest

from bot.chat.reply import (
    Button,
    Entries,
    Entry,
    Fields,
    File,
    Heading,
    Note,
    Paragraph,
    Quote,
    Reply,
    Tone,
)
from bot.chat.speech import Speech
from bot.platforms.telegram.limits import CAPTION_LENGTH, TEXT_LENGTH
from bot.platforms.telegram.rendering import Rendering, Screen
from storage.audit import Actor
from storage.models import Exchange, Partnership
from tests.fakes.telegram.html_text import parse_html
from tests.fakes.telegram.limits import utf16_length
from tests.platforms.telegram.conftest import Setting

NASTY = (
    "<b>not bold</b> @durov /start #news & <script> "
    "مرحبا بكم \u202eevil\u202c 👩‍👩‍👧‍👦🇺🇦 tg://user?id=42 "
)


def screen(reply: Reply) -> Screen:
    return Rendering(("help",)).screen(reply, Speech())


def test_every_part_has_its_shape() -> None:
    reply = Reply(
        "Odesa",
        (
            Paragraph("A port"),
            Fields((("Stage", "active"), ("Since", "1965"))),
            Heading("People"),
            Entries((Entry("Aiko", "protocol", "in Japanese"), Entry("Petro"))),
            Note("Seen today"),
        ),
        tone=Tone.DONE,
    )
    assert screen(reply).pages == (
        "✅ <b>Odesa</b>\n"
        "A port\n"
        "<b>Stage</b>: active\n"
        "<b>Since</b>: 1965\n"
        "\n"
        "<b>People</b>\n"
        "• Aiko — protocol — <i>in Japanese</i>\n"
        "• Petro\n"
        "<i>Seen today</i>",
    )


def test_an_empty_list_leaves_no_line() -> None:
    assert screen(Reply("Odesa", (Entries(()),))).pages == ("<b>Odesa</b>",)


def test_buttons_without_words_still_have_a_message() -> None:
    assert screen(Reply(buttons=(Button("Help", "help"),))).pages == ("…",)


def test_a_file_alone_needs_no_message() -> None:
    file = File("a.csv", b"a", "text/csv")
    assert screen(Reply(parts=(file,))) == Screen((), (file,), ())


def test_long_replies_are_divided_between_their_parts() -> None:
    parts = tuple(Paragraph(f"{n} " + "слово " * 300) for n in range(5))
    pages = screen(Reply("Odesa", parts)).pages
    assert [page.removeprefix("<b>Odesa</b>\n")[:1] for page in pages] == ["0", "2", "4"]


def test_a_heading_stays_with_what_it_names() -> None:
    parts = (Paragraph("a" * 4050), Heading("People"), Paragraph("b" * 100))
    assert screen(Reply("", parts)).pages == ("a" * 4050, "\n<b>People</b>\n" + "b" * 100)


def test_no_message_has_more_styled_words_than_telegram_styles() -> None:
    fields = Fields(tuple((f"Field {n}", "value") for n in range(250)))
    assert [page.count("<b>") for page in screen(Reply("", (fields,))).pages] == [100, 100, 50]


@pytest.mark.parametrize("count", [1, 4095, 4096, 4097, 5000, 9000])
@pytest.mark.parametrize("letter", ["a", "ї", "🇺", "<", "&"])
def test_any_length_fits_and_is_whole(count: int, letter: str) -> None:
    pages = screen(Reply(letter * count)).pages
    shown = [parse_html(page)[0] for page in pages]
    assert all(utf16_length(text) <= TEXT_LENGTH for text in shown)
    assert "".join(shown) == letter * count


@pytest.mark.parametrize("times", [1, 60])
async def test_stored_text_pings_nobody_and_is_never_refused(polling: Setting, times: int) -> None:
    text = NASTY * times
    polling.say(
        Reply(
            text,
            (
                Heading(text),
                Fields(((text, text),)),
                Entries((Entry(text, text, text),)),
                Note(text),
                Quote(text),
            ),
            (Button(text[:60], text[:60]),),
        )
    )
    await polling.telegram.message("anything")
    await polling.settled()
    shown = [message.get("entities", []) for message in polling.telegram.sent]
    entities = [entity for found in shown for entity in found]
    assert {entity["type"] for entity in entities} <= {"bold", "italic", "expandable_blockquote"}
    assert polling.telegram.violations == []


def test_somebodys_own_words_are_set_apart_and_folded_up() -> None:
    reply = Reply("Olena", (Quote("One <b>\n\ntwo & @all"), Note("machine translation")))
    assert screen(reply).pages == (
        "<b>Olena</b>\n"
        "<blockquote expandable>One &lt;b&gt;\n\ntwo &amp; @\u2060all</blockquote>\n"
        "<i>machine translation</i>",
    )


def test_a_long_quotation_is_whole_on_every_page() -> None:
    pages = screen(Reply("", (Quote("слово & <діло>\n" * 900),))).pages
    assert len(pages) > 3
    for page in pages:
        text, entities = parse_html(page)
        (quote,) = entities
        assert quote["type"] == "expandable_blockquote"
        assert quote["length"] == utf16_length(text)
        assert utf16_length(text) <= TEXT_LENGTH


def page(reply: Reply) -> str:
    return parse_html(Rendering(("help",)).page(reply, Speech()))[0]


def caption(reply: Reply) -> str:
    return parse_html(Rendering(("help",)).caption(reply, Speech()))[0]


def test_what_is_too_long_for_one_message_is_told_as_far_as_it_goes() -> None:
    shown = page(Reply("Olena", (Quote("слово " * 1000),)))
    assert shown.startswith("Olena\nслово слово")
    assert shown.endswith("слово\n…")
    assert TEXT_LENGTH - 20 < utf16_length(shown) <= TEXT_LENGTH


def test_what_just_fits_is_not_cut() -> None:
    assert page(Reply("", (Quote("a" * 4095),))) == "a" * 4095
    assert caption(Reply("", (Quote("a" * 1023),))) == "a" * 1023


@pytest.mark.parametrize("letter", ["a", "ї", "🇺", "<", "&"])
@pytest.mark.parametrize("count", [1022, 1023, 1024, 1025, 2000, 4094, 4096, 4097, 9000])
def test_any_length_fits_one_message_and_under_a_file(letter: str, count: int) -> None:
    reply = Reply("Olena", (Paragraph(letter * count), Quote(letter * count)))
    for shown, most in ((page(reply), TEXT_LENGTH), (caption(reply), CAPTION_LENGTH)):
        assert utf16_length(shown) <= most
        if utf16_length(letter) * count + 100 > most:
            assert utf16_length(shown) > most - 30


def test_one_message_has_no_more_styled_words_than_telegram_styles() -> None:
    fields = Fields(tuple((f"Field {n}", "value") for n in range(250)))
    shown = Rendering(()).page(Reply("", (fields,)), Speech())
    assert (shown.count("<b>"), shown[-2:]) == (100, "\n…")


def test_where_there_are_no_words_nothing_stands_under_a_file() -> None:
    assert caption(Reply()) == ""
    assert page(Reply()) == "…"


async def test_buttons_are_under_the_last_of_several_messages(polling: Setting) -> None:
    polling.say(Reply("a " * 4000, buttons=(Button("Help", "help"),)))
    await polling.telegram.message("anything")
    answers = await polling.answers(2)
    assert ["[Help]" in answer for answer in answers] == [False, True]


async def test_a_file_comes_after_the_words(polling: Setting) -> None:
    polling.say(Reply("Here", (File("contacts.csv", b"name\nAiko\n", "text/csv"),)))
    await polling.telegram.message("export")
    assert await polling.answers(2) == ["Here", "<contacts.csv>"]
    document = polling.telegram.last["document"]
    assert polling.telegram.world.files[document["file_id"]][1] == b"name\nAiko\n"


async def test_links_show_no_preview(polling: Setting) -> None:
    polling.say(Reply("https://odesa.example"))
    await polling.telegram.message("anything")
    await polling.answers()
    [sent] = [call for call in polling.telegram.calls if call.method == "sendMessage"]
    assert sent.arguments["link_preview_options"] == {"is_disabled": True}


async def test_a_real_screen_of_nasty_records_pings_nobody(polling: Setting) -> None:
    with polling.database.writing(Actor("test")) as session:
        session.query(Partnership).update({"note": NASTY * 40, "agreement_title": NASTY[:60]})
        session.query(Exchange).update({"summary": NASTY * 3})
    polling.know(polling.telegram.user)
    await polling.telegram.message("/partner status Odesa")
    await polling.settled()
    assert sum("not bold" in message["text"] for message in polling.telegram.sent) > 1
    assert not any(polling.telegram.pings(message) for message in polling.telegram.sent)
