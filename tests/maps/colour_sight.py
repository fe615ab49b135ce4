"""How colours look to the colour-blind, and how far apart they then are."""

from __future__ import annotations

import math

Rgb = tuple[float, float, float]

# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color
# Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0, on linear RGB.
SIGHT: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


def distance(one: str, other: str, sight: str) -> float:
    """Return the CIE 1976 difference of two colours as seen; about 2.3 is just noticeable."""
    return math.dist(seen(one, sight), seen(other, sight))


def seen(colour: str, sight: str) -> Rgb:
    """Return a colour (#rrggbb) as seen, in CIE L*a*b* (D65): lightness, then red-green, yellow-blue."""
    light = [_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    r, g, b = (
        min(1.0, max(0.0, sum(x * y for x, y in zip(row, light, strict=True)))) for row in SIGHT[sight]
    )
    x = _cube((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
    y = _cube(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = _cube((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _cube(value: float) -> float:
    return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
