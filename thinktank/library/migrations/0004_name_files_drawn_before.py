from django.db import migrations


class Migration(migrations.Migration):
    """The widths that a picture had become the names of its files."""

    dependencies = [
        ('library', '0003_know_drawn_files'),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE library_image SET made = ARRAY(SELECT width || '.jpg' FROM unnest(widths) width)",
            r"UPDATE library_image SET widths = ARRAY(SELECT left(name, -4)::integer"
            r" FROM unnest(made) name WHERE name ~ '^\d+\.jpg$')",
        ),
    ]
