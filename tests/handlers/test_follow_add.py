"""`/follow add`: what is owed, by whom and by when, understood and echoed in full."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.chat.answer import Outcome
from bot.chat.message import Quoted
from bot.domain.identity import Identity, Platform
from storage.audit import Actor
from storage.engine import Database
from storage.models import ChatIdentity, Official
from tests.conversation import TODAY, Conversation


@pytest.fixture
def aiko(network: Database) -> Conversation:
    """The editor of Yokohama."""
    return Conversation(network, "Aiko")


@pytest.mark.parametrize(
    "line",
    [
        '/follow add Odesa "send pump specification" by Friday 15:00 @petro',
        "/follow add Odesa send pump specification by Friday 15:00 @petro",
        '/follow add Odesa "send pump specification" @petro by Friday 15:00',
        "/follow add Yokohama Odesa send pump specification @Petro by Friday 15:00",
        '/follow add "send pump specification" by Friday 15:00 Petro',
        '/follow add Odesa "send pump specification" due="Friday 15:00" owner=Petro',
        '/follow Odesa "send pump specification" by Friday 15:00 @petro',
        "follow add Одеса send pump specification by 27.11.2026 15:00 @petro",
    ],
)
def test_a_line_is_understood_with_and_without_quotes(aiko: Conversation, line: str) -> None:
    assert aiko.says(line) == (
        "✅ Follow-up: send pump specification\n"
        "Partnership: Yokohama 🇯🇵 – Odesa 🇺🇦\n"
        "Due: Friday, November 27, 2026, 3:00\u202fPM (Europe/Kyiv)\n"
        "Your time: Friday, November 27, 2026, 10:00\u202fPM (Asia/Tokyo)\n"
        "Owner: Petro (Odesa)\n"
        "Visible to: network\n"
        "[Undo] [Tomorrow] [Next week] [Done] [Assign] [They owe us]"
    )


@pytest.mark.parametrize("text", ["write to @petro", "écrire à @petro", "hablar con @petro"])
def test_who_is_only_told_of_does_not_owe_it(aiko: Conversation, text: str) -> None:
    said = aiko.says(f"/follow add Odesa {text} by Friday")
    assert f"Follow-up: {text}\n" in said
    assert "Owner: Aiko (Yokohama)\n" in said


def test_without_an_owner_it_is_the_speakers_and_without_a_day_due_in_a_week(
    aiko: Conversation,
) -> None:
    said = aiko.says("/follow add Odesa Send the minutes")
    assert "Due: Saturday, November 28, 2026\n" in said
    assert "Owner: Aiko (Yokohama)\n" in said
    assert "Nobody said when, so it is due in a week." in said
    assert "Due: Sunday, November 22, 2026" in aiko.presses("Tomorrow")


def test_all_that_can_be_said_of_it_is_echoed(aiko: Conversation) -> None:
    said = aiko.says(
        '/follow add Odesa "Monthly call" by 2026-11-30 every=month priority=high'
        " visibility=partnership"
    )
    assert "Again: every month\n" in said
    assert "Priority: high\n" in said
    assert "Visible to: partnership\n" in said


@pytest.mark.parametrize(
    "line",
    [
        '/follow add Odesa "their answer" by Friday await',
        "/follow add Odesa their answer by Friday await",
        '/follow add Odesa "their answer" by Friday await Odesa',
        '/follow add "their answer" by Friday await @petro',
        '/follow add Odesa "their answer" by Friday @aiko await',
    ],
)
def test_a_reply_may_be_awaited(aiko: Conversation, line: str) -> None:
    said = aiko.says(line)
    assert "Owner: Aiko awaits a reply from Odesa\n" in said
    assert "Partnership: Yokohama 🇯🇵 – Odesa 🇺🇦\n" in said
    assert "Owner: Aiko (Yokohama)\n" in aiko.presses("We owe it")


def test_that_they_owe_it_is_one_press_away(aiko: Conversation) -> None:
    aiko.says("/follow add Odesa The list of hospitals by Friday")
    assert "Owner: Aiko awaits a reply from Odesa\n" in aiko.presses("They owe us")


def test_a_city_may_owe_it(aiko: Conversation) -> None:
    said = aiko.says('/follow add "The list of hospitals" by Friday @Odesa')
    assert "Owner: Odesa\n" in said
    assert "Partnership: Yokohama 🇯🇵 – Odesa 🇺🇦\n" in said


def test_whose_reply_it_is_is_asked_of_those_who_stand_between_two(network: Database) -> None:
    steward = Conversation(network, "Sari")
    said = steward.says('/follow add Leeds Hangzhou "the treaty" await')
    assert "Whose reply do you wait for?" in said
    assert "Sari awaits a reply from Leeds" in steward.presses("Leeds")


def test_without_anything_to_do_it_is_asked_for_and_one_press_answers(aiko: Conversation) -> None:
    said = aiko.says("/follow add Odesa by Friday")
    assert "What is to be done?" in said
    assert "[Their answer] [Send the minutes]" in said
    said = aiko.presses("Their answer")
    assert "✅ Follow-up: Their answer\n" in said
    assert "Due: Friday, November 27, 2026\n" in said
    assert "Aiko awaits a reply from Odesa" in said


def test_half_a_command_is_asked_about(aiko: Conversation) -> None:
    assert "What is to be done?" in aiko.says("/follow add")
    assert "Follow-up: Send the minutes" in aiko.presses("Send the minutes")


def test_the_same_again_is_asked_about_and_put_on_record_only_if_it_is_meant(
    aiko: Conversation,
) -> None:
    line = "/follow add Odesa Send the minutes by Friday"
    aiko.says(line)
    assert "on record already" in aiko.says(line)
    assert "Follow-up: Send the minutes" in aiko.presses("Add it again anyway")
    assert aiko.says("/follow list").count("Send the minutes") == 2


def test_the_same_an_hour_later_is_another(aiko: Conversation) -> None:
    line = "/follow add Odesa Send the minutes by Friday"
    aiko.says(line)
    assert "Follow-up:" in aiko.at_moment(TODAY + timedelta(hours=1)).says(line)


def test_undo_takes_it_off_the_record(aiko: Conversation) -> None:
    aiko.says("/follow add Odesa Send the minutes by Friday")
    aiko.presses("Undo")
    assert "Nothing is open here" in aiko.says("/follow list")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("by yesterday", "past already"),
        ("by 2026-11-20 10:00", "past already"),
        ("by 9999-12-31", "ten years ahead"),
        ("by 2026-02-30", "no day"),
        ("by soonish", "not a date"),
        ("@nobodyatall", "no official and no city"),
        ("by Friday somebody", "no official and no city"),
        ("every=now", "how often"),
        ("@leeds", "Leeds is no party to"),
        ("await Leeds", "Leeds is no party to"),
        ("await Yokohama", "your own city"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_put_on_record(
    aiko: Conversation, words: str, answer: str
) -> None:
    assert answer in aiko.says(f'/follow add Odesa "Send the minutes" {words}')
    assert "Nothing is open here" in aiko.says("/follow list ours")


def test_a_name_that_nearly_fits_is_offered(aiko: Conversation) -> None:
    assert "[Petro (editor, Odesa)]" in aiko.says('/follow add Odesa "Send it" @petros by Friday')
    assert "Owner: Petro (Odesa)" in aiko.presses("Petro")


def test_an_hour_that_the_clocks_skip_is_moved_and_said(aiko: Conversation) -> None:
    said = aiko.says('/follow add Odesa "Send it" by 2027-03-28 03:30 @petro')
    assert "Due: Sunday, March 28, 2027, 4:30\u202fAM (Europe/Kyiv)" in said
    assert "skip 3:30\u202fAM" in said


def test_an_hour_that_comes_twice_is_the_first_and_said(aiko: Conversation) -> None:
    said = aiko.says('/follow add Odesa "Send it" by 2027-10-31 03:30 @petro')
    assert "show 3:30\u202fAM twice; the first is meant" in said


def test_a_time_from_now_on_is_the_same_moment_for_whoever_is_to_do_it(
    aiko: Conversation,
) -> None:
    said = aiko.says('/follow add Odesa "Send it" in 2 hours @petro')
    assert "Due: Saturday, November 21, 2026, 1:00\u202fPM (Europe/Kyiv)" in said


def test_what_is_in_no_partnership_is_for_the_own_city_alone(
    aiko: Conversation, network: Database
) -> None:
    assert "Visible to: own party" in aiko.says("/follow add book a room by Friday")
    assert "no such follow-up" in Conversation(network, "Petro").says("/follow show #1")


def test_where_others_read_along_nothing_can_be_kept_from_them(aiko: Conversation) -> None:
    aiko.in_room()
    assert "Others read along" in aiko.says('/follow add Odesa "x" visibility=partnership')
    assert "Visible to: network" in aiko.says("/follow add book a room by Friday")


def test_what_a_city_keeps_to_itself_is_not_given_to_another(aiko: Conversation) -> None:
    said = aiko.says('/follow add Odesa "Our position" visibility=party @petro')
    assert "only somebody of your own city" in said


def test_a_city_named_in_the_text_tells_the_partnership(aiko: Conversation) -> None:
    said = aiko.says("/follow add Buy gifts for the Odesa delegation by Friday")
    assert "Partnership: Yokohama 🇯🇵 – Odesa 🇺🇦\n" in said


def test_a_city_without_a_partnership_of_ones_own_is_only_a_word(aiko: Conversation) -> None:
    said = aiko.says("/follow add Read about the trip to Leeds by Friday")
    assert "Partnership" not in said


def test_viewers_and_strangers_to_the_partnership_are_told_who_can(network: Database) -> None:
    viewer = Conversation(network, "Vera")
    assert "Ask Sari." in viewer.says('/follow add Odesa "Hello"')
    assert viewer.answer is not None
    assert viewer.answer.outcome is Outcome.REFUSED
    lena = Conversation(network, "Lena")
    assert "Only editors of Yokohama or Odesa" in lena.says('/follow add Odesa "Hello"')
    assert "Only editors" in viewer.says('/follow Odesa "Hello"')


def test_a_steward_without_a_record_leaves_it_to_nobody_in_particular(network: Database) -> None:
    operator = Conversation(network)
    said = operator.says('/follow add Leeds Hangzhou "Renew the agreement" by Friday')
    assert "Owner: nobody in particular" in said


def test_500_characters_are_kept_and_more_are_refused(aiko: Conversation) -> None:
    assert "Follow-up: xxx" in aiko.says("/follow add Odesa " + "x" * 500)
    assert "longer than 500 characters" in aiko.says("/follow add Odesa " + "x" * 501)


@pytest.mark.parametrize(
    "text", ["<!channel> *bold* <b>x</b>", "%s {0} {name}", "😀 שלום 漢字", "'; DROP TABLE x;--"]
)
def test_odd_text_is_kept_and_shown_as_typed(aiko: Conversation, text: str) -> None:
    assert text in aiko.says(f'/follow add Odesa "{text}"').translate({0x2068: None, 0x2069: None})
    assert text in aiko.says("/follow list")


def test_it_may_be_said_in_the_speakers_own_words(aiko: Conversation) -> None:
    aiko.in_language("uk")
    aiko.says("/follow add Odesa надіслати список до п'ятниці 15:00 @petro")
    said = aiko.in_language("en").says("/follow show #1")
    assert said.startswith("надіслати список\n")
    assert "Due: Friday, November 27, 2026, 3:00\u202fPM (Europe/Kyiv)" in said


def known_as(network: Database, name: str, user: str) -> Identity:
    """An official with an account, so that what they write is known to be theirs."""
    with network.writing(Actor("fixture")) as session:
        person = session.scalars(select(Official).where(Official.name == name)).one()
        session.add(ChatIdentity(official_id=person.id, platform=Platform.TELEGRAM, user=user))
    return Identity(Platform.TELEGRAM, user)


def test_a_message_of_ones_own_people_is_tracked_as_theirs(
    aiko: Conversation, network: Database
) -> None:
    author = known_as(network, "Aiko", "7")
    quoted = Quoted("I will send Odesa the list", author, "100")
    said = Conversation(network, "Sari").says("/follow by Friday", quoted=quoted)
    assert "✅ Follow-up: I will send Odesa the list\n" in said
    assert "Owner: Aiko (Yokohama)\n" in said


def test_what_the_others_promise_is_awaited(aiko: Conversation, network: Database) -> None:
    quoted = Quoted("We send the drawings on Monday", known_as(network, "Petro", "8"), "100")
    said = aiko.says("/follow add", quoted=quoted)
    assert "✅ Follow-up: We send the drawings on Monday\n" in said
    assert "Owner: Aiko awaits a reply from Odesa\n" in said
    assert "Partnership: Yokohama 🇯🇵 – Odesa 🇺🇦\n" in said


def test_what_the_others_ask_is_for_the_one_who_tracks_it(
    aiko: Conversation, network: Database
) -> None:
    quoted = Quoted("Could you send the drawings?", known_as(network, "Petro", "8"), "100")
    assert "Owner: Aiko (Yokohama)\n" in aiko.says("/follow add", quoted=quoted)


def test_a_message_tracked_twice_is_asked_about_and_the_button_knows_its_text(
    aiko: Conversation,
) -> None:
    quoted = Quoted('The "blue" drawings', None, "100")
    aiko.says("/follow", quoted=quoted)
    assert "on record already" in aiko.says("/follow", quoted=quoted)
    assert "Follow-up: The 'blue' drawings" in aiko.presses("Add it again anyway")


def test_a_long_message_is_cut_to_what_can_be_kept(aiko: Conversation) -> None:
    said = aiko.says("/follow", quoted=Quoted("many words " * 200, None, "100"))
    assert "many…\n" in said or "words…\n" in said


def test_without_words_and_without_a_message_it_is_the_list(aiko: Conversation) -> None:
    assert "0 follow-ups of yours" in aiko.says("/follow")


def test_a_slip_is_not_put_on_record(aiko: Conversation) -> None:
    assert "[Add it] [Your follow-ups]" in aiko.says("/follow ad Odesa Hello")
    assert "0 follow-ups" in aiko.says("/follow list")
