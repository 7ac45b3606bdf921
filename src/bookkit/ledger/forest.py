"""A claim's strip of the forest picture: its effect, its regimes and its control on one scale.

The scale is the distance from the threshold at which the claim's rule turns, in thresholds (or,
where the threshold is zero, in half-widths of the claim's own interval), and runs to the right on
the side on which the claim holds. So zero is the line for every claim, whatever its unit. Distances
are drawn by their inverse hyperbolic sine: close to the line as they are, far away like logarithms.
"""

import html
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dataproblems.evidence import FAILS, HOLDS, UNDECIDED, Estimate, Judgement, Main, kind

WIDTH, CENTRE, SPAN = 340, 170, 158
REACH = 30  # distances beyond are drawn at the edge, with an arrow
TICKS = (-10, -3, -1, 0, 1, 3, 10)
MAIN_ROW, ROW = 18, 12
LEFT, LINE = 60, 12  # of the overview: room for the ids, and a claim's height


@dataclass(frozen=True)
class Mark:
    """One interval of a strip.

    Attributes
    ----------
    label
        What is drawn, in words: "the claim", a regime's name, "control".
    verdict
        Its verdict as worded.
    value, low, high
        Signed distances from the line; low <= value <= high.
    text
        The estimate as the page shows it.
    """

    label: str
    verdict: str
    value: float
    low: float
    high: float
    text: str


def distance(x: float, main: Main) -> float:
    """Return how far a value lies on the claim's side of its threshold, in units of the scale."""
    signed = (x - main.threshold) if main.side == "above" else (main.threshold - x)
    return signed / main.scale


def marks(judgement: Judgement) -> Iterator[Mark]:
    """Yield what a strip shows: the claim, its regimes, its control."""
    main = judgement.main
    yield _mark("the claim", judgement.verdict, judgement.estimates[main.name], main)
    for regime in judgement.regimes:
        estimate = regime.estimates[regime.main.name]
        yield _mark(regime.name, regime.verdict, estimate, regime.main)
    control = judgement.control
    yield _mark("control", control.verdict, control.estimates[main.name], main)


def _mark(label: str, verdict: str, estimate: Estimate, main: Main) -> Mark:
    low, high = sorted(distance(x, main) for x in (estimate.low, estimate.high))
    text = f"{estimate} {estimate.unit}".rstrip()
    return Mark(label, verdict, distance(estimate.value, main), low, high, text)


def strip(judgement: Judgement) -> str:
    """Return a claim's strip as inline SVG."""
    shown = list(marks(judgement))
    height = MAIN_ROW + ROW * (len(shown) - 1)
    parts, y = [], MAIN_ROW / 2
    for i, mark in enumerate(shown):
        name = "control" if mark.label == "control" else "main" if i == 0 else "regime"
        parts.append(_interval(mark, y, name))
        y += (MAIN_ROW + ROW) / 2 if i == 0 else ROW
    label = html.escape(f"{judgement.claim}. {'; '.join(map(_told, shown))}", quote=True)
    return (
        f'<svg class="forest" role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {height}">'
        f'<line class="forest-line" x1="{CENTRE}" x2="{CENTRE}" y1="0" y2="{height}"/>'
        f"{''.join(parts)}</svg>"
    )


def axis() -> str:
    """Return the scale that stands above the strips; its words are for the eye alone."""
    return (
        f'<svg class="forest forest-axis" aria-hidden="true" viewBox="0 0 {WIDTH} 40">'
        f"{_scale()}</svg>"
    )


def _scale() -> str:
    ticks = "".join(
        f'<line x1="{_x(t):.1f}" x2="{_x(t):.1f}" y1="34" y2="40"/>'
        f'<text x="{_x(t):.1f}" y="30">{f"{t:+d}".replace("-", chr(0x2212)) if t else "0"}</text>'
        for t in TICKS
    )
    return (
        f'<text x="{CENTRE - 85}" y="12">\N{LEFTWARDS ARROW} does not hold</text>'
        f'<text x="{CENTRE + 85}" y="12">holds \N{RIGHTWARDS ARROW}</text>{ticks}'
    )


