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

_SOLVED_ELSEWHERE = """
Ja, funktioniert wieder, danke! | Erledigt, vielen Dank. | Hallo, das Problem ist gelöst. Viele Grüße | Ja, gelöst
Es geht wieder, danke für die schnelle Hilfe | Alles in Ordnung, danke | Bestätigt.
Oui, c'est résolu, merci beaucoup | Bonjour, ça marche maintenant. Cordialement | Problème résolu, merci
Vous pouvez clôturer, merci. | Sí, ya funciona, muchas gracias | Solucionado, gracias | Hola, ya está resuelto. Saludos
Todo bien, gracias por su ayuda | Risolto, grazie mille | Sì, funziona. Grazie! | Buongiorno, tutto a posto, grazie
Sim, resolvido. Obrigado! | Já funciona, muito obrigada | Problema resolvido, obrigado pela ajuda
Opgelost, bedankt! | Ja, het werkt weer. Met vriendelijke groet | Tak, działa. Dziękuję! | Rozwiązane, dzięki
Да, работает, спасибо | Проблема решена, спасибо большое | 解決しました。ありがとうございます。
はい、解決しました | 直りました、ありがとうございました | 네, 해결되었습니다. 감사합니다. | 해결됐습니다
"""
_THANKS_ELSEWHERE = """
Danke! | Vielen Dank für Ihre Hilfe | Besten Dank, Wang Wei | Merci | Merci beaucoup pour votre aide. Cordialement
Gracias | Muchas gracias por su ayuda | Grazie mille! | Muito obrigado | Bedankt voor de hulp | Dziękuję bardzo
Спасибо! | Спасибо за помощь | ありがとうございます。 | どうもありがとうございました | 감사합니다 | 정말 감사합니다!
"""
_NOT_SOLVED_ELSEWHERE = """
Nein, geht immer noch nicht | Leider nein. | Es funktioniert noch nicht. Hallo, noch nicht gelöst
Non, ça ne marche toujours pas | Toujours le même problème | Malheureusement non | No funciona | Todavía no funciona
El problema persiste, gracias | Non funziona ancora | Purtroppo no | Não, ainda não funciona | O problema continua
Nee, werkt nog steeds niet | Helaas niet | Nie działa | Нет, не работает | Проблема осталась | まだ解決していません
いいえ、まだ使えません | 아니요, 아직 안 됩니다 | 해결되지 않았습니다
"""
_OTHER_ELSEWHERE = """
Danke, aber der zweite Drucker ist jetzt auch tot | Funktioniert, aber sehr langsam | Ist das gelöst?
Ja, ich probiere es morgen | Funktioniert nur manchmal | Oui, mais l'écran reste noir | Merci, j'attends la pièce
C'est résolu ? | Gracias, pero sigue fallando la otra | Sí, pero va muy lento | ¿Ya está resuelto?
Funziona ma solo a metà | Grazie, ma la stampante è ancora spenta | Sim, mas agora há outro erro
Ja, maar het is nog traag | Dziękuję, ale drukarka nadal milczy | Спасибо, но ошибка осталась
ありがとうございます。でも印刷できません | 解決しましたか？ | 감사합니다, 그런데 다른 오류가 나요
Geht so | Ça marche pas trop | Geht | Ja, aber der Fehler ist noch da | Oui mais non | No está mal
"""
_MORE_OTHER = """
Thanks, I will check on Monday | OK, who comes to us and when? | Yes please send the technician | Please wait
It is fixed on one machine only | Solved for me but my colleague still sees it | I do not know
Is there a manual for this? | Fine, but when will the invoice be corrected | Great, and the scanner?
No problem with the first, big problem with the second | yes and no | I confirm that the error is still there
好的，请安排师傅上门 | 谢谢，请问需要多久 | 可以了，但是打印很慢 | 没问题的话请再等等 | 已解决一半 | 好，我再观察两天
可以，不過另一台不行 | 謝謝，請問什麼時候會好 | 收到，我再試試 | 已解決一部分 | 請再等我確認
"""


def _of(block: str, meaning: Meaning) -> list[tuple[str, Meaning]]:
    texts = (text.strip() for line in block.splitlines() for text in line.split(" | "))
    return [(text, meaning) for text in texts if text]


LABELLED: tuple[tuple[str, Meaning], ...] = tuple(
    _of(_SOLVED + _SOLVED_ELSEWHERE, Meaning.SOLVED)
    + _of(_THANKS + _THANKS_ELSEWHERE, Meaning.THANKS)
    + _of(_NOT_SOLVED + _NOT_SOLVED_ELSEWHERE, Meaning.NOT_SOLVED)
    + _of(_OTHER + _OTHER_ELSEWHERE + _MORE_OTHER, Meaning.OTHER)
)
