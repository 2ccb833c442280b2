from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0004_name_files_drawn_before'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='image',
            name='widths',
        ),
    ]
