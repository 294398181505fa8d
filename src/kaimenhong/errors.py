"""What goes wrong, told so that the user can mend it.

    KaimenhongError
    ├── Mistake          the user can mend it: exit code 10, or a message on the page
    │   └── Refused      this person may not see or do this
    └── Outdated         somebody else decided first: status 409, and what holds now

Anything else that is raised is a bug of ours: exit code 1, status 500 and a log entry.
Codes are stable and never reused; `docs/reference/errors.md` is made from `Code`.
"""

from __future__ import annotations

from enum import StrEnum

from kaimenhong.records import record


class Code(StrEnum):
    """Every mistake a user can be told of; the value is what he sees and may quote."""

    FILE_MISSING = "D101"
    FILE_EMPTY = "D102"
    FILE_KIND = "D103"
    FILE_DAMAGED = "D104"
    FILE_ENCODING = "D105"
    FILE_TOO_LARGE = "D106"
    FILE_SECRET = "D107"  # noqa: S105 -- an error code, not a password
    FILE_SCANNED = "D108"
    PERIOD_INVALID = "T201"
    NUMBER_INVALID = "T202"
    UNIT_UNKNOWN = "T203"
    UNIT_MISFIT = "T204"
    INDICATOR_UNKNOWN = "T205"
    AREA_UNKNOWN = "T206"
    AREA_AMBIGUOUS = "T207"
    DATE_OUTSIDE_CALENDAR = "T208"
    SHEET_WITHOUT_HEADER = "R301"
    ROW_INCOMPLETE = "R302"
    ROW_CONTRADICTS = "R303"
    CELLS_UNREAD = "R304"
    STATUS_UNKNOWN = "R305"
    PERIOD_AHEAD = "R306"
    PERCENT_UNCLEAR = "R307"
    SHEET_WITHOUT_ROWS = "R308"
    TERM_INVALID = "R311"
    FORMULA_REFUSED = "R312"
    RETURN_FROZEN = "R313"
    RETURN_INCOMPLETE = "R314"
    RETURN_REASON_MISSING = "R315"
    RETURN_LOWER_FIRST = "R316"
    RETURN_OUTSIDE_WINDOW = "R317"
    RETURN_OF_ANOTHER = "R318"
    FORM_EXISTS = "R319"
    FORM_WITHOUT_LINES = "R320"
    RETURN_OVERTAKEN = "R321"
    LEDGER_MOVED_ON = "R322"
    COLUMN_UNKNOWN = "F321"
    COLUMN_MISSING = "F322"
    WORD_UNKNOWN = "F323"
    MOMENT_INVALID = "F324"
    TARGET_WITHOUT_PLAN = "F325"
    PLAN_WITHOUT_AREA = "C401"
    PLAN_WITHOUT_TARGETS = "C402"
    CAMPAIGN_MISSING = "C403"
    CAMPAIGN_EXISTS = "C404"
    LIGHT_RULE_INVALID = "L451"
    TARGET_STOPS_AT_COUNTY = "A471"
    HOLDER_CONTRADICTS = "A472"
    SHARE_INPUT_INVALID = "A473"
    SHARE_INFEASIBLE = "A474"
    BACKSOLVE_INPUT_INVALID = "A475"
    GDP_INPUT_INVALID = "A476"
    GDP_UNCOVERED = "A477"
    DOUBT_UNLIKE_BEFORE = "A481"
    DOUBT_SCALE_SLIP = "A482"
    DOUBT_ODD_PAIR = "A483"
    DOUBT_CONTRADICTION = "A484"
    DOUBT_CALIBER_DIFFERENCE = "A485"
    DOUBT_APART = "A486"
    DOUBT_BUNCHING = "A487"
    DOUBT_EXACTLY_AT_TARGET = "A488"
    FORECAST_TOO_FAR = "F461"
    NOTHING_TO_FORECAST = "F462"
    NOTHING_TO_REPORT = "W501"
    PAPER_KIND_UNKNOWN = "W521"
    PAPER_UNFILLED = "W522"
    PAPER_UNAPPROVED = "W523"
    PAPER_NUMBER_TAKEN = "W524"
    PAPER_FROZEN = "W525"
    PAPER_REASON_MISSING = "W526"
    PDF_UNAVAILABLE = "W527"
    POLISHING_OFF = "W531"
    POLISHING_ELSEWHERE = "W532"
    POLISHING_UNANSWERED = "W533"
    PORT_BUSY = "S701"
    DEMO_NOT_ALONE = "S702"
    STORE_BUSY = "S703"
    STORE_UNWRITABLE = "S704"
    ENGINE_MISSING = "S705"
    NOT_ALLOWED = "P601"
    NOT_FOUND = "P602"
    PASSWORD_WEAK = "P603"  # noqa: S105 -- an error code, not a password
    USERNAME_INVALID = "P604"
    EMBARGO_INVALID = "P605"
    EMBARGOED = "P606"

    @property
    def meaning(self) -> str:
        """What the code says, in one phrase."""
        return MEANINGS[self]


