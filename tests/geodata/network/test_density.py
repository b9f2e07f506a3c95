from __future__ import annotations

import numpy as np

from geodata.network.density import DENSE_KM_PER_KM2, dense

AREA_KM2 = np.pi * 2**2


def test_roads_lie_dense_where_there_are_many_kilometres_of_them_within_two() -> None:
    places = np.array([[17.0, 60.0], [17.01, 60.0], [18.0, 60.0]])  # 560 m between the first two
    needed = DENSE_KM_PER_KM2 * AREA_KM2 * 1000
    assert dense(places, np.array([needed / 2, needed / 2 + 1, needed - 1])).tolist() == [True, True, False]
    far = np.array([[17.0, 60.0], [17.05, 60.0]])  # 2.8 km
    assert not dense(far, np.array([needed / 2, needed / 2 + 1])).any()
    west = dense(-places, np.array([needed / 2, needed / 2 + 1, needed - 1]))
    assert west.tolist() == [True, True, False]
