from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


def configuration(name, copied, dictionary):
    """Words without their accents, then by this dictionary; exists before the column that uses it."""
    return migrations.RunSQL(
        f"CREATE TEXT SEARCH CONFIGURATION {name} (COPY = {copied});"
        f"ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR hword, hword_part, word, "
        f"asciiword, asciihword, hword_asciipart WITH unaccent, {dictionary};",
        f"DROP TEXT SEARCH CONFIGURATION {name};",
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        configuration("site_en", "english", "english_stem"),
        configuration("site_simple", "simple", "simple"),
    ]
