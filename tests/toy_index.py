"""The toy region with an index of need that one can count by eye: ten times the share who live alone.

A1 has 100 of 1,000 alone, A2 400 of 2,000 and A3 150 of 500: 1, 2 and 3. So M1 has (1,000 + 4,000) / 3,000,
which is 5/3, and the region (1,000 + 4,000 + 1,500) / 3,500, which is 13/7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pandas import DataFrame

from geodata.contract.need_settings import NeedIndex
from geodata.region.region import Region

OF_AREAS = [1.0, 2.0, 3.0]


def with_index(region: Region, alone: Sequence[float] = (100, 400, 150)) -> Region:
    """A region of the toy's areas with the index of the docstring above, and as many alone in each area."""
    words = {"sv": "Ensamindex", "en": "Index of those alone"}
    source = {"sv": "Egna vikter.", "en": "Own weights."}
    index = NeedIndex("alone", words, {"alone": 10.0}, {"": ("share",)}, "raw", None, source)
    rows = DataFrame(
        {"variable": "alone", "area": [0, 1, 2], "value": [*alone], "denominator": [1000.0, 2000.0, 500.0]}
    )
    settings = replace(region.settings, need_indices={"alone": index})
    return replace(region, settings=settings, need_variables=rows)
