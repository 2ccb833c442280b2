"""JSON-LD of a person's page."""

from thinktank.structured import address, as_data_block, publisher


def person(request, someone, posts):
    """JSON-LD of a person's page."""
    data = {
        "@context": "https://schema.org",
        "@type": "Organization" if someone.is_organisation else "Person",
        "@id": address(request, someone),
        "name": someone.name,
        "alternateName": someone.native_name,
        "honorificPrefix": someone.honorific,
        "description": someone.short_bio,
        "jobTitle": [post.title for post in posts],
        "knowsLanguage": list(someone.languages),
        "sameAs": [link.url for link in someone.links.all()],
        "worksFor": publisher(request),
    }
    return as_data_block(data)
