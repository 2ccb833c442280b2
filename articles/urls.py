from django.urls import path

from articles import feeds, outsiders, views

app_name = "articles"
urlpatterns = [
    path("", views.home, name="home"),
    path("feed/", feeds.Latest(), name="feed"),
    path("search/", views.search, name="search"),
    # Publications
    path("articles/", views.index, name="index"),
    path("articles/<int:year>/", views.year, name="year"),
    path("articles/<int:year>/<word:slug>/", views.detail, name="detail"),
    path("articles/<int:year>/<word:slug>/v<int:number>/", views.version, name="version"),
    path(
        "articles/<int:year>/<word:slug>/corrections/<int:number>/",
        views.correction,
        name="correction",
    ),
    path("id/<slug:code>/", views.permanent, name="permanent"),
    # For one outsider each
    path("preview/<str:token>/", outsiders.preview, name="preview"),
    path("preview/<str:token>/media/<path:path>", outsiders.preview_file, name="preview_file"),
    # Ways to them
    path("series/<word:slug>/", views.series, name="series"),
    path("series/<word:slug>/feed/", feeds.OfSeries(), name="series_feed"),
    path("tags/<word:slug>/", views.tag, name="tag"),
    path("kinds/", views.kinds, name="kinds"),
    path("kinds/<word:slug>/feed/", feeds.OfKind(), name="kind_feed"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/feed/", feeds.Corrections(), name="corrections_feed"),
]
