"""Files of channels: fetched with the workspace's token from Slack alone, and brought into it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.chat.delivering import (
    Later,
    NotDelivered,
    Parcel,
    Receipt,
    Refused,
    Removal,
    Uncertain,
)
from bot.chat.reply import File, Paragraph, Reply
from bot.chat.speech import Speech
from bot.chat.talk import Attachment
from bot.domain.identity import Platform, Venue
from bot.platforms.slack import limits
from storage.engine import Database
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.browser import Browser
from tests.platforms.slack.stage import Running, installable, running

PLAN = File("plan.pdf", b"%PDF-1.7", "application/pdf")


def here(slack: FakeSlack, channel: str = "") -> Venue:
    return Venue(Platform.SLACK, channel or slack.channel.id, slack.team.id)


def beside(slack: FakeSlack, name: str = "plan.pdf", content: bytes = b"%PDF-1.7") -> Attachment:
    made = slack.add_file(name, content)
    return Attachment(name, made["mimetype"], len(content), made["url_private_download"])


async def fetched(app: Running, attachment: Attachment) -> File:
    return await app.platform.courier.fetch(here(app.slack), attachment)


async def unfetched(app: Running, attachment: Attachment) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await fetched(app, attachment)
    return failed.value


def parcel(
    slack: FakeSlack, thread: str = "", channel: str = "", reply: Reply | None = None
) -> Parcel:
    words = reply or Reply()
    return Parcel("copy:7", here(slack, channel), words, Speech(), thread, PLAN)


async def undelivered(app: Running, sent: Parcel) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await app.platform.courier.deliver(sent)
    return failed.value


def head(slack: FakeSlack) -> str:
    return str(slack.written("Look", slack.user, slack.channel)["ts"])


async def test_a_file_is_fetched_with_the_workspaces_token(app: Running) -> None:
    assert await fetched(app, beside(app.slack)) == PLAN


async def test_a_page_that_somebody_shared_is_a_file(app: Running) -> None:
    page = beside(app.slack, "page.html", b"<p>hello</p>")
    assert (await fetched(app, page)).content == b"<p>hello</p>"


async def test_a_file_of_which_only_the_number_is_known_is_asked_about(app: Running) -> None:
    made = app.slack.add_file("plan.pdf", b"%PDF-1.7")
    assert await fetched(app, Attachment("", "", 0, made["id"])) == PLAN


@pytest.mark.parametrize("is_told", [True, False])
async def test_a_file_that_is_too_large_is_refused(
    app: Running, monkeypatch: pytest.MonkeyPatch, is_told: bool
) -> None:
    monkeypatch.setattr(limits, "FILE", 4)
    attachment = replace(beside(app.slack), size=8 if is_told else 0)
    failed = await unfetched(app, attachment)
    assert (type(failed), failed.reason) == (Refused, "too_large")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/plan.pdf",
        "https://files.slack.com.example.org/plan.pdf",
        "http://127.0.0.1:1/plan.pdf",
        "https://slack.com@example.org/plan.pdf",
    ],
)
async def test_nobody_but_slack_is_shown_the_token(app: Running, address: str) -> None:
    failed = await unfetched(app, Attachment("plan.pdf", "", 8, address))
    assert (type(failed), failed.reason) == (Refused, "foreign_address")
    app.slack.world.redirect_files_to = address
    assert (await unfetched(app, beside(app.slack))).reason == "foreign_address"


async def test_slacks_own_signposts_are_followed_but_not_in_circles(app: Running) -> None:
    attachment = beside(app.slack)
    app.slack.world.redirect_files_to = attachment.reference
    failed = await unfetched(app, attachment)
    assert (type(failed), failed.reason) == (Refused, "sent_in_circles")


async def test_a_page_to_sign_in_on_is_no_file(app: Running) -> None:
    attachment = beside(app.slack)
    app.slack.world.tokens[app.slack.team.bot_token].error = "token_revoked"
    failed = await unfetched(app, attachment)
    assert (isinstance(failed, Refused), failed.reason) == (True, "token_revoked")


async def test_without_the_scope_there_is_no_file(app: Running) -> None:
    app.slack.world.may_read_files = False
    failed = await unfetched(app, beside(app.slack))
    assert (isinstance(failed, Refused), failed.reason) == (True, "not_authed")


async def test_with_a_renewed_token_the_file_is_there(slack: FakeSlack, bound: Database) -> None:
    async with running(slack, bound, **installable(slack)) as app:
        await Browser(app).installs()
        attachment = beside(slack)
        await fetched(app, attachment)
        slack.world.tokens[slack.team.bot_token].error = "token_revoked"
        await Browser(app).installs()
        assert await fetched(app, attachment) == PLAN


async def test_a_file_that_is_gone_is_refused(app: Running) -> None:
    attachment = beside(app.slack)
    app.slack.world.files.clear()
    failed = await unfetched(app, attachment)
    assert (type(failed), failed.reason) == (Refused, "http_404")


async def test_a_file_goes_into_the_thread_under_its_message(app: Running) -> None:
    thread = head(app.slack)
    receipt = await app.platform.courier.deliver(parcel(app.slack, thread))
    (said,) = app.slack.posted
    (made,) = said["files"]
    assert (said["channel"], said["thread_ts"]) == (app.slack.channel.id, thread)
    assert (made["name"], receipt) == ("plan.pdf", Receipt(made["id"]))
    assert app.slack.world.files[made["id"]]["content"] == PLAN.content
    assert said["text"] == ""


async def test_what_there_is_to_say_stands_beside_it(app: Running) -> None:
    words = Reply("Olena", (Paragraph("for <!here>"),))
    await app.platform.courier.deliver(parcel(app.slack, reply=words))
    (said,) = app.slack.posted
    assert app.slack.text_of(said) == "Olena\nfor <!here>"
    assert app.slack.pings(said) == []


async def test_a_file_goes_to_one_person_alone(app: Running) -> None:
    await app.platform.courier.deliver(parcel(app.slack, channel=app.slack.user.id))
    direct = app.slack.world.direct_channel(app.slack.user)
    assert [each["channel"] for each in app.slack.posted] == [direct.id]


@pytest.mark.parametrize(
    ("method", "fault", "reason"),
    [
        ("files.getUploadURLExternal", {"drop": True}, "connection"),
        ("files.getUploadURLExternal", {"retry_after": 30}, "ratelimited"),
        ("conversations.open", {"drop": True}, "connection"),
        ("files.completeUploadExternal", {"retry_after": 30}, "ratelimited"),
    ],
)
async def test_what_nobody_sees_yet_is_for_later(
    app: Running, method: str, fault: dict[str, Any], reason: str
) -> None:
    app.slack.fail_next(method, **fault)
    later = await undelivered(app, parcel(app.slack, channel=app.slack.user.id))
    assert (type(later), later.reason) == (Later, reason)
    assert app.slack.posted == []


async def test_an_upload_that_breaks_off_is_for_later(app: Running) -> None:
    app.slack.world.url_of_uploads = f"{app.slack.url}nowhere/"
    later = await undelivered(app, parcel(app.slack))
    assert (type(later), later.reason) == (Later, "upload_404")


async def test_no_file_is_uploaded_anywhere_but_to_slack(app: Running) -> None:
    app.slack.world.url_of_uploads = "https://example.org/"
    failed = await undelivered(app, parcel(app.slack))
    assert (type(failed), failed.reason) == (Refused, "foreign_address")


@pytest.mark.parametrize(
    "fault",
    [{"drop": True}, {"accepted": True, "status": 503}, {"accepted": True, "error": "fatal_error"}],
)
async def test_when_the_last_answer_is_lost_it_is_uncertain_and_looked_for(
    app: Running, fault: dict[str, Any]
) -> None:
    sent = parcel(app.slack, head(app.slack))
    app.slack.fail_next("files.completeUploadExternal", **fault)
    assert isinstance(await undelivered(app, sent), Uncertain)
    found = await app.platform.courier.look(sent, datetime.now(UTC))
    assert found == Receipt(app.slack.posted[0]["files"][0]["id"])


async def test_a_file_that_never_arrived_is_not_found(app: Running) -> None:
    sent = parcel(app.slack, head(app.slack))
    app.slack.fail_next("files.completeUploadExternal", drop=True, unheard=True)
    await undelivered(app, sent)
    await app.slack.say("Mine", file=app.slack.add_file("plan.pdf", b"x"), thread_ts=sent.thread)
    other = replace(sent, file=replace(PLAN, name="other.pdf"))
    await app.platform.courier.deliver(other)
    assert await app.platform.courier.look(sent, datetime.now(UTC)) is None


@pytest.mark.parametrize("reason", ["is_archived", "missing_scope", "file_upload_size_restricted"])
async def test_what_slack_will_not_take_is_refused(app: Running, reason: str) -> None:
    app.slack.fail_next("files.completeUploadExternal", error=reason)
    failed = await undelivered(app, parcel(app.slack))
    assert (type(failed), failed.reason) == (Refused, reason)


async def test_a_file_is_taken_back_by_its_number(app: Running) -> None:
    receipt = await app.platform.courier.deliver(parcel(app.slack, head(app.slack)))
    for _twice in range(2):
        await app.platform.courier.change(Removal(here(app.slack), receipt.message))
    assert app.slack.world.files == {}
    assert app.slack.posted[0]["files"] == []
