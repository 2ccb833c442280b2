"""Request, query, response."""

from django.db.models import Q
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from articles import earlier, filters, metadata
from articles.models import Article, Correction, Kind, Series, public_tags
from articles.search import asked, facets, people_named
from articles.search import search as find
from people.models import Person
from themes.models import Theme, tree
from thinktank import keyset
from thinktank.addresses.models import Redirect

RELATED = 3
LATEST = 8


@require_safe
def home(request):
    featured = list(
        Article.objects.published().filter(feature__isnull=False)
        .select_related("feature").for_cards().order_by("feature__order", "pk")
    )  # fmt: skip
    latest = list(Article.objects.published().for_cards().newest_first()[: LATEST + len(featured)])
    lead = next((each for each in featured if each.feature.place == "lead"), None)
    lead = lead or next(iter(latest), None)
    shown = {each.pk for each in featured} | {lead.pk if lead else None}
    context = {
        "lead": lead,
        "picks": [each for each in featured if each != lead][:3],
        "latest": [each for each in latest if each.pk not in shown][:LATEST],
        "themes": tree(Theme.objects.in_use().defer("stance")),
        "press_people": Person.objects.public().current().filter(speaks_to_press=True)
        .for_cards().in_directory_order()[:4],
        "structured": metadata.site(request),
    }  # fmt: skip
    return TemplateResponse(request, "articles/home.html", context)


@require_safe
def index(request):
    chosen = filters.chosen(request.GET)
    rows = chosen.narrow(Article.objects.published())
    page = keyset.page(rows.for_cards(), request.GET, keep=filters.NAMES)
    context = {"page": page, "chosen": chosen, "choices": filters.choices(), "years": keyset.years(
        Article.objects.published())}  # fmt: skip
    return TemplateResponse(request, "articles/index.html", context)


@require_safe
def year(request, year):
    if not 1900 <= year <= 2100:
        raise Http404
    rows = Article.objects.published().filter(year=year)
    page = keyset.page(rows.for_cards(), request.GET)
    if not page and not request.GET:
        raise Http404
    context = {"year": year, "page": page, "years": keyset.years(Article.objects.published())}
    return TemplateResponse(request, "articles/year.html", context)


@require_safe
def detail(request, year, slug):
    article = Article.objects.published().for_page().filter(year=year, slug=slug).first()
    if article is None:
        return _tombstone(request, year, slug)
    context = page_of(request, article, earlier.versions(article))
    return TemplateResponse(request, "articles/detail.html", context)


def page_of(request, article, versions=()):
    """What the article's page prints; `article` as for_page() fetches it."""
    return {
        **around(article),
        "versions": versions,
        "canonical": metadata.canonical(request, article),
        "highwire": metadata.highwire(request, article),
        "structured": metadata.article(request, article, versions),
    }


def around(article):
    """The same without what machines read."""
    return {
        "article": article,
        "related": _related(article),
        **_family(article),
        "colleagues": _colleagues(article),
    }


def _tombstone(request, year, slug):
    """What was public says that it is gone, and why; what never was is not there."""
    withdrawn = Article.objects.withdrawn().for_page()
    article = get_object_or_404(withdrawn, year=year, slug=slug)
    context = {"article": article, **_family(article)}
    return TemplateResponse(request, "articles/withdrawn.html", context, status=410)


def _related(article):
    if not article.filed:
        return []
    rows = Article.objects.published().by_theme(article.filed[0]["theme"])
    return rows.exclude(pk=article.pk).for_cards().order_by(
        "-listing__published_at", "-listing__article_id"
    )[:RELATED]  # fmt: skip


def _family(article):
    """{"translations", "newer", "older"}: the other pieces it points at, as far as they are public."""
    original = article.translation_of_id or article.pk
    near = Q(pk=original) | Q(translation_of=original)
    near |= Q(supersedes=article) | Q(pk=article.supersedes_id)
    rows = Article.objects.published().filter(near).exclude(pk=article.pk)
    rows = list(rows.only("title", "language", "year", "slug", "published_at", "supersedes"))
    newer = next((row for row in rows if row.supersedes_id == article.pk), None)
    older = next((row for row in rows if row.pk == article.supersedes_id), None)
    others = [row for row in rows if row not in (newer, older)]
    return {"translations": others, "newer": newer, "older": older}


