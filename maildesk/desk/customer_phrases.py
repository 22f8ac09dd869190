"""The phrases by which customers say yes, no and thanks; English, 简体中文 and 繁體中文.

A further language is a further row. Every phrase stands in lower case, without punctuation, in NFKC.
"""

SOLVED = (
    "yes", "ok", "okay", "y", "solved", "resolved", "fixed", "confirmed", "confirm", "works", "it works",
    "works now", "it works now", "works again", "it works again", "all good", "problem solved", "issue solved",
    "issue resolved", "problem resolved", "problem fixed", "that fixed it", "that worked", "that solved it",
    "yes it is solved", "yes it works", "yes solved", "yes resolved", "yes fixed", "it is solved", "it is fixed",
    "its fixed", "it's fixed", "its solved", "it's solved", "its working", "it's working", "working now",
    "it is working now", "its working now", "it's working now", "everything works", "everything works again",
    "all working", "close", "close this",
    "you can close it", "you can close this", "please close", "please close it", "close it", "case closed",
    "can be closed", "is solved", "is fixed", "perfect", "all fixed", "all solved", "all good now", "works fine",
    "works fine now", "works perfectly", "it works perfectly", "it works fine", "it works fine now", "that did it",
    "that did the trick", "working fine", "working again", "it is working", "it's working again",
    "it is working again", "working fine now", "everything works now", "everything is working",
    "everything is working now", "everything is fine", "everything is fine now", "fixed now", "it's fixed now",
    "it is fixed now", "solved now", "resolved now", "the problem is solved", "the problem is fixed",
    "the issue is solved", "the issue is resolved", "the issue is fixed", "the problem is resolved",
    "the problem is gone", "problem gone", "no more problems", "no more errors", "no further issues",
    "no further problems", "i confirm", "yes i confirm", "yes confirmed", "yes please close it",
    "yes you can close it", "you may close it", "you may close this ticket", "you can close this ticket",
    "you can close the ticket", "please close the ticket", "please close this ticket", "ticket can be closed",
    "the ticket can be closed", "yep", "yeah", "sure", "correct", "it does", "printing again", "i can log in again",
    "i can log in now", "是", "是的", "好", "好的", "好了", "可以", "可以了", "行", "行了", "没问题", "没问题了",
    "已解决", "解决了", "已经解决", "已经解决了", "问题已解决", "问题解决了", "问题已经解决", "问题已经解决了",
    "搞定", "搞定了", "正常了", "已正常", "已经正常", "已经正常了", "恢复了", "没有问题", "没有问题了", "都好了",
    "全好了", "都正常了", "一切正常", "使用正常", "可以正常使用", "可以正常使用了", "现在正常", "现在正常了",
    "已经修好了", "已修复", "已经恢复了", "问题没有了", "问题已经没有了", "问题已处理好", "处理好了", "已处理",
    "已经处理好了", "弄好了", "对", "对的", "嗯", "嗯嗯", "恩", "请关闭", "请关闭工单", "可以关单", "可以关单了",
    "可以关闭工单", "可以关闭工单了", "关单吧", "现在能用了", "现在可以用了", "已经能用了", "登录正常",
    "登录正常了", "能登录了", "可以登录了", "打印正常", "打印正常了", "已恢复", "已恢复正常", "恢复正常",
    "恢复正常了", "已经恢复正常", "已经恢复正常了", "确认", "确认解决", "确认已解决", "现在可以了", "现在好了",
    "已经好了", "已经可以了", "修好了",
    "能用了", "可以用了", "能用", "可以关闭", "可以关闭了", "关闭吧", "沒問題", "沒問題了", "沒有問題",
    "沒有問題了", "現在正常", "現在正常了", "已經修好了", "已修復", "已經恢復了", "問題沒有了", "處理好了",
    "已處理", "已經處理好了", "對", "對的", "請關閉", "請結案", "可以關單", "可以關單了", "現在能用了",
    "現在可以用了", "已經能用了", "能登入了", "可以登入了", "列印正常", "列印正常了", "已解決", "解決了",
    "已經解決", "已經解決了", "問題已解決", "問題解決了", "問題已經解決", "問題已經解決了", "搞定囉", "已經正常",
    "已經正常了", "恢復了", "已恢復", "已恢復正常", "恢復正常", "恢復正常了", "已經恢復正常", "已經恢復正常了",
    "確認", "確認解決", "確認已解決",
    "現在可以了", "現在好了", "已經好了", "已經可以了", "可以關閉", "可以關閉了", "可以結案", "可以結案了",
    "可以结案", "可以结案了", "是已解决", "是的已解决", "是的已经解决了", "是的解决了", "是已解決", "是的已解決",
    "是的已經解決了",
)  # fmt: skip
THANKS = (
    "thanks", "thank you", "thx", "ty", "many thanks", "thanks a lot", "thank you very much", "thanks so much",
    "thank you so much", "cheers", "great thanks", "great thank you", "thanks again", "thank you again",
    "much appreciated", "thanks for your help", "thank you for your help", "thanks for the help",
    "thanks for the quick help", "thank you for the quick help", "thanks for your support",
    "thank you for your support", "great", "great job", "well done", "appreciated", "i appreciate it",
    "thanks for the quick response", "thank you for your quick response", "thanks for the update", "no problem",
    "no problems", "no worries", "nice", "awesome", "excellent", "good job", "brilliant", "will do",
    "you are great", "you're great", "you are the best", "you're the best", "thank you for the update", "noted",
    "noted thanks", "received thanks", "received", "谢谢", "谢谢你", "谢谢您", "多谢", "非常感谢", "感谢",
    "十分感谢", "辛苦了", "谢谢啦", "谢了", "谢谢帮助", "谢谢您的帮助", "谢谢你的帮助", "感谢您的帮助", "感谢帮助",
    "感谢支持", "收到", "收到谢谢", "好评", "太好了", "太感谢了", "麻烦了", "麻烦您了", "麻烦你了", "知道了",
    "明白", "明白了", "了解", "不客气", "不用谢", "非常感谢您的帮助", "感谢您的支持", "谢谢支持", "谢谢您的支持",
    "谢谢大家", "感激不尽", "您辛苦了", "你们辛苦了", "大家辛苦了", "服务很好", "服务不错", "很满意", "非常满意",
    "太棒了", "很好", "非常好", "不错", "好棒", "感谢您", "感谢你", "谢谢你们", "感谢你们", "真的谢谢", "太谢谢了",
    "太谢谢您了", "謝謝", "謝謝你", "謝謝您", "多謝", "非常感謝", "感謝", "十分感謝", "感恩", "謝啦", "謝了",
    "謝謝幫忙", "謝謝您的幫忙", "謝謝您的協助", "感謝您的協助", "感謝協助", "感謝幫忙", "收到謝謝", "太感謝了",
    "麻煩了", "麻煩您了", "不客氣", "不用謝", "感謝您", "感謝你們", "謝謝你們", "謝謝大家", "服務很好", "很滿意",
    "非常滿意", "非常感謝您的協助", "感謝您的支持", "謝謝支持",
)  # fmt: skip
NOT_SOLVED = (
    "no", "nope", "n", "not solved", "unsolved", "not resolved", "unresolved", "not fixed", "still broken",
    "still not working", "does not work", "doesn't work", "not working", "it does not work", "it doesn't work",
    "it is not working", "it's not working", "still does not work", "still doesn't work", "it still does not work",
    "it still doesn't work", "it still fails", "still fails", "still failing", "still the same", "same problem",
    "same error", "the same problem", "no change", "it is still broken", "it's still broken", "not yet",
    "no still broken", "no it still fails", "not really", "no not solved", "no it does not work",
    "no it doesn't work", "it is not solved", "it's not solved", "it is not fixed", "it's not fixed",
    "the problem is back", "it is back", "it's back", "broken again", "it is broken again", "please open it again",
    "reopen it", "please reopen it", "please reopen the ticket", "reopen", "please reopen", "no it is not", "不",
    "不是", "否", "没有", "没", "未解决", "没解决", "没有解决", "还没解决", "还没有解决", "还没好", "还是不行",
    "不行", "还不行", "没好", "还没", "还是没好", "还是没有解决", "还是没解决", "还是老样子", "又不行了", "又坏了",
    "又出现了", "问题依旧", "问题还在", "还是一样", "依然不行", "仍然不行", "仍然没有解决", "问题没有解决",
    "问题没解决", "问题仍未解决", "问题还没解决", "问题还是没有解决", "不能用", "还是不能用", "用不了",
    "还是用不了", "没有用", "没用", "不可以", "不好", "不对", "没有好", "没修好", "还没修好", "无法使用",
    "仍然无法使用", "请重新打开", "没有恢复", "还没恢复", "仍未解决", "重新打开", "沒有", "沒", "未解決", "沒解決",
    "沒有解決", "還沒解決", "還沒有解決", "還沒好", "還是不行", "還不行", "沒好", "還沒", "還是沒好",
    "還是沒有解決", "還是沒解決", "又壞了", "問題依舊", "問題還在", "還是一樣", "仍然沒有解決", "問題沒有解決",
    "問題沒解決", "還是不能用", "還是用不了", "沒有用", "沒用", "沒修好", "還沒修好", "無法使用", "請重新開啟",
    "還沒恢復", "仍未解決", "重新開啟",
)  # fmt: skip
STATUS = (
    "status", "status?", "进度", "查询进度", "状态", "進度", "查詢進度", "狀態", "查进度", "查進度", "#status",
)  # fmt: skip
STOP = (
    "stop", "unsubscribe", "退订", "退訂", "取消订阅", "取消訂閱",
)  # fmt: skip
GREETING = (
    "hi", "hello", "dear", "hey", "您好", "你好", "尊敬的", "親愛的", "亲爱的", "best", "regards", "best regards",
    "kind regards", "cheers", "祝好", "此致", "敬礼", "敬禮",
)  # fmt: skip
# Words that may follow a thanks and change nothing: "thanks a lot for your quick help".
_AFTER_THANKS_TEXT = """
    a again all and appreciated assistance bunch efforts everybody everyone fast fixing folks for friendly good
    great guys help helping indeed it kind lot lots million much once patience prompt quick quickly really reply
    resolving response service so solving sorting support swift team that the this ton tons truly very work you
    your
"""
AFTER_THANKS = frozenset(_AFTER_THANKS_TEXT.split())
CONNECTORS = frozenset({"and", "&", "so"})
_ADDRESSED_TEXT = """
    all colleagues desk everybody everyone folks guys madam sir support team
"""
ADDRESSED = frozenset(_ADDRESSED_TEXT.split())  # "dear all"
# Syllables that change nothing beside a known Chinese phrase.
SOFTENERS = frozenset("了的啦哦呢啊呀嗯您你们們啰囉喔唷哈吧")
QUESTION = ("?", "吗", "嗎", "么样", "麼樣", "为什么", "為什麼", "怎么", "怎麼")
TITLES = ("老师", "老師", "经理", "經理", "先生", "小姐", "女士", "工程师", "工程師", "工")  # after one character: 王工
NO_SURNAMES = frozenset("不没沒未还還无無又再仍")
