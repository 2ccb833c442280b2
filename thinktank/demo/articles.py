"""The articles: drafts as an editor would leave them, then walked to their states."""

from articles.models import (
    Appearance,
    Article,
    ArticleTheme,
    Attachment,
    Byline,
    Correction,
    Feature,
    Funder,
    Kind,
    Region,
    Series,
)
from thinktank.addresses.models import Redirect
from thinktank.demo import pictures, texts
from thinktank.demo.corrected import correct, first_wording
from thinktank.demo.documents import document
from thinktank.demo.keeping import keep
from thinktank.demo.themes import theme_at
from thinktank.demo.workflow import walk

AS_WRITTEN = ("title", "short_title", "slug", "standfirst", "language",
              "series_number", "doi", "interests")  # fmt: skip


def load_articles(calendar, people, logins):
    """{number: Article}. `people`: {key: Person}; `logins`: {username: User}."""
    articles = {}
    for head in texts.pieces("articles"):
        article = _draft(head, calendar, articles, people, logins)
        _who_and_where(article, head, people)
        _papers(article, head, calendar)
        walk(article, head, calendar, logins)
        _afterwards(article, head, calendar, logins)
        articles[head["number"]] = article
    return articles


def _draft(head, calendar, articles, people, logins):
    """The piece as its writer leaves it: begun by whoever signs it with a log-in, else the editor."""
    begun_by = next(
        (people[row["person"]].user for row in head["bylines"] if people[row["person"]].user),
        logins["editor"],
    )
    article = Article(
        **{name: head[name] for name in AS_WRITTEN if name in head},
        key_points=[first_wording(point, head) for point in head.get("key_points", ())],
        body=first_wording(pictures.in_text(head), head),
        kind=Kind.objects.get(code=head["kind"]),
        series=Series.objects.get(prefix=head["series"]) if "series" in head else None,
        created_by=begun_by,
        covers_events_to=calendar.day(head.get("covers_events_to")),
        review_by=calendar.day(head.get("review_by")),
        translation_of=articles.get(head.get("translation_of")),
        supersedes=articles.get(head.get("supersedes")),
        lead_image=pictures.cover(head),
        lead_caption=head.get("image", {}).get("caption", ""),
    )
    article.set_defaults()
    article.funding = Article.Funding.FUNDED if "funders" in head else head["funding"]
    return keep(article)


def _who_and_where(article, head, people):
    for position, row in enumerate(head["bylines"], start=1):
        keep(
            Byline(
                article=article, person=people[row["person"]], role=row["role"], position=position
            )
        )
    for position, path in enumerate(head["themes"], start=1):
        keep(ArticleTheme(article=article, theme=theme_at(path), position=position))
    article.regions.set(Region.objects.filter(name__in=head["regions"]))
    article.tags.add(*head["tags"])


def _papers(article, head, calendar):
    for row in head.get("funders", ()):
        keep(Funder(article=article, **row))
    for row in head.get("appearances", ()):
        fields = {**row, "date": calendar.day(row["date"])}
        fields["is_canonical"] = fields.pop("canonical")
        keep(Appearance(article=article, **fields))
    for name in head.get("documents", ()):
        keep(Attachment(article=article, document=document(name)))


def _afterwards(article, head, calendar, logins):
    """What came after publication, and where editors put the piece."""
    for row in head.get("corrections", ()):
        if "changed" in row:
            correct(article, row, calendar, logins)
        else:
            moment = calendar.moment(row["date"])
            keep(Correction(article=article, type=row["type"], text=row["text"], date=moment))
    if head.get("lead"):
        keep(Feature(article=article, place=Feature.Place.LEAD))
    if head.get("pick"):
        keep(Feature(article=article, place=Feature.Place.PICK, order=head["number"]))
    for old in head.get("old_addresses", ()):
        Redirect.objects.moved(old, article.get_absolute_url())
