"""What is longer than a record can keep is refused before there is a database to ask."""

import click
import pytest
from click.testing import CliRunner

from bot.cli import admin

LONG = "x" * 201
ADD = ["add", "Rina", "--network", "demo", "--role", "viewer"]


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (admin.network, ["add", LONG, "--slug", "s"]),
        (admin.network, ["add", "Name", "--slug", "s", "--lang", LONG]),
        (admin.official, ["add", LONG, *ADD[2:]]),
        (admin.official, [*ADD, "--slack", f"T1:{LONG}"]),
        (admin.official, [*ADD, "--telegram", "9" * 65]),
        (admin.official, [*ADD, "--lang", LONG]),
        (admin.channel, ["bind", "--network", "demo", "--slack", LONG]),
        (admin.channel, ["bind", "--network", "demo", "--telegram", "9" * 65]),
    ],
)
def test_a_name_that_is_too_long_is_refused(group: click.Group, words: list[str]) -> None:
    result = CliRunner().invoke(group, words)
    assert result.exit_code == 2
    assert "it is longer than" in result.output
