"""Writes about areas, offices and persons."""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from kaimenhong.errors import Code, Mistake
from office.people import access, audit
from office.people.models import Area, Office, Person, Post


@transaction.atomic
def ensure_console() -> Person:
    """Return the console, made the first time anybody works at the machine itself."""
    console, made = Person.objects.get_or_create(
        username="console", defaults={"post": Post.CONSOLE, "first_name": "控制台"}
    )
    if made:
        console.set_unusable_password()
        console.save()
        audit.record(by=console, act="person.add", on="console", detail={"post": Post.CONSOLE})
    return console


@transaction.atomic
def register_area(
    *, by: Person, code: str, name: str, level: str, parent: Area | None = None
) -> Area:
    """Add an area, or return the one that has this code already, under its parent from now on."""
    access.require(by, access.Act.START_CAMPAIGN)
    row, made = Area.objects.get_or_create(
        code=code, defaults={"name": name, "level": level, "parent": parent}
    )
    if made:
        audit.record(by=by, act="area.add", on=code, detail={"name": name})
    elif row.parent is None and parent is not None and parent != row:
        row.parent = parent
        row.save(update_fields=["parent"])
        audit.record(by=by, act="area.place", on=code, detail={"parent": parent.code})
    return row


@transaction.atomic
def register_office(*, by: Person, name: str, area: Area) -> Office:
    """Add an office to an area, or return the one that bears this name already."""
    access.require(by, access.Act.START_CAMPAIGN)
    row, made = Office.objects.get_or_create(name=name, area=area)
    if made:
        audit.record(by=by, act="office.add", on=name, detail={"area": area.code})
    return row


@transaction.atomic
def admit(
    *,
    by: Person,
    username: str,
    name: str,
    post: str,
    area: Area | None,
    office: Office | None = None,
) -> tuple[Person, str]:
    """Give a person an account, or a new way into his old one; return it with a one-time password.

    The password is random, holds for one sign-in, and must then be replaced by one of his own.
    """
    access.require(by, access.Act.MANAGE_PEOPLE)
    refuse_bad_username(username)
    person, made = Person.objects.get_or_create(username=username, defaults={"post": post})
    person.first_name, person.post, person.area, person.office = name, post, area, office
    password = secrets.token_urlsafe(9)
    person.set_password(password)
    person.must_set_password = True
    person.save()
    audit.record(
        by=by, act="person.add" if made else "person.readmit", on=username, detail={"post": post}
    )
    return person, password


def refuse_bad_username(username: str) -> None:
    """Raise USERNAME_INVALID for the console's name and for what no sign-in form would take."""
    wrong = username == "console"
    try:
        Person.username_validator(username)
    except ValidationError:
        wrong = True
    if wrong:
        raise Mistake(
            Code.USERNAME_INVALID,
            expected="字母、数字和 @ . + - _ 组成的用户名，且不是 console",
            came=username,
            remedy="请换一个用户名，如 zhang-san",
        )


@transaction.atomic
def note_sign_in(*, username: str, by: Person | None) -> None:
    """Keep who came in, and which name failed to."""
    audit.record(by=by, act="person.enter" if by else "person.fail", on=username[:120], detail={})


@transaction.atomic
def spend_one_time_password(*, by: Person) -> None:
    """Make the one-time password worthless once it has let its owner in.

    It stays recognisable, so that whoever types it again is told why it does not let him in.
    """
    by.password = f"{UNUSABLE_PASSWORD_PREFIX}{by.password}"
    by.save(update_fields=["password"])
    audit.record(by=by, act="person.enter_once", on=by.username, detail={})


@transaction.atomic
def set_own_password(*, by: Person, password: str) -> None:
    """Replace a one-time password by the person's own; Mistake PASSWORD_WEAK if it is weak."""
    try:
        validate_password(password, by)
    except ValidationError as weak:
        raise Mistake(
            Code.PASSWORD_WEAK,
            expected="至少 10 位、不常见、不全是数字的密码",
            came="",
            remedy=" ".join(weak.messages).rstrip("。"),
        ) from weak
    by.set_password(password)
    by.must_set_password = False
    by.save(update_fields=["password", "must_set_password"])
    audit.record(by=by, act="person.set_password", on=by.username, detail={})
