"""Values of any kind in the place of those that a reader expects."""

from __future__ import annotations

import os

from hypothesis import strategies as st

#: How many times as many inputs are tried as in every run.
LONG = int(os.environ.get("HANDBOOK_ATTACK", "1"))

ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["en-GB", "EN", "zz", "2024-05", "\ud800", "9" * 5000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
