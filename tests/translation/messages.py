"""The messages of the corpus, and the names that are kept in them."""

from dataclasses import dataclass
from pathlib import Path

from bot.domain.terms import Terms, kept

_CORPUS = Path(__file__).parent / "corpus"
KEPT = Terms(
    kept(name)
    for name in (
        "Yokohama", "Odesa", "Одеса", "Йокогама", "オデサ", "横浜市", "UCLG ASPAC",
        "Sister Cities International",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote, and what must be in its translation."""

    where: str
    language: str
    text: str
    stays: tuple[str, ...]


def messages() -> list[Message]:
    """Every message, in the order of the files."""
    return [
        _message(f"{path.name}:{number}", line)
        for path in sorted(_CORPUS.glob("*.tsv"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
    ]


def _message(where: str, line: str) -> Message:
    language, text, stays = line.split("\t")
    parts = (_unescaped(each) for each in stays.split(" ¦ ") if each)
    return Message(where, language, _unescaped(text), tuple(parts))


def _unescaped(written: str) -> str:
    marked = written.replace("\\\\", "\0")
    return marked.replace("\\n", "\n").replace("\\t", "\t").replace("\0", "\\")
