"""Matrices as TSPLIB 95 writes them: whole, or one triangle by rows or columns, with its diagonal or not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# format → (its triangle by rows, with the diagonal); a triangle by columns is the other one by rows
TRIANGLES = {
    "LOWER_ROW": ("lower", False),
    "LOWER_DIAG_ROW": ("lower", True),
    "UPPER_ROW": ("upper", False),
    "UPPER_DIAG_ROW": ("upper", True),
    "LOWER_COL": ("upper", False),
    "LOWER_DIAG_COL": ("upper", True),
    "UPPER_COL": ("lower", False),
    "UPPER_DIAG_COL": ("lower", True),
}
WHOLE = "FULL_MATRIX"


def full_matrix(figures: Sequence[float], size: int, written: str) -> NDArray[np.float64]:
    """Return the matrix of ``size`` places whose figures were written one after the other, lines aside.

    Raises
    ------
    ValueError
        When the format is not known, or the figures are not as many as it has.
    """
    if written != WHOLE and written not in TRIANGLES:
        raise ValueError(f"EDGE_WEIGHT_FORMAT {written or 'not there'} is not read")
    corner, diagonal = TRIANGLES.get(written, ("", True))
    wanted = size * size if written == WHOLE else size * (size + 1 if diagonal else size - 1) // 2
    if len(figures) != wanted:
        raise ValueError(f"EDGE_WEIGHT_SECTION has {len(figures)} figures, {written} of {size} has {wanted}")
    if written == WHOLE:
        return np.array(figures, float).reshape(size, size)
    matrix = np.zeros((size, size))
    if corner == "lower":
        matrix[np.tril_indices(size, 0 if diagonal else -1)] = figures
    else:
        matrix[np.triu_indices(size, 0 if diagonal else 1)] = figures
    return np.maximum(matrix, matrix.T)
