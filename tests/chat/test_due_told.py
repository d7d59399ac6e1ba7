"""When a message says that it is due: what is sure is read, and nothing is guessed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat.call import Call
from bot.chat.due import in_figures
from bot.chat.due_told import due_told
from bot.chat.message import Quoted
from bot.chat.speech import Speech
from tests.chat.calls import NOW, call_of

# A Saturday, like the moment of the call.
WRITTEN = datetime(2026, 11, 21, 8, tzinfo=UTC)


def told(text: str, language: str = "en", at: datetime | None = WRITTEN) -> str:
    """The day, and perhaps the time, that the message says; empty if it says none."""
    found = due_told(Quoted(text, None, "1", at=at), speaking(language))
    return in_figures(found) if found is not None else ""


def speaking(language: str) -> Call:
    return replace(call_of(language=language), speech=Speech(language, "UTC"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please send us the list by Thursday", "2026-11-26"),
        ("Please send us the list by Thursday.", "2026-11-26"),
        ("Could you send us the list by Thursday?", "2026-11-26"),
        ("We need it before Friday 15:00!", "2026-11-27 15:00"),
        ("We wait until 4 December.", "2026-12-04"),
        ("Send the list by 2026-12-04.", "2026-12-04"),
        ("Send the list by December 4th at 3pm", "2026-12-04 15:00"),
        ("The report for 2026 is due by the end of the month.", "2026-11-30"),
        ("Please answer by tomorrow 9:00", "2026-11-22 09:00"),
        ("Please answer by 6pm", "2026-11-21 18:00"),
        ("It is done. Please confirm by Friday. Thanks!", "2026-11-27"),
        ("Please send it by Friday.\nThanks a lot in advance 🙏\nOksana", "2026-11-27"),
        ("Please send it by Friday 🙏", "2026-11-27"),
        ("Please send it by Friday, 11 December, at the latest", "2026-12-11"),
        ("By Thursday, please send us the list", "2026-11-26"),
        ("Send us the list by Thursday, we print it then", "2026-11-26"),
        ("Send us the list by Thursday at the latest please", "2026-11-26"),
    ],
)
def test_what_is_surely_said_is_read(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "Надішліть, будь ласка, список до п'ятниці.", "2026-11-27"),
        ("uk", "Чекаємо на відповідь до 4 грудня", "2026-12-04"),
        ("de", "Bitte schicken Sie die Liste bis Freitag.", "2026-11-27"),
        ("de", "Bitte schicken Sie die Liste bis zum 4. Dezember.", "2026-12-04"),
        ("de", "Bitte bis 4.12. antworten? Oder bis 4.12.", "2026-12-04"),
        ("fr", "Envoyez-nous la liste avant jeudi, s'il vous plaît", "2026-11-26"),
        ("es", "Envíennos la lista antes del viernes, por favor.", "2026-11-27"),
        ("id", "Mohon kirim daftarnya paling lambat Jumat", "2026-11-27"),
        ("ja", "リストを金曜日までに送ってください。", "2026-11-27"),
        ("ja", "12月4日15時までにお願いします。", "2026-12-04 15:00"),
        ("zh", "请在下周五之前发给我们。", "2026-11-27"),
        ("ja", "Please send us the list by Thursday", "2026-11-26"),
    ],
)
def test_it_is_read_in_the_speaker_s_language_and_in_english(
    language: str, text: str, expected: str
) -> None:
    assert told(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Please send us the list",
        "See you on Thursday",
        "Please send us the list on Thursday",
        "By Thursday it was done. Please send us the list",
        "Please send it by Thursday or Friday",
        "Please send it by Thursday, or by Friday",
        "Please send it by the Friday after next",
        "Please send it by Friday of next week",
        "Please send it not by Thursday but by Friday",
        "Not before Friday",
        "We are away from Monday until Friday",
        "The office is open 9:00 until 17:00",
        "Prices rose by 5",
        "Prices rose by 5.12.",
        "It is late by 3 days",
        "The list is signed by May",
        "The roof was damaged by sun",
        "Please send it by then",
        "We answer by mail",
        "Please send it by December",
        "Please send it by 2026",
        "Please send it by 2020-01-01",
        "Please send it by 31 February",
        f"{'We go on and on ' * 40} and send it by Friday",
        'He wrote "send it by Friday"',
        "by",
        "",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert told(text) == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Vamos hasta la playa antes del mar"),
        ("uk", "Ми їдемо до Одеси"),
        ("uk", "Ми працюємо з понеділка до п'ятниці"),
        ("de", "Wir sind vom 1. bis 4. Dezember verreist"),
        ("ja", "再来週の金曜日までに送ってください。"),
        ("ja", "月曜日から金曜日まで休みです。"),
        ("zh", "请在下下周五之前发给我们。"),
        ("en", "Список до 4 грудня"),
    ],
)
def test_nothing_is_guessed_in_other_languages(language: str, text: str) -> None:
    assert told(text, language) == ""


def test_it_is_meant_as_of_when_it_was_written() -> None:
    thursday_before = datetime(2026, 11, 19, 8, tzinfo=UTC)
    assert told("Please send us the list by Saturday", at=thursday_before) == "2026-11-21"
    assert told("Please send us the list by tomorrow", at=thursday_before) == ""
    assert told("Please send us the list by Saturday", at=None) == "2026-11-28"


def test_what_is_over_is_no_day_on_which_it_is_due() -> None:
    assert NOW.hour > 15
    assert told("Please send us the list by 15:00") == ""
