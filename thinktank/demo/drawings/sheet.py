"""A sheet to draw on: twice as large as wanted, so that every edge is smooth once it is reduced."""

import math
import random

from PIL import Image, ImageColor, ImageDraw

PAPER, SAND, STRAW = "#f6f2e9", "#e9dfc9", "#d9c69b"
OCHRE, CLAY, BRICK = "#c2984c", "#a86b45", "#8a4f3a"
MIST, SAGE, SEA = "#cfdad5", "#8faaa0", "#4d8086"
TEAL, DEEP, NIGHT = "#0b4f5c", "#083a44", "#062a32"

PALETTE = {
    "paper": PAPER, "sand": SAND, "straw": STRAW, "ochre": OCHRE, "clay": CLAY, "brick": BRICK,
    "mist": MIST, "sage": SAGE, "sea": SEA, "teal": TEAL, "deep": DEEP, "night": NIGHT,
}  # fmt: skip

SMOOTH = 2


class Sheet:
    """Coordinates are those of the finished drawing; `chance` is its own dice, the same each time."""

    def __init__(self, width, height, ground, seed):
        self.width, self.height = width, height
        self.chance = random.Random(seed)  # noqa: S311  for beauty, not for secrets
        self.image = Image.new("RGB", (width * SMOOTH, height * SMOOTH), ground)
        self.pen = ImageDraw.Draw(self.image)

    def area(self, points, colour):
        self.pen.polygon(_scaled(points), fill=colour)

    def line(self, points, colour, width):
        """An open line with round corners and ends."""
        points, width = _scaled(points), max(1, round(width * SMOOTH))
        self.pen.line(points, fill=colour, width=width, joint="curve")
        if width > 4:
            for x, y in (points[0], points[-1]):
                self._round(x, y, width / 2, colour)

    def disc(self, x, y, radius, colour):
        self._round(x * SMOOTH, y * SMOOTH, radius * SMOOTH, colour)

    def _round(self, x, y, radius, colour):
        self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def finished(self):
        return self.image.reduce(SMOOTH)


def ink(name):
    return PALETTE[name]


def mix(one, other, share):
    """The colour that lies between two: `share` 0 gives the one, 1 the other."""
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def ellipse(x, y, wide, high, tilt, start=0, end=360, step=2):
    """Points along an ellipse, turned by `tilt` degrees, from one angle to another."""
    turn = math.radians(tilt)
    points = []
    for part in range(int((end - start) / step) + 1):
        angle = math.radians(start + part * step)
        across, up = wide * math.cos(angle), high * math.sin(angle)
        points.append(
            (
                x + across * math.cos(turn) - up * math.sin(turn),
                y + across * math.sin(turn) + up * math.cos(turn),
            )
        )
    return points


def box(x, y, wide, high, tilt=0):
    """The corners of a rectangle round its centre."""
    turn = math.radians(tilt)
    corners = [(-wide, -high), (wide, -high), (wide, high), (-wide, high)]
    return [
        (
            x + a / 2 * math.cos(turn) - b / 2 * math.sin(turn),
            y + a / 2 * math.sin(turn) + b / 2 * math.cos(turn),
        )
        for a, b in corners
    ]


def curve(start, pull, push, end):
    """A cubic Bézier curve as points."""
    points = []
    for part in range(25):
        t = part / 24
        shares = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        corners = list(zip(shares, (start, pull, push, end), strict=True))
        points.append(tuple(sum(share * at[axis] for share, at in corners) for axis in (0, 1)))
    return points


def mirrored(points, middle=400):
    """The same on the other side, in the order that closes the shape."""
    return [(2 * middle - x, y) for x, y in reversed(points)]


def swell(chance, waves, height):
    """A gentle random curve: a function of x. Longer waves are higher."""
    parts = [
        (height / number, number * chance.uniform(0.7, 1.3) / 1600, chance.uniform(0, math.tau))
        for number in range(1, waves + 1)
    ]
    return lambda x: sum(high * math.sin(math.tau * turns * x + at) for high, turns, at in parts)


def _scaled(points):
    return [(x * SMOOTH, y * SMOOTH) for x, y in points]
