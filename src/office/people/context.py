"""What every page must know of the person: which acts the post allows, which pages it leads to."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from office.people.access import Act, may

PAGES = (
    (Act.SEE_FIGURES, {"name": "board", "label": "调度图"}),
    (Act.SEE_FIGURES, {"name": "returns", "label": "报表"}),
    (Act.SEE_FIGURES, {"name": "papers", "label": "材料"}),
    (Act.START_CAMPAIGN, {"name": "start", "label": "上传方案"}),
    (Act.IMPORT_FIGURES, {"name": "import", "label": "导入数据"}),
    (Act.SET_EMBARGO, {"name": "embargoes", "label": "保密"}),
    (Act.SEE_AUDIT, {"name": "audit", "label": "审计"}),
    (Act.SEE_AUDIT, {"name": "downloads", "label": "下载记录"}),
)


def person(request: HttpRequest) -> dict[str, Callable[[], object]]:
    """Return `may` (act → yes or no) and `pages` (the main navigation).

    Both are worked out where a template asks: the page for status 500 must not need the database.
    """

    def allowed() -> dict[str, bool]:
        return {act.value: may_now(request, act) for act in Act}

    def pages() -> list[dict[str, str]]:
        return [page for act, page in PAGES if may_now(request, act)]

    return {"may": allowed, "pages": pages}


def may_now(request: HttpRequest, act: Act) -> bool:
    """Tell whether whoever asks may act; nobody may before the password is his own."""
    user = request.user
    return user.is_authenticated and not user.must_set_password and may(user, act)
