"""An entry is only ever added. The one change there is: putting it into the chain, once.

TRUNCATE is left alone: tests empty their database with it, and whoever may truncate the table may
drop the trigger as well. Against them stands the chain, not the trigger.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION audit_refuse_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.hash IS NULL
        AND to_jsonb(NEW) - ARRAY['number', 'previous', 'hash']
          = to_jsonb(OLD) - ARRAY['number', 'previous', 'hash']
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The log is only ever added to: entry % stays as it is.', OLD.id
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_refuse_changes BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_changes();
"""
ALLOW = """
DROP TRIGGER audit_refuse_changes ON audit_entry;
DROP FUNCTION audit_refuse_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
