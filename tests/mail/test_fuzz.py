"""Twenty thousand mutated mails: none raises, none hangs, every answer is valid text."""

import pytest

from tests.mail.fuzz import fault_of, mutated


@pytest.mark.parametrize("seed", range(20))
def test_a_thousand_mutated_mails_keep_the_promises_of_reading(seed: int) -> None:
    faults = [(number, fault) for number, raw in enumerate(mutated(seed, 1000)) if (fault := fault_of(raw))]
    assert faults == []
