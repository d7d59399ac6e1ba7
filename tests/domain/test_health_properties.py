"""What holds of a partnership's health whatever is on record."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.health import Facts, Part, PastExchange, Pause, assess
from bot.domain.rhythm import policy_for
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage, State
from bot.domain.weights import SUBSTANTIVE_KINDS
from tests.domain.sister_cities import KYOTO, PRAGUE, TODAY

ANSWERS = st.sampled_from([None, True, False])
DATES = st.none() | st.dates(date(1960, 1, 1), date(2040, 1, 1))
EXCHANGES = st.lists(
    st.builds(
        PastExchange,
        st.sampled_from(ExchangeKind),
        st.dates(date(2000, 1, 1), date(2028, 1, 1)),
        st.sampled_from([None, KYOTO, PRAGUE, 99]),
    ),
    max_size=12,
)
PAUSES = st.builds(
    Pause, st.dates(date(2015, 1, 1), TODAY), st.dates(date(2015, 1, 1), date(2028, 1, 1))
)
FACTS = st.builds(
    Facts,
    policy=st.sampled_from(PartnershipType).map(policy_for),
    stage=st.sampled_from(Stage),
    parties=st.sampled_from([(), (KYOTO,), (KYOTO, PRAGUE), (KYOTO, PRAGUE, 3)]),
    since=DATES,
    agreement_in_force=ANSWERS,
    agreement_until=DATES,
    last_review_on=DATES,
    next_review_on=DATES,
    nodal_verified_on=st.dictionaries(st.sampled_from([KYOTO, PRAGUE]), DATES),
    language_agreed=ANSWERS,
    channel_agreed=ANSWERS,
    kpis_agreed=ANSWERS,
    deliverables_due=st.none() | st.integers(0, 5),
    deliverables_done=st.none() | st.integers(0, 5),
    planned_on=DATES,
    pause=st.none() | PAUSES,
    archived=st.booleans(),
)


def state(facts: Facts, *exchanges: PastExchange) -> State:
    return assess(facts, exchanges, TODAY).state


@given(facts=FACTS, exchanges=EXCHANGES)
def test_a_score_is_between_0_and_100_and_none_only_if_nothing_is_known(
    facts: Facts, exchanges: list[PastExchange]
) -> None:
    health = assess(facts, exchanges, TODAY)
    assert (health.score is None) == (health.known == 0)
    assert health.score is None or 0 <= health.score <= 100
    assert 0 <= health.known <= 1
    assert all(value is None or 0 <= value <= 1 for value in health.parts.values())


@given(facts=FACTS, exchanges=EXCHANGES)
def test_the_reasons_add_up_to_what_is_missing(facts: Facts, exchanges: list[PastExchange]) -> None:
    health = assess(facts, exchanges, TODAY)
    pulls = [reason.pull for reason in health.reasons]
    assert pulls == sorted(pulls, reverse=True)
    if health.score is not None:
        assert sum(pulls) == pytest.approx(100 - health.score, abs=0.501)


@given(facts=FACTS, exchanges=EXCHANGES)
def test_what_has_not_ended_always_has_a_reason(
    facts: Facts, exchanges: list[PastExchange]
) -> None:
    health = assess(facts, exchanges, TODAY)
    assert bool(health.reasons) is (health.state is not State.ENDED)


@given(
    facts=FACTS.filter(lambda facts: not facts.has_ended),
    exchanges=EXCHANGES,
    kind=st.sampled_from(sorted(SUBSTANTIVE_KINDS)),
)
def test_a_fresh_substantive_exchange_never_lowers_recency_or_substance(
    facts: Facts, exchanges: list[PastExchange], kind: ExchangeKind
) -> None:
    before = assess(facts, exchanges, TODAY).parts
    after = assess(facts, [*exchanges, PastExchange(kind, TODAY)], TODAY).parts
    for name in (Part.RECENCY, Part.SUBSTANCE):
        assert (after[name] or 0.0) >= (before[name] or 0.0)
    assert after[Part.RECENCY] == 1.0


@given(facts=FACTS, exchanges=EXCHANGES, order=st.randoms(use_true_random=False))
def test_the_order_of_the_record_does_not_matter_to_the_state(
    facts: Facts, exchanges: list[PastExchange], order: Random
) -> None:
    shuffled = list(exchanges)
    order.shuffle(shuffled)
    assert state(facts, *shuffled) is state(facts, *exchanges)
