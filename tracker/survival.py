"""Kaplan-Meier: how many are still to come after so long, when some were last seen waiting.

Kaplan and Meier (1958), Nonparametric Estimation from Incomplete Observations, J. Am. Stat. Assoc.
53, 457-481; with weights, each case counts as its weight says.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Survival(NamedTuple):
    """A falling staircase: ``share`` are still to come after ``after``; 1.0 before the first."""

    after: Floats
    share: Floats

    def at(self, x: float) -> float:
        """The share still to come after x.

        >>> two = survival(np.array([1.0, 2.0]), np.array([True, True]), np.ones(2))
        >>> [two.at(x) for x in (0.5, 1.0, 3.0)]
        [1.0, 0.5, 0.0]
        """
        passed = int(np.searchsorted(self.after, x, side="right"))
        return float(self.share[passed - 1]) if passed else 1.0


def survival(waited: Floats, came: NDArray[np.bool_], weight: Floats) -> Survival:
    """The staircase of cases that waited so long and then came, or were last seen waiting."""
    after = np.unique(waited[came])
    share, left = [], 1.0
    for x in after:
        at_risk = float(weight[waited >= x].sum())
        left *= 1.0 - float(weight[came & (waited == x)].sum()) / at_risk
        share.append(left)
    return Survival(after, np.array(share))
