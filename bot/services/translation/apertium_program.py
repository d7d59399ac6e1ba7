"""Apertium as a program, where it is installed beside the bot: apertium(1)."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Sequence
from itertools import pairwise

from bot.domain.translating import Failure, Pair, Register, TokenForm
from bot.services.translation.apertium import LIMIT
from bot.services.translation.apertium_marks import Unmarked
from bot.services.translation.codes import three_letters
from bot.services.translation.engines import EngineFailure
from bot.services.translation.known import Known
from bot.services.translation.routes import Route, route


class ApertiumProgram:
    """The local program, where Apertium is installed beside the bot."""

    name = "apertium"
    label = "Apertium"
    forms = (TokenForm.PLAIN,)
    limit = LIMIT
    is_local = True

    def __init__(self, program: str) -> None:
        self._program = program
        self._modes: dict[Pair, str] = {}
        self._known = Known(self._ask_modes)

    async def languages(self) -> frozenset[Pair]:
        """The pairs that are installed, in Apertium's codes."""
        return await self._known.pairs()

    def knows(self, pair: Pair) -> bool | None:
        """By the pairs that it listed last, with ways over one between."""
        return self._known.holds(lambda known: route(pair, known))

    async def translate(
        self,
        texts: Sequence[str],
        pair: Pair,
        register: Register,
        form: TokenForm,
    ) -> list[str]:
        """The translations in the order of the texts. EngineFailure if there are none."""
        way = route(pair, await self._known.pairs())
        if way is None:
            raise EngineFailure(Failure.UNSUPPORTED_PAIR)
        return [await self._one(text, way) for text in texts]

    async def _one(self, text: str, way: Route) -> str:
        unmarked = Unmarked(text)
        answer = unmarked.text
        for source, target in pairwise(way):
            answer = await self._run(answer, "-f", "txt", self._modes[Pair(source, target)])
        if unmarked.is_cut_short(answer):
            raise EngineFailure(Failure.BAD_ANSWER)
        return unmarked.restored(answer)

    async def _ask_modes(self) -> frozenset[Pair]:
        """The pairs by codes of three letters: older modes are called by two, and a way over
        another language leads from one kind to the other."""
        listed = (line.strip() for line in (await self._run("", "-l")).splitlines())
        modes = [(mode.split("-"), mode) for mode in listed]
        self._modes = {
            Pair(*(three_letters(code) for code in codes)): mode
            for codes, mode in modes
            if len(codes) == 2
        }
        return frozenset(self._modes)

    async def _run(self, text: str, *arguments: str) -> str:
        """What the program writes. The text goes in by its input: others see arguments."""
        try:
            running = await asyncio.create_subprocess_exec(
                self._program,
                *arguments,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            raise EngineFailure(Failure.UNAVAILABLE) from None
        try:
            told, _ = await running.communicate(text.encode(errors="replace"))
        finally:
            # Who asked has gone away, or has waited long enough: all that it started goes, too.
            if running.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(running.pid, signal.SIGKILL)
                await running.wait()
        if running.returncode:
            raise EngineFailure(Failure.UNAVAILABLE)
        return told.decode(errors="replace")
