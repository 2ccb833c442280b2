"""What every public page knows: the institute, and its address in both languages."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject


def institute(request):
    """`institute` (with `header` and `footer` menus) and `in_languages`: this page's addresses."""
    return {
        "institute": getattr(request, "institute", None),
        "in_languages": SimpleLazyObject(lambda: in_languages(request)),
    }


def in_languages(request):
    """[{"code", "name", "url", "is_current"}] of this page in each language the institute offers."""
    offered = getattr(getattr(request, "institute", None), "languages", None) or []
    path = request.get_full_path()
    return [
        {
            "code": code,
            "name": name,
            "url": translate_url(path, code),
            "is_current": code == getattr(request, "LANGUAGE_CODE", ""),
        }
        for code, name in settings.LANGUAGES
        if code in offered
    ]
