"""Versions of how a target is shared out; they can be added and read, never changed."""

import django.db.models.deletion
import django.utils.timezone
import office.campaigns.fields
from django.conf import settings
from django.db import migrations, models

from office.people.append_only import guard


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0005_from_bottom'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decomposition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(verbose_name='版本')),
                ('over', models.CharField(choices=[('areas', '下级地区'), ('offices', '责任单位'), ('months', '各月'), ('tendays', '各旬'), ('days', '各日')], max_length=12, verbose_name='分到')),
                ('method', models.CharField(choices=[('base', '基数占比'), ('capacity', '潜力'), ('effort', '同等努力'), ('own', '自定权重'), ('season', '季节比重'), ('workdays', '工作日')], max_length=12, verbose_name='方法')),
                ('measure', models.CharField(choices=[('level', '总量'), ('growth', '增速'), ('change_pp', '变动'), ('share', '占比'), ('completion', '完成率'), ('growth_rank', '增速位次'), ('level_rank', '总量位次'), ('gap_pp', '差距')], max_length=12, verbose_name='度量')),
                ('value', office.campaigns.fields.FigureField(max_length=40, null=True, verbose_name='合计')),
                ('unit', models.CharField(max_length=20, verbose_name='单位')),
                ('residual', office.campaigns.fields.FigureField(max_length=40, null=True, verbose_name='余差')),
                ('notes', models.JSONField(default=list, verbose_name='说明')),
                ('given', models.JSONField(default=dict, verbose_name='依据')),
                ('why', models.CharField(max_length=200, verbose_name='为什么')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decompositions', to='campaigns.target')),
            ],
            options={
                'ordering': ['target', '-version'],
            },
        ),
        migrations.CreateModel(
            name='DecompositionPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=60, verbose_name='对象')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('weight', office.campaigns.fields.FigureField(max_length=40, null=True, verbose_name='权重')),
                ('ideal', office.campaigns.fields.FigureField(max_length=40, null=True, verbose_name='按权重')),
                ('value', office.campaigns.fields.FigureField(max_length=40, null=True, verbose_name='数值')),
                ('binding', models.CharField(choices=[('free', '按权重'), ('low', '到下限'), ('high', '到上限'), ('group', '受小计约束'), ('frozen', '冻结')], max_length=8, verbose_name='受限')),
                ('level', office.campaigns.fields.FigureField(max_length=40, null=True, verbose_name='总量')),
                ('growth', office.campaigns.fields.FigureField(max_length=40, null=True, verbose_name='增速')),
                ('reason', models.CharField(max_length=300, verbose_name='依据')),
                ('decomposition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='campaigns.decomposition')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='decomposition',
            constraint=models.UniqueConstraint(fields=('target', 'version'), name='one_version_a_number'),
        ),
        migrations.AddConstraint(
            model_name='decompositionpart',
            constraint=models.UniqueConstraint(fields=('decomposition', 'subject'), name='one_part_a_subject'),
        ),
        guard("campaigns_decomposition"),
        guard("campaigns_decompositionpart"),
    ]
