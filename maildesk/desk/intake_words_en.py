"""What English words tell when something began, who and how many it touches, and where; one pattern a row.

All patterns are read without case except inside `(?-i:...)`. A further row is all that a missing phrase needs.
"""

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_PART = r"(?:morning|noon|afternoon|evening|night|week|weekend|month|year)"
_SMALL = (
    r"(?:\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|a hundred)"
)
_SOME = r"(?:a few|few|several|many|most|some|both|a couple of|dozens of|hundreds of|half of|half)"
_UNIT = r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)"
_EVENT = (
    r"(?:update|upgrade|migration|move|change|changeover|restart|reboot|outage|blackout|power cut|power failure"
    r"|maintenance|release|patch|switch|storm|meeting|holidays?|rollout|reinstallation|installation)"
)
_HUMAN = (
    r"(?:users?|people|persons?|colleagues?|coworkers?|employees?|staff|customers?|clients?|students?|pupils?"
    r"|teachers?|agents?|engineers?|nurses?|doctors?|patients?|guests?|visitors?|interns?|trainees?|members"
    r"|departments?|dept)"
)
_DEVICE = (
    r"(?:computers?|pcs?|laptops?|notebooks?|machines?|devices?|phones?|printers?|servers?|monitors?|screens?"
    r"|tablets?|scanners?|terminals?|tills?|workstations?|accounts?|mailboxes|offices|stores|shops|branches|sites"
    r"|switches|routers?|cameras?|rooms|floors|teams)"
)
_PLACE = (
    r"(?:rooms?|floor|building|office|lab|laboratory|hall|hallway|warehouse|branch|block|wing|gate|store|shop|plant"
    r"|factory|data ?cent(?:er|re)|reception|lobby|canteen|kitchen|basement|garage|workshop|school|campus|clinic|ward"
    r"|site|desk|counter|classroom|library)"
)

