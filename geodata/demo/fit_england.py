"""Fit the demo's choice of unit on real English registrations.

    python -m geodata.demo.fit_england ../shared/data/england

Huff's model (Huff 1964, doi 10.2307/1249154) gives the share of an area's patients at practice j
as `S_j^a t_ij^-b / sum_k S_k^a t_ik^-b`. The two parameters are those under which the
registrations of July 2022 are likeliest (multinomial maximum likelihood, McFadden 1974), found by
Newton's method. Every practice stands in every area's choice set: leaving out the far ones
biases `b`. Minutes are the demo's own (straight line x 1.35 at 60 km/h), so that the parameters
may be carried over, and never below two: within a small area nobody knows the distance better.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.demo.choice import DETOUR, MINUTES_FLOOR, SPEED_KMH

METRES = "EPSG:27700"
LARGEST_STEP = 1e-10


@dataclass(frozen=True)
class Fit:
    """Parameters of Huff's model and how sure they are.

    Attributes
    ----------
    a, b : float
        Exponents of size and of minutes.
    a_error, b_error : float
        Standard errors that let the patients of one area decide alike (sandwich over areas).
    flows, patients : int
        What the fit stands on.
    """

    a: float
    b: float
    a_error: float
    b_error: float
    flows: int
    patients: int


def fit(flows: NDArray[np.float64], size: NDArray[np.float64], minutes: NDArray[np.float64]) -> Fit:
    """Likeliest exponents of Huff's model for observed flows.

    Parameters
    ----------
    flows : float, shape (areas, units)
        Observed visits or persons, at least 0.
    size : float, shape (units,)
        Above 0, in any unit of measure: the answer is the same.
    minutes : float, shape (areas, units)
        Travel minutes, above 0.

    Raises
    ------
    ArithmeticError
        If Newton's method has not settled after fifty steps.
    """
    pull = np.stack([np.broadcast_to(np.log(size), minutes.shape), -np.log(minutes)])
    leaving = flows.sum(axis=1)
    parameters = np.zeros(2)
    for _ in range(50):
        shares = _shares(pull, parameters)
        expected = leaving[:, None] * shares
        mean = np.einsum("kij,ij->ik", pull, shares)
        scores = np.einsum("kij,ij->ik", pull, flows - expected)
        second = np.einsum("kij,lij,ij->kl", pull, pull, expected) - np.einsum(
            "i,ik,il->kl", leaving, mean, mean
        )
        step = np.linalg.solve(second, scores.sum(axis=0))
        parameters = parameters + step
        if np.abs(step).max() < LARGEST_STEP:
            break
    else:
        raise ArithmeticError("The fit of Huff's model did not settle")
    bread = np.linalg.inv(second)
    errors = np.sqrt(np.diag(bread @ (scores.T @ scores) @ bread))
    return Fit(
        float(parameters[0]),
        float(parameters[1]),
        float(errors[0]),
        float(errors[1]),
        int((flows > 0).sum()),
        int(flows.sum()),
    )


def _shares(pull: NDArray[np.float64], parameters: NDArray[np.float64]) -> NDArray[np.float64]:
    weight = np.tensordot(parameters, pull, axes=1)
    weight = np.exp(weight - weight.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def england(
    folder: Path,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Flows, sizes and minutes of one English region: (areas, units), (units,), (areas, units).

    Size is the practice's staff. Practices that are closed or lack staff or place are left out
    with their patients.
    """
    areas = gpd.read_file(folder / "areas.geojson").set_index("LSOA11CD").to_crs(METRES)
    practices = pd.read_csv(folder / "practices.csv").set_index("OrganisationCode")
    practices = practices[
        (practices["currentStaff"] > 0) & practices["Lat"].between(49, 61) & (practices["Status"] == "Active")
    ]
    registered = pd.read_csv(folder / "registrations_2022_07.csv")
    registered = registered[
        registered["LSOA11CD"].isin(areas.index) & registered["OrganisationCode"].isin(practices.index)
    ]
    flows = np.zeros((len(areas), len(practices)))
    np.add.at(
        flows,
        (
            areas.index.get_indexer(pd.Index(registered["LSOA11CD"])),
            practices.index.get_indexer(pd.Index(registered["OrganisationCode"])),
        ),
        registered["Patient"].to_numpy(float),
    )
    home = areas.geometry.centroid.to_numpy()
    place = gpd.GeoSeries.from_xy(practices["Long"], practices["Lat"], crs="EPSG:4326").to_crs(METRES)
    metres = shapely.distance(home[:, None], place.to_numpy()[None, :])
    minutes = np.maximum(metres * DETOUR / 1000 / SPEED_KMH * 60, MINUTES_FLOOR)
    return flows, practices["currentStaff"].to_numpy(float), minutes


def main(folder: Path) -> None:
    """Print the fit of each region."""
    for name in ("leeds", "devon"):
        print(name, fit(*england(folder / name)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
