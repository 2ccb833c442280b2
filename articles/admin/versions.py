"""Two people at one form: the second save overwrites nothing, and nothing that was typed is lost.

A form carries the version of the piece it began from. When somebody else has saved meanwhile, both
texts are shown paragraph by paragraph; what is chosen is saved with everything else that was typed.
"""

from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin import whereabouts
from articles.models import Article
from thinktank import diffs
from thinktank.markup import paragraphs
from thinktank.markup.cleaning import clean
from thinktank.markup.structure import settle

MINE, THEIRS = "mine", "theirs"
LINES = ("title", "standfirst")
OURS_ALONE = ("csrfmiddlewaretoken", "version", "compared")


def version(article):
    """What a form says it began from: the moment of the last save, to the microsecond."""
    return article.saved_at.isoformat()


def locked(pk):
    """The piece as it is now, kept from others until the transaction ends. None: there is none."""
    return Article.objects.select_for_update(of=("self",)).filter(pk=pk).first()


def is_stale(request, article):
    """Whether a step is asked of another text than the person looked at. Locks the piece.

    A script that names no version acts on what stands now.
    """
    looked_at = request.POST.get("version")
    return bool(looked_at) and looked_at != version(locked(article.pk))


@dataclass(frozen=True)
class Difference:
    """A place where the stored text and the typed one differ; `name` of its choice in the form."""

    name: str
    label: str
    theirs: str
    mine: str

    def words(self):
        return diffs.words(self.theirs, self.mine)


class Comparison:
    """The stored piece beside what somebody typed into an older form of it."""

    def __init__(self, article, typed):
        self.article, self.typed = article, typed
        stored = paragraphs.split(settle(clean(article.body)))
        # The form of a published piece has no text.
        written = paragraphs.split(_settled(typed)) if "body" in typed else stored
        self.changes = diffs.by_paragraph(stored, written)
        self.differences = [*self._lines(), *self._paragraphs()]

    def _lines(self):
        for name in LINES:
            theirs, mine = getattr(self.article, name), self.typed.get(name, "").strip()
            if name in self.typed and theirs != mine:
                label = Article._meta.get_field(name).verbose_name
                yield Difference(f"choice-{name}", capfirst(label), theirs, mine)

    def _paragraphs(self):
        for number, change in enumerate(self.changes):
            if change.op != diffs.SAME:
                said = ["" if each is None else str(each) for each in (change.old, change.new)]
                yield Difference(f"choice-{number}", _("Text"), *said)

    def is_answered(self):
        """Whether every difference has its choice, made against this very version."""
        return self.typed.get("compared") == version(self.article) and all(
            self.typed.get(each.name) in (MINE, THEIRS) for each in self.differences
        )

    def merged(self):
        """What was sent, with the chosen words in it: a form of the version that stands now."""
        data = self.typed.copy()
        for name in LINES:
            if data.get(f"choice-{name}") == THEIRS:
                data[name] = getattr(self.article, name)
        if "body" in data:
            data["body"] = "".join(self._chosen(number) for number in range(len(self.changes)))
        data["version"] = version(self.article)
        return data

    def _chosen(self, number):
        change = self.changes[number]
        takes_mine = change.op != diffs.SAME and self.typed.get(f"choice-{number}") == MINE
        chosen = change.new if takes_mine else change.old
        return "" if chosen is None else chosen.html

    def kept(self):
        """[(name, value)]: all else that was sent, to be sent again."""
        return [
            (name, value)
            for name, values in self.typed.lists()
            for value in values
            if name not in OURS_ALONE and not name.startswith("choice-")
        ]


def _settled(typed):
    """The typed text in the stored form; what cannot be cleaned is compared as nothing."""
    return settle(clean(typed.get("body", "")))


def saved_too(site, request, comparison):
    """The page that shows both texts; nothing has been saved."""
    article = comparison.article
    last = LogEntry.objects.filter(
        content_type__app_label="articles", content_type__model="article", object_id=article.pk
    ).select_related("user__person").first()  # fmt: skip
    context = {
        **site.each_context(request),
        "title": _("Not saved yet"),
        "article": article,
        "comparison": comparison,
        "version": version(article),
        "who": whereabouts.name_of(last.user) if last else _("Somebody"),
        "unanswered": "compared" in request.POST,
    }
    return TemplateResponse(request, "admin/articles/article/saved_too.html", context, status=409)
