from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from office.campaigns.models import Campaign
from office.people import actions
from office.people.models import AuditEntry, Person


@pytest.fixture
def newcomer(console: Person, campaign: Campaign) -> tuple[Person, str]:
    return actions.admit(
        by=console, username="newcomer", name="新人", post="leader", area=campaign.area
    )


@pytest.fixture(autouse=True)
def forget_failures() -> Iterator[None]:
    cache.clear()
    yield


def sign_in(client: Client, password: str) -> object:
    return client.post(reverse("login"), {"username": "newcomer", "password": password})


def test_a_one_time_password_lets_in_once_and_asks_for_an_own_one(
    newcomer: tuple[Person, str],
) -> None:
    client, password = Client(), newcomer[1]
    assert sign_in(client, password).status_code == 302  # type: ignore[attr-defined]
    assert client.get(reverse("board"))["Location"] == reverse("own-password")
    assert sign_in(Client(), password).status_code == 200  # type: ignore[attr-defined]


def test_a_spent_password_is_called_so_to_whoever_knows_it_and_to_nobody_else(
    newcomer: tuple[Person, str],
) -> None:
    client, password = Client(), newcomer[1]
    sign_in(client, password)
    again = sign_in(Client(), password).content.decode()  # type: ignore[attr-defined]
    assert "已经登录过一次" in again
    assert "重发" in again
    guessed = sign_in(Client(), "wrong").content.decode()  # type: ignore[attr-defined]
    assert "已经登录过一次" not in guessed
    own = "qinglan-Spring-26"
    assert client.get(reverse("login"), follow=True).redirect_chain[-1][0] == reverse(
        "own-password"
    )
    client.post(reverse("own-password"), {"password": own, "again": own})
    after = sign_in(Client(), password).content.decode()  # type: ignore[attr-defined]
    assert "已经登录过一次" not in after


def test_after_setting_an_own_password_the_board_opens(newcomer: tuple[Person, str]) -> None:
    client = Client()
    sign_in(client, newcomer[1])
    own = "qinglan-Spring-26"
    answer = client.post(reverse("own-password"), {"password": own, "again": own})
    assert answer["Location"] == reverse("board")
    assert client.get(reverse("board")).status_code == 200
    assert sign_in(Client(), own).status_code == 302  # type: ignore[attr-defined]


@pytest.mark.parametrize("weak", ["short", "1234567890", "password123", "newcomer12"])
def test_a_weak_password_is_refused_with_what_to_do(
    newcomer: tuple[Person, str], weak: str
) -> None:
    client = Client()
    sign_in(client, newcomer[1])
    answer = client.post(reverse("own-password"), {"password": weak, "again": weak})
    assert answer.status_code == 200
    assert client.get(reverse("board"))["Location"] == reverse("own-password")


def test_repeated_failures_lock_the_sign_in(newcomer: tuple[Person, str]) -> None:
    client = Client()
    for _ in range(6):
        sign_in(client, "wrong")
    assert sign_in(client, newcomer[1]).status_code == 429  # type: ignore[attr-defined]


def test_no_password_and_no_account_comes_with_the_program(console: Person) -> None:
    assert not console.has_usable_password()


def test_accounts_and_sign_ins_are_in_the_audit_trail(newcomer: tuple[Person, str]) -> None:
    sign_in(Client(), newcomer[1])
    acts = set(AuditEntry.objects.filter(on="newcomer").values_list("act", flat=True))
    assert acts == {"person.add", "person.enter", "person.enter_once"}


def test_changing_a_password_asks_for_the_old_one(
    person: Callable[..., Person], client_of: Callable[..., Client]
) -> None:
    client = client_of("leader")
    leader = Person.objects.get(username__startswith="leader-")
    leader.set_password("an-old-Password-1")
    leader.save()
    client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    new = {"password": "a-new-Password-22", "again": "a-new-Password-22"}
    client.post(reverse("own-password"), {"old": "guessed", **new})
    leader.refresh_from_db()
    assert leader.check_password("an-old-Password-1")
    client.post(reverse("own-password"), {"old": "an-old-Password-1", **new})
    leader.refresh_from_db()
    assert leader.check_password("a-new-Password-22")


def test_failed_sign_ins_are_kept(newcomer: tuple[Person, str]) -> None:
    sign_in(Client(), "wrong")
    assert AuditEntry.objects.filter(act="person.fail", on="newcomer", by=None).count() == 1
