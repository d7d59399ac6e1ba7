"""What goes out unasked: one message, in any workspace, with a good token, or why not."""

from typing import Any

import aiohttp
import pytest

from bot.chat.delivering import Later, Refused, Uncertain
from bot.chat.reply import Button, Entries, Entry, File, Reply
from bot.platforms.slack import calling
from bot.telemetry import SEND_FAILURES
from storage.button_texts import ButtonTexts
from storage.engine import Database
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.parcels import KEY, NEWS, deliver, failure
from tests.platforms.slack.stage import Running, running


def failures(reason: str) -> float:
    return SEND_FAILURES.labels("slack", reason)._value.get()


async def test_a_channel_hears_of_it(app: Running) -> None:
    receipt = await deliver(app)
    (said,) = app.slack.posted
    assert (said["channel"], said["ts"]) == (app.slack.channel.id, receipt)
    assert "Write to Odesa" in app.slack.text_of(said)


async def test_its_key_goes_along_where_nobody_sees_it(app: Running) -> None:
    await deliver(app)
    metadata = {"event_type": "attache_delivery", "event_payload": {"key": KEY}}
    assert app.slack.posted[0]["metadata"] == metadata
    assert KEY not in app.slack.text_of(app.slack.posted[0])


async def test_nothing_is_unfurled_and_nobody_called(app: Running) -> None:
    await deliver(app)
    (call,) = app.slack.calls("chat.postMessage")
    assert [call[name] for name in ("unfurl_links", "unfurl_media", "link_names")] == [False] * 3


async def test_a_thread_hears_of_it(app: Running) -> None:
    head = app.slack.written("Who writes?", app.slack.user, app.slack.channel)
    await deliver(app, thread=head["ts"])
    assert app.slack.posted[0]["thread_ts"] == head["ts"]


async def test_a_person_hears_of_it_alone(app: Running) -> None:
    await deliver(app, app.slack.user.id)
    direct = app.slack.world.direct_channel(app.slack.user)
    assert [each["channel"] for each in app.slack.posted] == [direct.id]


async def test_a_button_under_it_can_be_pressed(app: Running) -> None:
    await deliver(app, app.slack.user.id)
    await app.slack.press(app.slack.posted[0], "Help")
    assert app.heard[0].text == "help"


async def test_a_button_that_says_much_is_kept_for(app: Running) -> None:
    reply = Reply("Kept", buttons=(Button("Press", "probe echo " + "довго " * 250),))
    await deliver(app, app.slack.user.id, reply=reply)
    await app.slack.press(app.slack.posted[0], "Press")
    assert app.heard[0].text.startswith("probe echo довго")


async def test_what_is_too_long_for_one_message_is_cut_and_not_divided(app: Running) -> None:
    entries = tuple(Entry(f"Lead {number}", "words " * 40) for number in range(90))
    await deliver(app, reply=Reply("Long", (Entries(entries),), NEWS.buttons))
    (said,) = app.slack.posted
    assert "Lead 9" in app.slack.text_of(said)
    assert app.slack.text_of(said).endswith("…\n[Help]")


async def test_a_file_is_no_parcel(app: Running) -> None:
    reply = Reply("Here", (File("export.csv", b"city\n", "text/csv"),))
    with pytest.raises(ValueError, match="without a file"):
        await deliver(app, reply=reply)
    assert app.slack.calls("chat.postMessage") == []


@pytest.mark.parametrize(
    "reason",
    [
        "channel_not_found",
        "restricted_action",
        "ekm_access_denied",
        "msg_blocks_too_long",
        "missing_scope",
        "a_word_that_is_new_to_us",
    ],
)
async def test_what_slack_will_not_take_is_refused_in_its_own_word_and_counted(
    app: Running, reason: str
) -> None:
    before = failures(reason)
    app.slack.fail_next("chat.postMessage", error=reason)
    refusal = await failure(app)
    assert (type(refusal), refusal.reason) == (Refused, reason)
    assert failures(reason) == before + 1


async def test_an_archived_channel_refuses_it(app: Running) -> None:
    app.slack.archive()
    assert (await failure(app)).reason == "is_archived"


async def test_a_channel_that_put_the_bot_out_refuses_it(app: Running) -> None:
    app.slack.remove_bot()
    assert (await failure(app)).reason == "not_in_channel"


async def test_a_person_who_left_refuses_it(app: Running) -> None:
    app.slack.user.deactivated = True
    refusal = await failure(app, app.slack.user.id)
    assert isinstance(refusal, Refused)


@pytest.mark.parametrize(
    "reason", ["service_unavailable", "request_timeout", "team_added_to_org", "org_login_required"]
)
async def test_what_passes_by_itself_is_for_later(app: Running, reason: str) -> None:
    app.slack.fail_next("chat.postMessage", error=reason)
    later = await failure(app)
    assert (type(later), later.reason) == (Later, reason)
    assert app.slack.posted == []


@pytest.mark.parametrize(
    "fault",
    [
        {"drop": True},
        {"accepted": True, "status": 500},
        {"accepted": True, "status": 503},
        {"accepted": True, "error": "fatal_error"},
        {"accepted": True, "error": "internal_error"},
    ],
)
async def test_what_slack_may_have_taken_is_uncertain_and_not_said_twice(
    app: Running, fault: dict[str, Any]
) -> None:
    app.slack.fail_next("chat.postMessage", **fault)
    assert isinstance(await failure(app), Uncertain)
    assert len(app.slack.posted) == len(app.slack.calls("chat.postMessage")) == 1


async def test_an_answer_that_comes_too_late_is_uncertain(
    app: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "PATIENCE", aiohttp.ClientTimeout(total=0.1))
    app.slack.fail_next("chat.postMessage", delay=0.5)
    uncertain = await failure(app)
    assert (type(uncertain), uncertain.reason) == (Uncertain, "timeout")
    assert len(app.slack.posted) == 1


async def test_a_call_that_slack_never_heard_is_uncertain_as_well(app: Running) -> None:
    app.slack.fail_next("chat.postMessage", drop=True, unheard=True)
    assert isinstance(await failure(app), Uncertain)
    assert app.slack.posted == []


async def test_without_a_connection_it_is_for_later(slack: FakeSlack, bound: Database) -> None:
    async with running(slack, bound) as app:
        app.platform.courier._acting._calling._base_url = "http://127.0.0.1:1/api/"
        later = await failure(app)
    assert (type(later), later.reason) == (Later, "unreached")


@pytest.mark.parametrize(("asked", "pause"), [({"retry_after": 30}, 30.0), ({}, 1.0)])
async def test_slacks_wish_for_a_pause_is_passed_on_at_once(
    app: Running, asked: dict[str, int], pause: float
) -> None:
    app.slack.fail_next("chat.postMessage", error="ratelimited", **asked)
    later = await failure(app)
    assert isinstance(later, Later)
    assert (later.reason, later.pause) == ("ratelimited", pause)
    assert len(app.slack.world.calls) == 2


async def test_buttons_that_cannot_be_kept_are_for_later(app: Running) -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/none")
    app.platform.courier._showing._button_texts = ButtonTexts(away)
    reply = Reply("Kept", buttons=(Button("Press", "x" * 3000),))
    later = await failure(app, reply=reply)
    away.close()
    assert (type(later), later.reason) == (Later, "database_unavailable")
