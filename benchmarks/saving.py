"""`python -m benchmarks.saving`: how long the desk takes to save a report, and which part takes it.

The report of benchmarks/typing.py (10,000 words, 150 notes, 20 tables, 30 pictures) is put into a
new draft, its form is sent back as a browser sends it, with one word more each time, and the draft
is deleted again. Beside it, in the same run: cleaning and settling, rendering, the hash that
clearance compares.
"""

import statistics
import sys
import time
from http import HTTPStatus

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.admin.versions import version
from articles.models import Article, Kind
from articles.render import picture_keys, render
from benchmarks.rounds import asked
from benchmarks.typing import long_text
from tests.admin.filling import filled
from thinktank.library.models import Image, Usage
from thinktank.markup.lasting import without_ids
from thinktank.markup.schema import LONGEST

MARK = "A long report, for measuring"


def main():
    rounds = asked(__doc__)
    body = long_text()
    print(f"{len(body):,} characters")
    for name, step in {**_parts(body), **_desk(body)}.items():
        taken = [_timed(step) for _round in range(rounds)]
        print(f"{name:34} median {statistics.median(taken):7.1f} ms, longest {max(taken):7.1f} ms")
    _tidy()


def _timed(step):
    begin = time.perf_counter()
    step()
    return (time.perf_counter() - begin) * 1000


def _parts(body):

    field = Article._meta.get_field("body")
    stored = field.cleaned(body)
    longest = _longest()
    pictures = Image.objects.in_bulk(picture_keys(stored))
    return {
        "clean, settle, give ids": lambda: field.cleaned(stored),
        "render": lambda: render(stored, pictures),
        f"render {len(longest):,} characters": lambda: render(longest),
        "what clearance compares": lambda: without_ids(stored),
    }


def _longest():
    """As long a text as fits, a note to every sentence."""
    sentence = "A sentence, with <em>weight</em> and a note<foot-note>See p. 4</foot-note>. "
    return "".join(f"<h2>Part {n}</h2><p>{sentence * 12}</p>" for n in range(LONGEST // 1000))


def _desk(body):
    """The whole of a save: the form sent, everything written, the redirect answered."""

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.filter(groups__name="Editor", is_active=True).first())
    article = Article.objects.create(title=MARK, kind=Kind.objects.first(), body=body)
    address = reverse("admin:articles_article_change", args=[article.pk])
    form = filled(client.get(address), body=body)

    def save():
        form["body"] += "<p>x</p>"
        response = client.post(address, form | {"_save": "1"})
        if response.status_code != HTTPStatus.FOUND:
            sys.exit(f"The desk did not save: {response.status_code}")
        form["version"] = version(Article.objects.only("saved_at").get(pk=article.pk))

    return {"save at the desk": save, "open its form": lambda: client.get(address)}


def _tidy():

    for article in Article.objects.filter(title=MARK):
        Usage.objects.filter(source=f"article:{article.pk}").delete()
        article.delete()


if __name__ == "__main__":
    main()
