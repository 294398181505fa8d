"""The demonstration, made once, and its cast: one person a post."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from office.campaigns import actions as campaigns
from office.campaigns.models import Campaign, Document
from office.people import actions, queries
from office.people.models import Area, Office, Person, Post
from office.sample import demo
from tests.office.files import REVIEWED, plan

NOW = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        list(demo.build(by=actions.ensure_console(), now=NOW))
    yield


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Forget what was computed: a rolled-back test leaves no trace in the database's numbering."""
    cache.clear()


@pytest.fixture(autouse=True)
def uncollected(settings: Settings) -> None:
    """Serve static files as they lie: hashed names are made when the program is served."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture
def console(db: None) -> Person:
    return queries.console()


@pytest.fixture
def campaign(db: None) -> Campaign:
    return Campaign.objects.get(is_demo=True)


@pytest.fixture
def person(console: Person, campaign: Campaign) -> Callable[..., Person]:
    """Make a person of a post; in the whole city unless an area is named."""

    def make(post: str, *, area: str | None = None, office: str | None = None) -> Person:
        place = Area.objects.get(name=area) if area else campaign.area
        seat = Office.objects.get(name=office) if office else None
        made, _ = actions.admit(
            by=console, username=f"{post}-{area}-{office}", name=post, post=post, area=place,
            office=seat,
        )  # fmt: skip
        made.must_set_password = False
        made.save()
        return made

    return make


@pytest.fixture
def client_of(person: Callable[..., Person]) -> Callable[..., Client]:
    """Sign a person of a post in."""

    def make(post: str, *, area: str | None = None, office: str | None = None) -> Client:
        client = Client()
        client.force_login(
            person(post, area=area, office=office),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        return client

    return make


@pytest.fixture
def coordinator(client_of: Callable[..., Client]) -> Client:
    return client_of(Post.COORDINATOR)


@pytest.fixture
def clerk(person: Callable[..., Person]) -> Person:
    return person("coordinator")


@pytest.fixture
def page(clerk: Person) -> Client:
    client = Client()
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def draft(clerk: Person) -> Document:
    """A plan that was uploaded and waits for its review."""
    return campaigns.upload(by=clerk, file_name="方案.txt", data=plan(REVIEWED), now=timezone.now())
