"""What the report of an import tells."""

from bot.chat.speech import Speech
from tests.services.imported import EXCHANGES, Home, imported


def test_a_report_tells_of_every_line(home: Home) -> None:
    report = imported(home, "exchanges", EXCHANGES)
    table = report.as_csv(Speech()).splitlines()
    assert table[0] == "line,outcome,record,reason"
    assert {row.partition(",")[0] for row in table[1:]} == {"2", "3", "4", "5", "6"}


def test_the_report_is_said_in_the_readers_language(home: Home) -> None:
    report = imported(home, "partnerships", "city_a,city_b,zodiac\nOdesa,Gifu,Leo\n")
    said = [Speech().say(each) for each in report.summary()]
    assert said[0].startswith("Created: 1")
    assert any("zodiac" in sentence for sentence in said)