MEANINGS = {
    Code.FILE_MISSING: "找不到文件",
    Code.FILE_EMPTY: "文件是空的",
    Code.FILE_KIND: "文件类型不支持，或与扩展名不符",
    Code.FILE_DAMAGED: "文件已损坏或已加密",
    Code.FILE_ENCODING: "文字编码无法识别",
    Code.FILE_TOO_LARGE: "文件过大",
    Code.FILE_SECRET: "文件标有密级，不得处理",
    Code.FILE_SCANNED: "文件没有文字层",
    Code.PERIOD_INVALID: "时期写法无效",
    Code.NUMBER_INVALID: "不是数字",
    Code.UNIT_UNKNOWN: "计量单位不认识",
    Code.UNIT_MISFIT: "计量单位与指标不符",
    Code.INDICATOR_UNKNOWN: "指标不认识",
    Code.AREA_UNKNOWN: "地区不认识",
    Code.AREA_AMBIGUOUS: "地区名称有多个",
    Code.DATE_OUTSIDE_CALENDAR: "日期超出工作日历",
    Code.SHEET_WITHOUT_HEADER: "找不到表头",
    Code.ROW_INCOMPLETE: "这一行缺少必填项",
    Code.ROW_CONTRADICTS: "与同一批数据相互矛盾",
    Code.CELLS_UNREAD: "有数字没有读入",
    Code.STATUS_UNKNOWN: "数据状态不认识",
    Code.PERIOD_AHEAD: "时期还没有结束",
    Code.PERCENT_UNCLEAR: "看不出是不是百分比",
    Code.SHEET_WITHOUT_ROWS: "表头下面没有数据",
    Code.TERM_INVALID: "报送期限无效",
    Code.FORMULA_REFUSED: "填的是公式，不收",
    Code.RETURN_FROZEN: "报表的状态不允许这样做",
    Code.RETURN_INCOMPLETE: "报表还不能报送",
    Code.RETURN_REASON_MISSING: "没有写明原因",
    Code.RETURN_LOWER_FIRST: "下级的报表还没有验收",
    Code.RETURN_OUTSIDE_WINDOW: "不在填报期内",
    Code.RETURN_OF_ANOTHER: "不是这张报表的表",
    Code.FORM_EXISTS: "这张表式已经建立",
    Code.FORM_WITHOUT_LINES: "表式里没有可填的指标",
    Code.RETURN_OVERTAKEN: "别人已先改过这张报表",
    Code.LEDGER_MOVED_ON: "填报以后台账有了新的数",
    Code.COLUMN_UNKNOWN: "列名不认识",
    Code.COLUMN_MISSING: "缺少必需的列",
    Code.WORD_UNKNOWN: "不是规定的写法",
    Code.MOMENT_INVALID: "时间写法无效",
    Code.TARGET_WITHOUT_PLAN: "目标没有方案作依据",
    Code.PLAN_WITHOUT_AREA: "方案没有写明地区",
    Code.PLAN_WITHOUT_TARGETS: "方案中没有读到目标",
    Code.CAMPAIGN_MISSING: "还没有行动",
    Code.CAMPAIGN_EXISTS: "行动已经存在",
    Code.LIGHT_RULE_INVALID: "亮灯规则写法无效",
    Code.TARGET_STOPS_AT_COUNTY: "统计指标的目标只分解到县和部门",
    Code.HOLDER_CONTRADICTS: "承接方的类别与代码不符",
    Code.SHARE_INPUT_INVALID: "分解所需的数不成立",
    Code.SHARE_INFEASIBLE: "上下限与合计矛盾，分解不出来",
    Code.BACKSOLVE_INPUT_INVALID: "倒排所需的数不成立",
    Code.GDP_INPUT_INVALID: "测算所需的数不成立",
    Code.GDP_UNCOVERED: "缺支撑指标的行业太多，不能测算",
    Code.DOUBT_UNLIKE_BEFORE: "存疑：与往年同期不同",
    Code.DOUBT_SCALE_SLIP: "存疑：疑似差若干倍",
    Code.DOUBT_ODD_PAIR: "存疑：两个数配不上",
    Code.DOUBT_CONTRADICTION: "存疑：总量和增速对不上",
    Code.DOUBT_CALIBER_DIFFERENCE: "口径差异，不算错",
    Code.DOUBT_APART: "存疑：与用电、税收走势不一",
    Code.DOUBT_BUNCHING: "存疑：汇聚在界限之上",
    Code.DOUBT_EXACTLY_AT_TARGET: "存疑：恰好等于目标",
    Code.FORECAST_TOO_FAR: "预测得太远",
    Code.NOTHING_TO_FORECAST: "没有可以预测的数据",
    Code.NOTHING_TO_REPORT: "没有可写入材料的数据",
    Code.PAPER_KIND_UNKNOWN: "没有这种材料",
    Code.PAPER_UNFILLED: "材料里还有空白，不能印发",
    Code.PAPER_UNAPPROVED: "点名的材料未经审定，不能印发",
    Code.PAPER_NUMBER_TAKEN: "发文字号已被使用或写法无效",
    Code.PAPER_FROZEN: "材料的状态不允许这样做",
    Code.PAPER_REASON_MISSING: "没有写明原因",
    Code.PDF_UNAVAILABLE: "不能转成 PDF",
    Code.POLISHING_OFF: "没有开启润色",
    Code.POLISHING_ELSEWHERE: "润色服务不在本单位网络内",
    Code.POLISHING_UNANSWERED: "润色服务没有给出可用的回答",
    Code.PORT_BUSY: "端口已被占用",
    Code.DEMO_NOT_ALONE: "演示数据不能装进已有业务的库",
    Code.STORE_BUSY: "数据库正忙",
    Code.STORE_UNWRITABLE: "写不进去",
    Code.ENGINE_MISSING: "计算引擎没有装好",
    Code.NOT_ALLOWED: "没有权限",
    Code.NOT_FOUND: "找不到，或没有权限查看",
    Code.PASSWORD_WEAK: "密码不符合要求",
    Code.USERNAME_INVALID: "用户名不符合要求",
    Code.EMBARGO_INVALID: "保密不能这样设定或解除",
    Code.EMBARGOED: "有尚未发布、仍在保密的数据",
}


