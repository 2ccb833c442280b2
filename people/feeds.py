"""The newest pieces of one person."""

from django.shortcuts import get_object_or_404

from people.models import Person
from thinktank.atom import ArticlesFeed


class OfPerson(ArticlesFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Person.objects.public(), slug=slug)

    def articles(self, obj):
        return obj.articles.model.objects.published().by_person(obj)

    def name_of(self, obj):
        return obj.name
