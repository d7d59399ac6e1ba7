"""When Slack does not take an answer: counted, logged without its text, never sent twice."""

import logging

import pytest

from bot.telemetry import SEND_FAILURES
from storage.engine import Database
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running, running, until


def failures(reason: str) -> float:
    return SEND_FAILURES.labels("slack", reason)._value.get()


@pytest.mark.parametrize("reason", ["not_in_channel", "channel_not_found", "is_archived"])
async def test_a_closed_channel_is_counted_and_logged_without_the_text(
    app: Running, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = failures(reason)
    app.slack.fail_next("chat.postMessage", error=reason)
    answer = await app.slack.mention("partner status Odesa")
    assert answer.status == 200
    assert app.slack.posted == []
    assert failures(reason) == before + 1
    assert reason in caplog.text
    assert "Yokohama" not in caplog.text


async def test_a_dropped_answer_is_not_sent_again(app: Running) -> None:
    before = failures("connection")
    app.slack.fail_next("chat.postMessage", drop=True)
    await app.slack.mention("partner status Odesa")
    assert len(app.slack.posted) == 1
    assert failures("connection") == before + 1


async def test_slack_is_waited_for_when_it_asks_for_patience(app: Running) -> None:
    app.slack.fail_next("chat.postMessage", retry_after=1)
    await app.slack.mention("partner status Odesa")
    assert len(app.slack.posted) == 1


async def test_nobody_waits_longer_than_a_person_would(app: Running) -> None:
    before = failures("ratelimited")
    app.slack.fail_next("chat.postMessage", retry_after=3600)
    await app.slack.mention("partner status Odesa")
    assert app.slack.posted == []
    assert failures("ratelimited") == before + 1


async def test_a_trouble_of_slacks_own_is_counted(app: Running) -> None:
    before = failures("internal_error")
    app.slack.fail_next("chat.postMessage", error="internal_error", status=500)
    answer = await app.slack.mention("partner status Odesa")
    assert answer.status == 200
    assert failures("internal_error") == before + 1


async def test_a_used_up_response_url_is_replaced_by_an_ephemeral_message(app: Running) -> None:
    await app.slack.slash_command("/probe", "really")
    shown = app.slack.ephemerals[0]

    def used_up(channel, user, origin=None):
        return f"{app.slack.url}response/gone"

    app.slack.world.new_response_url = used_up
    await app.slack.press(shown, "Yes")
    assert app.slack.text_of(app.slack.ephemerals[1]) == "done"
    assert [violation.code for violation in app.slack.take_violations()] == ["expired_url"]


async def test_a_revoked_token_is_asked_for_anew(app: Running) -> None:
    app.slack.fail_next("chat.postMessage", error="token_revoked")
    before = failures("token_revoked")
    await app.slack.mention("partner status Odesa")
    assert failures("token_revoked") == before + 1
    await app.slack.mention("partner status Odesa")
    assert len(app.slack.calls("auth.test")) >= 2
    assert len(app.slack.posted) == 1


async def test_the_token_is_looked_at_once_for_many_messages(app: Running) -> None:
    for _ in range(3):
        await app.slack.mention("partner status Odesa")
    assert len(app.slack.calls("auth.test")) == 1


async def test_a_token_in_the_environment_does_not_change_whose_token_is_used(
    slack: FakeSlack, bound: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "other.client")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "other secret")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-other")
    async with running(slack, bound):
        await slack.mention("partner status Odesa")
    assert {call.token for call in slack.world.calls} == {slack.team.bot_token}
    assert len(slack.posted) == 1


async def test_a_stop_finishes_what_was_taken(slack: FakeSlack, bound: Database) -> None:
    async with running(slack, bound):
        await slack.slash_command("/probe", "long")
    assert "The end" in slack.text_of(slack.ephemerals[-1])


async def test_tokens_and_texts_are_in_no_log(
    slack: FakeSlack, bound: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running(slack, bound, app_token=slack.world.app_token):
        await slack.socket.wait_for(1)
        await slack.slash_command("/partner", "status Odesa")
        await slack.mention("partner status Odesa")
        slack.fail_next("chat.postMessage", error="is_archived")
        await slack.mention("partner status Odesa")
    ours = [record for record in caplog.records if not record.name.startswith("sqlalchemy")]
    logged = "\n".join(record.getMessage() for record in ours)
    for secret in (slack.team.bot_token, slack.world.app_token, slack.world.signing_secret):
        assert secret not in logged
    assert "Yokohama" not in logged


async def test_a_fault_of_the_database_is_logged_without_what_was_said(
    app: Running, caplog: pytest.LogCaptureFixture
) -> None:
    with app.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE button_text")
    await app.slack.mention("probe kept")
    assert "an answer could not be shown" in caplog.text
    assert "довго" not in caplog.text


async def test_a_connection_that_slack_ends_is_opened_again(
    slack: FakeSlack, bound: Database
) -> None:
    async with running(slack, bound, app_token=slack.world.app_token):
        await slack.socket.wait_for(1)
        first = slack.socket.connections[0]
        await slack.socket.ask_to_leave()
        await until(lambda: slack.socket.connections and slack.socket.connections[0] is not first)
        slack.transport = "socket"
        await slack.slash_command("/probe", "echo again")
        assert slack.text_of(slack.ephemerals[0]) == "again"
    await slack.socket.wait_for(0)


async def test_a_refused_app_token_does_not_keep_the_program_from_stopping(
    slack: FakeSlack, bound: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(slack, bound, app_token="xapp-wrong"):
        await until(lambda: slack.calls("apps.connections.open"))
        await slack.mention("partner status Odesa")
    assert len(slack.posted) == 1
    assert "xapp-wrong" not in caplog.text
    slack.take_violations()


async def test_slack_out_of_order_at_the_start_is_told_and_asked_again(
    slack: FakeSlack, bound: Database, caplog: pytest.LogCaptureFixture
) -> None:
    slack.fail_next("auth.test", status=503)
    async with running(slack, bound):
        await slack.mention("partner status Odesa")
    assert len(slack.posted) == 1
    assert "Slack refuses the bot token: http_503" in caplog.text
    slack.take_violations()


async def test_a_refused_bot_token_is_told_to_the_operator(
    slack: FakeSlack, bound: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(slack, bound, bot_token="xoxb-wrong"):
        await slack.mention("partner status Odesa")
    assert slack.posted == []
    assert "Slack refuses the bot token: invalid_auth" in caplog.text
    assert "xoxb-wrong" not in caplog.text
    slack.take_violations()
