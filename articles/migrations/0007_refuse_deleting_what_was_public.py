"""What readers have seen is withdrawn, never deleted: the database itself refuses it."""

from django.db import migrations

MAKE = """
CREATE FUNCTION articles_keep_what_was_public() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Article % was public and cannot be deleted. Withdraw it.', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_keep_what_was_public BEFORE DELETE ON articles_article
    FOR EACH ROW
    WHEN (OLD.replaces_id IS NULL AND (OLD.status = 'withdrawn'
          OR (OLD.status = 'published' AND OLD.published_at <= now())))
    EXECUTE FUNCTION articles_keep_what_was_public();
"""
DROP = """
DROP TRIGGER articles_keep_what_was_public ON articles_article;
DROP FUNCTION articles_keep_what_was_public();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_keep_revisions_and_endorsements")]

    operations = [migrations.RunSQL(MAKE, DROP)]
