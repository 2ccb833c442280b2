"""Rivers, rock, hills and harbours."""

import math

from thinktank.demo.drawings.sheet import (
    BRICK,
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
    mix,
    swell,
)


def river(seed):
    """Winding bands join into one from left to right, each crossed by evenly spaced marks."""
    sheet = Sheet(1600, 900, SAND, seed)
    main = swell(sheet.chance, 2, 46)
    sources = [(-20, 70, 760, SEA), (200, 56, 560, SAGE), (450, 84, 680, TEAL), (690, 52, 900, OCHRE),
               (930, 74, 1100, DEEP)]  # fmt: skip
    lane = 450 - sum(wide for _y, wide, _x, _ink in sources) / 2
    for source, wide, joins, ink in sources:
        winding = swell(sheet.chance, 3, 52)
        path = []
        for x in range(-40, 1660, 6):
            share = _eased(x / joins)
            there = lane + wide / 2 + main(x)
            path.append((x, (source + winding(x)) * (1 - share) + there * share))
        _band(sheet, path, wide, ink)
        lane += wide
    return sheet.finished()


def _eased(share):
    share = min(1, max(0, share))
    return share * share * (3 - 2 * share)


def _band(sheet, path, wide, ink):
    """A band along a path, with marks across it at even distances."""
    sides = [_across(path, place) for place in range(len(path))]
    edge = [
        (x + a * wide / 2, y + b * wide / 2) for (x, y), (a, b) in zip(path, sides, strict=True)
    ]
    other = [
        (x - a * wide / 2, y - b * wide / 2) for (x, y), (a, b) in zip(path, sides, strict=True)
    ]
    sheet.area([*edge, *reversed(other)], ink)
    gone = 0
    for place in range(1, len(path)):
        gone += math.dist(path[place], path[place - 1])
        if gone > 44:
            gone -= 44
            (x, y), (a, b), reach = path[place], sides[place], wide * 0.22
            sheet.line([(x - a * reach, y - b * reach), (x + a * reach, y + b * reach)], SAND, 3)


def _across(path, place):
    """The direction across the path here, of length one."""
    (x1, y1), (x2, y2) = path[max(0, place - 1)], path[min(len(path) - 1, place + 1)]
    length = math.dist((x1, y1), (x2, y2)) or 1
    return (y1 - y2) / length, (x2 - x1) / length


LAYERS = (STRAW, OCHRE, SAND, CLAY, STRAW, SAGE, BRICK, SEA, OCHRE, TEAL, DEEP, NIGHT)


def strata(seed):
    """Stacked uneven bands, like layers of rock in a cutting."""
    sheet = Sheet(1600, 900, PAPER, seed)
    common, top = swell(sheet.chance, 3, 34), 140.0
    for layer, ink in enumerate(LAYERS):
        own = swell(sheet.chance, 4, 13 if layer > 1 else 4)
        edge = [(x, top + common(x) * (1 - layer * 0.05) + own(x)) for x in range(0, 1608, 8)]
        sheet.area([*edge, (1600, 900), (0, 900)], ink)
        thick = 24 if layer == 0 else sheet.chance.uniform(40, 104)
        if thick > 62:
            for vein in range(1, 4):
                share = vein * thick / 4
                sheet.line([(x, y + share) for x, y in edge], mix(ink, NIGHT, 0.16), 1.6)
        top += thick
    return sheet.finished()


def fault(seed):
    """Layers of uneven thickness, two of them broken by a straight vertical cut."""
    sheet = Sheet(1600, 900, SAND, seed)
    bend, cut, fall = swell(sheet.chance, 2, 40), 985, 74
    tops = [
        (128, STRAW),
        (196, MIST),
        (300, TEAL),
        (420, OCHRE),
        (566, SAGE),
        (640, SEA),
        (770, DEEP),
    ]
    for layer, (top, ink) in enumerate(tops):
        drop = fall if ink in (TEAL, OCHRE) else 0
        left = [(x, top + bend(x)) for x in range(0, cut + 1, 5)]
        right = [(x, top + drop + bend(x)) for x in range(cut, 1606, 5)]
        sheet.area([*left, *right, (1600, 900), (0, 900)], ink)
        if layer in (1, 4):
            for vein in (22, 44, 66):
                sheet.line([(x, y + vein) for x, y in left + right], mix(ink, TEAL, 0.3), 1.6)
    sheet.line([(cut, 300 + bend(cut)), (cut, 566 + bend(cut))], PAPER, 9)
    return sheet.finished()


