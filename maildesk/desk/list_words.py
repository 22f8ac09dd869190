"""The words after #list: which of the open tickets are meant, in three languages."""

from enum import StrEnum


class ListKind(StrEnum):
    """Which open tickets a list shows."""

    MINE = "mine"
    TEAM = "team"
    OPEN = "open"
    UNOWNED = "unowned"
    OVERDUE = "overdue"
    URGENT = "urgent"
    PENDING = "pending"
    HOLD = "hold"
    RESOLVED = "resolved"
    COMPLAINTS = "complaints"


_FORMS: dict[ListKind, tuple[str, ...]] = {
    ListKind.MINE: ("mine", "my", "me", "我的", "我"),
    ListKind.TEAM: ("team", "all", "团队", "團隊", "全部", "所有"),
    ListKind.OPEN: ("open", "active", "处理中", "處理中", "未完成"),
    ListKind.UNOWNED: ("unowned", "unassigned", "free", "未分配", "未指派", "无人", "無人"),
    ListKind.OVERDUE: ("overdue", "late", "breached", "超时", "超時", "逾期"),
    ListKind.URGENT: ("urgent", "紧急", "緊急"),
    ListKind.PENDING: ("pending", "waiting", "等待"),
    ListKind.HOLD: ("hold", "onhold", "on-hold", "挂起", "掛起"),
    ListKind.RESOLVED: ("resolved", "solved", "已解决", "已解決"),
    ListKind.COMPLAINTS: ("complaints", "complaint", "投诉", "投訴"),
}
_BY_FORM = {form: kind for kind, forms in _FORMS.items() for form in forms}


def list_kind(argument: str) -> ListKind | None:
    """Return which tickets are meant; those of the team for no word, None for a word that means nothing here."""
    word = argument.strip().casefold()
    return _BY_FORM.get(word) if word else ListKind.TEAM
