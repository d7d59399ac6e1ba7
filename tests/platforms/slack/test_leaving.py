"""Members whose account is deactivated: told once for each workspace they were in."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.identity import Identity, Platform
from bot.platforms.slack.leaving import departed
from bot.platforms.slack.workspaces import Workspace
from storage.engine import Database
from storage.errors import DatabaseUnavailable
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running, running

ENTERPRISE = Workspace("", "xoxb-1", "B1", "W0", enterprise_id="E1")


@dataclass
class Register:
    """Notes who is said to have left; out of order, it cannot."""

    entries: list[tuple[Identity, datetime]] = field(default_factory=list)
    out_of_order: bool = False

    def left(self, who: Identity, at: datetime) -> None:
        if self.out_of_order:
            raise DatabaseUnavailable("out of order")
        self.entries.append((who, at))


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
async def app(slack: FakeSlack, bound: Database, register: Register) -> AsyncIterator[Running]:
    async with running(slack, bound, left=register.left) as listening:
        yield listening


async def test_a_deactivated_member_is_told_with_the_moment(
    app: Running, register: Register
) -> None:
    await app.slack.user_changed(app.slack.user, deleted=True)
    assert app.slack.last_event is not None
    moment = datetime.fromtimestamp(app.slack.last_event["event_time"], UTC)
    who = Identity(Platform.SLACK, app.slack.user.id, app.slack.team.id)
    assert register.entries == [(who, moment)]


@pytest.mark.parametrize(
    "changes",
    [
        {"profile": {"status_text": "At lunch"}},
        {"deleted": False},
        {"deleted": "true"},
        {"deleted": True, "is_bot": True},
        {"deleted": True, "team_id": "T9"},
        {"deleted": True, "id": ""},
    ],
)
async def test_other_changes_are_passed_over(
    app: Running, register: Register, changes: dict[str, Any]
) -> None:
    answer = await app.slack.user_changed(app.slack.user, **changes)
    assert answer.status == 200
    assert register.entries == []


async def test_news_that_cannot_be_kept_are_asked_for_again(
    app: Running, register: Register
) -> None:
    register.out_of_order = True
    answer = await app.slack.user_changed(app.slack.user, deleted=True)
    assert answer.status == 503
    register.out_of_order = False
    await app.slack.redeliver()
    assert len(register.entries) == 1


async def test_a_guests_account_is_not_our_business(app: Running, register: Register) -> None:
    guest = app.slack.add_user("Ken Abe", app.slack.add_team("Port Cities"))
    there = app.slack.channel
    told = {"type": "user_change", "user": {"id": guest.id, "team_id": guest.team.id}}
    told["user"]["deleted"] = True
    await app.slack.event(told, user=guest, channel=there)
    assert register.entries == []


async def test_who_left_is_in_no_log(
    app: Running, register: Register, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await app.slack.user_changed(app.slack.user, deleted=True)
    assert "deactivated" in caplog.text
    assert app.slack.user.id not in caplog.text
    assert app.slack.user.name not in caplog.text


def test_who_leaves_an_organisation_leaves_all_its_workspaces() -> None:
    user = {
        "id": "W9",
        "team_id": "E1",
        "deleted": True,
        "enterprise_user": {"id": "W9", "enterprise_id": "E1", "teams": ["T1", "T2"]},
    }
    body = {"team_id": "T1", "enterprise_id": "E1", "event": {"type": "user_change", "user": user}}
    found = departed(body, ENTERPRISE)
    assert found == [Identity(Platform.SLACK, "W9", team) for team in ("T1", "T2")]


def test_who_leaves_one_workspace_of_an_organisation_leaves_that_one() -> None:
    user = {"id": "W9", "team_id": "T1", "deleted": True}
    body = {"team_id": "T1", "enterprise_id": "E1", "event": {"type": "user_change", "user": user}}
    assert departed(body, ENTERPRISE) == [Identity(Platform.SLACK, "W9", "T1")]


async def test_a_change_of_somebodys_data_is_asked_about_anew(app: Running) -> None:
    message = app.slack.written("hello", app.slack.user, app.slack.channel)
    for name in ("Olena", "Olena K."):
        app.slack.user.display_name = name
        await app.slack.user_changed(app.slack.user)
        await app.slack.react(message, "memo")
    assert [heard.name for heard in app.heard] == ["Olena", "Olena K."]
