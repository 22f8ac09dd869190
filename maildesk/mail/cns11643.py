"""CNS 11643 planes 1 and 2, the characters of Taiwan's standard that Big5 holds too, and EUC-TW, which writes them.

Both list the same characters in nearly the same order, so a plane is a few dozen stretches of Big5. Python has no codec
for either.
"""

from functools import cache

_ROW = 94  # characters in a row of CNS 11643
_BIG5_ROW = 157  # and under one lead byte of Big5
_LOW_TRAILS = 63  # 0x40 to 0x7E, before 0xA1 to 0xFE
# Place in the plane, place in Big5, how many: counted from the first of each.
_PLANE_1 = (
    "0:0:5 6:6:15 21:23:2 24:22:1 29:29:44 73:74:1 74:73:1 75:75:22 98:98:1 100:100:27 127:128:1 128:127:1 "
    "129:129:19 148:149:1 149:148:1 150:150:4 155:21:1 156:158:2 158:158:76 282:234:29 312:264:1 314:266:142 "
    "470:6101:20 3290:471:1412 4702:1884:424 5126:1883:1 5127:2308:1876 7003:4571:1 7004:4184:387 7391:4572:525 "
    "7916:5286:1 7917:5097:105 8023:5203:83 8106:5287:84 8190:5517:1 8191:5371:54 8245:5426:1 8246:5425:1 "
    "8247:5427:90 8337:5518:354"
)
_PLANE_2 = (
    "0:6280:10 10:6291:33 43:6372:1 44:6324:48 92:6373:46 138:6586:1 139:6419:167 306:6587:1840 2146:9074:1 "
    "2147:8428:108 2255:8537:537 2792:8427:1 2793:9075:100 2893:8536:1 2894:9175:399 3293:9575:1637 4930:11761:1 "
    "4931:11212:146 5077:11899:1 5078:11358:287 5365:12508:1 5366:11645:116 5482:11762:137 5619:11900:104 "
    "5723:12425:1 5724:12004:222 5946:12227:198 6144:12426:82 6226:12509:86 6312:12226:1 6313:12595:8 "
    "6321:12604:153 6474:12758:56 6530:13114:1 6531:12814:113 6644:12603:1 6645:12927:142 6787:12757:1 "
    "6788:13069:45 6833:13115:71 6904:13380:1 6905:13186:194 7099:13381:490 7589:13914:1 7590:13871:43 7633:13915:1 "
    "7634:13917:11 7645:13916:1 7646:13928:4"
)
_NOT_IN_BIG5 = {5: "\u30fb", 23: "\ufe32", 154: "\u2016", 571: "\u4ea0", 578: "\u51ab", 583: "\u52f9", 8022: "\u5f5e"}
_SMALL_ROMAN, _CONTROL_PICTURES, _DELETE = 490, 3102, 3134
_LOST = "\ufffd"


def character(plane: int, row: int, cell: int) -> str:
    """Return the character at a row and cell (each 0x21 to 0x7E) of plane 1 or 2; U+FFFD when it is none we know."""
    return _plane(plane).get((row - 0x21) * _ROW + cell - 0x21, _LOST) if plane in (1, 2) else _LOST


@cache
def _plane(plane: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for stretch in (_PLANE_1 if plane == 1 else _PLANE_2).split():
        start, big5, count = map(int, stretch.split(":"))
        found.update((start + step, _in_big5(big5 + step)) for step in range(count))
    if plane == 1:
        found.update(_NOT_IN_BIG5)
        found.update((_SMALL_ROMAN + step, chr(0x2170 + step)) for step in range(10))
        found.update((_CONTROL_PICTURES + step, chr(0x2400 + step)) for step in range(32))
        found[_DELETE] = "\u2421"
    return found


def _in_big5(place: int) -> str:
    lead, trail = divmod(place, _BIG5_ROW)
    code = bytes((0xA1 + lead, trail + 0x40 if trail < _LOW_TRAILS else trail - _LOW_TRAILS + 0xA1))
    for codec in ("big5", "cp950"):
        text = code.decode(codec, "replace")
        if len(text) == 1 and text != _LOST:
            return text
    return _LOST


def decode_euc_tw(data: bytes) -> str | None:
    """Return the text of EUC-TW; None when the bytes are not built like it, U+FFFD for what planes 1 and 2 lack."""
    text: list[str] = []
    at, size = 0, len(data)
    while at < size:
        byte = data[at]
        if byte < 0x80:
            end = at + 1
            while end < size and data[end] < 0x80:
                end += 1
            text.append(data[at:end].decode("ascii"))
            at = end
            continue
        plane, start = (data[at + 1] - 0xA0, at + 2) if byte == 0x8E and at + 1 < size else (1, at)
        pair = data[start : start + 2]
        if not 1 <= plane <= 16 or len(pair) < 2 or min(pair) < 0xA1 or max(pair) > 0xFE:
            return None
        text.append(character(plane, pair[0] & 0x7F, pair[1] & 0x7F))
        at = start + 2
    return "".join(text)
