"""Grids, nets and papers: what is drawn up at a desk."""

import math

from thinktank.demo.drawings.sheet import (
    CLAY,
    DEEP,
    MIST,
    OCHRE,
    PAPER,
    SAGE,
    SAND,
    SEA,
    STRAW,
    TEAL,
    Sheet,
    box,
    mix,
)


def grid(seed):
    """A regular grid of squares in which one diagonal band is shifted half a square."""
    sheet = Sheet(1600, 900, PAPER, seed)
    step, size = 75, 58
    for row in range(-1, 13):
        for column in range(-1, 23):
            x, y = 12.5 + column * step, row * step
            if column + row in (13, 14):
                sheet.area(
                    box(x + step / 2, y + step / 2, size, size),
                    OCHRE if column + row == 13 else CLAY,
                )
            elif column + row not in (15, 16):
                shade = sheet.chance.choice((TEAL, TEAL, TEAL, DEEP, SEA))
                sheet.area(box(x, y, size, size), shade)
    return sheet.finished()


def network(seed):
    """Crossing straight lines with small dots where they meet."""
    sheet = Sheet(1600, 900, DEEP, seed)
    chance, lines = sheet.chance, []
    for _each in range(19):
        angle = math.radians(chance.choice((4, 31, 62, 96, 127, 152)) + chance.uniform(-5, 5))
        x, y = chance.uniform(80, 1520), chance.uniform(60, 840)
        lines.append((x, y, math.cos(angle), math.sin(angle)))
    for x, y, a, b in lines:
        sheet.line([(x - a * 2000, y - b * 2000), (x + a * 2000, y + b * 2000)], SEA, 2.4)
    for place, one in enumerate(lines):
        for other in lines[place + 1 :]:
            if at := _meeting(one, other):
                sheet.disc(*at, 13, DEEP)
                sheet.disc(*at, chance.uniform(4.5, 9.5), chance.choice((PAPER, STRAW, OCHRE)))
    return sheet.finished()


def _meeting(one, other):
    x, y, a, b = one
    u, v, c, d = other
    slant = a * d - b * c
    if abs(slant) < 0.2:
        return None
    far = ((u - x) * d - (v - y) * c) / slant
    return x + a * far, y + b * far


def net(seed):
    """A regular net of lines with a few squares left empty."""
    sheet = Sheet(1600, 900, PAPER, seed)
    step = 100
    empty = set(sheet.chance.sample([(c, r) for c in range(1, 15) for r in range(1, 8)], 9))
    for column in range(16):
        for row in range(9):
            if (column, row) not in empty:
                _hatched(sheet, column * step, row * step, step, leans=(column + row) % 2)
    for place in range(17):
        sheet.line([(place * step, 0), (place * step, 900)], TEAL, 3.4)
    for place in range(10):
        sheet.line([(0, place * step), (1600, place * step)], TEAL, 3.4)
    return sheet.finished()


def _hatched(sheet, x, y, step, *, leans):
    sheet.area(
        [(x, y), (x + step, y), (x + step, y + step), (x, y + step)], MIST if leans else SAND
    )
    for part in range(1, 8):
        far = part * step / 4
        start, end = max(0, far - step), min(far, step)
        ends = [(start, far - start), (end, far - end)]
        if leans:
            ends = [(step - a, b) for a, b in ends]
        sheet.line([(x + a, y + b) for a, b in ends], SAGE if leans else STRAW, 2)


def lattice(seed):
    """A lattice of fine lines with one open cell, through which a single thicker line passes."""
    sheet = Sheet(1600, 900, TEAL, seed)
    step, x, y, reach = 64, 832 + 64 * sheet.chance.randrange(-2, 3) * 2, 448, 192
    sheet.line([(-20, y + (x + 20) * 0.16), (1620, y - (1620 - x) * 0.16)], OCHRE, 22)
    for place in range(-30, 60):
        for leans in (1, -1):
            _wire(sheet, place * step, leans, (x, y, reach))
    diamond = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    sheet.line([*diamond, diamond[0], diamond[1]], PAPER, 6)
    return sheet.finished()


def _wire(sheet, at, leans, cell):
    """One diagonal wire, left out where it would cross the open cell."""
    x, y, reach = cell
    piece = []
    for down in range(-8, 916, 4):
        point = (at + leans * down, down)
        if abs(point[0] - x) + abs(down - y) < reach:
            if len(piece) > 1:
                sheet.line(piece, SAGE, 2.4)
            piece = []
        else:
            piece = [*piece[:1], point]
    if len(piece) > 1:
        sheet.line(piece, SAGE, 2.4)


def ballots(seed):
    """Small slips of paper, some overlapping, scattered over a plain ground."""
    sheet = Sheet(1600, 900, TEAL, seed)
    chance = sheet.chance
    for _slip in range(58):
        x, y = chance.uniform(-20, 1620), chance.gauss(520, 230)
        tilt = chance.gauss(0, 26)
        paper = chance.choice((PAPER, PAPER, PAPER, SAND, STRAW, MIST))
        sheet.area(box(x, y, 128, 172, tilt), mix(paper, DEEP, 0.35))
        sheet.area(box(x, y, 124, 168, tilt), paper)
        chosen = chance.randrange(4)
        for row in range(4):
            _choice(sheet, (x, y, tilt), row, is_chosen=row == chosen)
    return sheet.finished()


def _choice(sheet, slip, row, *, is_chosen):
    """One line of a ballot: a box to mark and a name."""
    x, y, tilt = slip
    a, b = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    down = -51 + row * 34
    mark, start, end = ((x + far * a - down * b, y + far * b + down * a) for far in (-40, -20, 44))
    sheet.area(box(*mark, 17, 17, tilt), OCHRE if is_chosen else SAGE)
    sheet.line([start, end], SAGE, 4)
