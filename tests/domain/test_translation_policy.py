"""No engine that a network or a place does not allow is ever among those to be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.translating import Privacy, Register
from bot.domain.translation_policy import Policy, Rules, Shown, holding

HERE = {"apertium": True, "libretranslate": True, "deepl": False, "google": False}
ENGINES = st.lists(st.sampled_from([*HERE, "papago"]), unique=True).map(tuple)
RULES = st.builds(Rules, ENGINES, st.sampled_from([None, *Privacy]))


@pytest.mark.parametrize(
    ("policy", "asked"),
    [
        (Policy(), ("apertium", "libretranslate", "deepl", "google")),
        (Policy(("deepl", "apertium")), ("deepl", "apertium")),
        (Policy(("deepl",), Privacy.ANY), ("deepl", "apertium", "libretranslate", "google")),
        (Policy(("deepl", "libretranslate"), Privacy.LOCAL), ("libretranslate",)),
        (Policy(privacy=Privacy.LOCAL), ("apertium", "libretranslate")),
        (Policy(("papago",)), ()),
    ],
)  # fmt: skip
def test_those_that_may_are_asked_in_the_order_of_the_policy(
    policy: Policy, asked: tuple[str, ...]
) -> None:
    assert policy.allowed(HERE) == asked


def test_a_place_may_be_stricter_and_not_less_strict() -> None:
    assert holding(Rules(privacy=Privacy.ANY), Rules(privacy=Privacy.LOCAL)).privacy == "local"
    assert holding(Rules(privacy=Privacy.LOCAL), Rules(privacy=Privacy.ANY)).privacy == "local"


def test_a_place_names_none_that_the_network_does_not() -> None:
    network = Rules(("apertium", "deepl"), Privacy.NAMED)
    assert holding(network, Rules(("google", "deepl"))).engines == ("deepl",)
    assert holding(network, Rules(("google",))).engines == ("apertium", "deepl")


def test_what_a_place_does_not_say_the_network_does() -> None:
    network = Rules(register=Register.FORMAL, shown=Shown.BELOW, languages=("uk",))
    held = holding(network, Rules(languages=("ja",)))
    assert (held.register, held.shown, held.languages) == (
        Register.FORMAL,
        Shown.BELOW,
        ("ja",),
    )


@given(RULES, RULES)
def test_no_place_lets_an_engine_see_what_the_network_does_not(
    network: Rules, place: Rules
) -> None:
    assert set(holding(network, place).allowed(HERE)) <= set(holding(network).allowed(HERE))


@given(RULES, RULES)
def test_what_is_to_stay_in_the_house_goes_to_no_other(network: Rules, place: Rules) -> None:
    if Privacy.LOCAL in (network.privacy, place.privacy):
        assert all(HERE[each] for each in holding(network, place).allowed(HERE))


@pytest.mark.parametrize(
    ("here", "there", "seen_by"),
    [
        (Policy(), Policy(), ("deepl", "libretranslate")),
        (Policy(), Policy(privacy=Privacy.LOCAL), ("libretranslate",)),
        (Policy(privacy=Privacy.LOCAL), Policy(privacy=Privacy.ANY), ("libretranslate",)),
        (Policy(), Policy(("deepl",)), ("deepl",)),
        (Policy(("libretranslate", "deepl")), Policy(("deepl",)), ("deepl",)),
        (Policy(("libretranslate",)), Policy(("deepl",)), ()),
        (Policy(("deepl",), Privacy.ANY), Policy(("libretranslate",)), ("libretranslate",)),
        (Policy(("google",), Privacy.ANY), Policy(), ("deepl", "libretranslate")),
    ],
)
def test_an_engine_sees_what_it_may_see_by_both(
    here: Policy, there: Policy, seen_by: tuple[str, ...]
) -> None:
    installed = {"deepl": False, "libretranslate": True}
    assert set(here.with_limits_of(there).allowed(installed)) == set(seen_by)
    assert set(there.with_limits_of(here).allowed(installed)) == set(seen_by)
