"""Numbers in order by their bits are in the order that a stable sort gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from geodata.flows.descending import descending

WHOLE = st.one_of(st.integers(0, 3), st.integers(0, 2**62))
BROKEN = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, 1.5, 5e-324, float("inf")]), st.floats(0, allow_nan=False, width=64)
)
COLUMNS = st.one_of(
    arrays.arrays(np.int64, st.integers(0, 40), elements=WHOLE),
    arrays.arrays(np.float64, st.integers(0, 40), elements=BROKEN),
)


@given(COLUMNS)
def test_the_largest_come_first_and_equal_ones_as_they_stand(values: np.ndarray) -> None:
    assert descending(values).tolist() == np.argsort(-values, kind="stable").tolist()


def test_a_minus_zero_is_a_zero() -> None:
    assert descending(np.array([-0.0, 0.0, 1.0, -0.0])).tolist() == [2, 0, 1, 3]
