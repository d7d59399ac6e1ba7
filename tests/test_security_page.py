"""What the page on security says of the program can be looked up in it."""

import re
from pathlib import Path

import pytest

from bot.domain.access import Role
from handlers.commands import registry

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text()
# OWASP ASVS 5.0.0: how many requirements each section has up to level 2.
SECTIONS = {
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "14.1": 2, "14.2": 4, "14.3": 3,
}  # fmt: skip
REQUIREMENTS = [
    f"{section}.{number}" for section, count in SECTIONS.items() for number in range(1, count + 1)
]
ANSWER = re.compile(r"\*\*(Met|In part|Not met|Does not apply)\*\*")


def _answer(requirement: str) -> str:
    row = re.search(rf"^\| {re.escape(requirement)} \| [12] \|.*$", PAGE, re.MULTILINE)
    assert row is not None, requirement
    found = ANSWER.search(row[0])
    assert found is not None, requirement
    return found[1]


def _row_of(role: str) -> str:
    row = re.search(rf"^\| {role} \| (`.*)$", PAGE, re.MULTILINE)
    assert row is not None
    return row[1]


def test_every_test_and_file_that_is_named_is_there() -> None:
    for name in re.findall(r"`([\w/.]+/[\w.]+\.py(?:::\w+)?|\.ci/run)`", PAGE):
        path, _, test = name.partition("::")
        assert (ROOT / path).is_file(), name
        assert not test or f"def {test}(" in (ROOT / path).read_text(), name


@pytest.mark.parametrize("role", list(Role))
def test_every_command_is_told_under_its_role(role: Role) -> None:
    commands = {command.name for command in registry() if command.role is role}
    assert set(re.findall(r"`([a-z ]+)`", _row_of(role))) - {"undo"} == commands - {"undo"}


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_every_requirement_is_answered(requirement: str) -> None:
    assert _answer(requirement)


def test_the_answers_are_counted() -> None:
    answers = [_answer(requirement) for requirement in REQUIREMENTS]
    told = re.search(r"Of (\d+): (\d+) met, (\d+) met in part, (\d+) not met, (\d+) that do", PAGE)
    assert told is not None
    kinds = ("Met", "In part", "Not met", "Does not apply")
    assert [int(each) for each in told.groups()] == [
        len(answers),
        *(answers.count(kind) for kind in kinds),
    ]