def _colleagues(article):
    """Others who work on this theme: its leads and those expert in it, without the authors."""
    if not article.filed:
        return []
    path = article.filed[0]["path"]
    signed = [byline.person_id for byline in article.bylines.all()]
    people = Person.objects.public().current().exclude(pk__in=signed)
    ids = people.filter(leads__theme__path=path).values("pk").union(
        people.filter(expertise__theme__path=path).values("pk")
    )  # fmt: skip
    return Person.objects.filter(pk__in=ids).select_related("photo").in_directory_order()[:4]


@require_safe
def version(request, year, slug, number):
    """An earlier text as readers saw it; the newest is the piece itself."""
    article = Article.objects.published().filter(year=year, slug=slug).first()
    if article is None:
        return _moved(request, year, slug, f"v{number}/")
    revision = get_object_or_404(article.revisions.out(), version=number)
    if revision.taken_down_at:
        return TemplateResponse(request, "410.html", status=410)
    if not article.revisions.out().filter(version__gt=number).exists():
        return redirect(article)
    context = {"article": article, "version": earlier.read(revision),
               "canonical": metadata.canonical(request, article)}  # fmt: skip
    return TemplateResponse(request, "articles/version.html", context)


@require_safe
def correction(request, year, slug, number):
    """What the piece said, and what it says since this correction."""
    article = Article.objects.published().filter(year=year, slug=slug).first()
    if article is None:
        return _moved(request, year, slug, f"corrections/{number}/")
    rows = Correction.objects.announced().with_both_texts().select_related("before", "after")
    found = get_object_or_404(rows, article=article, pk=number)
    context = {"article": article, "correction": found, "differences": earlier.differences(found),
               "canonical": metadata.canonical(request, article)}  # fmt: skip
    return TemplateResponse(request, "articles/correction.html", context)


def _moved(request, year, slug, rest):
    """A page below a piece that is not public here: its new address, or the piece's tombstone."""
    row = Redirect.objects.filter(old_path=request.path.removesuffix(rest)).first()
    if row and row.new_path:
        return HttpResponsePermanentRedirect(f"{row.new_path}{rest}")
    return _tombstone(request, year, slug)


@require_safe
def permanent(request, code):
    article = get_object_or_404(Article.objects.readable(), code=code)
    return HttpResponsePermanentRedirect(article.get_absolute_url())


@require_safe
def series(request, slug):
    found = get_object_or_404(Series, slug=slug)
    page = keyset.page(Article.objects.published().filter(series=found).for_cards(), request.GET)
    return TemplateResponse(request, "articles/series.html", {"series": found, "page": page})


@require_safe
def tag(request, slug):
    found = get_object_or_404(public_tags(), slug=slug)
    page = keyset.page(
        Article.objects.published().filter(tagged__tag=found).for_cards(), request.GET
    )
    return TemplateResponse(request, "articles/tag.html", {"tag": found, "page": page})


@require_safe
def kinds(request):
    return TemplateResponse(request, "articles/kinds.html", {"kinds": Kind.objects.all()})


@require_safe
def corrections(request):
    rows = Correction.objects.announced().of_readable().select_related("article__kind")
    page = keyset.page(rows, request.GET, moment="date")
    return TemplateResponse(request, "articles/corrections.html", {"page": page})


@require_safe
def search(request):
    words = asked(request.GET.get("q", ""))
    chosen = filters.chosen(request.GET)
    context = {"q": words, "chosen": chosen}
    if words:
        everything = Article.objects.published()
        found = find(words, chosen.narrow(everything))
        context |= {
            "people": people_named(words),
            "found": found,
            # Unnarrowed, the search itself has met these kinds.
            "facets": facets(words, everything) if chosen else found.kinds,
        }
    return TemplateResponse(request, "articles/search.html", context)
