from django.urls import path

from people import feeds, views

app_name = "people"
urlpatterns = [
    path("", views.index, name="index"),
    path("<word:slug>/", views.detail, name="detail"),
    path("<word:slug>/feed/", feeds.OfPerson(), name="feed"),
]
