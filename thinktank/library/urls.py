from django.urls import path

from thinktank.library import views

app_name = "library"
urlpatterns = [
    path("images/<slug:key>/<str:name>", views.image, name="image"),
    path("documents/<slug:key>.jpg", views.cover, name="cover"),
    path("documents/<slug:key>/<str:name>.pdf", views.document, name="document"),
]
