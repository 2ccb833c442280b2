from django.urls import path

from themes import feeds, views

app_name = "themes"
urlpatterns = [
    path("", views.index, name="index"),
    path("<path:path>/feed/", feeds.OfTheme(), name="feed"),
    path("<path:path>/", views.detail, name="detail"),
]
