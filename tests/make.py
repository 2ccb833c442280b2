"""Things to test with: plain keyword-only functions, each making one thing with fitting defaults."""

import io
from datetime import UTC, datetime
from functools import cache
from itertools import count

from django.contrib.auth.models import Group as Role_
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from articles import moves, previews
from articles.models import Article, ArticleTheme, Byline, Kind
from articles.states import Role, Status
from people.models import Person
from tests.pdfs import pdf
from themes.models import Theme
from thinktank.library import pictures
from thinktank.library.models import Document, Image
from thinktank.site.models import Institute
from thinktank.writing.models import Unsaved

NINE = datetime(2026, 3, 12, 9, tzinfo=UTC)
PASSWORD = "a long enough password"
_number = count(1)


def make_user(*, role=None, name=None, person=None, email=""):
    user = User.objects.create_user(
        name or f"user-{next(_number)}", email, PASSWORD, is_staff=role is not None
    )
    if role:
        user.groups.add(Role_.objects.get(name=role))
    if person:
        person.user = user
        person.save()
    return user


def make_institute(**fields):
    defaults = {"name": "Qanat Institute", "time_zone": "Asia/Karachi", "is_set_up": True}
    fields = {"languages": ["en-gb", "ur"], **defaults, **fields}
    return Institute.objects.update_or_create(only=True, defaults=fields)[0]


def make_kind(*, code="commentary", **fields):
    name = fields.pop("name", code.replace("-", " ").capitalize())
    defaults = {
        "name": name, "plural": f"{name}s", "slug": fields.pop("slug", f"{code}s"),
        "meaning": "What it means.", "review": "Read by an editor.", **fields,
    }  # fmt: skip
    return Kind.objects.get_or_create(code=code, defaults=defaults)[0]


def make_theme(*, name=None, parent=None, **fields):
    return Theme.objects.create(name=name or f"Theme {next(_number)}", parent=parent, **fields)


def make_person(*, name=None, **fields):
    fields.setdefault("interests", "none")
    return Person.objects.create(name=name or f"Person Number{next(_number)}", **fields)


def make_picture_file(*, size=(8, 8), name="picture.png", colour="teal", picture=None):
    out = io.BytesIO()
    (picture or Picture.new("RGB", size, colour)).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def make_image(*, size=(8, 8), **fields):
    image = Image(**{"title": "A picture", "alt": "A teal square", **fields})
    image.keep(_taken(size, image.focal))
    image.save()
    return image


@cache
def _taken(size, focal):
    """Decoding starts a process each time: the same file is taken in once."""
    return pictures.take_in(make_picture_file(size=size), focal)


def make_pdf_file(*pages, name="annex.pdf", **parts):
    return SimpleUploadedFile(name, pdf(*pages, **parts), "application/pdf")


def make_document(*, title="Annex", file=None, **fields):
    document = Document(title=title, **fields)
    document.take(file or make_pdf_file())
    document.save()
    return document


def make_article(
    *,
    status=Status.DRAFT,
    published_at=None,
    by=(),
    themes=(),
    tags=(),
    withdrawn_reason="",
    **fields,
):
    """An article in any state, with what follows from the state (lists, files, search) true.

    `published_at` defaults to NINE for what is or was public; `by`: people (default: one made);
    `themes`: default one made.
    """
    public = status in (Status.PUBLISHED, Status.WITHDRAWN)
    moment = published_at or (NINE if public else None)
    number = next(_number)
    article = Article.objects.create(
        **{
            "kind": fields.pop("kind", None) or make_kind(),
            "title": f"Article number {number}",
            "standfirst": "What the piece says.",
            "body": "<p>The text of the piece.</p>",
            "funding": "none",
            "interests": "none",
            "status": status,
            "published_at": moment,
            "year": moment.year if moment else None,
            "withdrawn_reason": withdrawn_reason,
            "withdrawn_at": moment if status == Status.WITHDRAWN else None,
            **fields,
        }
    )
    for position, person in enumerate(by or [make_person()], start=1):
        Byline.objects.create(article=article, person=person, position=position)
    for position, theme in enumerate(themes or [make_theme()], start=1):
        ArticleTheme.objects.create(article=article, theme=theme, position=position)
    article.tags.add(*tags)
    moves.record(article)
    return article


def make_unsaved(*, user=None, form="articles.article:new", opening=None, at=None, **typed):
    """What somebody typed and did not save: make_unsaved(user=…, title="Rivers")."""
    return Unsaved.objects.keep(
        user=user or make_user(),
        form=form,
        opening=opening or f"opening-{next(_number)}",
        typed={name: [value] for name, value in typed.items()},
        at=at,
    )


def make_preview(*, article=None, by=None, days=7, **fields):
    """A personal link given by an editor, of the newest text, if nothing else is said."""
    by = by or make_user(role=Role.EDITOR)
    defaults = {"name": "Ilse Brandvoort", "email": "ilse@outside.example", "revision": None}
    return previews.give(article or make_article(), by=by, days=days, **defaults | fields)
