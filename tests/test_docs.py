"""The README tells of every command and setting, and the decisions and figures are in place."""

import re
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import click
import pytest

from bot.chat.engine_names import engine_name
from bot.chat.labels import LABELS
from bot.cli.main import attache
from bot.domain.rhythm import DEFAULT_POLICIES, Policy
from bot.settings import ENGINES, ENGINES_OF_OTHERS, Settings
from handlers.commands import registry
from storage.translation_memory import KEPT_DAYS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
PROGRAM = attache.list_commands(click.Context(attache))
PREFIXED = (
    *("public_url", "encryption_keys", "log_level", "log_format"),
    *("translation", "translation_caps"),
)


@pytest.mark.parametrize("subject", list(registry().subjects()))
def test_the_readme_tells_of_every_subject(subject: str) -> None:
    assert f"`/{subject}" in README


@pytest.mark.parametrize("command", [each.name for each in registry().shown()])
def test_the_readme_tells_of_every_command(command: str) -> None:
    subject, _, verb = command.partition(" ")
    row = next(line for line in README.splitlines() if line.startswith(f"| `/{subject}"))
    told = row if subject != "partner" else README

    assert verb in told


@pytest.mark.parametrize("setting", [field.name for field in fields(Settings)])
def test_the_readme_tells_of_every_setting(setting: str) -> None:
    name = f"attache_{setting}" if setting in PREFIXED else setting
    assert f"`{name.upper()}`" in README


@pytest.mark.parametrize("name", PROGRAM)
def test_the_readme_tells_of_every_program_command(name: str) -> None:
    assert f"`attache {name}" in README


def test_the_two_commands_of_a_newcomer_come_first() -> None:
    assert README.index("uv run attache chat") < README.index("uv run pytest") < 2500


def test_every_link_within_the_repository_leads_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("policy", DEFAULT_POLICIES.values())
def test_the_page_on_health_has_the_figures_of_every_type(policy: Policy) -> None:
    page = (ROOT / "docs" / "health.md").read_text()
    figures = (
        policy.rhythm_days,
        policy.first_review_days,
        policy.review_every_days,
    )

    assert "| " + " | ".join(str(figure) for figure in figures) + " |" in page


@pytest.mark.parametrize("word", list(LABELS))
def test_the_page_on_the_vocabulary_has_every_word(word: StrEnum) -> None:
    page = " ".join((ROOT / "docs" / "vocabulary.md").read_text().split())

    assert LABELS[word].id in page


@pytest.mark.parametrize("engine", [*ENGINES, *ENGINES_OF_OTHERS])
def test_the_page_on_translation_tells_of_every_engine(engine: str) -> None:
    assert engine_name(engine) in (ROOT / "docs" / "translation.md").read_text()


def test_the_page_on_translation_tells_how_long_translations_are_kept() -> None:
    assert f"| {KEPT_DAYS} days" in (ROOT / "docs" / "translation.md").read_text()
