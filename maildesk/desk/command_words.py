"""The words of commands: each canonical name with every form that is understood."""

import unicodedata
from enum import StrEnum


class Command(StrEnum):
    """What an engineer can order by a line of a mail."""

    RESOLVE = "resolve"
    UPDATE = "update"
    NOTE = "note"
    ASSIGN = "assign"
    PRIORITY = "priority"
    PENDING = "pending"
    HOLD = "hold"
    CLOSE = "close"
    REOPEN = "reopen"
    DUE = "due"
    ESCALATE = "escalate"
    MERGE = "merge"
    SPLIT = "split"
    NEW = "new"
    TAG = "tag"
    TYPE = "type"
    CC = "cc"
    ASSET = "asset"
    SPENT = "spent"
    CHECK = "check"
    CAUSE = "cause"
    CONCERNED = "concerned"
    KB = "kb"
    SHOW = "show"
    WHY = "why"
    LIST = "list"
    SEARCH = "search"
    UNDO = "undo"
    HELP = "help"


FORMS: dict[Command, tuple[str, ...]] = {
    Command.RESOLVE: (
        "resolve",
        "resolved",
        "solve",
        "solved",
        "fixed",
        "done",
        "解决",
        "已解决",
        "解決",
        "已解決",
        "完成",
        "已完成",
    ),
    Command.UPDATE: ("update", "progress", "进展", "更新", "进度", "進展", "進度"),
    Command.NOTE: ("note", "internal", "private", "comment", "备注", "內部", "内部", "備註"),
    Command.ASSIGN: ("assign", "owner", "assignee", "分配", "指派", "转给", "轉給", "轉派"),
    Command.PRIORITY: ("priority", "prio", "优先级", "優先級", "優先順序", "优先"),
    Command.PENDING: ("pending", "wait", "waiting", "等待", "等待中", "待回复", "待客户", "待回覆", "待客戶"),
    Command.HOLD: ("hold", "onhold", "on-hold", "on_hold", "挂起", "已挂起", "掛起", "已掛起", "暫停", "暂停"),
    Command.CLOSE: ("close", "closed", "关闭", "已关闭", "結案", "已結案", "结案", "已结案", "關閉", "已關閉"),
    Command.REOPEN: ("reopen", "reopened", "open", "重开", "重新打开", "重開", "重新開啟"),
    Command.DUE: ("due", "deadline", "期限", "约定", "約定", "截止"),
    Command.ESCALATE: ("escalate", "escalated", "升级", "升級", "上报", "上報"),
    Command.MERGE: ("merge", "merged", "合并", "合併"),
    Command.SPLIT: ("split", "拆分", "分拆"),
    Command.NEW: ("new", "create", "新建", "新建工单", "代建", "新增", "新增工單"),
    Command.TAG: ("tag", "tags", "label", "标签", "標籤"),
    Command.TYPE: ("type", "类型", "類型"),
    Command.CC: ("cc", "抄送", "副本"),
    Command.ASSET: ("asset", "device", "资产", "資產", "设备", "設備"),
    Command.SPENT: ("spent", "worked", "用时", "耗时", "工时", "用時", "耗時", "工時"),
    Command.CHECK: ("check", "tick", "勾选", "勾選"),
    Command.CAUSE: ("cause", "原因", "投诉原因", "投訴原因"),
    Command.CONCERNED: ("concerned", "about", "涉及", "当事人", "當事人"),
    Command.KB: ("kb", "knowledge", "article", "知识", "知識", "知识库", "知識庫"),
    Command.LIST: ("list", "tickets", "列表", "列出", "清单", "清單"),
    Command.SEARCH: ("search", "find", "搜索", "搜尋", "搜寻", "查找"),
    Command.SHOW: ("show", "status", "显示", "顯示", "查看", "状态", "狀態"),
    Command.WHY: ("why", "explain", "为什么", "為什麼", "为何", "為何"),
    Command.UNDO: ("undo", "revert", "撤销", "撤銷", "撤回", "还原", "復原"),
    Command.HELP: ("help", "commands", "帮助", "幫助", "說明", "说明"),
}

