"""A text goes to nobody whom its policy does not allow, whatever fails and in whatever order."""

import asyncio
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.translating import Failure, Pair, Privacy, TokenForm
from bot.domain.translation_policy import Policy
from bot.services.translation.engines import EngineFailure
from bot.services.translation.guarding import Guarded, Limits
from bot.services.translation.translator import Translator
from tests.translation.engines.scripted import Does, Scripted

SECRETS = ("Alphorn", "Bassoon", "Clarinet", "Dulcimer")
NAMES = ("libretranslate", "deepl", "apertium", "google", "mymemory")


def _spoiled(texts: Sequence[str], _form: TokenForm) -> list[str]:
    return [text.replace("XPH", "") for text in texts]


def _short(texts: Sequence[str], _form: TokenForm) -> list[str]:
    return list(texts)[1:]


def _warned(texts: Sequence[str], _form: TokenForm) -> list[str]:
    return ["MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS"] * len(texts)


outcomes: st.SearchStrategy[Does | Exception] = st.one_of(
    st.sampled_from([_spoiled, _short, _warned]),
    st.builds(EngineFailure, st.sampled_from(Failure), is_passing=st.booleans()),
    st.builds(TimeoutError),
    st.builds(ValueError),
)
names = st.lists(st.sampled_from(NAMES), unique=True)
policies = st.builds(Policy, engines=names.map(tuple), privacy=st.sampled_from(Privacy))


@settings(max_examples=150, deadline=None)
@given(
    installed=names,
    local=st.sets(st.sampled_from(NAMES)),
    scripts=st.lists(st.lists(outcomes, max_size=5), min_size=5, max_size=5),
    wanted=st.lists(policies, min_size=1, max_size=4),
)
def test_no_engine_sees_a_text_that_it_may_not_see(
    installed: list[str],
    local: set[str],
    scripts: list[list[Does | Exception]],
    wanted: list[Policy],
) -> None:
    engines = [
        Scripted(*scripts[number], name=name, is_local=name in local)
        for number, name in enumerate(installed)
    ]
    translator = Translator(
        [Guarded(each, Limits(seconds=1.0, first_pause=0.0001)) for each in engines]
    )

    async def all_of_them() -> None:
        pair = Pair("en", "es")
        tasks = (
            translator.translate(f"Bring the {secret} to <@U7> now", pair, policy=policy)
            for secret, policy in zip(SECRETS, wanted, strict=False)
        )
        await asyncio.gather(*tasks)

    asyncio.run(all_of_them())

    for engine in engines:
        seen = " ".join(text for texts in engine.asked for text in texts)
        for secret, policy in zip(SECRETS, wanted, strict=False):
            assert secret not in seen or _may_see(engine, policy)


def _may_see(engine: Scripted, policy: Policy) -> bool:
    match policy.privacy:
        case Privacy.LOCAL:
            return engine.is_local
        case Privacy.NAMED:
            return engine.name in policy.engines or not policy.engines
        case Privacy.ANY:
            return True
