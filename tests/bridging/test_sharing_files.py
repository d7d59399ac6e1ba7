"""Files beside what is said, as they come over a bridge."""

from tests.bridging.program import Stage
from tests.bridging.speakers import OnSlack, OnTelegram, bridge

MOST = 20 * 1024 * 1024


async def test_a_file_comes_under_the_words_that_it_was_sent_with(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()
    await aiko.shares("plan.csv", b"pumps;12", "Here is the plan")
    copy = await petro.sees("Here is the plan")
    assert petro.reads(copy)[-1] == "📎 plan.csv (1 kB)"
    file = await petro.sees("<plan.csv>")
    assert petro.answers(file) == copy
    _document, content = petro.telegram.world.files[file["document"]["file_id"]]
    assert content == b"pumps;12"

    await petro.shares("answer.csv", b"pumps;15", "And the answer")
    copy = await aiko.sees("And the answer")
    await stage.settles()
    [file] = [each for each in aiko.screen() if each.get("files")]
    assert aiko.answers(file) == copy
    [known] = file["files"]
    assert aiko.slack.world.files[known["id"]]["content"] == b"pumps;15"
    # What the bot answered to the command, the message and its file.
    assert len(petro.screen()) == 3


async def test_of_a_file_that_is_too_large_it_is_said_where_it_is(
    stage: Stage, aiko: OnSlack, petro: OnTelegram
) -> None:
    await bridge((aiko, "en"), (petro, "en"))
    await stage.settles()
    message = await aiko.shares("film.mp4", b"x" * (MOST + 1), "The opening, as a film")
    copy = await petro.sees("as a film")
    link = f"https://{aiko.channel.team.domain}.slack.com/archives/{aiko.channel.id}/p"
    assert "film.mp4 (20.0 MB): too large to be brought over; it is here:" in copy["text"]
    assert link + message["ts"].replace(".", "") in copy["text"]
    await stage.settles()
    assert not any("document" in each for each in petro.screen())
