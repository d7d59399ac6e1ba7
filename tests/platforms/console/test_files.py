"""Files at a terminal: written where the user is, and over nothing."""

from pathlib import Path

import pytest

from bot.chat.answer import Answer
from bot.chat.message import Message
from bot.chat.reply import File, Paragraph, Reply
from bot.chat.speech import Speech
from bot.platforms.console.files import harmless
from bot.platforms.console.plain import plain
from bot.platforms.console.terminal import Terminal, console_identity, console_venue

CONTENT = b"city\nOdesa\n"


@pytest.fixture
def shown() -> list[str]:
    return []


def exporting(folder: Path, shown: list[str], name: str = "contacts.csv") -> Terminal:
    """A terminal on which everything that is said is answered with a file."""
    reply = Reply("Contacts", (Paragraph("Here"), File(name, CONTENT, "text/csv")))

    def answer(_message: Message) -> Answer:
        return Answer(reply, Speech())

    def show(reply: Reply, speech: Speech) -> None:
        shown.append(plain(reply, speech))

    return Terminal(answer, show, console_identity("operator"), console_venue("", ""), "", folder)


def test_a_file_is_written_to_the_current_folder(
    tmp_path: Path, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exporting(Path(), shown).hear(["export"])
    assert (tmp_path / "contacts.csv").read_bytes() == CONTENT


def test_its_place_is_told(tmp_path: Path, shown: list[str]) -> None:
    exporting(tmp_path, shown).hear(["export"])
    assert shown == [f"Contacts\nHere\nThe file is here: {tmp_path / 'contacts.csv'}"]


def test_nothing_is_overwritten(tmp_path: Path, shown: list[str]) -> None:
    (tmp_path / "contacts.csv").write_text("mine")
    exporting(tmp_path, shown).hear(["export", "export"])
    assert (tmp_path / "contacts.csv").read_text() == "mine"
    assert (tmp_path / "contacts (2).csv").read_bytes() == CONTENT
    assert (tmp_path / "contacts (3).csv").read_bytes() == CONTENT


def test_a_link_is_not_followed(tmp_path: Path, shown: list[str]) -> None:
    (tmp_path / "contacts.csv").symlink_to(tmp_path / "elsewhere")
    exporting(tmp_path, shown).hear(["export"])
    assert not (tmp_path / "elsewhere").exists()


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path, shown: list[str]) -> None:
    exporting(tmp_path, shown).hear(["export"])
    assert (tmp_path / "contacts.csv").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path, shown: list[str]) -> None:
    exporting(tmp_path / "gone", shown).hear(["export"])
    assert "could not be written" in shown[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("contacts.csv", "contacts.csv"),
        ("Одеса 2026.json", "Одеса 2026.json"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        (".bashrc", "bashrc"),
        ("a\x00b\x1b[31m.csv", "a_b__31m.csv"),
        ("con:trol|.csv", "con_trol_.csv"),
        ("..", "file"),
        ("", "file"),
        ("x" * 500 + ".csv", "x" * 60 + ".csv"),
    ],
)
def test_a_name_leads_nowhere_else(name: str, expected: str) -> None:
    assert harmless(name) == expected
