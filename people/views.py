"""The directory and the people in it."""

from itertools import groupby

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from people import structured
from people.models import Expertise, Group, Person
from thinktank import keyset, languages


@require_safe
def index(request):
    chosen = _chosen(request.GET)
    people = Person.objects.public().for_cards().in_directory_order()
    for narrow in chosen.values():
        people = narrow(people)
    current = people.current()
    context = {
        "groups": [
            (group, list(members)) for group, members in groupby(current, lambda row: row.group)
        ],
        "former": people.former(),
        "chosen": {name: request.GET[name] for name in chosen},
        "group_choices": Group.objects.all(),
        "expertise_choices": Expertise.objects.filter(Exists(_experts())),
        "language_choices": languages.CHOICES,
    }
    return TemplateResponse(request, "people/index.html", context)


def _experts():
    return Person.objects.public().filter(expertise=OuterRef("pk"))


def _chosen(asked):
    """{name: how it narrows} of the filters in the address; Http404 for an unknown value."""
    found = {}
    if slug := asked.get("group"):
        found["group"] = _narrow(group=_known(Group, slug))
    if slug := asked.get("expertise"):
        found["expertise"] = _narrow(expertise=_known(Expertise, slug))
    if code := asked.get("language"):
        if code not in languages.NAMES:
            raise Http404
        found["language"] = _narrow(languages__contains=[code])
    if asked.get("press"):
        found["press"] = _narrow(speaks_to_press=True)
    return found


def _narrow(**wanted):
    return lambda people: people.filter(**wanted)


def _known(model, slug):
    if "\x00" in slug:
        raise Http404
    return get_object_or_404(model, slug=slug)


# The heading over what a person did in a role; what the person wrote needs none.
HEADINGS = {
    "author": "",
    "host": _("Hosted"),
    "interviewer": _("Interviews"),
    "editor": _("Edited"),
    "translator": _("Translated"),
    "research": _("Research for"),
    "guest": _("Guest in"),
}


def _by_role(page, person):
    """[(heading, cards)]: the page's pieces by what the person did in them, authorship first."""
    pieces = {role: [] for role in HEADINGS}
    for card in page:
        roles = {maker["role"] for maker in card.makers if maker["slug"] == person.slug}
        pieces[next(role for role in HEADINGS if role in roles)].append(card)
    return [(HEADINGS[role], cards) for role, cards in pieces.items() if cards]


@require_safe
def detail(request, slug):
    people = Person.objects.public().select_related("photo", "group")
    person = get_object_or_404(people, slug=slug)
    today = timezone.localdate()
    posts = list(person.appointments.all())
    rows = person.articles.model.objects.published().by_person(person)
    page = keyset.page(rows.for_cards(), request.GET)
    context = {
        "person": person,
        "posts": [post for post in posts if post.is_valid_on(today)],
        "earlier_posts": [post for post in posts if post.end and post.end < today],
        "degrees": person.degrees.select_related("institution"),
        "links": person.links.all(),
        "expertise": person.expertise.select_related("theme"),
        "outputs": person.outputs.all()[:30],
        "page": page,
        "by_role": _by_role(page, person),
        "is_first": not request.GET,
    }
    context["structured"] = structured.person(request, person, context["posts"])
    return TemplateResponse(request, "people/detail.html", context)