EXPLAINED: dict[str, dict[Command, tuple[str, str]]] = {
    "en": {
        Command.RESOLVE: ("#resolve", "solved; the text goes to the customer, who is asked to confirm"),
        Command.UPDATE: ("#update", "the text goes to the customer as a progress update"),
        Command.NOTE: ("#note", "all words of this mail stay internal"),
        Command.ASSIGN: ("#assign wang", "give the ticket to somebody, or to a team (or: me, nobody)"),
        Command.PRIORITY: ("#priority urgent", "urgent, normal or low"),
        Command.PENDING: ("#pending 3d", "wait for the customer; back to open after 3 business days"),
        Command.HOLD: ("#hold", "wait for a third party; the customer is told"),
        Command.CLOSE: ("#close", "close at once; the customer gets the survey"),
        Command.REOPEN: ("#reopen", "open it again"),
        Command.DUE: (
            "#due friday 15:00",
            "agree a date: 2026-12-01, 12/1, 3d (business days); the customer is told (or: off)",
        ),
        Command.ESCALATE: ("#escalate", "call the team lead and the supervisors; all words stay internal"),
        Command.MERGE: ("#merge 1040", "make this ticket part of ticket 1040, which goes on; the customer is told"),
        Command.SPLIT: ("#split", "make the customer's last message a ticket of its own (#split NEW SUBJECT)"),
        Command.NEW: (
            "#new for ann@example.com",
            "in a new mail: a ticket for a customer; the text is what they said",
        ),
        Command.TAG: ("#tag network -vpn", "add tags; a minus takes one off"),
        Command.TYPE: ("#type incident", "incident, service_request, complaint, maintenance or other"),
        Command.CC: ("#cc ann@example.com", "let somebody take part; with a minus before the address no more"),
        Command.ASSET: ("#asset ThinkPad-X1 PF3ABCD", "product and serial number the ticket is about (or: off)"),
        Command.SPENT: ("#spent 45m", "note your time of work: 45m, 1h30m"),
        Command.CHECK: ("#check 2 4", "tick lines of a maintenance check list (or: done 2 4)"),
        Command.CAUSE: ("#cause delay", "what a complaint came from; supervisors only"),
        Command.CONCERNED: ("#concerned wang", "whom a complaint is about (or: nobody); supervisors only"),
        Command.KB: ("#kb Paper jam in tray 2", "make an article of question and solution; a supervisor approves it"),
        Command.SHOW: ("#show", "mail me the ticket as it stands (another one: #show 1042)"),
        Command.LIST: (
            "#list mine",
            "open tickets: mine, team, unowned, overdue, urgent, pending, hold, resolved",
        ),
        Command.SEARCH: ("#search printer 0x11b", "tickets of my teams that hold all these words"),
        Command.WHY: ("#why", "how it came to this: what was read, decided, done and sent, and why"),
        Command.UNDO: ("#undo", "take my last commands on this ticket back; what has left cannot be unsent"),
        Command.HELP: ("#help", "this list"),
    },
    "zh-Hans": {
        Command.RESOLVE: ("#解决", "已解决；正文发给客户，并请客户确认"),
        Command.UPDATE: ("#进展", "正文作为进展更新发给客户"),
        Command.NOTE: ("#备注", "本邮件的所有文字仅限内部"),
        Command.ASSIGN: ("#分配 wang", "把工单交给某人或某团队（或：我、无）"),
        Command.PRIORITY: ("#优先级 紧急", "紧急、普通或低"),
        Command.PENDING: ("#等待 3d", "等待客户；3 个工作日后恢复处理"),
        Command.HOLD: ("#挂起", "等待第三方；会告知客户"),
        Command.CLOSE: ("#关闭", "立即关闭；客户会收到满意度调查"),
        Command.REOPEN: ("#重开", "重新打开"),
        Command.DUE: ("#期限 星期五 15:00", "约定日期：12月1日、明天 下午3点、3天（工作日）；会告知客户（取消：off）"),
        Command.ESCALATE: ("#升级", "请团队负责人和主管介入；正文仅限内部"),
        Command.MERGE: ("#合并 1040", "把本工单并入工单 1040 继续处理；会告知客户"),
        Command.SPLIT: ("#拆分", "把客户的最后一封来信另立为工单（#拆分 新主题）"),
        Command.NEW: ("#新建 ann@example.com", "在新邮件中：代客户开立工单；正文为客户所述"),
        Command.TAG: ("#标签 网络 -vpn", "添加标签；减号去掉标签"),
        Command.TYPE: ("#类型 incident", "incident、service_request、complaint、maintenance 或 other"),
        Command.CC: ("#抄送 ann@example.com", "让某人参与此工单；地址前加减号则退出"),
        Command.ASSET: ("#资产 ThinkPad-X1 PF3ABCD", "工单涉及的产品和序列号（取消：off）"),
        Command.SPENT: ("#用时 45分钟", "记录工时：45m、1小时30分"),
        Command.CHECK: ("#勾选 2 4", "勾选检查清单中的项目（或：完成 2 4）"),
        Command.CAUSE: ("#原因 响应慢", "投诉的原因；仅限主管"),
        Command.CONCERNED: ("#涉及 wang", "投诉涉及谁（或：无）；仅限主管"),
        Command.KB: ("#知识 二号纸盒卡纸", "把问题和解决方案写成知识文章；由主管批准"),
        Command.SHOW: ("#查看", "把工单现状发给我（其他工单：#查看 1042）"),
        Command.LIST: ("#列表 我的", "未关闭的工单：我的、团队、未分配、超时、紧急、等待、挂起、已解决、投诉"),
        Command.SEARCH: ("#搜索 打印机 0x11b", "本团队中包含全部这些词的工单"),
        Command.WHY: ("#为什么", "说明工单为何如此：读到、判断、处理和发送了什么"),
        Command.UNDO: ("#撤销", "撤回我对此工单的最后一组命令；已发出的邮件无法收回"),
        Command.HELP: ("#帮助", "显示此列表"),
    },
    "zh-Hant": {
        Command.RESOLVE: ("#解決", "已解決；內文寄給客戶，並請客戶確認"),
        Command.UPDATE: ("#進展", "內文作為進度更新寄給客戶"),
        Command.NOTE: ("#備註", "本郵件的所有文字僅供內部"),
        Command.ASSIGN: ("#指派 wang", "把工單交給某人或某團隊（或：我、無）"),
        Command.PRIORITY: ("#優先級 緊急", "緊急、普通或低"),
        Command.PENDING: ("#等待 3d", "等待客戶；3 個工作天後恢復處理"),
        Command.HOLD: ("#掛起", "等待第三方；會告知客戶"),
        Command.CLOSE: ("#關閉", "立即結案；客戶會收到滿意度調查"),
        Command.REOPEN: ("#重開", "重新開啟"),
        Command.DUE: ("#期限 星期五 15:00", "約定日期：12月1日、明天 下午3點、3天（工作天）；會告知客戶（取消：off）"),
        Command.ESCALATE: ("#升級", "請團隊負責人和主管介入；內文僅供內部"),
        Command.MERGE: ("#合併 1040", "把本工單併入工單 1040 繼續處理；會告知客戶"),
        Command.SPLIT: ("#拆分", "把客戶的最後一封來信另立為工單（#拆分 新主旨）"),
        Command.NEW: ("#新增 ann@example.com", "在新郵件中：代客戶開立工單；內文為客戶所述"),
        Command.TAG: ("#標籤 網路 -vpn", "加上標籤；減號去掉標籤"),
        Command.TYPE: ("#類型 incident", "incident、service_request、complaint、maintenance 或 other"),
        Command.CC: ("#副本 ann@example.com", "讓某人參與此工單；地址前加減號則退出"),
        Command.ASSET: ("#資產 ThinkPad-X1 PF3ABCD", "工單涉及的產品和序號（取消：off）"),
        Command.SPENT: ("#工時 45分鐘", "記錄工時：45m、1小時30分"),
        Command.CHECK: ("#勾選 2 4", "勾選檢查清單的項目（或：完成 2 4）"),
        Command.CAUSE: ("#原因 回應慢", "投訴的原因；僅限主管"),
        Command.CONCERNED: ("#涉及 wang", "投訴涉及誰（或：無）；僅限主管"),
        Command.KB: ("#知識 二號紙匣卡紙", "把問題和解決方案寫成知識文章；由主管核准"),
        Command.SHOW: ("#查看", "把工單現況寄給我（其他工單：#查看 1042）"),
        Command.LIST: ("#列出 我的", "未結案的工單：我的、團隊、未指派、逾期、緊急、等待、掛起、已解決、投訴"),
        Command.SEARCH: ("#搜尋 印表機 0x11b", "本團隊中包含全部這些詞的工單"),
        Command.WHY: ("#為什麼", "說明工單為何如此：讀到、判斷、處理和寄出了什麼"),
        Command.UNDO: ("#撤銷", "撤回我對此工單的最後一組指令；已寄出的信無法收回"),
        Command.HELP: ("#幫助", "顯示此清單"),
    },
}

# what another mail than a line of a digest must order
ON_ITS_OWN = (Command.MERGE, Command.SPLIT, Command.NEW, Command.LIST, Command.SEARCH, Command.UNDO)

_BY_FORM = {form: command for command, forms in FORMS.items() for form in forms}


def command_of(word: str) -> Command | None:
    """Return the command of a word in any of its forms; None when no form fits."""
    return _BY_FORM.get(unicodedata.normalize("NFKC", word).casefold())
