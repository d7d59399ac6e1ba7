"""Files read into a network, and what has come of them."""

from pathlib import Path

from sqlalchemy import func, select

from bot.chat.speech import Speech
from bot.services.imports.importing import RecordKind, run
from bot.services.imports.report import Report
from storage.engine import Database

PAIRS = Path(__file__).parent.parent / "fixtures" / "twin_city_pairs.csv"
ODESA, YOKOHAMA = 698740, 1848354
Home = tuple[Database, int]
EXCHANGES = (
    "date,city_a,city_b,kind,summary,source_seed\n"
    "1965,Yokohama,Odesa,agreement_signed,Sister cities since 1965,000\n"
    "after 2023,Yokohama,Odesa,project,A kindergarten,000\n"
    "2020-11-07/2020-11-13,Hangzhou,Lugano,exhibition,Lakeside Stories,004\n"
    '2020,Hangzhou,Leeds,aid_sent,"10,000 face masks",004\n'
    ",,,rule,Evaluate,001\n"
)


def imported(home: Home, kind: str, text: str, *, dry_run: bool = False) -> Report:
    return run(*home, RecordKind(kind), text.encode(), dry_run=dry_run)


def outcomes(report: Report) -> list[tuple[int, str]]:
    return [(each.line, each.outcome.value) for each in report.lines]


def count(home: Home, kind: type) -> int:
    with home[0].reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def reasons(report: Report) -> str:
    return "\n".join(Speech().say(each) for each in report.problems())
