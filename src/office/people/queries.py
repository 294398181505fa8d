"""Reads about areas, offices and persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.db.models import Q

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import area as terms_area
from office.people import access
from office.people.models import Area, Office, Person, Post


def console() -> Person:
    """Return whoever works at the machine itself: has no password and cannot sign in."""
    return Person.objects.get(username="console")


def is_spent(username: str, password: str) -> bool:
    """Tell whether this is the one-time password that has let its owner in already.

    Only who knows the password learns it, so that no name is given away.
    """
    row = Person.objects.filter(username=username, must_set_password=True).first()
    if row is None or row.has_usable_password():
        return False
    return check_password(password, row.password.removeprefix(UNUSABLE_PASSWORD_PREFIX))


def known_area(text: str, *, within: Area | None = None) -> Area | None:
    """Return the registered area of that name or code, also for a short name.

    Of several that bear the name, the one in `within` is meant; Mistake AREA_AMBIGUOUS where that
    does not tell them apart either.
    """
    found = list(Area.objects.filter(Q(code=text) | Q(name=text)))
    if not found and len(text) > 1:
        rows = Area.objects.filter(name__startswith=text)
        found = [row for row in rows if is_short(text, row.name)]
    if len(found) > 1 and within is not None:
        inside = set(access.area_and_below(within))
        found = [row for row in found if row.pk in inside] or found
    if len(found) > 1:
        raise ambiguous(text, [(row.code, row.name) for row in found])
    return found[0] if found else None


def ambiguous(text: str, found: Sequence[tuple[str, str]]) -> Mistake:
    """Return the mistake of a name that several areas bear."""
    return Mistake(
        Code.AREA_AMBIGUOUS,
        expected="唯一的地区",
        came=text,
        remedy="请写明代码，如 " + "、".join(f"{code}（{name}）" for code, name in found[:3]),
    )


def is_short(text: str, name: str) -> bool:
    """Tell whether `text` is the name without its last word (青岚 for 青岚县)."""
    return name in (text + suffix for suffix in ("省", "市", "县", "区", "高新区", "开发区"))


def standard_area(name: str, *, on: date | None) -> terms_area.Area | None:
    """Return the division of GB/T 2260 with that name, or None where there is none.

    Raises Mistake AREA_AMBIGUOUS where several bear the name: only a person can choose.
    """
    found = terms_area.find(name, on=on)
    if len(found) > 1:
        raise ambiguous(name, [(row.code, str(row)) for row in found])
    return found[0] if found else None


def office_named(name: str, *, area: Area) -> Office | None:
    """Return the office of the area that bears the name."""
    return Office.objects.filter(area=area, name=name).first()


def post_named(words: str) -> Post:
    """Return the post of that code or name; Mistake where there is none that is given out."""
    given = [post for post in Post if post != Post.CONSOLE]
    for post in given:
        if words in (post.value, post.label):
            return post
    raise Mistake(
        Code.NOT_FOUND,
        expected="岗位：" + "、".join(f"{post.value}（{post.label}）" for post in given),
        came=words,
        remedy="请从上列岗位中选一个",
    )


def seat(*, post: Post, area_name: str, office_name: str | None) -> tuple[Area, Office | None]:
    """Return the area and office of a new account; Mistake where one of them is unknown."""
    area = known_area(area_name)
    if area is None:
        known = "、".join(Area.objects.values_list("name", flat=True)[:8])
        raise Mistake(
            Code.AREA_UNKNOWN,
            expected=f"国标里的市县区，或已登记的地区（{known or '尚无'}）",
            came=area_name,
            remedy="请核对名称或改用代码；国标没有的（如开发区）请先用 kmh start 由方案登记",
        )
    office = office_named(office_name, area=area) if office_name else None
    if office is None and (office_name or post == Post.REPORTER):
        raise unknown_office(office_name or "", area=area)
    return area, office


def unknown_office(came: str, *, area: Area) -> Mistake:
    """Return the mistake of an office that no plan of the area has named."""
    known = list(Office.objects.filter(area=area).order_by("pk").values_list("name", flat=True)[:9])
    listed = "、".join(known[:8]) + ("等" if len(known) > 8 else "")
    return Mistake(
        Code.NOT_FOUND,
        expected=f"{area.name}的单位，照方案中的写法（{listed or '尚无'}）",
        came=came,
        remedy=f"请用 --office 写明其中一个，如 --office {known[0]}"
        if known
        else "单位由方案登记：请先上传方案并确认，再给联络员发账号",
    )


def refuse_known_username(username: str) -> None:
    """Raise USERNAME_INVALID where somebody has the name already: a slip would reseat him."""
    if Person.objects.filter(username=username).exclude(username="console").exists():
        raise Mistake(
            Code.USERNAME_INVALID,
            expected="还没有人用的用户名",
            came=username,
            remedy="请换一个用户名；确要重发密码或调整岗位，请加 --again",
        )
