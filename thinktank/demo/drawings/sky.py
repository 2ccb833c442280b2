"""Orbits and signals: what moves above and what is sent across."""

import math

from thinktank.demo.drawings.sheet import (
    CLAY,
    DEEP,
    MIST,
    NIGHT,
    OCHRE,
    PAPER,
    SAGE,
    SAND,
    SEA,
    STRAW,
    TEAL,
    Sheet,
    box,
    ellipse,
    mix,
)


def orbits(seed):
    """Thin tilted ellipses round a dark disc, with dots at uneven distances along them."""
    sheet = Sheet(1600, 900, TEAL, seed)
    x, y = 930, 470
    for ring in range(7):
        wide, high, tilt = 330 + ring * 118, 118 + ring * 52, -24 + ring * 5.5
        path = ellipse(x, y, wide, high, tilt, step=1)
        sheet.line(path, mix(SAGE, TEAL, ring * 0.07), 2.2)
        for _dot in range(sheet.chance.choice((1, 2, 2, 3))):
            at = sheet.chance.choice(path)
            sheet.disc(*at, sheet.chance.uniform(6, 13), sheet.chance.choice((OCHRE, PAPER, STRAW)))
    sheet.disc(x, y, 196, NIGHT)
    front = ellipse(x, y, 330, 118, -24, start=10, end=170, step=1)
    sheet.line(front, SAGE, 2.2)
    sheet.disc(*front[48], 12, OCHRE)
    return sheet.finished()


def crossings(seed):
    """Thin ellipses crossing one another round a common centre."""
    sheet = Sheet(1600, 900, PAPER, seed)
    x, y, count = 800, 450, 30
    for turn in range(count):
        colour = mix(TEAL, OCHRE, (1 + math.cos(turn / count * math.tau)) / 2)
        sheet.line(ellipse(x, y, 760, 205, turn * 180 / count, step=1), colour, 2.1)
    sheet.disc(x, y, 74, PAPER)
    sheet.disc(x, y, 60, TEAL)
    return sheet.finished()


def debris(seed):
    """Many broken ellipses round a dark disc, with small specks between them."""
    sheet = Sheet(1600, 900, DEEP, seed)
    chance, x, y = sheet.chance, 560, 480
    for ring in range(16):
        wide, high = 250 + ring * 68, 190 + ring * 44
        start = chance.uniform(0, 360)
        end = start + 320
        while start < end:
            length = chance.uniform(8, 70)
            colour = chance.choice((SAGE, SEA, SEA, MIST, CLAY))
            sheet.line(ellipse(x, y, wide, high, -14, start, start + length, 1), colour, 2.4)
            start += length + chance.uniform(6, 34)
    for _speck in range(150):
        ring = chance.uniform(0, 16)
        (at, *_rest) = ellipse(
            x, y, 250 + ring * 68, 190 + ring * 44, -14, chance.uniform(0, 360), 999
        )
        sheet.disc(*at, chance.uniform(1.6, 4.6), chance.choice((STRAW, OCHRE, PAPER)))
    sheet.disc(x, y, 168, NIGHT)
    return sheet.finished()


def signal(seed):
    """Concentric arcs spread from two points and stop short of one another at a narrow gap."""
    sheet = Sheet(1600, 900, PAPER, seed)
    middle, half = 800, 11
    sheet.area(box(1200, 450, 800, 900), TEAL)
    for x, y, ink, first in ((330, 560, TEAL, 28), (1270, 340, SAND, 28)):
        for ring in range(24):
            radius = first + ring * 42
            shade = mix(ink, PAPER if ink == TEAL else TEAL, ring * 0.026)
            for arc in _on_its_side(ellipse(x, y, radius, radius, 0, step=1), x < middle, middle):
                sheet.line(arc, shade, 7 - ring * 0.16)
        sheet.disc(x, y, 13, OCHRE)
    sheet.area(box(middle, 450, half * 2, 900), STRAW)
    return sheet.finished()


def _on_its_side(points, is_left, middle):
    """The stretches of a circle that stay on one side of the middle."""
    stretch = []
    for point in points:
        if (point[0] < middle) == is_left:
            stretch.append(point)
        elif stretch:
            yield stretch
            stretch = []
    if len(stretch) > 1:
        yield stretch


def sound(seed):
    """Vertical strokes of different lengths in a row, like the trace of a sound."""
    sheet = Sheet(1600, 900, SAND, seed)
    chance, count = sheet.chance, 46
    for stroke in range(count):
        x = 116 + stroke * (1368 / (count - 1))
        voice = math.sin(stroke / count * math.tau * 2.5) ** 2 * math.sin(stroke / count * math.pi)
        high = 26 + (90 + 300 * voice) * chance.uniform(0.45, 1)
        colour = OCHRE if 17 < stroke < 28 else TEAL
        sheet.line([(x, 450 - high), (x, 450 + high)], colour, 13)
    return sheet.finished()