def hills(seed):
    """A small hill between two large ones, with smooth lines drawn round it."""
    sheet = Sheet(1600, 900, SAND, seed)
    sheet.disc(1120, 210, 62, OCHRE)
    for centre, high, wide, ink in ((330, 600, 430, TEAL), (1330, 520, 400, SEA)):
        sheet.area(_hill(centre, high, wide), ink)
    for line in range(11, 0, -1):
        outline = _hill(815, 232 + line * 27, 150 + line * 26)
        sheet.line(outline[1:-1], PAPER if line % 2 else STRAW, 2.6)
    sheet.area(_hill(815, 232, 150), OCHRE)
    sheet.area([(0, 842), (1600, 842), (1600, 900), (0, 900)], DEEP)
    return sheet.finished()


def _hill(centre, high, wide):
    """The outline of a hill that stands on the lower edge, as a bell."""
    side = [
        (x, 842 - high * math.exp(-(((x - centre) / wide) ** 2) * 1.6)) for x in range(0, 1606, 6)
    ]
    return [(0, 842), *side, (1600, 842)]


def waves(seed):
    """Fine wave lines side by side across the width."""
    sheet = Sheet(1600, 900, PAPER, seed)
    chance = sheet.chance
    sources = [
        (chance.uniform(200, 1400), chance.uniform(180, 330), chance.uniform(0, 6))
        for _each in range(4)
    ]
    count = 44
    for row in range(count):
        base, depth = 96 + row * 18.4, row / count
        path = []
        for x in range(-8, 1609, 8):
            y = base
            for at, reach, phase in sources:
                near = math.exp(-(((x - at - 260 * math.sin(depth * 3 + phase)) / reach) ** 2))
                y -= near * 64 * math.sin(depth * 5 + phase) ** 2
            path.append((x, y + 5 * math.sin(x / 90 + row * 0.35)))
        sheet.area([*path, (1608, 900), (-8, 900)], mix(PAPER, TEAL, depth**1.5))
        sheet.line(path, mix(TEAL, STRAW, depth), 2.4)
    return sheet.finished()


def harbour(seed):
    """Three angular basins open towards a field of parallel lines, with small rectangles among them."""
    sheet = Sheet(1600, 900, TEAL, seed)
    chance = sheet.chance
    for row in range(15):
        sheet.line([(0, 470 + row * 31), (1600, 470 + row * 31)], mix(TEAL, SAGE, 0.42), 2)
    sheet.area([(0, 0), (1600, 0), (1600, 420), (0, 420)], SAND)
    sheet.line([(0, 420), (1600, 420)], OCHRE, 10)
    for left, wide, high, lean in ((150, 300, 210, 50), (640, 400, 300, -70), (1220, 230, 170, 40)):
        basin = [(left, 422), (left + lean, 420 - high), (left + lean + wide * 0.6, 420 - high * 1.12),
                 (left + wide + lean, 420 - high * 0.55), (left + wide, 422)]  # fmt: skip
        sheet.area([*basin, (left + wide, 440), (left, 440)], TEAL)
        arms = [(left + wide * 0.16, 498)], [(left + wide * 0.84, 498)]
        sheet.line([*arms[0], *basin, *arms[1]], OCHRE, 10)
        for ship in range(wide // 150):
            at = left + lean * 0.7 + 84 + ship * 92
            sheet.area(box(at, 420 - high * (0.34 + 0.3 * (ship % 2)), 64, 18), PAPER)
    for row in chance.sample(range(12), 9):
        ink = chance.choice((PAPER, STRAW, OCHRE, CLAY))
        sheet.area(box(chance.uniform(70, 1530), 532 + row * 31, chance.uniform(44, 108), 17), ink)
    return sheet.finished()


def quay(seed):
    """A curved quay with short strokes along it, like moored boats."""
    sheet = Sheet(1600, 900, SEA, seed)
    chance, x, y, radius = sheet.chance, 700, 1240, 860
    for ring in range(1, 16):
        sheet.line(_arc(x, y, radius + ring * 46), mix(SEA, MIST, 0.30 - ring * 0.012), 2)
    sheet.area([*_arc(x, y, radius), (1700, 1000), (-100, 1000)], SAND)
    sheet.line(_arc(x, y, radius), DEEP, 12)
    for ring in (1, 2, 3):
        sheet.line(_arc(x, y, radius - 40 - ring * 44), STRAW, 3)
    for degree in range(210, 334, 3):
        if chance.random() < 0.22:
            continue
        turn, long = math.radians(degree), chance.choice((30, 42, 42, 54, 70))
        ends = [
            (x + math.cos(turn) * far, y + math.sin(turn) * far)
            for far in (radius + 22, radius + 22 + long)
        ]
        sheet.line(ends, chance.choice((PAPER, PAPER, STRAW, OCHRE, CLAY)), 15)
    return sheet.finished()


def _arc(x, y, radius):
    degrees = range(180, 361)
    return [
        (x + radius * math.cos(math.radians(at)), y + radius * math.sin(math.radians(at)))
        for at in degrees
    ]
