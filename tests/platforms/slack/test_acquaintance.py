"""Who people are and where they are found: asked for once, and never a reason to fail."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.platforms.slack import acquaintance
from bot.platforms.slack.acquaintance import UNKNOWN, Acquaintance, Person
from storage.engine import Database
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running, running


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def app(slack: FakeSlack, bound: Database) -> AsyncIterator[Running]:
    async with running(slack, bound) as listening:
        yield listening


@pytest.fixture
def known(app: Running, clock: Clock) -> Acquaintance:
    return Acquaintance(app.platform.courier._acting, clock)


async def asked(known: Acquaintance, slack: FakeSlack) -> Person:
    return await known.person(slack.team.id, slack.user.id)


async def test_somebody_is_asked_about_once_in_a_while(
    known: Acquaintance, slack: FakeSlack, clock: Clock
) -> None:
    assert await asked(known, slack) == Person("Olena Koval", slack.team.id)
    slack.user.display_name = "Olena"
    assert (await asked(known, slack)).name == "Olena Koval"
    assert slack.calls("users.info") == [{"user": slack.user.id}]
    clock.now += timedelta(hours=7)
    assert (await asked(known, slack)).name == "Olena"


async def test_who_changed_is_asked_about_anew(known: Acquaintance, slack: FakeSlack) -> None:
    await asked(known, slack)
    slack.user.display_name = "Olena"
    known.forget(slack.team.id, slack.user.id)
    assert (await asked(known, slack)).name == "Olena"


@pytest.mark.parametrize(
    "fault",
    [{"error": "user_not_found"}, {"error": "missing_scope"}, {"retry_after": 30}, {"drop": True}],
)
async def test_whom_slack_does_not_tell_of_has_no_name_for_a_while(
    known: Acquaintance, slack: FakeSlack, clock: Clock, fault: dict[str, object]
) -> None:
    slack.fail_next("users.info", **fault)  # type: ignore[arg-type]  # any of them
    assert await asked(known, slack) == UNKNOWN
    assert await asked(known, slack) == UNKNOWN
    assert len(slack.calls("users.info")) == 1
    clock.now += timedelta(minutes=2)
    assert (await asked(known, slack)).name == "Olena Koval"


async def test_an_answer_that_takes_too_long_is_not_waited_for(
    known: Acquaintance, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acquaintance, "PATIENCE_SECONDS", 0.05)
    slack.fail_next("users.info", delay=0.5)
    assert await asked(known, slack) == UNKNOWN


async def test_where_the_app_is_not_nobody_is_known(known: Acquaintance) -> None:
    assert await known.person("T0NONE", "U1") == UNKNOWN
    assert await known.link("T0NONE", "C1", "1.2") == ""


async def test_no_more_people_are_kept_than_there_is_room_for(
    known: Acquaintance, slack: FakeSlack
) -> None:
    known._people._most = 2
    people = [slack.user, slack.add_user("Aiko"), slack.add_user("Ken")]
    for person in people:
        await known.person(slack.team.id, person.id)
    assert [key[1] for key in known._people._known] == [each.id for each in people[1:]]


async def test_a_name_is_one_line_without_hidden_signs(
    known: Acquaintance, slack: FakeSlack
) -> None:
    slack.user.display_name = "Olena\u202e\n Koval " + "x" * 200
    name = (await asked(known, slack)).name
    assert name.startswith("Olena Koval xxx")
    assert len(name) == 80


async def test_a_program_is_told_from_a_person(known: Acquaintance, slack: FakeSlack) -> None:
    slack.user.is_bot = True
    assert (await asked(known, slack)).is_bot


async def test_a_message_has_the_address_that_slack_would_tell(
    known: Acquaintance, slack: FakeSlack, app: Running
) -> None:
    head = slack.written("Who?", slack.user, slack.channel)["ts"]
    place = (slack.team.id, slack.channel.id)
    told = await app.platform.courier._acting.read(
        slack.team.id, "chat.getPermalink", {"channel": slack.channel.id, "message_ts": head}
    )
    assert await known.link(*place, head) == told["permalink"]
    asked_before = len(slack.calls("auth.test"))
    assert await known.link(*place, head, head) == told["permalink"]
    assert len(slack.calls("auth.test")) == asked_before


@pytest.mark.parametrize("place", [("C1/../x", "1.2"), ("C1", "x"), ("C1", ""), ("", "1.2")])
async def test_what_is_no_message_has_no_address(
    known: Acquaintance, slack: FakeSlack, place: tuple[str, str]
) -> None:
    assert await known.link(slack.team.id, *place) == ""
