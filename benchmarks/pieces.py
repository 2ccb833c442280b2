"""One article after another: its own row, and the rows that its state asks for elsewhere.

The rows are what saving it and articles.moves.record() would have written.
"""

from collections import Counter
from datetime import timedelta

from django.db.models import Max

from articles.models import (
    Article,
    ArticleTheme,
    Byline,
    Correction,
    Feature,
    Listing,
    Pin,
    SearchText,
    Tagged,
)
from articles.models.codes import CODE_LETTERS
from articles.render import RENDER_VERSION
from articles.states import Status
from thinktank.library.models import Usage
from thinktank.markup.characters import slug_of

YEARS = 15
DRAFTS, WITHDRAWN, SCHEDULED, EXPIRING = 0.03, 0.01, 0.002, 0.005
IN_URDU = 0.03
CORRECTED = 0.02
REGION_ROWS = Article.regions.through

# Each after those it points to.
COPIED = (
    Article, ArticleTheme, Byline, Listing, Tagged, REGION_ROWS, SearchText, Usage, Correction,
    Feature, Pin,
)  # fmt: skip


class Pieces:
    """Writes articles into a Copier, oldest first, up to the moment `until`."""

    def __init__(self, copier, furniture, texts, *, total, until):
        self.copier, self.furniture, self.texts = copier, furniture, texts
        self.chance, self.total, self.until = texts.chance, total, until
        self.above = {
            theme.pk: _with_those_above(theme, furniture.themes) for theme in furniture.themes
        }
        counted = Article.objects.filter(series_number__isnull=False).values("series", "year")
        self.numbers = Counter({
            (row["series"], row["year"]): row["last"]
            for row in counted.annotate(last=Max("series_number"))
        })  # fmt: skip

    def write(self, pk, place):
        """The article with this key, `place` of the total in time."""
        kind = self.chance.choices(self.furniture.kinds, self.furniture.kind_weights)[0]
        title, text = self.texts.title(), self.texts.body()
        row = {
            "id": pk,
            "kind_id": kind.pk,
            "title": title,
            "slug": f"{slug_of(title)}-{pk}",
            "standfirst": self.texts.sentence(24)[:300],
            "key_points": [self.texts.sentence(10)[:240] for _point in range(3)],
            "body": text.body,
            "body_html": text.html,
            "body_text": text.text,
            "contents": text.contents,
            "words": text.words,
            "render_version": RENDER_VERSION,
            "language": "ur" if self._happens(IN_URDU) else "en-gb",
            "lead_image_id": self._image(),
            "code": "".join(self.chance.choices(CODE_LETTERS, k=12)),
            "funding": "none",
            "interests": "none",
            **self._state(place),
        }
        self._number(row, kind)
        row["created_at"] = row["saved_at"] = row["published_at"] or self.until
        self.copier.add(Article, **row)
        self._around(row, text)

    def put_forward(self, published):
        """The home page's lead and picks, and three pins on each theme, of these keys."""
        taken = Feature.objects.exists()
        for order, pk in enumerate([] if taken else published[:4]):
            place = Feature.Place.PICK if order else Feature.Place.LEAD
            self.copier.add(Feature, article_id=pk, place=place, order=order)
        for theme in self.furniture.themes:
            for order, pk in enumerate(self.chance.sample(published, 3)):
                self.copier.add(Pin, theme_id=theme.pk, article_id=pk, order=order)

    def _happens(self, share):
        return self.chance.random() < share

    def _image(self):
        return self.chance.choice(self.furniture.images).pk if self._happens(0.6) else None

    def _state(self, place):
        """Status and dates: time passes evenly from the first piece to the last."""
        if self._happens(DRAFTS):
            return {"status": Status.DRAFT, "published_at": None, "year": None, "expires_at": None}
        span = timedelta(days=YEARS * 365.25)
        moment = self.until - span + span * ((place + self.chance.random()) / self.total)
        if self._happens(SCHEDULED) or place == self.total - 1:
            moment = self.until + timedelta(days=self.chance.uniform(1, 30))
        moment = moment.replace(microsecond=0)
        state = {
            "status": Status.PUBLISHED,
            "published_at": moment,
            "year": moment.astimezone(self.furniture.institute.zone).year,
            "expires_at": None,
        }
        if self._happens(WITHDRAWN):
            reason = "Its figures could not be confirmed."
            return state | {"status": Status.WITHDRAWN, "withdrawn_at": moment + timedelta(days=9),
                            "withdrawn_reason": reason}  # fmt: skip
        if self._happens(EXPIRING):
            state["expires_at"] = max(moment, self.until) + timedelta(
                days=self.chance.randint(1, 90)
            )
            if self._happens(0.5):
                state["expires_at"] = moment + timedelta(days=self.chance.randint(1, 90))
        return state

    def _number(self, row, kind):
        series = self.furniture.series.get(kind.pk)
        if series and row["year"]:
            self.numbers[series.pk, row["year"]] += 1
            row["series_id"], row["series_number"] = series.pk, self.numbers[series.pk, row["year"]]

    def _around(self, row, text):
        themes = self._some("themes", (1, 2, 3), (60, 30, 10))
        people = self._some("people", (1, 2, 3), (65, 25, 10))
        tags = self._some("tags", (2, 3, 4, 5), (1, 1, 1, 1))
        self._file(row, themes, tags)
        self._sign(row, people)
        self._list(row, themes)
        self._record_image(row)
        self._index(row, text, people, themes, tags)
        if row["status"] == Status.PUBLISHED and self._happens(CORRECTED):
            self.copier.add(
                Correction,
                article_id=row["id"],
                text=self.texts.sentence(20),
                date=row["published_at"],
            )

    def _some(self, name, numbers, weights):
        """Different ones of the furniture's list, the busy ones oftener."""
        rows, number = getattr(self.furniture, name), self.chance.choices(numbers, weights)[0]
        found = {}
        while len(found) < number:
            row = self.chance.choices(rows, cum_weights=self.furniture.weights[name])[0]
            found[row.pk] = row
        return list(found.values())

    def _file(self, row, themes, tags):
        for position, theme in enumerate(themes, start=1):
            self.copier.add(
                ArticleTheme, article_id=row["id"], theme_id=theme.pk, position=position
            )
        for tag in tags:
            self.copier.add(Tagged, content_object_id=row["id"], tag_id=tag.pk)
        region = self.chance.choice(self.furniture.regions)
        self.copier.add(REGION_ROWS, article_id=row["id"], region_id=region.pk)

    def _sign(self, row, people):
        """With the capacity frozen once the piece is or was public."""
        for position, person in enumerate(people, start=1):
            facts = self.furniture.facts[person.pk] if row["published_at"] else {}
            self.copier.add(
                Byline, article_id=row["id"], person_id=person.pk, position=position,
                frozen_at=row["published_at"], **facts,
            )  # fmt: skip

    def _list(self, row, themes):
        if row["status"] != Status.PUBLISHED:
            return
        for theme in sorted(set().union(*(self.above[theme.pk] for theme in themes))):
            self.copier.add(
                Listing, theme_id=theme, article_id=row["id"], published_at=row["published_at"],
                expires_at=row["expires_at"],
            )  # fmt: skip

    def _record_image(self, row):
        if not row["lead_image_id"]:
            return
        public = row["status"] == Status.PUBLISHED
        self.copier.add(
            Usage, source=f"article:{row['id']}", image_id=row["lead_image_id"],
            public_from=row["published_at"] if public else None,
            public_until=row["expires_at"] if public else None,
        )  # fmt: skip

    def _index(self, row, text, people, themes, tags):
        names = [row["standfirst"], *(each.name for each in people),
                 *(each.native_name for each in people), *(each.name for each in themes),
                 *(each.name for each in tags), self._printed_number(row), *row["key_points"]]  # fmt: skip
        self.copier.add(
            SearchText, article_id=row["id"], language=row["language"], title=row["title"],
            names="\n".join(filter(None, names)), text=text.text,
        )  # fmt: skip

    def _printed_number(self, row):
        if "series_id" not in row:
            return ""
        series = next(
            each for each in self.furniture.series.values() if each.pk == row["series_id"]
        )
        return f"{series.prefix}-{row['year']}-{row['series_number']:02d}"


def _with_those_above(theme, themes):
    return {each.pk for each in themes if theme.path.startswith(each.path)}