def overview(chapters: Mapping[str, Sequence[Judgement]]) -> str:
    """Return all claims in one picture, a line per claim, by chapter.

    The main interval is drawn over the control, in grey; regimes are marks without an interval. It
    is one image to a screen reader: the tables say the same in words.
    """
    parts, y = [], 40.0
    for chapter, judgements in chapters.items():
        y += LINE
        parts.append(
            f'<text class="forest-chapter" x="0" y="{y + 4}">{html.escape(chapter)}</text>'
        )
        for judgement in judgements:
            y += LINE
            parts.append(f'<text class="forest-id" x="{LEFT - 14}" y="{y + 3.5}">'
                         f"{judgement.claim}</text>")  # fmt: skip
            parts += _line(judgement, y)
    height, middle = y + LINE, LEFT + CENTRE
    everything = [j for judgements in chapters.values() for j in judgements]
    counts = ", ".join(
        f"{sum(kind(j.verdict) == verdict for j in everything)} {verdict}"
        for verdict in (HOLDS, FAILS, UNDECIDED)
    )
    return (
        f'<svg class="forest forest-overview" role="img" viewBox="0 0 {LEFT + WIDTH} {height}" '
        f'aria-label="Every claim&#39;s distance from its line, by chapter: {counts}. The tables '
        f'below say the same in words.">'
        f'<g transform="translate({LEFT},0)" class="forest-axis">{_scale()}</g>'
        f'<line class="forest-line" x1="{middle}" x2="{middle}" y1="40" y2="{height}"/>'
        f"{''.join(parts)}</svg>"
    )


def _line(judgement: Judgement, y: float) -> Iterator[str]:
    main, *regimes, control = marks(judgement)
    yield f'<g transform="translate({LEFT},0)">{_interval(control, y, "control")}'
    for mark in regimes:
        shape = _shape(_slug(mark), _x(mark.value), y, 3)
        yield f'<g class="forest-regime mark-{_slug(mark)}">{shape}</g>'
    yield f"{_interval(main, y, 'main')}</g>"


def _slug(mark: Mark) -> str:
    return {HOLDS: "holds", FAILS: "does-not-hold"}.get(kind(mark.verdict), "unknown")


def _told(mark: Mark) -> str:
    return f"{mark.label}: {mark.verdict}, {mark.text}"


def _x(distance_from_line: float) -> float:
    clipped = max(-REACH, min(REACH, distance_from_line))
    return CENTRE + SPAN * math.asinh(clipped) / math.asinh(REACH)


def _interval(mark: Mark, y: float, name: str) -> str:
    slug = _slug(mark)
    low, high, value = _x(mark.low), _x(mark.high), _x(mark.value)
    size = 5.0 if name == "main" else 3.5
    arrows = "".join(
        f'<path d="M{x:.1f},{y - 3} l{4 * way},3 l{-4 * way},3 z"/>'
        for x, way, beyond in (
            (low, -1, mark.low < -REACH),
            (high, 1, mark.high > REACH),
        )
        if beyond
    )
    title = html.escape(_told(mark))
    return (
        f'<g class="forest-{name} mark-{slug}"><title>{title}</title>'
        f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>{arrows}'
        f"{_shape(slug, value, y, size)}</g>"
    )


def _shape(slug: str, x: float, y: float, size: float) -> str:
    """Draw a filled disc for what holds, a cross for what does not, an empty square otherwise."""
    match slug:
        case "holds":
            return f'<circle cx="{x:.1f}" cy="{y}" r="{size}"/>'
        case "does-not-hold":
            s = size * 0.9
            return (
                f'<path class="cross" d="M{x - s:.1f},{y - s:.1f} l{2 * s:.1f},{2 * s:.1f} '
                f'm0,{-2 * s:.1f} l{-2 * s:.1f},{2 * s:.1f}"/>'
            )
    s = size * 0.9
    return (
        f'<rect class="open" x="{x - s:.1f}" y="{y - s:.1f}" '
        f'width="{2 * s:.1f}" height="{2 * s:.1f}"/>'
    )
