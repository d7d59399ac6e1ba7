"""No line that anybody can type makes the program fail."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat.answer import Outcome
from handlers.commands import registry
from storage.engine import Database
from tests.conversation import Conversation

pytestmark = pytest.mark.usefixtures("small_gazetteer")
NAMES = st.sampled_from([each.name for each in registry()])
FRAGMENTS = st.sampled_from(
    [
        "Odesa", "Yokohama", "Leeds Hangzhou", "Cape Town", "#1", "~1", "@698740", "~999999999999",
        "call", "video call", "sister city", "2026-02-30", "yesterday", "page=2", "page=-1",
        "type=mou", "since=", "until=2030-01-01", "note=x", 'reason="a b"', "by=Odesa", "with=,",
        '"', "“", "{0}", "%s", "{name}", "<!channel>", "=", ":", ",", "–", "/", "--yes", "all",
        "10,000 masks", "next: do it", "language=uk", "kind=city", "paused=2027-01-01",
    ]
)  # fmt: skip
LINES = st.builds(
    lambda name, parts: " ".join((f"/{name}", *parts)),
    NAMES | st.text(max_size=10),
    st.lists(FRAGMENTS | st.text(max_size=20), max_size=6),
)


@pytest.fixture(params=["sqlite"])
def kind() -> str:
    """SQLite only: the lines are what varies here."""
    return "sqlite"


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(line=LINES, who=st.sampled_from(["Sari", "Aiko", "Vera", "operator"]))
def test_no_line_makes_it_fail(network: Database, line: str, who: str) -> None:
    person = Conversation(network, who)
    person.says(line)
    assert person.answer is not None
    assert person.answer.outcome is not Outcome.FAILED, line
