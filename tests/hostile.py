"""An institute whose every text field holds a hostile line, and an auditor of what it shows."""

import json
import re
from html import escape

import lxml.html
from django.core.exceptions import ValidationError
from django.db import models
from lxml import etree

from articles.models import (
    Appearance,
    Article,
    Attachment,
    Byline,
    Correction,
    Funder,
    Note,
)
from articles.states import Status
from people.models import Appointment, Output, Person
from tests.make import NINE, make_article, make_person
from thinktank.markup.cleaning import clean
from thinktank.markup.fields import RichTextField
from thinktank.site.models import Institute

# Where a hostile line in a rich text may stand.
RICH = (
    '{line}<p>x {line} y</p><h2>{line}</h2><p><a href="{quoted}" title="{quoted}">x</a></p>'
    '<p>n<foot-note>{line}</foot-note></p><p lang="{quoted}" id="{quoted}">l</p>'
    '<figure data-image="{image}" data-alt="{quoted}"><figcaption>{line}</figcaption></figure>'
    '<figure data-embed="link" data-id="{quoted}" data-title="{quoted}"></figure>'
    '<figure data-embed="{quoted}" data-id="abcdefghijk" data-title="t"></figure>'
    '<table><tr><th colspan="{quoted}">{line}</th><td>{line}</td></tr></table>'
    '<figure data-missing="{quoted}"><figcaption>{line}</figcaption></figure>'
)


def rich(line, image=0):
    """The line in every place of a text; the line alone where that is too long."""
    text = RICH.format(line=line, quoted=escape(line), image=image)
    for candidate in (text, line, ""):
        try:
            clean(candidate)
        except ValidationError:
            continue
        return candidate
    raise AssertionError(line)


def words(model, line, *, leave=(), image=0):
    """{field: the line} for every text field of a model that an editor writes.

    `line`: one for all, or lines of which each field takes the next.
    """
    found = {}
    for field in model._meta.fields:
        if not isinstance(field, (models.CharField, models.TextField)) or field.choices:
            continue
        if isinstance(field, models.SlugField) or field.name in leave or not field.editable:
            continue
        said = one_of(line)
        if isinstance(field, RichTextField):
            found[field.name] = rich(said, image)
        else:
            found[field.name] = said.replace("\x00", "")[: field.max_length or 5_000]
    return found


def one_of(line):
    return line if isinstance(line, str) else next(line)


def hostile_article(line, image, document):
    """A published piece and its person, with the line, or the next of them, in each of their fields."""
    said = words(Person, line, leave=("slug", "name", "public_email", "office_email"))
    person = make_person(name=one_of(line).replace("\x00", "").strip()[:100] or "x", **said)
    fields = words(Article, line, leave=("slug", "code", "doi", "language"), image=image.pk)
    fields |= {"key_points": [one_of(line).replace("\x00", "")[:200]], "lead_image": image}
    article = make_article(
        status=Status.PUBLISHED, published_at=NINE, by=[person], tags=[_tag(one_of(line))],
        slug=f"piece-{Article.objects.count()}", **fields,
    )  # fmt: skip
    Byline.objects.filter(article=article).update(**words(Byline, line), frozen_at=NINE)
    for model in (Funder, Appearance, Correction):
        extra = {"date": NINE.date()} if model is Appearance else {}
        model.objects.create(
            article=article, **{**words(model, line, leave=("url",)), **extra, **_needed(model)}
        )
    Attachment.objects.create(article=article, document=document, **words(Attachment, line))
    Note.objects.create(article=article, **words(Note, line, leave=("anchor",)))
    Appointment.objects.create(person=person, start=NINE.date(), **words(Appointment, line))
    output = Output.objects.create(
        **words(Output, line, leave=("url", "isbn", "language")), date=NINE.date()
    )
    output.people.add(person)
    return article, person


def _tag(line):
    return line.replace("\x00", "").replace(",", " ")[:90].strip() or "x"


def _needed(model):
    return {
        "Funder": {},
        "Appearance": {"url": "https://a.example/", "relation": "also_at"},
        "Correction": {"type": "correction", "date": NINE},
    }[model.__name__]


def say_everywhere(line, theme, page, kind, series, region, group):
    """The line in the institute's own words, and in those of the rows that pieces share."""
    Institute.objects.update(**words(Institute, line, leave=("time_zone", "press_email")))
    for row in (theme, page, kind, series, region, group):
        fields = words(type(row), line, leave=("slug", "code", "path", "language"))
        type(row).objects.filter(pk=row.pk).update(**fields)


# -- the auditor --

FORBIDDEN = {
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "style",
    "base",
    "frame",
    "applet",
    "marquee",
}
ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "xlink:href", "background")
OWN_SCRIPT = (
    "application/ld+json",
    "application/json",
    "importmap",
    "module",
    None,
    "text/javascript",
)
SCHEMES = ("http", "https", "mailto", "tel")


def faults(html, *, admin=False):
    """What in this page could run, load or lead elsewhere. Empty is good."""
    tree = lxml.html.fromstring(html or "<p></p>")
    found = []
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        # The stock admin draws its icons as SVG.
        if (node.tag in FORBIDDEN and not (admin and node.tag == "svg")) or (
            node.tag == "meta" and node.get("http-equiv")
        ):
            found.append(f"<{node.tag}>")
        if node.tag == "script":
            found += _script(node, admin=admin)
        for name, value in node.attrib.items():
            if name.startswith("on") or name == "srcdoc" or (name == "style" and not admin):
                found.append(f"{node.tag} {name}")
            if name in ADDRESSES:
                found += _address(node, name, value)
    return found


def _script(node, *, admin):
    source, kind = node.get("src"), node.get("type")
    if kind not in OWN_SCRIPT:
        return [f"script of type {kind}"]
    if source:
        known = source.startswith("/static/") or (admin and source.startswith("/admin/jsi18n"))
        return [] if known else [f"script from {source}"]
    if kind in ("application/ld+json", "application/json", "importmap"):
        json.loads(node.text_content())
        return []
    return [] if admin and node.get("nonce") else ["script in the page"]


def _address(node, name, value):
    seen = re.sub(r"[\s\x00-\x20\u200b-\u200f]", "", value)
    scheme = re.match(r"([^/?#]*?):", seen)
    if scheme and scheme[1].lower() not in SCHEMES:
        return [f"{node.tag} {name}={value[:60]!r}"]
    return [f"{node.tag} {name}={value[:60]!r}"] if seen.startswith(("//", "\\")) else []


def faults_of(response, *, admin=False):
    """The same for an answer of any kind: a page, a feed with pages inside, JSON."""
    kind = response.headers.get("Content-Type", "")
    if response.streaming or response.status_code in (301, 302, 304):
        return []
    content = response.content.decode()
    if "html" in kind:
        return faults(content, admin=admin)
    if "xml" in kind:
        tree = etree.fromstring(response.content)
        inner = [each for each in tree.iter() if each.get("type") == "html"]
        return [fault for each in inner for fault in faults(each.text or "")]
    if "json" in kind:
        json.loads(content)
        return [] if "<script" not in content or "nosniff" in str(response.headers) else ["json"]
    return []
