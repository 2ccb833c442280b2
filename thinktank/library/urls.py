from django.urls import path

from thinktank.library import views

app_name = "library"
urlpatterns = [
    path("images/<slug:key>/<int:width>.jpg", views.image, name="image"),
    path("documents/<slug:key>/<str:name>.pdf", views.document, name="document"),
]
