"""The institute's own row, its vocabularies and its plain pages."""

from articles.models import Kind, Region, Series
from people.models import Institution
from thinktank.addresses.models import Redirect
from thinktank.demo import texts
from thinktank.demo.keeping import keep
from thinktank.site.models import Institute, Page


def load_institute():
    """The institute, with clearance by a second person switched on."""
    institute = Institute.objects.first() or Institute()
    for name, value in own_row().items():
        setattr(institute, name, value)
    institute.second_person_clears = institute.is_set_up = True
    for old in texts.table("institute")["gone"]:
        Redirect.objects.gone(old)
    return keep(institute)


def own_row():
    """What content/institute.toml says of the institute itself: {field: value}."""
    everything = texts.table("institute")
    return {name: everything[name] for name in everything if name not in {*VOCABULARIES, "gone"}}


def load_vocabularies():
    """Kinds in the order of the file, series, regions and universities → {name: how many}."""
    everything = texts.table("institute")
    for name, model in VOCABULARIES.items():
        for position, row in enumerate(everything[name], start=1):
            order = {"order": position * 10} if model is Kind else {}
            keep(model(**row, **order))
    return {name: len(everything[name]) for name in VOCABULARIES}


VOCABULARIES = {"kinds": Kind, "series": Series, "regions": Region, "institutions": Institution}


def load_pages():
    rows = [keep(Page(**piece, is_public=True)) for piece in texts.pieces("pages")]
    return len(rows)
