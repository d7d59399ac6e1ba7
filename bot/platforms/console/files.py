"""Files of an answer on a terminal: they are put into the folder it was started in."""

import os
import re
from dataclasses import replace
from itertools import count
from pathlib import Path, PurePosixPath

from bot.chat.reply import File, Note, Part, Reply
from bot.chat.text import _

_UNUSUAL = re.compile(r"[^\w.() -]")
# Most file systems take 255 bytes; there must be room for a number.
_LONGEST = 60


def saved(reply: Reply, folder: Path) -> Reply:
    """The reply with its files written, and a sentence in the place of each that says where."""
    return replace(reply, parts=tuple(_told(part, folder) for part in reply.parts))


def _told(part: Part, folder: Path) -> Part:
    if not isinstance(part, File):
        return part
    try:
        path = _write(part, folder)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Note(_("The file could not be written to {folder}: {reason}.",
                      folder=str(folder.resolve()), reason=reason))  # fmt: skip
    return Note(_("The file is here: {path}", path=str(path.resolve())))


def _write(file: File, folder: Path) -> Path:
    """Write to a name that nothing has yet, for the user's own eyes."""
    name = PurePosixPath(harmless(file.name))
    for number in count(1):
        numbered = name.name if number == 1 else f"{name.stem} ({number}){name.suffix}"
        try:
            opened = os.open(folder / numbered, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(opened, "wb") as out:
            out.write(file.content)
        return folder / numbered
    raise AssertionError("numbers do not end")


def harmless(name: str) -> str:
    """A name that leads nowhere else and is not hidden."""
    last = re.split(r"[/\\]", name)[-1]
    plain = PurePosixPath(_UNUSUAL.sub("_", last).strip(". ") or "file")
    return plain.stem[:_LONGEST] + plain.suffix[:10]
