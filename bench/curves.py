"""Curves as a picture: small panels beside each other, drawn as SVG by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10
from pathlib import Path

WIDTH, HEIGHT = 250, 200  # of one panel
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 34, 44
COLOURS = ("#1f5fa8", "#c2410c", "#15803d")
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Panel:
    """One diagram: its title with the unit, and lines over the same sizes."""

    title: str
    lines: Mapping[str, Sequence[float]]


def draw(path: Path, sizes: Sequence[int], panels: Sequence[Panel]) -> None:
    """Write the picture; sizes stand on a logarithmic axis."""
    whole = WIDTH * len(panels)
    body = "".join(
        f'<g transform="translate({WIDTH * place},0)">{drawn(panel, sizes)}</g>'
        for place, panel in enumerate(panels)
    )
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {HEIGHT}" '
        'font-family="sans-serif" font-size="10" fill="#222">'
        f'<rect width="{whole}" height="{HEIGHT}" fill="white"/>{body}</svg>\n',
        "utf-8",
    )


def drawn(panel: Panel, sizes: Sequence[int]) -> str:
    """Return one panel."""
    top = nice(max(max(values) for values in panel.lines.values()))
    low, high = log10(min(sizes)), log10(max(sizes))
    bottom = HEIGHT - BOTTOM

    def x(size: int) -> float:
        share = (log10(size) - low) / (high - low) if high > low else 0.5
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return bottom - value / top * (bottom - TOP)

    parts = [text(LEFT, 14, panel.title, weight="bold")]
    for part in range(5):
        value = top * part / 4
        parts.append(
            f'<path d="M{LEFT},{y(value):.1f}H{WIDTH - RIGHT}" stroke="#ddd" fill="none"/>'
        )
        parts.append(text(LEFT - 4, y(value) + 3, f"{value:g}", anchor="end"))
    parts += [text(x(size), bottom + 14, f"{size:,}", anchor="middle") for size in sizes]
    for place, (name, values) in enumerate(panel.lines.items()):
        colour = COLOURS[place]
        points = [(x(size), y(value)) for size, value in zip(sizes, values, strict=True)]
        line = " ".join(f"{across:.1f},{up:.1f}" for across, up in points)
        parts.append(
            f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        )
        parts += [
            f'<circle cx="{a:.1f}" cy="{u:.1f}" r="2.5" fill="{colour}"/>' for a, u in points
        ]
        parts.append(text(LEFT + 65 * place, HEIGHT - 10, name, colour=colour))
    return "".join(parts)


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    weight: str = "normal",
    colour: str = "#222",
) -> str:
    """Return words at a place."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" '
        f'fill="{colour}">{escape(words)}</text>'
    )


def nice(value: float) -> float:
    """Return a round number that is not below a value."""
    if value <= 0:
        return 1.0
    unit = 10.0 ** floor(log10(value))
    return next(step * unit for step in STEPS if step * unit >= value)
