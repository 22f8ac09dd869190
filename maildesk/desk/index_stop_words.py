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

# Characters and phrases that only join words: a run of Han is split at them.
JOINTS = "的了吗嗎呢吧啊呀嘛哦是我你您他她它们們就都也很又再把被这這那么麼"

_CHINESE = """
不知道 怎么办 是不是 有没有 能不能 一下 一个 一次 一直 上午 下午 不了 不能 为什 之前 之后 什么 今天
以前 以及 但是 你好 使用 公司 几次 出现 刚刚 刚才 发现 可以 各位 同事 咨询 因为 多次 大家 如何
如果 尽快 已经 希望 帮助 帮忙 帮看 怎么 怎样 急急 您好 情况 想要 想问 感谢 我们 或者 所以 支持
敬礼 敬请 无法 早上 时候 明天 昨天 晚上 最近 有时 此致 每天 每次 没有 烦请 然后 现在 看下 看看
知道 突然 等着 解决 请尽 请帮 请教 请问 谢谢 起来 还是 这个 那个 问题 需要 麻烦
"""

ENGLISH = frozenset(_ENGLISH.split())
CHINESE = tuple(_CHINESE.split())  # the longest first
