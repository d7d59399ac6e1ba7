"""A reply as Block Kit, held against Slack's published schema and limits."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.chat.reply import (
    Button,
    Entries,
    Entry,
    Fields,
    Heading,
    Note,
    Paragraph,
    Quote,
    Reply,
    Tone,
    Weight,
)
from bot.chat.speech import Speech
from bot.platforms.slack import limits
from bot.platforms.slack.blocks import postings
from bot.platforms.slack.packing import Posting
from bot.platforms.slack.wording import as_typed, literal
from tests.fakes.slack import pings, text_of
from tests.fakes.slack.messages import checked_content

NASTY = "<!channel> <@U1> <!here> *x* _y_ ~z~ `q` & > quote"
anything = st.text(max_size=400) | st.sampled_from([NASTY, "x" * 3100, "<&>" * 800, "*" * 2100])
entries = st.lists(st.builds(Entry, anything, anything, anything), max_size=12).map(tuple)
pairs = st.lists(st.tuples(anything, anything), max_size=12).map(tuple)
parts = st.lists(
    st.one_of(
        st.builds(Paragraph, anything),
        st.builds(Heading, anything),
        st.builds(Note, anything),
        st.builds(Quote, anything),
        st.builds(Entries, entries),
        st.builds(Fields, pairs),
    ),
    max_size=5,
).map(tuple)
buttons = st.lists(
    st.builds(Button, anything, st.text(min_size=1, max_size=60), st.sampled_from(Weight)),
    max_size=12,
).map(tuple)
replies = st.builds(Reply, anything, parts, buttons, st.sampled_from(Tone))


def carried(says: str, limit: int) -> str:
    assert len(says.encode()) <= limit
    return says


def shown(reply: Reply) -> list[Posting]:
    return postings(reply, Speech(), carried)


def read(reply: Reply) -> str:
    return "\n".join(text_of({"blocks": posting.blocks}) for posting in shown(reply))


@settings(max_examples=40, deadline=None)
@given(replies)
@example(Reply("\x85", (Paragraph(""),)))
def test_slack_takes_whatever_a_reply_holds(reply: Reply) -> None:
    messages = shown(reply)
    assert 1 <= len(messages) <= limits.ANSWER
    for posting in messages:
        content = checked_content({"text": posting.text, "blocks": posting.blocks})
        assert posting.text
        assert pings(content) == []


def test_people_read_exactly_what_was_stored() -> None:
    reply = Reply(
        NASTY,
        (
            Paragraph(NASTY),
            Fields((("Agreement", NASTY),)),
            Entries((Entry(NASTY, NASTY, NASTY),)),
            Note(NASTY),
            Quote(NASTY),
        ),
        (Button(NASTY, "help"),),
    )
    assert read(reply).replace("\u2060", "").count(NASTY) == 9


def test_the_signs_of_formatting_in_a_fact_are_letters() -> None:
    fact = shown(Reply("T", (Fields((("Name", "*x*"),)),)))[0].blocks[1]["fields"][0]
    assert fact["text"] == "*Name*\n\u2060*\u2060x\u2060*\u2060"
    assert fact["verbatim"]


def test_an_address_in_a_fact_can_be_copied() -> None:
    assert literal("olena_k@city.ua") == "olena_k@city.ua"


def test_a_quotation_stands_behind_a_bar_and_is_folded_up_where_it_is_long() -> None:
    (block,) = shown(Reply(parts=(Quote("Good\n*morning* <!here>"),)))[0].blocks
    marked = "\u2060*\u2060morning\u2060*\u2060 &lt;!here&gt;"
    text = {"type": "mrkdwn", "text": f"> Good\n> {marked}", "verbatim": True}
    assert block == {"type": "section", "text": text}


def test_a_notification_tells_who_said_what() -> None:
    reply = Reply("Olena", (Quote("Good\nmorning <!here>"), Note("from Telegram")))
    assert shown(reply)[0].text == "Olena\nGood\nmorning &lt;!here&gt;\nfrom Telegram"


def test_a_long_quotation_is_cut_between_lines_or_words() -> None:
    texts = [
        block["text"]["text"]
        for quote in ("word " * 1500, "*" * 2000, "\n" * 50 + "line\n" * 900)
        for posting in shown(Reply(parts=(Quote(quote),)))
        for block in posting.blocks
    ]
    assert len(texts) > 6
    assert all(len(text) <= limits.SECTION for text in texts)
    assert all(line.startswith("> ") for text in texts for line in text.split("\n"))


def test_nothing_is_shown_of_an_empty_quotation() -> None:
    kinds = [block["type"] for block in shown(Reply("T", (Quote(" \n "),)))[0].blocks]
    assert kinds == ["header"]


def test_a_screen_has_its_name_above_it() -> None:
    first = shown(Reply("Yokohama – Odesa", (Paragraph("x"),)))[0].blocks[0]
    assert first["type"] == "header"


def test_a_mistake_is_a_sentence_with_its_sign() -> None:
    (block,) = shown(Reply("There is no such city.", tone=Tone.PROBLEM))[0].blocks
    assert block["type"] == "section"
    assert block["text"]["text"] == "⚠️ There is no such city."


def test_five_buttons_stand_in_a_row() -> None:
    rows = shown(Reply("T", buttons=tuple(Button(str(n), "help") for n in range(7))))[0].blocks[1:]
    assert [len(row["elements"]) for row in rows] == [5, 2]
    names = [element["action_id"] for row in rows for element in row["elements"]]
    assert len(set(names)) == 7


def test_a_dangerous_button_looks_so() -> None:
    blocks = shown(Reply("T", buttons=(Button("Remove", "x", Weight.DANGER),)))[0].blocks
    assert blocks[1]["elements"][0]["style"] == "danger"


def test_the_buttons_stand_under_the_last_message() -> None:
    long = Reply("T", (Paragraph("word " * 4000),), (Button("Ok", "help"),))
    kinds = [[block["type"] for block in message.blocks] for message in shown(long)]
    assert len(kinds) > 1
    assert ["actions" in each for each in kinds] == [False] * (len(kinds) - 1) + [True]


def test_what_is_too_long_even_for_several_messages_says_that_it_goes_on() -> None:
    messages = shown(Reply("T", (Paragraph("word " * 40_000),), (Button("Ok", "help"),)))
    assert len(messages) == limits.ANSWER
    assert messages[-1].text.endswith("…")


def test_every_word_is_in_the_text_for_screen_readers() -> None:
    reply = Reply("Title", (Fields((("Stage", "active"),)), Entries((Entry("Lead", "said"),))))
    assert shown(reply)[0].text == "Title\n*Stage* active\n• Lead — said"


@given(st.text(max_size=200))
def test_what_is_written_literally_is_read_again_as_it_was(text: str) -> None:
    assert as_typed(literal(text)).replace("\u2060", "") == text.replace("\u2060", "").strip()


def test_the_bots_name_is_no_part_of_what_is_said() -> None:
    assert as_typed("<@U1>: partner list", "U1") == "partner list"
    assert as_typed("<@U1|attache> partner <@U2|olena>", "U1") == "partner @olena"


def test_a_link_keeps_its_address() -> None:
    assert as_typed("<https://odesa.ua/a|the page>") == "the page (https://odesa.ua/a)"
    assert as_typed("<https://odesa.ua>") == "https://odesa.ua"
    assert as_typed("<!subteam^S1|@team> <!here> <!date^1^{date}|today>") == "@team @here today"
