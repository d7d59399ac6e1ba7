"""Who may see a text, and in which order they are asked."""

import pytest

from bot.domain.translating import Privacy
from bot.domain.translation_policy import Policy
from bot.services.translation.choosing import allowed
from bot.services.translation.guarding import Guarded
from tests.translation.engines.scripted import Scripted

ENGINES = [
    Guarded(Scripted(name="libretranslate")),
    Guarded(Scripted(name="deepl", is_local=False)),
    Guarded(Scripted(name="apertium")),
    Guarded(Scripted(name="google", is_local=False)),
]


@pytest.mark.parametrize(
    ("policy", "names"),
    [
        (Policy(privacy=Privacy.LOCAL), ["libretranslate", "apertium"]),
        (
            Policy(privacy=Privacy.LOCAL, engines=("deepl", "apertium")),
            ["apertium"],
        ),
        (Policy(privacy=Privacy.NAMED, engines=("deepl", "gone")), ["deepl"]),
        (
            Policy(privacy=Privacy.ANY, engines=("google",)),
            ["google", "libretranslate", "deepl", "apertium"],
        ),
    ],
)
def test_the_policy_chooses(policy: Policy, names: list[str]) -> None:
    assert [engine.name for engine in allowed(ENGINES, policy)] == names
