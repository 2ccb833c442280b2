"""The institute's plain pages."""

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from thinktank.site.models import Page


def page(request, slug):
    found = get_object_or_404(Page.objects.published(), slug=slug)
    return TemplateResponse(request, "site/page.html", {"page": found})
