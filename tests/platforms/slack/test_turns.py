"""What happens in one place is taken in in the order it came."""

import asyncio

from bot.platforms.slack.turns import Turn, Turns


async def test_who_comes_later_waits_for_who_came_first() -> None:
    turns, done = Turns(), list[str]()

    async def one(name: str, place: str, ready: asyncio.Event) -> None:
        with turns.taken(place) as turn:
            await ready.wait()
            await turn.come()
            done.append(name)
            turn.over()

    late, early = asyncio.Event(), asyncio.Event()
    early.set()
    first = asyncio.create_task(one("first", "C1", late))
    await asyncio.sleep(0)
    second = asyncio.create_task(one("second", "C1", early))
    await asyncio.create_task(one("elsewhere", "C2", early))
    late.set()
    await asyncio.gather(first, second)
    assert done == ["elsewhere", "first", "second"]


async def test_who_gives_up_lets_nobody_pass_who_came_before() -> None:
    turns = Turns()
    with turns.taken("C1") as first:
        with turns.taken("C1"):
            pass
        with turns.taken("C1") as third:
            coming = asyncio.create_task(third.come())
            await asyncio.sleep(0)
            assert not coming.done()
            first.over()
            await coming


async def test_nothing_is_kept_of_who_was_there() -> None:
    turns = Turns()
    with turns.taken("C1") as turn:
        await turn.come()
    assert turns._last == {}


async def test_who_is_alone_need_not_wait() -> None:
    await Turn().come()
