"""Decisions can be added and read, never changed; a single office is the member of its own party."""

from django.db import migrations

from office.people.append_only import guard


def name_members(apps, schema_editor):
    party = apps.get_model("campaigns", "TaskParty")
    member = party.members.through
    single = party.objects.exclude(office=None).values_list("pk", "office_id")
    member.objects.bulk_create(member(taskparty_id=pk, office_id=office) for pk, office in single)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_review")]
    operations = [
        migrations.RunPython(name_members, migrations.RunPython.noop),
        guard("campaigns_decision"),
    ]
