"""All addresses. A URL's name, its view, its template and its test are the same word."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from thinktank import converters, views  # noqa: F401  the rooms below use the converters

handler404 = "thinktank.views.not_found"
handler500 = "thinktank.views.broken"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("media/", include("thinktank.library.urls")),
    path("", include("thinktank.health.urls")),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<section>.xml", views.sitemap_section, name="sitemap_section"),
    path("news-sitemap.xml", views.news_sitemap, name="news_sitemap"),
]
urlpatterns += i18n_patterns(
    path("", include("articles.urls")),
    path("themes/", include("themes.urls")),
    path("people/", include("people.urls")),
    path("", include("thinktank.site.urls")),
    prefix_default_language=False,
)
