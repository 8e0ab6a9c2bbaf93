"""Server-made pictures (SVG) that need no script, take their colours from the page and can be read aloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 240, 14, 18, 34


def line_picture(
    values: Sequence[float], *, title: str, describe: str, low: str, high: str, marks: Mapping[int, str] | None = None
) -> Markup:
    """A line through values from 0 to 1, with named marks at some of them (index → a short label).

    ``title`` and ``describe`` are read by screen readers; ``low`` and ``high`` name the ends of the scale.
    """
    points = [_point(index, value, len(values)) for index, value in enumerate(values)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    floor = HEIGHT - BOTTOM
    area = f"{points[0][0]:.1f},{floor} {path} {points[-1][0]:.1f},{floor}" if points else ""
    parts = [
        f'<svg class="picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="picture-title picture-desc" '
        'xmlns="http://www.w3.org/2000/svg">',
        f'<title id="picture-title">{escape(title)}</title><desc id="picture-desc">{escape(describe)}</desc>',
        f'<line class="picture-grid" x1="{LEFT}" y1="{TOP}" x2="{WIDTH - LEFT}" y2="{TOP}"/>',
        f'<line class="picture-grid" x1="{LEFT}" y1="{floor}" x2="{WIDTH - LEFT}" y2="{floor}"/>',
        f'<text class="picture-label" x="{LEFT}" y="{TOP - 5}">{escape(high)}</text>',
        f'<text class="picture-label" x="{LEFT}" y="{floor - 5}">{escape(low)}</text>',
        f'<polygon class="picture-area" points="{area}"/><polyline class="picture-line" points="{path}"/>',
    ]
    for index, (x, y) in enumerate(points):
        label = (marks or {}).get(index)
        parts.append(
            f'<circle class="picture-dot{" marked" if label else ""}" cx="{x:.1f}" cy="{y:.1f}" r="{6 if label else 3}"/>'
        )
        if label:
            anchor = "end" if x > WIDTH * 0.7 else "start" if x < WIDTH * 0.3 else "middle"
            parts.append(
                f'<text class="picture-mark" x="{x:.1f}" y="{HEIGHT - 10}" text-anchor="{anchor}">{escape(label)}</text>'
                f'<line class="picture-stem" x1="{x:.1f}" y1="{y + 7:.1f}" x2="{x:.1f}" y2="{HEIGHT - 24}"/>'
            )
    return Markup("".join(parts) + "</svg>")  # noqa: S704 - every text above is escaped


def _point(index: int, value: float, count: int) -> tuple[float, float]:
    inner = WIDTH - 2 * LEFT
    x = LEFT + (inner * index / (count - 1) if count > 1 else 0)
    return x, TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(1.0, max(0.0, value)))
