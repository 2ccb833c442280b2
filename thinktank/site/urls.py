from django.urls import path

from thinktank.site import views

app_name = "site"
urlpatterns = [path("<word:slug>/", views.page, name="page")]
