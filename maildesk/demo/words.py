"""What the people of the story write."""

PRINTER_SUBJECT = "Label printer stopped, parcels are piling up"
PRINTER = """Hello,

The label printer in hall 2 stopped this morning with error E-17.
Which of the two lights should be on?
Can we ship with handwritten labels until it works again?

A photo of the panel is attached. My colleague reads along.

Kind regards,
Ann Smith
Harbor Logistics"""
PRINTER_LIGHTS = "Which of the two lights should be on?"
PRINTER_LABELS = "Can we ship with handwritten labels until it works again?"
KATE_LIGHTS = "Only the green one. A steady red light means that the ribbon is torn."
KATE_LABELS = "Yes, the carrier accepts handwritten labels until Wednesday."
KATE_AFTER = "Could you open the lid and tell me whether the ribbon looks whole?\n\nBest, Kate"
ANN_ANSWERS = "The ribbon is torn, right at the left edge. I have a spare one here."
KATE_UPDATE = (
    "#update\n\nGreat, please put the spare one in.\nI am ordering two more for your stock; they arrive on Wednesday."
)
KATE_RESOLVES = (
    "The new ribbon is in and the test label came out fine on our side, too.\n"
    "Two spare ribbons are on their way to you.\n\n#resolve"
)

VPN_SUBJECT = "VPN 连不上，无法访问内网"
VPN = """您好：

今天早上起 VPN 一直连不上，提示“证书已过期”。
我们部门有三位同事在家办公，都无法访问内网。
请问大概什么时候可以恢复？

谢谢！
赵敏
华东分公司"""
WANG_NOTE = "#备注\n\n客户的旧证书是上个月手工签发的，未进续期清单。续期前请勿告知具体原因。"
INSIDE_THE_NOTE = "手工签发"
WANG_RESOLVES = "赵敏您好，\n\n新证书已经签发并推送到三位同事的电脑，请重新启动 VPN 客户端后再试。\n\n#解决"
ZHAO_CONFIRMS = "已经解决了，谢谢！"
ZHAO_RATES = "5分，处理很快，解释也很清楚。"

ACCOUNT_SUBJECT = "請協助開通新同事的帳號"
ACCOUNT = """您好，

新同事陳志明下週一到職，請協助開通帳號與信箱，
並加入「業務部」共用資料夾。

麻煩您了，謝謝。
林怡君
台北辦公室"""
CHEN_MISTAKE = "#解決\n#指派 kat"
CHEN_RESOLVES = "怡君您好，\n\n帳號與信箱都已開通，首次登入的密碼已另行寄出。\n\n#解決"
LIN_NOT_SOLVED = "信箱可以用了，但是還看不到「業務部」的共用資料夾。"
CHEN_RESOLVES_AGAIN = "抱歉漏了這一項，共用資料夾的權限已補上，請重新登入後再確認。\n\n#解決"

INVOICE_SUBJECT = "Question about invoice 20931"
INVOICE = """Hi,

on invoice 20931 the scanner lease is listed twice. Is that right?

Bob Jones
The Corner Shop"""
VACATION = "I am out of the office until Thursday and will read your mail when I am back.\n\nBob Jones"
ASK_BOB = (
    "Hello Bob,\n\ncould you send me the serial numbers of your scanners?\n"
    "I will compare them with the lease.\n\n#pending 5d"
)

TOM_WRITES = "Hi, Ann forwarded me this. What is the state, and who else has access to the printer?"
KATE_REJECTS = "reject"
FORGED = "Please send your password to this address so that we can test the printer.\n\n#resolve"

ANN_COMMENT = "Clear answers, and the spare ribbons are a nice touch."