LATER = (
    (
        rf"\b(?:by|until|till|before|due|deadline is|deadline|no later than|next|coming|on the coming)\s"
        rf"(?:the |next |this |coming |on )?(?:{_DAY}|{_PART}|today|tonight|noon|tomorrow|end of \w{{1,12}}"
        rf"|\d{{1,2}}\S*)(?: {_PART})?"
    ),
    r"\btomorrow(?: (?:at |by )?(?:noon|morning|afternoon|evening|night|\d{1,2}\S*))?",
    rf"\b(?:in|within) (?:{_SMALL}|a few|an?) {_UNIT}",
)
WHEN = (
    r"\b(?:the )?day before yesterday\b",
    r"\b(?:since |from )?(?:early |late )?(?:yesterday|today|tonight)(?:'s)?\b",
    rf"\b(?:since |from )?(?:this|last|yesterday|that|early|late) (?:{_PART}|{_DAY})\b",
    rf"\b(?:since |from |last |on |this )?{_DAY}\b",
    r"\b\d{4}-\d{2}-\d{2}\b",
    r"(?<![\d.])\d{1,2}[./]\d{1,2}[./]20\d{2}\b",
    rf"\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?{_MONTH}\b",
    r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b",
    r"\b\d{1,2} ?(?:am|pm|a\.m\.|p\.m\.)(?!\w)",
    r"\b\d{1,2} ?o'? ?clock\b",
    rf"\b(?:{_SMALL}|a few|few|several|an?|a couple of|half an|some) {_UNIT} ago\b",
    (
        rf"\b(?:for|past|last|over|already)(?: about| around| the| more than| almost| nearly| the last| the past)?"
        rf" (?:{_SMALL}|a few|several|an?|a couple of|half an|some) {_UNIT}\b"
    ),
    r"\bfor (?:days|hours|weeks|months|ages|a while|some time|a long time|quite a while)\b",
    r"\b(?:just now|right now it stopped|a moment ago|moments ago|recently|lately)\b",
    r"\bjust (?:stopped|crashed|went|died|failed|froze|started|began|happened|lost|broke|disappeared)\b",
    rf"\b(?:all|every|each) (?:day|{_PART})\b",
    rf"\b(?:since|after|following|ever since) (?:the |our |this |your |a |last )?(?:\w{{1,20}} )?{_EVENT}\b",
    rf"\bsince (?:about |around )?(?:noon|midnight|lunch|breakfast|christmas|easter|new year|{_MONTH}|\d{{1,2}})\b",
    r"\b(?:worked|working|fine|ok|okay) (?:fine |well |without trouble )?(?:until|till|up to) \w{1,20}",
)
WHO = (
    r"(?-i:\bI\b|\bi\b(?!\.))(?!-)",
    r"\b(?:me|my|mine|myself|we|we're|we've|our|ours|ourselves)\b",
    r"(?-i:\bus\b)",
    r"\b(?:everyone|everybody|nobody|no one|no-one|anyone|anybody|somebody|someone)\b",
    rf"\b{_HUMAN}\b(?! ?(?:names?|accounts?|manual|guide|interface|id|agreement))",
    r"(?-i:\b[a-z][a-zA-Z]+ team\b|\bteam\b)",
    r"(?-i:\b(?:Mr|Mrs|Ms|Dr|Prof)\.? [A-Z]\w+)",
    r"\b(?:boss|manager|director|secretary|assistant|supervisor|ceo|cfo)\b",
)
HOW_MANY = (
    (
        rf"\b(?:about |around |roughly |some |over |at least |more than |all )?{_SMALL}"
        rf"(?: more| other| of)?(?: our| the| my)?(?: \w{{1,15}})? (?:{_HUMAN}|{_DEVICE})\b"
    ),
    rf"\b(?:{_SMALL}|{_SOME}|all|none|each|neither) of (?:us|them|you|our|the|my)\b",
    rf"\b{_SOME} (?:of )?(?:our |the |my |other )?(?:{_HUMAN}|{_DEVICE})\b",
    rf"\ball (?:of )?(?:our |the |my )?(?:\w{{1,15}} )?(?:{_HUMAN}|{_DEVICE})\b",
    r"\b(?:everyone|everybody|nobody|no one|no-one)\b",
    r"\b(?:whole|entire) (?:\w{1,15} )?(?:team|department|office|company|floor|building|branch|site|school|group)\b",
    r"\b(?:only|just) (?:me|myself|one (?:user|person|machine|computer))\b|\bme (?:only|alone)\b",
    r"\b(?:company|site|office|department)-wide\b",
)
WHERE = (
    (
        rf"\b(?:in|at|on|of|near|from|inside|outside|behind)\s(?:the |our |my |your )?(?:[\w-]{{1,20}} )?"
        rf"(?:[\w-]{{1,20}} )?{_PLACE}\b(?: (?:no\.? ?)?(?:[A-Z][-.]?)?\d{{1,5}}[a-z]?\b| (?-i:[A-Z])\b)?"
    ),
    rf"\b{_PLACE} (?:no\.? ?|number )?(?:[A-Z][-.]?)?\d{{1,5}}[a-z]?\b",
    rf"\b{_PLACE} (?-i:[A-Z]\b)",
    r"\b(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|ground|top|upper|lower) floor\b",
    rf"(?-i:\b[A-Z][a-z]+) {_PLACE}\b",
    (
        r"\bin (?-i:(?!January|February|March|April|May|June|July|August|September|October|November|December)"
        r"(?!English|Chinese|German|French|General|Case|Advance|Addition)[A-Z][a-z]{2,20})\b"
    ),
    (
        r"\b(?:my|his|her)(?: \w{1,12})? (?:laptop|computer|pc|notebook|desktop|phone|machine|workstation|tablet|ipad"
        r"|iphone|screen|monitor)\b"
    ),
    r"\b(?:at|from) home\b",
    r"\bserial (?:number|no\.?)\b",
)
TROUBLE = (
    (
        r"\b(?:can ?not|can't|could not|couldn't|unable|does not|doesn't|do not work|don't work|will not|won't|did not"
        r"|didn't|not working|no longer|nothing works|nobody can|not able)\b"
    ),
    (
        r"\b(?:fail(?:s|ed|ure|ing)?|errors?|broken?|breaks|crash(?:es|ed|ing)?|down|slow|problems?|issues?|troubles?"
        r"|stop(?:s|ped)|lost|offline|unreachable|froz\w+|freez\w+|stuck|hangs?|leak\w*|blank|dead|wrong|bugs?|faulty?"
        r"|defects?|damaged|interrupted|disconnect\w*|outage|garbled|jam(?:s|med)?|0x[0-9a-f]+)\b"
    ),
    r"\bno (?:network|signal|sound|connection|internet|power|picture|access|response|answer)\b",
)
COMMON = frozenset(
    [
        "the",
        "is",
        "are",
        "was",
        "not",
        "my",
        "our",
        "we",
        "and",
        "to",
        "in",
        "it",
        "of",
        "on",
        "for",
        "a",
        "an",
        "please",
        "i",
        "this",
        "that",
        "with",
        "have",
        "has",
        "cannot",
        "does",
        "when",
    ]
)
