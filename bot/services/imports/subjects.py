"""Records as the lines of a file change them, one line after another."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.chat.text import _
from bot.files.decoding import clean
from bot.files.lines import Unreadable
from bot.services.imports.report import Outcome


@dataclass(slots=True, eq=False)
class Subject:
    """A record that lines speak of: one on record (`id`), or one that a line is the first of.

    `values` is what it will be, `before` what of it was otherwise on record, `said` on which
    line of this file each value stands.
    """

    values: dict[str, Any]
    id: int | None = None
    line: int = 0
    before: dict[str, Any] = field(default_factory=dict)
    said: dict[str, int] = field(default_factory=dict)
    parts: dict[str, list[Any]] = field(default_factory=dict)
    added: dict[str, list[Any]] = field(default_factory=dict)

    def contradicted(self, values: Mapping[str, Any]) -> int | None:
        """The line of this file that says otherwise than these values, if one does."""
        for name, value in values.items():
            if name in self.said and not same(self.values.get(name), value):
                return self.said[name]
        return None

    def differs(self, values: Mapping[str, Any], parts: Mapping[str, Sequence[Any]]) -> bool:
        """Whether these say anything that the record does not."""
        changed = any(not same(self.values.get(name), value) for name, value in values.items())
        return changed or any(
            each not in self.parts.get(name, ()) for name, every in parts.items() for each in every
        )

    def take(
        self, line: int, values: Mapping[str, Any], parts: Mapping[str, Sequence[Any]]
    ) -> Outcome:
        """Take what a line says. Unreadable if an earlier line of this file says otherwise: the
        same file must mean the same whenever it is read."""
        other = self.contradicted(values)
        if other is not None:
            raise Unreadable(
                _("Line {line} says something else of the same record; keep one.", line=other)
            )
        outcome = Outcome.UPDATE if self.differs(values, parts) else Outcome.SKIP
        for name, value in values.items():
            self.said.setdefault(name, line)
            if not same(self.values.get(name), value):
                self.before.setdefault(name, self.values.get(name))
                self.values[name] = value
        for name, every in parts.items():
            self._add(name, every)
        return outcome

    def _add(self, name: str, every: Sequence[Any]) -> None:
        known = self.parts.setdefault(name, [])
        new = [each for each in dict.fromkeys(every) if each not in known]
        known += new
        self.added.setdefault(name, []).extend(new)

    @property
    def after(self) -> dict[str, Any]:
        """The changed values, as `before` has the ones they replace."""
        return {name: self.values[name] for name in self.before}


class Subjects:
    """All subjects of one kind, by what lines recognise them by."""

    def __init__(self) -> None:
        self._by_key: dict[Hashable, list[Subject]] = {}
        self.every: list[Subject] = []

    def add(self, key: Hashable, subject: Subject) -> None:
        """A further subject."""
        self._by_key.setdefault(key, []).append(subject)
        self.every.append(subject)

    def known(self, *keys: Hashable) -> list[Subject]:
        """Those that bear one of these keys."""
        return [each for key in keys for each in self._by_key.get(key, ())]

    def new(self) -> list[Subject]:
        """Those that are to be created."""
        return [each for each in self.every if each.id is None]

    def changed(self) -> list[Subject]:
        """Those on record that are to be changed."""
        return [
            each
            for each in self.every
            if each.id is not None and (each.before or any(each.added.values()))
        ]


def chosen(
    subjects: Iterable[Subject], values: Mapping[str, Any], parts: Mapping[str, Sequence[Any]]
) -> Subject | None:
    """The one that the line speaks of: one that it says nothing new of, else one that no other
    line of the file contradicts, else the first; None if there are none."""
    several = list(subjects)
    silent = [each for each in several if not each.differs(values, parts)]
    agreeing = [each for each in several if each.contradicted(values) is None]
    return next(iter([*silent, *agreeing, *several]), None)


def same(known: object, said: object) -> bool:
    """Whether a value in a file is the one on record, but for what a file does not keep."""
    if isinstance(known, str) and isinstance(said, str):
        return known == said or plain(known) == plain(said)
    return known == said or (not known and not said)


def plain(text: str) -> str:
    """A text as a file gives it back."""
    return clean(text).strip()
