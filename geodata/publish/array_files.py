"""Arrays of a version as files that are read by mapping them: every worker shares one copy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array


def mapped(folder: Path, name: str) -> NDArray[Any]:
    """An array of a version, read where it is used."""
    array: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return array


def save_matrix(folder: Path, name: str, matrix: csr_array) -> None:
    """Write a matrix in the form that `read_matrix` counts on."""
    ordered = matrix.copy()
    ordered.sum_duplicates()  # the order and form that readers of a mapped matrix count on
    np.save(folder / f"{name}.data.npy", ordered.data)
    np.save(folder / f"{name}.indices.npy", ordered.indices)
    np.save(folder / f"{name}.indptr.npy", ordered.indptr)


def read_matrix(folder: Path, name: str, shape: tuple[int, int]) -> csr_array:
    """A matrix of a version, mapped."""
    parts = [mapped(folder, f"{name}.{part}") for part in ("data", "indices", "indptr")]
    matrix = csr_array(tuple(parts), shape=shape, copy=False)
    matrix.has_sorted_indices = matrix.has_canonical_format = True  # as saved; not sorted in place
    return matrix
