"""A logistic model under a ridge prior: what the product's small judges are fitted with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS = 50


def likeliest(x: Floats, y: Floats, prior: Floats, ridge: float | Floats) -> Floats:
    """Return the weights, (features,), with the least log loss plus half the ridged squared distance from `prior`.

    x: (n, features); y: (n,) 0 or 1; `ridge`: one strength for all weights or one each. By Newton's method, a step
    being halved until the loss falls: a whole one can overshoot where the curve is flat.
    """
    weights = prior.copy()
    strength = np.broadcast_to(np.asarray(ridge, dtype=float), prior.shape)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) + strength * (weights - prior)
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(strength)
        step, size = np.linalg.solve(curvature, gradient), 1.0
        loss = _loss(weights, x, y, prior, strength)
        while size > 1e-4 and _loss(weights - size * step, x, y, prior, strength) > loss:
            size /= 2
        weights -= size * step
    return weights


def _loss(weights: Floats, x: Floats, y: Floats, prior: Floats, strength: Floats) -> float:
    z = x @ weights
    return float(np.sum(np.logaddexp(0.0, z) - y * z) + 0.5 * np.sum(strength * (weights - prior) ** 2))
