"""What machines read of a page: canonical address, Highwire tags, JSON-LD. From the row alone."""

from thinktank.site.models import LICENCE_PAGES
from thinktank.structured import address, as_data_block, publisher


def canonical(request, article):
    """Ours, unless the piece first appeared elsewhere and an editor said that theirs is it."""
    elsewhere = next((each for each in article.appearances.all() if each.is_canonical), None)
    return elsewhere.url if elsewhere else address(request, article)


def highwire(request, article):
    """[(name, content)] for <meta>, one author a tag, no honorific, no e-mail (Google Scholar,
    "Inclusion Guidelines for Webmasters", indexing)."""
    tags = [("citation_title", article.title)]
    tags += [("citation_author", _inverted(byline)) for byline in makers(article)]
    tags += [
        ("citation_publication_date", f"{article.published_at:%Y/%m/%d}"),
        ("citation_language", article.language.split("-")[0]),
        ("citation_fulltext_html_url", address(request, article)),
        ("citation_publisher", request.institute.name),
    ]
    if article.number:
        tags.append(("citation_technical_report_number", article.number))
        tags.append(("citation_technical_report_institution", request.institute.name))
    if article.doi:
        tags.append(("citation_doi", article.doi))
    return tags


def makers(article):
    """The bylines that count as authors; of a piece without one, all."""
    bylines = list(article.bylines.all())
    return [byline for byline in bylines if byline.is_maker] or bylines


def article(request, piece, versions=()):
    """JSON-LD of an article, safe inside <script type="application/ld+json">.

    `versions`: those that readers are told of. A mended typing error moves neither number nor date.
    """
    page = address(request, piece)
    data = {
        "@context": "https://schema.org",
        "@type": "Report" if piece.kind.citation == "report" else "Article",
        "@id": page,
        "mainEntityOfPage": page,
        "headline": piece.title,
        "description": piece.standfirst,
        "inLanguage": piece.language,
        "datePublished": piece.published_at.isoformat(),
        "dateModified": (piece.updated_at or piece.published_at).isoformat(),
        "version": versions[-1].version if versions else None,
        "wordCount": piece.words,
        "author": [_author(request, byline) for byline in makers(piece)],
        "contributor": [
            _author(request, each) for each in piece.bylines.all() if not each.is_maker
        ],
        "publisher": publisher(request),
        "about": [each["name"] for each in piece.filed],
        "keywords": [each["name"] for each in piece.labels],
        "license": LICENCE_PAGES.get(piece.licence),
        "image": piece.lead_image
        and request.build_absolute_uri(piece.lead_image.share_src),
        "isBasedOn": [
            each.url for each in piece.appearances.all()
            if each.url and each.relation.endswith("_from")
        ],
        "identifier": piece.doi and f"https://doi.org/{piece.doi}",
        "correction": [
            {"@type": "CorrectionComment", "text": each.text, "datePublished": each.date.isoformat()}
            for each in piece.corrections.all()
        ],
    }  # fmt: skip
    return as_data_block(data)


def site(request):
    """JSON-LD of the home page: the institute, and how to search it."""
    home = request.build_absolute_uri("/")
    data = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": request.institute.name,
        "url": home,
        "publisher": publisher(request),
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{home}search/?q={{q}}",
            "query-input": "required name=q",
        },
    }
    return as_data_block(data)


def _author(request, byline):
    someone = byline.person
    return {
        key: value
        for key, value in {
            "@type": "Organization" if someone.is_organisation else "Person",
            "name": byline.printed_name,
            "url": address(request, someone),
            "jobTitle": byline.post,
            "affiliation": byline.affiliation
            and {"@type": "Organization", "name": byline.affiliation},
        }.items()
        if value
    }


def _inverted(byline):
    family = byline.family_name or byline.person.family_name
    given = byline.given_name or byline.person.given_name
    return f"{family}, {given}" if family and given else byline.printed_name
