"""What belongs to the whole site: errors, sitemaps, robots."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from thinktank.sitemaps import NewsSitemap, sections


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def broken(request):
    """Needs neither the database nor the institute: both may be what is broken."""
    found = translation.get_language_from_path(request.path_info)
    with translation.override(found or settings.LANGUAGE_CODE):
        return render(None, "500.html", {"home": f"/{found}/" if found else "/"}, status=500)


@require_safe
def robots(request):
    address = request.build_absolute_uri("/sitemap.xml")
    news = request.build_absolute_uri("/news-sitemap.xml")
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /search/", "Disallow: /preview/",
             f"Sitemap: {address}", f"Sitemap: {news}", ""]  # fmt: skip
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security(request):
    """RFC 9116: where to report a hole. Without an address there is nothing to say."""
    contact = request.institute.press_email
    if not contact:
        raise Http404
    expires = timezone.now().replace(microsecond=0) + timedelta(days=180)
    text = f"Contact: mailto:{contact}\nExpires: {expires.isoformat()}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request):
    return sitemaps.index(request, sections(), sitemap_url_name="sitemap_section")


@require_safe
def sitemap_section(request, section):
    return sitemaps.sitemap(request, sections(), section=section)


@require_safe
def news_sitemap(request):
    """The pieces of the last two days (Google News sitemaps: articles of two days, 1,000 at most)."""
    articles = NewsSitemap().items()
    context = {
        "rows": [(request.build_absolute_uri(row.get_absolute_url()), row) for row in articles]
    }
    return render(request, "news-sitemap.xml", context, content_type="application/xml")
