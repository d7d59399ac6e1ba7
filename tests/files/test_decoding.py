import pytest

from bot.files.decoding import clean, decoded

TABLE = "City;Mayor\nZürich;Müller\nGenève;Présidente\nKöln;Größe\n"
UKRAINIAN = "Місто;Країна;Міський голова\nОдеса;Україна;Коваленко\nЛьвів;Україна;Шевченко\n"
RUSSIAN = "Город;Страна;Мэр\nМинск;Беларусь;Иванов Пётр\nАлматы;Казахстан;Сергеев Олег\n"
JAPANESE = (
    "都市名,国名,市長\n横浜市,日本,山田太郎さん\n"
    "岐阜市,日本,鈴木花子さん\nこんにちは,カタカナ,テスト\n"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    assert decoded(TABLE.encode(encoding))[0] == TABLE


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(TABLE, "cp1252"), (UKRAINIAN, "cp1251"), (RUSSIAN, "cp1251"), (JAPANESE, "cp932")],
)
def test_older_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding))[0] == text


def test_line_ends_become_one_kind() -> None:
    assert clean("a\r\nb\rc\n") == "a\nb\nc\n"


def test_what_no_database_can_carry_is_left_out() -> None:
    assert clean("a\x00b\x1bc\ud800d\te") == "abcd\te"


def test_an_empty_file_is_an_empty_text() -> None:
    assert decoded(b"")[0] == ""
