"""Words that stand in every mail and therefore find nothing."""

_ENGLISH = """
a about after again all also am an and any anyone are as at be because been before being but by can cannot could dear
did do does doing don done each else even every few first for from further get gets getting give go goes going got had
has have having he hello help her here hi him his how i if in into is it its just keep keeps kind kindly know last let
like little ll long look looks lot made make makes many may me might more most much must my need needs never new no nor
not now of off often ok once one only or other our out over own please problem put re really regards same say says see
seems several she should since so some someone something still such take tell than thank thanks that the their them
then there these they thing this those though three time times to today tomorrow too tried tries try trying two under
until up us use used using ve very via want wants was way we well went were what when where whether which while who
whole why will with within without won would yes yesterday yet you your yours issue question day days week weeks
morning anything everything always already ever able best sincerely colleague colleagues team guys everybody nothing
somebody doesn didn isn wasn aren couldn wouldn shouldn hasn haven come comes came happen happens happened mine
"""

# Characters that only join words: a run of Han is split at them.
JOINTS = "的了吗嗎呢吧啊呀嘛哦是我你您他她它们們就都也很又再把被这這那么麼"

_CHINESE = """
请问 谢谢 您好 你好 大家 各位 问题 现在 今天 昨天 明天 早上 上午 下午 晚上 最近 一直 一下 一个
可以 不能 没有 无法 怎样 如何 为什 什么 怎么 帮忙 帮助 麻烦 请帮 帮看 看看 看下 处理 解决 需要
想要 希望 知道 不知 有没 能不 是不 出现 显示 提示 发现 但是 因为 所以 如果 已经 还是 或者 以及
之后 之前 然后 时候 时间 有时 同事 公司 尽快 支持 联系 回复 情况 使用 不了 起来 以前 刚才 刚刚
突然 怎办 办呢 急急 等着 多次 几次 一次 每次 每天 感谢 烦请 敬请 此致 敬礼 请尽 请教 想问 咨询
"""

ENGLISH = frozenset(_ENGLISH.split())
CHINESE = frozenset(_CHINESE.split())
