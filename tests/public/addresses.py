"""Every public address of the site, worked out from the URLconf: a new one is included or fails."""

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.previews import token_of

# How to fill the parts of an address: {pattern name: list of arguments}, given the things made.
ARGUMENTS = {
    "articles:year": lambda made: [[made["year"]]],
    "articles:detail": lambda made: [[row.year, row.slug] for row in made["articles"] if row.year],
    "articles:version": lambda made: [
        [row.year, row.slug, number] for row in made["articles"] if row.year for number in (1, 2)
    ],
    "articles:correction": lambda made: [
        [row.article.year, row.article.slug, row.pk]
        for row in made["corrections"]
        if row.article.year
    ],
    "articles:permanent": lambda made: [[row.code] for row in made["articles"]],
    "articles:preview": lambda made: [[token_of(row)] for row in made["previews"]],
    "articles:preview_file": lambda made: [
        [token_of(row), f"images/{row.article.lead_image.key}/{name}"]
        for row in made["previews"]
        for name in row.article.lead_image.made
    ],
    "articles:series": lambda made: [[row.slug] for row in made["series"]],
    "articles:series_feed": lambda made: [[row.slug] for row in made["series"]],
    "articles:kind_feed": lambda made: [[row.slug] for row in made["kinds"]],
    "articles:tag": lambda made: [[row.slug] for row in made["tags"]],
    "themes:detail": lambda made: [[row.path.rstrip("/")] for row in made["themes"]],
    "themes:feed": lambda made: [[row.path.rstrip("/")] for row in made["themes"]],
    "people:detail": lambda made: [[row.slug] for row in made["people"]],
    "people:feed": lambda made: [[row.slug] for row in made["people"]],
    "site:page": lambda made: [[row.slug] for row in made["pages"]],
    "library:image": lambda made: [[row.key, name] for row in made["images"] for name in row.made],
    "library:cover": lambda made: [[row.key] for row in made["documents"]],
    "library:document": lambda made: [[row.key, "annex"] for row in made["documents"]],
    "sitemap_section": lambda made: [
        [name] for name in ("pages", "themes", "people", f"articles-{made['year']}")
    ],
}


def names():
    """The names of all addresses but the admin's."""

    def walk(patterns, space):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if pattern.app_name != "admin":
                    yield from walk(pattern.url_patterns, pattern.namespace or space)
            elif isinstance(pattern, URLPattern):
                assert pattern.name, f"{pattern} has no name"
                yield f"{space}:{pattern.name}" if space else pattern.name

    return list(walk(get_resolver().url_patterns, ""))


def every_address(made):
    """All addresses, those with arguments once for each thing in `made`; and lists by their filters."""
    for name in names():
        if name in ARGUMENTS:
            yield from (reverse(name, args=args) for args in ARGUMENTS[name](made))
        else:
            yield reverse(name)  # NoReverseMatch: a new address with arguments belongs above
    index = reverse("articles:index")
    yield from (f"{index}?kind={row.slug}" for row in made["kinds"])
    yield from (f"{index}?theme={row.path}" for row in made["themes"])
    yield from (f"{index}?person={row.slug}" for row in made["people"])
    yield from (f"{index}?tag={row.slug}" for row in made["tags"])
    yield f"{index}?year={made['year']}"
    yield f"{index}?language=en-gb"
    yield f"{index}?oldest=1"
