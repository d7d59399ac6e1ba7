"""A few hundred hostile inputs of each kind, and that the one who looks for faults finds them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.chat.call import Call
from bot.chat.registry import Registry, command
from bot.chat.reply import Button, Paragraph, Reply
from bot.chat.text import _
from bot.platforms.slack.receiving import Receiver
from bot.services.imports import importing
from handlers.commands import registry
from tests.fuzz import commands, files, networks, payloads, running
from tests.fuzz.findings import Finding, shortest
from tests.fuzz.lines import Lines
from tests.fuzz.running import SUBJECTS, Part, parts, told, tried, up_to

SEED = "1965"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return networks.made(tmp_path_factory.mktemp("fuzz") / "template.db")


def shown(findings: list[Finding]) -> list[str]:
    return [f"{each.index}: {each.problem}: {each.shown}" for each in findings]


# Of each batch of requests the even ones are Slack's and the odd ones Telegram's.
@pytest.mark.parametrize(
    ("subject", "start", "count"),
    [
        (commands.NAME, 0, 300),
        (files.NAME, 0, 150),
        (payloads.NAME, 0, 300),
        (payloads.NAME, payloads.BATCH, 300),
    ],
)
def test_the_program_stands_hostile_inputs(
    template: Path, subject: str, start: int, count: int
) -> None:
    tally = tried(Part(subject, SEED, range(start, start + count)), template)
    assert shown(tally.findings) == []
    assert tally.inputs == {subject: count}


def test_they_are_not_all_turned_away_at_the_door(template: Path) -> None:
    tally = tried(Part(commands.NAME, SEED, range(200)), template)
    assert tally.outcomes["commands answered"] > 20
    assert tally.outcomes["commands mistake"] > 20


def planted(handler: Callable[[Call], Reply]) -> Registry:
    every = registry()
    for name in ("plant", "plant a", "plant b", "plant c", "plant d"):
        every.add(command(name, _("A plant"), examples=(name,))(handler))
    return every


def found(template: Path, handler: Callable[[Call], Reply]) -> list[Finding]:
    return commands.batch(SEED, range(250), template, planted(handler)).findings


def test_a_command_that_fails_is_found_and_its_line_made_short(template: Path) -> None:
    def fails(call: Call) -> Reply:
        raise ZeroDivisionError(call.line.text)

    findings = found(template, fails)
    assert {each.problem for each in findings} == {
        f"bot.chat.router: ZeroDivisionError in test_fuzz.py:{fails.__code__.co_firstlineno + 1}"
    }
    assert findings[0].shown.startswith("'plant'")


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply("half \ud800 a character"), "half a character"),
        (Reply("x", (Paragraph("y" * 100),) * 2000), "Slack"),
        (Reply("x", buttons=(Button("", "help"),)), "Slack"),
    ],
)
def test_an_answer_that_a_platform_refuses_is_found(
    template: Path, reply: Reply, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The renderers mend all of these; without what mends them, they are faults.
    monkeypatch.setattr("tests.fuzz.showing.postings", _unmended)
    findings = found(template, lambda call: reply)
    assert findings
    assert any(problem in each.problem for each in findings)


def _unmended(reply: Reply, speech: Any, carry: Any) -> list[Any]:
    from bot.platforms.slack.packing import Posting

    text = speech.say(reply.title)
    said = "".join(part.text for part in reply.parts if isinstance(part, Paragraph))
    buttons = [
        {"type": "button", "text": {"type": "plain_text", "text": each.label}, "action_id": "0"}
        for each in reply.buttons
    ]
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": text + said}}]
    return [Posting(text, blocks + [{"type": "actions", "elements": buttons}] * bool(buttons))]


def test_a_file_that_no_reader_stands_is_found(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(kind: object, raw: bytes) -> Any:
        raise KeyError(kind)

    monkeypatch.setattr(importing, "read", fails)
    tally = tried(Part(files.NAME, SEED, range(3)), template)
    assert [each.index for each in tally.findings] == [0, 1, 2]
    assert tally.findings[0].shown.startswith("b''")


@pytest.mark.parametrize("start", [0, payloads.BATCH])
def test_a_request_that_ends_in_a_fault_is_found(
    template: Path, start: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*given: object) -> Any:
        raise LookupError("planted")

    monkeypatch.setattr("bot.platforms.slack.receiving.payload_of", fails)
    monkeypatch.setattr("bot.platforms.telegram.receiving.Receiving._act", fails)
    tally = tried(Part(payloads.NAME, SEED, range(start, start + 20)), template)
    assert tally.findings
    assert all("LookupError" in each.problem for each in tally.findings)


def test_a_forgery_that_is_let_in_is_found(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Receiver, "_check", lambda *given: None)
    tally = tried(Part(payloads.NAME, SEED, range(100)), template)
    assert "a forged request was let in" in {each.problem for each in tally.findings}


def test_the_same_seed_makes_the_same_lines() -> None:
    import random

    made = [
        [Lines(registry()).line(random.Random(f"{SEED} {index}")) for index in range(50)]
        for _again in range(2)
    ]
    assert made[0] == made[1]
    assert len(set(made[0])) > 40


def test_an_input_is_shortened_to_what_matters() -> None:
    assert shortest("partner list\x00 and much else", lambda text: "\x00" in text) == "\x00"
    assert shortest(b"abc", lambda raw: True) == b""


def test_all_inputs_asked_for_are_made() -> None:
    every = parts(10_000, SEED, None)
    assert sum(len(part.indices) for part in every) == 10_000
    assert {part.subject for part in every} == set(SUBJECTS)
    assert sum(len(part.indices) for part in parts(777, SEED, files.NAME)) == 777


def test_one_input_is_repeated_after_those_it_shared_a_database_with() -> None:
    [part] = up_to(commands.NAME, SEED, commands.BATCH + 3)
    assert part.indices == range(commands.BATCH, commands.BATCH + 4)


def test_a_run_ends_with_its_counts(template: Path) -> None:
    tally = running.Tally()
    tally.count(commands.NAME, "failed")
    tally.findings += [Finding(commands.NAME, 7, "it fell over", "'/help'")] * 2
    lines = told(tally, SEED, 12)
    assert lines[-1] == (
        "fuzz: 1 inputs (0 payloads, 0 files, 1 commands), seed 1965, 1 findings, 12 s"
    )
    assert "FOUND 2 × it fell over" in lines
    assert "  again: python -m tests.fuzz --seed 1965 --only commands --at 7" in lines