@record(frozen=True, slots=True)
class Place:
    """Where something stands, so that a person can put a finger on it. Counts start at 1.

    `start` and `end` are offsets in code points into the text of the document (from 0).

    >>> str(Place(file="2月.xlsx", sheet="报表", cell="C7"))
    '文件“2月.xlsx”，工作表“报表”，单元格 C7'
    """

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    paragraph: int | None = None
    line: int | None = None
    column: str | None = None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        parts = [
            self.file and f"文件“{self.file}”",
            self.sheet and f"工作表“{self.sheet}”",
            self.cell and f"单元格 {self.cell}",
            self.page and f"第 {self.page} 页",
            self.paragraph and f"第 {self.paragraph} 段",
            self.line and f"第 {self.line} 行",
            self.column and f"{self.column} 列",
        ]
        return "，".join(part for part in parts if part)


class KaimenhongError(Exception):
    """Base of all that this program raises on purpose."""


class Mistake(KaimenhongError):  # noqa: N818 -- the glossary's word; most are not errors of ours
    """Something the user can mend: what was expected, what came, where, and what to do.

    >>> print(Mistake(Code.PERIOD_INVALID, expected="月份 1—12", came="2022年13月",
    ...               remedy="请写成“2022年3月”或“2022年1—2月”"))
    [T201] 时期写法无效：应为月份 1—12，实为“2022年13月”。请写成“2022年3月”或“2022年1—2月”。
    """

    exit_code = 10

    def __init__(
        self, code: Code, *, expected: str, came: str, remedy: str, place: Place | None = None
    ) -> None:
        """Keep the parts; `str()` joins them into one sentence for terminal and page."""
        self.code = code
        self.expected = expected
        self.came = came
        self.remedy = remedy
        self.place = place
        super().__init__(code, expected, came, remedy, place)

    def at(self, place: Place) -> Mistake:
        """Return the same mistake with the place that only the caller knows."""
        return type(self)(
            self.code, expected=self.expected, came=self.came, remedy=self.remedy, place=place
        )

    def __str__(self) -> str:
        where = f"{self.place}：" if self.place and str(self.place) else ""
        said = f"应为{self.expected}，实为“{self.came}”" if self.came else f"应为{self.expected}"
        return f"[{self.code}] {where}{self.code.meaning}：{said}。{self.remedy}。"


class Refused(Mistake):
    """This person may not see or do this; says no more than that, so nothing leaks."""
