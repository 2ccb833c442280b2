"""Portraits drawn from a description in a few words: flat shapes, no features, nobody's likeness."""

from PIL import Image

from thinktank.demo.drawings import clothes
from thinktank.demo.drawings.sheet import NIGHT, SMOOTH, Sheet, curve, ellipse, ink, mirrored, mix

SKINS = {"light": "#d8b08c", "tan": "#bd8c64", "brown": "#9c6b48"}
HAIRS = {"black": "#24262a", "brown": "#4d372b", "grey": "#8b8d8d", "white": "#d5d3cc"}
# What is seen of the sheet: the head large, the shoulders cut by the frame.
FRAME = (84, 128, 716, 760)


def portrait(look):
    """A picture of 800 × 800 pixels.

    `look`: names of colours for `ground`, `dress` and `cloth`; `skin` and `hair` of the tables
    above; `style` of STYLES, `collar` of clothes.COLLARS; perhaps `beard` and `glasses`.
    """
    sheet = Sheet(800, 800, ink(look["ground"]), 0)
    skin, hair = SKINS[look["skin"]], HAIRS[look["hair"]]
    behind, before = STYLES[look["style"]]
    if behind:
        behind(sheet, hair, look)
    clothes.shoulders(sheet, ink(look["dress"]))
    shade = mix(skin, NIGHT, 0.16)
    sheet.area([(346, 430), (454, 430), (466, 540), (334, 540)], shade)
    clothes.COLLARS[look["collar"]](sheet, look, shade)
    for side in (-1, 1):
        sheet.area(ellipse(400 + side * 104, 362, 15, 27, side * 8), mix(skin, NIGHT, 0.1))
    sheet.area(ellipse(400, 352, 104, 132, 0), skin)
    _beard(sheet, hair, look.get("beard"))
    before(sheet, hair, look)
    if look.get("glasses"):
        _glasses(sheet)
    seen = sheet.image.crop([side * SMOOTH for side in FRAME])
    return seen.resize((800, 800), Image.Resampling.LANCZOS)


# Hair and what covers it: (drawn behind the shoulders, drawn over the face)


def _short(sheet, hair, _look):
    _crown(sheet, hair, curve((300, 312), (318, 256), (482, 256), (500, 312)))


def _parted(sheet, hair, _look):
    left = curve((300, 320), (310, 290), (330, 262), (350, 246))
    right = curve((350, 246), (384, 286), (446, 300), (500, 312))
    _crown(sheet, hair, [*left, *right])


def _receding(sheet, hair, _look):
    _crown(sheet, hair, curve((299, 336), (300, 200), (500, 200), (501, 336)))


def _crown(sheet, hair, hairline):
    """Hair from one temple over the head to the other, down to this line."""
    outer = ellipse(400, 344, 114, 140, 0, start=186, end=354)
    sheet.area([*outer, (507, 360), (498, 360), *reversed(hairline), (302, 360), (293, 360)], hair)


def _long_behind(sheet, hair, _look):
    right = [*curve((400, 192), (560, 190), (556, 380), (564, 480)), (556, 600)]
    sheet.area([*mirrored(right), *right], hair)


def _long(sheet, hair, _look):
    inner = curve((400, 244), (450, 244), (492, 300), (494, 424))
    outer = curve((530, 430), (540, 270), (480, 196), (400, 200))
    lock = [*inner, *outer]
    sheet.area(lock, hair)
    sheet.area(mirrored(lock), hair)


def _bun_behind(sheet, hair, _look):
    sheet.disc(400, 196, 54, hair)


def _veil_behind(sheet, _hair, look):
    inside = mix(ink(look["cloth"]), NIGHT, 0.3)
    sheet.area([(270, 350), (530, 350), (590, 640), (210, 640)], inside)


def _veil(sheet, hair, look):
    """A dupatta: over the hair, down both sides, one end laid across the chest."""
    veil = ink(look["cloth"])
    _crown(sheet, hair, curve((300, 326), (340, 236), (460, 236), (500, 326)))
    outer = [
        *ellipse(400, 352, 146, 172, 0, start=270, end=360),
        *curve((546, 352), (552, 470), (610, 520), (640, 640)),
    ]
    inner = [
        *ellipse(400, 362, 106, 130, 0, start=270, end=366),
        *curve((505, 376), (506, 430), (470, 500), (440, 590)),
    ]
    side = [*outer, *reversed(inner)]
    sheet.area(side, veil)
    sheet.area(mirrored(side), veil)
    throat = curve((460, 530), (440, 600), (360, 600), (340, 530))
    lower = curve((150, 660), (330, 760), (560, 720), (640, 640))
    sheet.area([*throat, (190, 560), *lower, (600, 560)], veil)
    for down in (0, 44, 88):
        fold = curve((196, 590 + down), (330, 640 + down), (500, 640 + down), (566, 500 + down))
        sheet.line(fold, mix(veil, NIGHT, 0.16), 3)


def _pakol(sheet, hair, look):
    """A flat woollen cap with a rolled edge."""
    wool = ink(look["cloth"])
    _crown(sheet, hair, curve((300, 316), (330, 280), (470, 280), (500, 316)))
    sheet.area(ellipse(400, 232, 110, 48, -2), wool)
    sheet.area(ellipse(400, 262, 121, 34, -2), mix(wool, NIGHT, 0.24))


STYLES = {
    "short": (None, _short),
    "parted": (None, _parted),
    "receding": (None, _receding),
    "long": (_long_behind, _long),
    "bun": (_bun_behind, _parted),
    "veil": (_veil_behind, _veil),
    "pakol": (None, _pakol),
}


def _beard(sheet, hair, kind):
    if kind == "full":
        jaw = ellipse(400, 356, 110, 142, 0, start=-2, end=182)
        inner = curve((292, 352), (330, 470), (350, 402), (400, 402))
        sheet.area([*jaw, *inner, *mirrored(inner)], hair)
    if kind == "moustache":
        half = [*curve((400, 412), (424, 404), (446, 418), (458, 436)), (430, 432), (400, 430)]
        sheet.area(half, hair)
        sheet.area(mirrored(half), hair)


def _glasses(sheet):
    for side in (-1, 1):
        sheet.line(ellipse(400 + side * 47, 350, 36, 30, 0), NIGHT, 6)
        sheet.line([(400 + side * 83, 344), (400 + side * 106, 338)], NIGHT, 6)
    sheet.line([(389, 344), (411, 344)], NIGHT, 6)
