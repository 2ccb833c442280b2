"""What the people of the portraits wear."""

from thinktank.demo.drawings.sheet import (
    NIGHT,
    PAPER,
    box,
    curve,
    ellipse,
    ink,
    mirrored,
    mix,
)


def shoulders(sheet, dress):
    """A smooth slope from the neck to both lower corners."""
    right = [
        *curve((400, 520), (470, 530), (600, 540), (660, 590)),
        *curve((660, 590), (716, 640), (730, 720), (734, 810)),
    ]
    sheet.area([*mirrored(right), *right], dress)


def _throat(sheet, shade):
    """Where a collar stands open."""
    sheet.area([(332, 530), (468, 530), (400, 608)], shade)


def _suit(sheet, look, shade):
    dress = ink(look["dress"])
    _throat(sheet, shade)
    sheet.area([(330, 520), (400, 606), (470, 520), (492, 540), (400, 810), (308, 540)], PAPER)
    sheet.area(
        [(380, 604), (420, 604), (410, 640), (426, 810), (374, 810), (390, 640)], ink(look["cloth"])
    )
    lapel = [(470, 522), (520, 556), (500, 640), (408, 810), (400, 810), (402, 780), (488, 560)]
    sheet.area(lapel, mix(dress, NIGHT, 0.3))
    sheet.area(mirrored(lapel), mix(dress, NIGHT, 0.3))


def _kurta(sheet, look, shade):
    _throat(sheet, shade)
    light = mix(ink(look["dress"]), PAPER, 0.34)
    band = [(400, 606), (468, 536), (474, 512), (486, 528), (478, 560), (400, 640)]
    sheet.area(band, light)
    sheet.area(mirrored(band), light)
    sheet.area(box(400, 720, 28, 190), light)
    for button in range(3):
        sheet.disc(400, 660 + button * 44, 5, mix(light, NIGHT, 0.4))


def _waistcoat(sheet, look, shade):
    _kurta(sheet, look, shade)
    front = [(488, 526), (560, 538), (604, 810), (424, 810), (432, 640)]
    sheet.area(front, ink(look["cloth"]))
    sheet.area(mirrored(front), ink(look["cloth"]))


def _round(sheet, look, shade):
    sheet.area(ellipse(400, 524, 84, 52, 0), shade)
    hem = ellipse(400, 524, 88, 56, 0, start=4, end=176)
    sheet.line(hem, mix(ink(look["dress"]), PAPER, 0.35), 8)


COLLARS = {"suit": _suit, "kurta": _kurta, "waistcoat": _waistcoat, "round": _round}
