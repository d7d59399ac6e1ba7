"""The picture in the README shows what the program shows."""

from pathlib import Path

from tests.bridging.picture import Bubble, Line, Panel, drawn, of_slack, of_telegram
from tests.bridging.program import Stage
from tests.bridging.speakers import OnSlack, OnTelegram, bridge
from tests.translation.engines.standins import LibreStandIn

PICTURE = Path(__file__).parents[2] / "docs" / "bridge.svg"
SENT = "ポンプ12台は本日、横浜港から発送しました。"
THANKS = "Дуже дякуємо! Коли вони прибудуть до Одеси?"
WHEN = "金曜日に到着する予定です。通関書類をお送りします。"
PHRASES = {
    SENT: "12 насосів сьогодні відправлено з порту Йокогами.",
    THANKS: "ありがとうございます！オデーサにはいつ到着しますか？",
    WHEN: "Мають прибути в п'ятницю. Надсилаємо митні документи.",
}


async def test_the_picture_shows_both_sides_as_they_are(
    stage: Stage, aiko: OnSlack, petro: OnTelegram, libre: LibreStandIn, tmp_path: Path
) -> None:
    libre.words = PHRASES.__getitem__
    await bridge((aiko, "ja"), (petro, "uk"))
    await stage.settles()

    sent = await aiko.says(SENT)
    sent_there = await petro.sees("12 насосів")
    await stage.settles()
    thanks = await petro.says(THANKS, sent_there)
    await petro.puts(sent_there, "🎉")
    thanks_here = await aiko.sees("ありがとう")
    await stage.settles()
    when = await aiko.says(WHEN, sent, file=aiko.slack.add_file("通関書類.pdf", b"x", aiko.user))
    when_there = await petro.sees("п'ятницю")
    file_there = await petro.sees("<通関書類.pdf>")
    await stage.settles()

    assert (aiko.answers(thanks_here), petro.answers(when_there)) == (sent, sent_there)
    assert aiko.signs(sent) == ["tada"]
    here = Panel("Slack · #odesa · 横浜市")
    here.bubbles = [
        said("Aiko", sent["text"], emoji=("🎉",)),
        Bubble(tuple(of_slack(thanks_here)), is_answer=True, is_of_bot=True),
        said("Aiko", when["text"], "📎 通関書類.pdf", is_answer=True),
    ]
    there = Panel("Telegram · Йокогама – Одеса")
    there.bubbles = [
        Bubble(tuple(of_telegram(sent_there)), is_of_bot=True, emoji=("🎉",)),
        said("Petro", thanks["text"], is_answer=True),
        Bubble(tuple(of_telegram(when_there)), is_answer=True, is_of_bot=True),
        Bubble(tuple(of_telegram(file_there)), is_answer=True, is_of_bot=True),
    ]
    now = tmp_path / "bridge.svg"
    now.write_text(drawn([here, there]))
    assert now.read_text() == PICTURE.read_text(), f"as it is now: {now}"


def said(name: str, text: str, file: str = "", **more: object) -> Bubble:
    """What somebody there wrote."""
    lines = [Line("own", name), Line("text", text)] + [Line("file", file)] * bool(file)
    return Bubble(tuple(lines), **more)  # type: ignore[arg-type]
