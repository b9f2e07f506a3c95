"""Visits between municipalities, each way, and what is left of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.between_municipalities import exchanged, municipality_flows
from geodata.scenario.scenario import default_scenario
from tests.toy_region import toy_region


def test_only_what_crosses_a_border_counts() -> None:
    region = toy_region()
    found = municipality_flows(assess(region, default_scenario(region)))
    assert found is not None
    assert found.names == ("West", "East")
    assert (found.origin.tolist(), found.destination.tolist()) == ([1], [0])
    assert found.visits.tolist() == [50]
    assert found.share.tolist() == [1.0], "East has no unit of its own"
    assert found.minutes.tolist() == [8.0]


def test_the_exchange_has_the_larger_way_first_and_both_ways_once(devon: Assessment) -> None:
    assessment, region = devon, devon.region
    found, flows = municipality_flows(assessment), assessment.use.flows
    assert found is not None
    assert flows is not None
    home = region.areas["municipality_id"].to_numpy(str)
    stands = region.units["area"].to_numpy()
    frame = pd.DataFrame({"area": flows.area, "unit": flows.unit, "visits": flows.visits})
    frame = frame[(frame.area >= 0) & (frame.unit >= 0)]
    frame = frame[stands[frame.unit] >= 0]
    pairs = frame.assign(a=home[frame.area], b=home[stands[frame.unit]])
    sums = pairs[pairs.a != pairs.b].groupby(["a", "b"]).visits.sum()
    ids = np.array(found.ids)
    ours = dict(zip(zip(ids[found.origin], ids[found.destination], strict=True), found.visits, strict=True))
    assert ours == sums.to_dict()
    both = exchanged(found)
    assert both.more.sum() + both.less.sum() == found.total == sums.sum()
    assert (both.more >= both.less).all()
    assert (np.diff(both.more) <= 0).all()
    one = exchanged(found, np.array([0]))
    assert ((one.first == 0) | (one.second == 0)).all()
