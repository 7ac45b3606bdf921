"""The types that the helpers take and give, each under one name."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

FloatArray = NDArray[np.float64]
Float32Array = NDArray[np.float32]
IntArray = NDArray[np.integer[Any]]
BoolArray = NDArray[np.bool_]

SparseMatrix = sparse.csr_array | sparse.csr_matrix
"""Interactions: users are rows, items are columns, stored entries are what was seen."""

Rng = int | np.random.Generator
"""A seed, or a generator to draw on from, as :func:`numpy.random.default_rng` takes it."""
