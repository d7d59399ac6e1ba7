"""Files as cities send them, and what may have happened to them on the way."""

import csv
import io
import json
import random
from dataclasses import dataclass
from pathlib import Path

from bot.services.imports.importing import RecordKind
from tests.fuzz import hostile
from tests.fuzz.spoiling import broken, spoiled

_PAIRS = Path(__file__).parent.parent / "fixtures" / "twin_city_pairs.csv"
_HUGE = (20_000, 100_000, 1_100_000)
# The first is the commonest; the others make a guess of the encoding necessary, which takes long.
_ENCODINGS = (
    "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "cp932", "gb18030",
    "latin-1", "cp1252", "koi8_r",
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A file that is as it should be."""

    kind: RecordKind
    text: str


SAMPLES = (
    Sample(
        RecordKind.CONTACTS,
        "city,name,position,function,email,phone,languages,country,organisation,slack,telegram,"
        "whatsapp,post,preferred,term from,term until,verified on,visibility,source,note,"
        "other names\n"
        "Odesa,Oksana Kovalenko,Head,protocol,o@odesa.example; k@odesa.example,+380 48 555 01 01,"
        "uk; en,UA,City Council,@oksana,@oksana_k,+380485550101,Duma sq. 1,email,2024-01-01,"
        "2027-01-01,2026-10-01,network,letter,Prefers calls,O. Kovalenko\n"
        "Yokohama,田中 愛子,国際局,,aiko@yokohama.example,+81 45 671 2121,ja,JP,,,,,,,,,,,,,\n",
    ),
    Sample(
        RecordKind.CONTACTS,
        "Місто;Ім'я;Посада;Пошта;Телефон;Мови\n"
        "Одеса;пані Оксана Коваленко / пан Іван Бондар;Відділ;o@odesa.example;+380 48 555 0101;"
        "українська, англійська\nYokohama;;Mayor;mayor@yokohama.example;;\n",
    ),
    Sample(
        RecordKind.CONTACTS,
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Dr. Ivan Bondar\r\nN:Bondar;Ivan;;Dr.;\r\n"
        "ORG:City;Office\r\nTITLE:Deputy mayor\r\nTEL;TYPE=work,pref:tel:+380-48-555-0102\r\n"
        "EMAIL;PREF=1:i@odesa.example\r\n"
        "ADR;TYPE=work:;;Duma sq. 1;Odesa;;65026;Ukraine\r\nLANG:uk\r\nNOTE:a\\, b\\nc\r\n"
        "END:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Protocol\r\nKIND:org\r\n"
        "EMAIL;ENCODING=QUOTED-PRINTABLE:p=40odesa.example\r\nPHOTO;ENCODING=b:AAAA\r\nEND:VCARD\r\n",
    ),
    Sample(
        RecordKind.PARTNERSHIPS,
        "city_a,country_a,city_b,country_b,type,since,stage,agreement title,agreement signed,"
        "agreement until,language,next review,paused from,paused until,paused reason,note\n"
        "Odesa,UA,Genoa,IT,sister city,1972,implementation,Twinning,1972-05-01,2030-01-01,en,"
        "2027-01-01,2026-01-01,2026-12-31,war,Ports\nLeeds,GB,Dortmund,DE,,1969,,,,,,,,,,\n",
    ),
    Sample(RecordKind.PARTNERSHIPS, "".join(_PAIRS.read_text("utf-8").splitlines(True)[:5])),
    Sample(
        RecordKind.PARTNERSHIPS,
        json.dumps({"pairs": [{"parties": [{"name": "Odesa", "cc": "UA", "geonameid": 698740},
                                           {"name": "Izmir", "lat": 38.41, "lng": 27.14}],
                               "since": 2001, "type": "mou"}]}, indent=1),
    ),
    Sample(
        RecordKind.EXCHANGES,
        "date,city_a,city_b,kind,summary,initiator,language,visibility,quantities,ended on\n"
        "1965,Yokohama,Odesa,agreement_signed,Sister cities since 1965,a,en,network,,\n"
        "after 2023,Yokohama,Odesa,project,A kindergarten,b,uk,,,\n"
        '2020-11-07/2020-11-13,Hangzhou,Lugano,exhibition,Lakeside Stories,,,,"2 halls",\n'
        '2020,Hangzhou,Leeds,aid_sent,"10,000 face masks, 3 t of rice",Hangzhou,,,10000 masks,\n',
    ),
    Sample(
        RecordKind.EXCHANGES,
        json.dumps([{"date": "2022-05", "parties": ["Yokohama", "Odesa"], "city_a": "Yokohama",
                     "city_b": "Odesa", "kind": "call", "summary": "Call of the mayors",
                     "quantities": [{"amount": 40, "unit": "purifiers"}],
                     "participants": ["Olha"]}]),
    ),
)  # fmt: skip


def spoiled_file(chance: random.Random, sample: Sample) -> bytes:
    """The bytes of a file like the sample, after whatever happened to it."""
    kind = chance.random()
    if kind < 0.02:
        return chance.randbytes(chance.choice((0, 1, 3, 50, 2_000)))
    if kind < 0.03:
        return chance.choice((b"[", b'{"a":', b"[[", b'"', b"BEGIN:VCARD\n")) * chance.choice(
            (1, 5_000)
        )
    text = sample.text
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        text = _accident(chance, text)
    return broken(chance, _encoded(chance, text))


def _encoded(chance: random.Random, text: str) -> bytes:
    if chance.random() < 0.85:
        return text.encode("utf-8", "surrogatepass")
    return text.encode(chance.choice(_ENCODINGS), "replace")


def _accident(chance: random.Random, text: str) -> str:
    """One thing gone wrong that the form of the file makes possible."""
    if text[:1] in ("[", "{"):
        return _json(chance, text)
    kind = chance.random()
    if kind < 0.35:
        return hostile.spoiled(chance, text)
    if text.startswith("BEGIN:VCARD"):
        return _card(chance, text)
    if kind < 0.4:
        return text.replace(",", chance.choice(";\t| "))
    if kind < 0.45:
        return f"{hostile.text(chance)}\n" * chance.randint(1, 15) + text
    return _table(chance, text)


def _json(chance: random.Random, text: str) -> str:
    try:
        document = spoiled(chance, json.loads(text))
        return json.dumps(document, ensure_ascii=chance.random() < 0.5)
    except (ValueError, RecursionError):
        return hostile.spoiled(chance, text)


def _table(chance: random.Random, text: str) -> str:
    """A cell, a line or a column that is not as it was."""
    try:
        rows = [row for row in csv.reader(text.splitlines()) if row]
    except csv.Error:
        return hostile.spoiled(chance, text)
    # Where the headings are gone nothing is read; so they mostly stay.
    row = chance.choice(rows[1:] if rows[1:] and chance.random() < 0.8 else rows or [[""]])
    at = chance.randrange(len(row))
    match chance.randrange(8):
        case 0:
            rows.append([*row, *[hostile.word(chance)] * chance.choice((0, 1, 40, 400))])
        case 1:
            row[at] = hostile.word(chance)[:5] * chance.choice(
                (2, *_HUGE[: 1 + (chance.random() < 0.1)])
            )
        case 2:
            rows = [list(each) for each in zip(*rows, strict=False)] or rows
        case 3:
            del row[at]
        case 4:
            rows *= chance.choice((2, 3))
        case 5:
            row[at] = hostile.text(chance)
        case _:
            row[at] = hostile.word(chance)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=chance.choice(("\n", "\r\n", "\r")), escapechar="\\")
    writer.writerows(rows)
    return out.getvalue()


def _card(chance: random.Random, text: str) -> str:
    """A property of a vCard with another name, other parameters or another value."""
    lines = text.splitlines()
    at = chance.randrange(len(lines))
    name, _colon, value = lines[at].partition(":")
    match chance.randrange(6):
        case 0:
            lines[at] = f"{name}:{hostile.text(chance)}"
        case 1:
            parameter = chance.choice(
                (
                    "ENCODING=BASE64",
                    "ENCODING=QUOTED-PRINTABLE",
                    "CHARSET=x",
                    "TYPE=",
                    "VALUE=uri",
                    "=",
                    "",
                )
            )
            lines[at] = f"{name};{parameter}:{value}"
        case 2:
            lines[at] = f"{hostile.word(chance)}:{value}"
        case 3:
            lines.insert(at, chance.choice(lines))
        case 4:
            lines[at] = f"item1.{name}:{value}\r\n {hostile.word(chance)}"
        case _:
            del lines[at]
    return "\r\n".join(lines)
