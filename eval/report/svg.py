"""A small drawing board: plots as inline SVG, coloured by the page's style sheet, so that they follow light and dark."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 560, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 14, 40


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`, with a tick at each of `ticks`, shown as `labels`."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]
    title: str

    def place(self, value: float) -> float:
        """0 at `low`, 1 at `high`; values beyond are at the ends."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    @classmethod
    def of_shares(cls, low: float, high: float, title: str) -> "Axis":
        """Labelled in per cent; low and high are moved out to whole ticks."""
        step = _nice_step((high - low) / 5)
        ticks = _ticks(low, high, step)
        digits = 0 if step >= 0.01 else 1
        return cls(ticks[0], ticks[-1], ticks, tuple(f"{tick * 100:.{digits}f} %" for tick in ticks), title)

    @classmethod
    def of_numbers(cls, high: float, title: str) -> "Axis":
        """From 0 on; high is moved out to a whole tick."""
        ticks = _ticks(0.0, high, _nice_step(high / 6))
        return cls(ticks[0], ticks[-1], ticks, tuple(f"{tick:g}" for tick in ticks), title)


@dataclass(slots=True)
class Plot:
    """Draws in the values of its axes; later shapes lie over earlier ones."""

    x: Axis
    y: Axis
    label: str
    _shapes: list[str] = field(default_factory=list)

    def line(self, points: Sequence[tuple[float, float]], kind: str = "line") -> None:
        self._shapes.append(f'<polyline class="{kind}" points="{self._points(points)}"/>')

    def band(self, lows: Sequence[tuple[float, float]], highs: Sequence[tuple[float, float]]) -> None:
        """The area between two lines."""
        self._shapes.append(f'<polygon class="band" points="{self._points([*lows, *reversed(highs)])}"/>')

    def dot(self, x: float, y: float, hint: str, kind: str = "dot") -> None:
        self._shapes.append(
            f'<circle class="{kind}" cx="{self._x(x):.1f}" cy="{self._y(y):.1f}" r="4.5"><title>{escape(hint)}</title></circle>'
        )

    def bar(self, left: float, right: float, bottom: float, top: float, hint: str, kind: str = "bar") -> None:
        x, width = self._x(left) + 0.75, max(0.5, self._x(right) - self._x(left) - 1.5)
        y, height = self._y(max(bottom, top)), abs(self._y(bottom) - self._y(top))
        self._shapes.append(
            f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}">'
            f"<title>{escape(hint)}</title></rect>"
        )

    def upright(self, x: float, label: str, level: int = 0) -> None:
        """A dashed line at x, labelled at its top; `level` moves the label down by so many lines."""
        at = self._x(x)
        anchor, shift = ("end", -5) if self.x.place(x) > 0.7 else ("start", 5)
        self._shapes.append(
            f'<line class="rule" x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP}" y2="{HEIGHT - _BOTTOM}"/>'
            f'<text class="note" x="{at + shift:.1f}" y="{_TOP + 11 + 15 * level}" text-anchor="{anchor}">'
            f"{escape(label)}</text>"
        )

    def level(self, y: float, label: str) -> None:
        """A dashed line at y, labelled at its right end."""
        at = self._y(y)
        self._shapes.append(
            f'<line class="rule" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{at:.1f}" y2="{at:.1f}"/>'
            f'<text class="note" x="{WIDTH - _RIGHT}" y="{at - 5:.1f}" text-anchor="end">{escape(label)}</text>'
        )

    def svg(self) -> str:
        grid = "".join(
            f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{self._y(tick):.1f}" y2="{self._y(tick):.1f}"/>'
            f'<text x="{_LEFT - 7}" y="{self._y(tick) + 4:.1f}" text-anchor="end">{escape(label)}</text>'
            for tick, label in zip(self.y.ticks, self.y.labels, strict=True)
        )
        below = "".join(
            f'<text x="{self._x(tick):.1f}" y="{HEIGHT - _BOTTOM + 17}" text-anchor="middle">{escape(label)}</text>'
            for tick, label in zip(self.x.ticks, self.x.labels, strict=True)
        )
        middle = (_LEFT + WIDTH - _RIGHT) / 2
        title = f'<text class="title" x="{middle}" y="{HEIGHT - 4}" text-anchor="middle">{escape(self.x.title)}</text>'
        return (
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(self.label)}">'
            f"{grid}{below}{title}{''.join(self._shapes)}</svg>"
        )

    def _x(self, value: float) -> float:
        return _LEFT + self.x.place(value) * (WIDTH - _LEFT - _RIGHT)

    def _y(self, value: float) -> float:
        return HEIGHT - _BOTTOM - self.y.place(value) * (HEIGHT - _TOP - _BOTTOM)

    def _points(self, points: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{self._x(x):.1f},{self._y(y):.1f}" for x, y in points)


def interval(low: float, value: float, high: float) -> str:
    """A share with its interval on a small bar from 0 to 1."""
    scale = 140
    return (
        f'<svg class="interval" viewBox="0 0 {scale} 12" aria-hidden="true">'
        f'<line class="grid" x1="0" x2="{scale}" y1="6" y2="6"/>'
        f'<line class="range" x1="{low * scale:.1f}" x2="{high * scale:.1f}" y1="6" y2="6"/>'
        f'<circle class="dot" cx="{min(max(value * scale, 3.5), scale - 3.5):.1f}" cy="6" r="3.5"/></svg>'
    )


def _nice_step(rough: float) -> float:
    """The next of 1, 2, 5, 10 … times a power of ten."""
    if rough <= 0:
        return 1.0
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)


def _ticks(low: float, high: float, step: float) -> tuple[float, ...]:
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(number * step, 10) for number in range(first, max(last, first + 1) + 1))
