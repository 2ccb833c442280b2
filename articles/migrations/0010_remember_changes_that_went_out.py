from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_give_personal_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='steptaken',
            name='of_change',
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]
