"""What stands in the way of an act on a return, told so that the person knows what to do."""

from __future__ import annotations

from kaimenhong.errors import Code, Mistake
from kaimenhong.returns.forms.schedule import Standing
from office.filing import queries
from office.filing.lines import explains
from office.filing.sheet import Sheet
from office.people import access
from office.people.models import Person
from office.returns.choices import Act, State
from office.returns.models import Return

_NAMED = 3


def refuse_other_office(by: Person, row: Return) -> None:
    """Raise NOT_ALLOWED unless the person files for the office of the return."""
    access.require(by, access.Act.FILE_RETURN, area=row.office.area)
    if not queries.may_answer(by, row):
        raise Mistake(
            Code.NOT_ALLOWED,
            expected=f"{row.office.name}的联络员",
            came=str(by),
            remedy="报表由本单位的联络员填报，别的单位和领导都不能代填",
        )


def refuse_other_reviewer(by: Person, row: Return) -> None:
    """Raise NOT_ALLOWED unless the person reviews the returns of that form and area."""
    access.require(by, access.Act.REVIEW_RETURN, area=row.office.area)
    if not queries.may_review(by, row):
        raise Mistake(
            Code.NOT_ALLOWED,
            expected=f"这张表式的审核岗位：{row.form.get_reviewers_display()}",
            came=by.get_post_display(),
            remedy="请由建表式时定下的岗位审核",
        )


def refuse_frozen(row: Return) -> None:
    """Raise RETURN_FROZEN unless the return is with its reporter."""
    if row.with_reporter:
        return
    accepted = row.state == State.ACCEPTED
    raise Mistake(
        Code.RETURN_FROZEN,
        expected="草稿、已退回或已重开的报表",
        came=row.get_state_display(),
        remedy="确需更正请联系审核人重开，并说明原因"
        if accepted
        else "报表正在审核；需要修改请联系审核人退回",
    )


def refuse_other_state(row: Return, state: State) -> None:
    """Raise RETURN_FROZEN unless the return is in the state that the act begins from."""
    if row.state != state:
        raise Mistake(
            Code.RETURN_FROZEN,
            expected=f"{state.label}的报表",
            came=row.get_state_display(),
            remedy="请刷新页面，看它现在的状态",
        )


def refuse_outside(row: Return, standing: Standing) -> None:
    """Raise RETURN_OUTSIDE_WINDOW before the window opens; after it closed, for a first filing."""
    returned = row.state in (State.SENT_BACK, State.REOPENED)
    if standing is Standing.EARLY or (standing is Standing.CLOSED and not returned):
        until = f"至{row.closes:%Y-%m-%d}" if row.closes else "起"
        raise Mistake(
            Code.RETURN_OUTSIDE_WINDOW,
            expected=f"{row.opens:%Y-%m-%d}{until}报送",
            came=standing.label,
            remedy="数要等时期结束后再报"
            if standing is Standing.EARLY
            else "请联系统筹员放宽期限后再报",
        )


def refuse_incomplete(row: Return, found: Sheet) -> None:
    """Raise RETURN_INCOMPLETE where a line is open, or a finding stands in the way."""
    named = [f"第{one.row.number}项“{one.row}”{one.stands_in_the_way}" for one in found.in_the_way]
    if named:
        more = f"等 {len(named)} 处" if len(named) > _NAMED else ""
        raise Mistake(
            Code.RETURN_INCOMPLETE,
            expected="每一项都有数，或写明为什么缺数",
            came="；".join(named[:_NAMED]) + more,
            remedy="请在表中逐项补齐、改正；确实如此的写上说明，再报送",
        )


def refuse_without_reason(reason: str) -> None:
    """Raise RETURN_REASON_MISSING where nothing is said that the reporter could act on."""
    if not explains(reason):
        raise Mistake(
            Code.RETURN_REASON_MISSING,
            expected=f"至少 {queries.FEWEST_LETTERS} 个字的原因",
            came=reason.strip(),
            remedy="请写明哪一项、为什么，对方才知道改什么",
        )


def refuse_own(by: Person, row: Return) -> None:
    """Raise NOT_ALLOWED where the person who filed a return is to accept it."""
    filed = row.events.filter(act=Act.FILED).order_by("-number").first()
    if filed is not None and filed.by_id == by.pk:
        raise Mistake(
            Code.NOT_ALLOWED,
            expected="报送人以外的人验收",
            came=str(by),
            remedy="自己报的表请由别人审核",
        )


def refuse_lower_open(row: Return) -> None:
    """Raise RETURN_LOWER_FIRST while a lower area's return of the period is not accepted."""
    below = queries.below(row)
    if below:
        names = "、".join(one.office.name for one in below[:_NAMED])
        more = f"等 {len(below)} 家" if len(below) > _NAMED else ""
        raise Mistake(
            Code.RETURN_LOWER_FIRST,
            expected="下级各单位同期的报表都已验收",
            came=f"{names}{more}尚未验收",
            remedy="请先审核下级的报表，再验收本级的",
        )


def refuse_moved_on(row: Return, found: Sheet) -> None:
    """Raise LEDGER_MOVED_ON where an answer is older than another figure of the ledger."""
    named = [
        f"第{one.row.number}项“{one.row}”填的是{one.text or '空'}，台账现为{one.already.value}"
        for one in found.lines
        if one.moved_on and one.already is not None
    ]
    if named:
        more = f"等 {len(named)} 项" if len(named) > _NAMED else ""
        raise Mistake(
            Code.LEDGER_MOVED_ON,
            expected="填报时台账里的数",
            came="；".join(named[:_NAMED]) + more,
            remedy="请退回联络员核对：以哪个为准，改好或写明原因后再报",
        )


def overtaken(row: Return) -> Mistake:
    """Return the mistake of an act on a return that somebody moved on meanwhile."""
    return Mistake(
        Code.RETURN_OVERTAKEN,
        expected="您打开页面时的那一版",
        came=f"{row}已由别人办理或修改",
        remedy="请刷新页面，看过现在的内容再办；您的操作没有写入",
    )
