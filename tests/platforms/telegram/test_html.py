"""What people typed, as Telegram shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.telegram.html import JOINER, Calm, Run, cut, length
from bot.platforms.telegram.limits import utf16_length
from bot.platforms.telegram.markup import markup
from tests.fakes.telegram.entities import finished
from tests.fakes.telegram.html_text import parse_html

calm = Calm(["help", "partner"])


def live(text: str) -> list[str]:
    """What Telegram makes of the text when it is shown."""
    shown, marked = parse_html(markup([(Run(calm(text)),)]))
    return [entity["type"] for entity in finished(shown, marked)[1]]


@pytest.mark.parametrize(
    "text",
    ["@durov", "(@durov)", "Привіт@durov", "@@durov", "/start", "/start@attache_bot", "#odesa"],
)
def test_nothing_that_people_typed_comes_to_life(text: str) -> None:
    assert live(text) == []


@pytest.mark.parametrize("text", ["<b>bold</b>", "a < b & c > d", '<a href="tg://user?id=1">x</a>'])
def test_markup_that_people_typed_is_shown_as_typed(text: str) -> None:
    assert parse_html(markup([(Run(calm(text), "b"),)]))[0] == text


def test_the_bots_own_commands_can_be_pressed() -> None:
    assert live("/help or /partner") == ["bot_command", "bot_command"]


def test_links_and_addresses_stay_whole() -> None:
    text = "write to aiko.t@city.yokohama.lg.jp, see https://odesa.example/a?b=1#c/d"
    assert (calm(text), live(text)) == (text, ["email", "url"])


def test_a_name_in_a_link_leads_where_it_led_and_calls_nobody() -> None:
    text = "https://mastodon.example/@odesa"
    assert calm(text) == "https://mastodon.example/%40odesa"


def test_what_hides_behind_a_link_calls_nobody() -> None:
    assert "mention" not in live("https://x.example,@durov https://@durov")


def test_calmed_words_differ_only_in_what_cannot_be_seen() -> None:
    text = "@durov said /start #now"
    assert calm(text).replace(JOINER, "") == text


def test_control_characters_are_dropped() -> None:
    assert calm("a\x00b\x07c\ud800d\ne") == "abcd\ne"


@given(st.text(max_size=80))
def test_no_text_at_all_pings_or_breaks(text: str) -> None:
    assert not {"mention", "text_mention", "bot_command"} & set(live(calm(text)))


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=40), max_size=4),
    st.integers(2, 30),
)
def test_pieces_fit_and_lose_nothing_but_spaces(texts: list[str], room: int) -> None:
    row = tuple(Run(text, "b") for text in texts)
    pieces = list(cut(row, room))
    assert all(length(piece) <= room for piece in pieces)
    together = "".join(run.text for piece in pieces for run in piece)
    assert together.replace(" ", "") == "".join(texts).replace(" ", "")


def test_a_line_is_cut_between_words() -> None:
    pieces = [markup([piece]) for piece in cut((Run("Delegation led by the mayor"),), 15)]
    assert pieces == ["Delegation led", "by the mayor"]


def test_length_is_counted_as_telegram_counts() -> None:
    assert utf16_length("Odesa 🇺🇦") == 10
