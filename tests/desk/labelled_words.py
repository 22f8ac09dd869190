"""Replies to "is it solved?" and what a person would take them for."""

from maildesk.desk.customer_words import Meaning

_SOLVED = """
yes | Yes! | YES. | ok | OK. | Okay | Yes, it works now. | It works now, thanks! | Works again, thank you.
Solved. | resolved | Yes, solved. Thanks a lot for your quick help! | Fixed, thanks | Confirmed.
That fixed it, thank you very much! | All good now. | Everything works again | Perfect, thanks!
It is working now. Thanks so much. | You can close it. | Please close the ticket. Thanks.
Hi Wang, yes, it works again. Best regards, Ann Smith | Hello, solved, thank you
Yes, that solved it. Many thanks! | Yep, works fine now | That did the trick, cheers! | it's fixed
It’s working again. | No further issues, thanks. | The problem is gone. | OK thanks | ok, thank you
Yes confirmed, thanks team | 是 | 是的 | 好的 | 好了 | 可以了 | 已解决 | 已经解决了，谢谢！ | 解决了
好的，谢谢，已经可以了 | 问题已经解决了 | 没问题了，谢谢 | 搞定了 | 正常了 | 已经恢复正常，谢谢王工 | 现在可以用了
现在好了，非常感谢 | 可以关闭了 | 是的，已经解决，谢谢您的帮助 | 没有问题了 | 好的谢谢已经可以了 | 确认已解决。
您好，已经可以了，谢谢！ | 打印正常了 | 能登录了，谢谢 | 一切正常 | 修好了，辛苦了 | 嗯，好了 | 可以用了谢谢
处理好了，感谢 | 可以关单了 | 已修复 | 是的 | 已解決 | 已經解決了，謝謝！ | 沒問題了 | 沒有問題了，謝謝您的協助
現在可以了 | 恢復正常了，感謝 | 可以結案了 | 好的，謝謝，已經可以了 | 已經正常，謝謝您 | 確認已解決
可以登入了，謝謝 | 一切正常，辛苦了 | 問題已經解決了
"""
_THANKS = """
Thanks | thanks! | Thank you. | Many thanks! | Thank you very much for your quick help | Thanks a lot | thx
Cheers | Thanks for your support! | Great, thanks | Thank you so much, Wang Wei! | Thanks again, Ann
Noted, thanks. | Much appreciated. | Thank you for the quick response. Best regards, Ann Smith | Great job!
Well done, thank you | 🙏 | 👍👍 | 谢谢 | 谢谢！ | 非常感谢 | 感谢您的帮助 | 辛苦了 | 收到，谢谢 | 谢谢王工
多谢！ | 太感谢了 | 谢谢您的支持 | 知道了，谢谢 | 麻烦您了，谢谢 | 謝謝 | 謝謝您 | 非常感謝 | 感謝您的協助
辛苦了，謝謝 | 收到，謝謝 | 多謝
"""
_NOT_SOLVED = """
no | No. | Nope | not solved | No, still broken. | It still does not work. | still not working | It doesn't work
hi still not working | Please reopen | The problem is back. | Same problem | No, it is not fixed.
It's not working, thanks | 不 | 不行 | 还是不行 | 没有解决 | 还没好 | 未解决 | 还没解决，谢谢 | 仍然不行
问题还在 | 又坏了 | 还是不能用 | 没解决 | 不是 | 不可以 | 没修好 | 沒有解決 | 還是不行 | 未解決 | 還沒好，謝謝
問題還在 | 又壞了 | 還是不能用
"""
_OTHER = """
thanks but it still fails | Thanks, but the second printer is dead now. | OK, I will try tomorrow. | Solved?
Is it fixed? | Yes, but now the scanner fails | Hello it fails, ok | Ok but why did it happen
Not sure yet, thanks | ok so it crashed again today | It works on my laptop but not on my phone
Thanks for nothing, it crashed twice | When will you call me | yes we still have the error
Perfect storm: everything is down | Ok, one more question | Fixed the first one, the other three are still down
hi Peter ok no light | Works until I log out | It was working yesterday | Thank you, I am waiting for the part
Good morning, please see the new error | I have a further problem with the same printer | ok then call me
You can close it when it works | Close but no cigar | 好的，但是第二台打印机坏了 | 谢谢，但是还是打不开 | 解决了吗
已经解决了吗？ | 什么时候能好 | 好的，我明天试试 | 可以了，不过速度很慢 | 不总能用 | 谢谢，问题又出现了新的
刚才好了一会儿又坏 | 请问进度如何 | 是的，但还有一个问题 | 好像可以了但是不确定 | 收到，稍后测试
好的，但第二台壞了 | 解決了嗎 | 謝謝，但是還是打不開 | 可以了，不過很慢 | 什麼時候能修好 | 好像好了但不確定
"""


def _of(block: str, meaning: Meaning) -> list[tuple[str, Meaning]]:
    texts = (text.strip() for line in block.splitlines() for text in line.split(" | "))
    return [(text, meaning) for text in texts if text]


LABELLED: tuple[tuple[str, Meaning], ...] = tuple(
    _of(_SOLVED, Meaning.SOLVED)
    + _of(_THANKS, Meaning.THANKS)
    + _of(_NOT_SOLVED, Meaning.NOT_SOLVED)
    + _of(_OTHER, Meaning.OTHER)
)
