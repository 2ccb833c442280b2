"""Drawings for the demo, made by hand and by dice: covers by motif, portraits by description."""

from thinktank.demo.drawings import land, plans, sky
from thinktank.demo.drawings.portraits import portrait

__all__ = ["MOTIFS", "cover", "portrait"]

MOTIFS = {
    motif.__name__: motif
    for motif in (
        sky.orbits, sky.crossings, sky.debris, sky.signal, sky.sound,
        land.river, land.strata, land.fault, land.hills, land.waves, land.harbour, land.quay,
        plans.grid, plans.network, plans.net, plans.lattice, plans.ballots,
    )
}  # fmt: skip


def cover(motif, seed):
    """A picture of 1600 × 900 pixels. The same motif and seed give the same picture."""
    return MOTIFS[motif](seed)
