"""The audit trail can be added to and read; the database itself refuses anything else."""

from django.db import migrations

from office.people.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [guard("people_auditentry")]
