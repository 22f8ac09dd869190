"""Mails are packed where they are stored, and every machine can unpack them."""

import random
import subprocess
import sys
import zlib

import pytest

from maildesk.store.packing import is_marked_ready, packed, packed_to_send, unpacked


@pytest.mark.parametrize("size", [0, 1, 500, 32_767, 32_768, 200_000])
def test_what_was_packed_comes_back(size: int) -> None:
    data = random.Random(size).randbytes(size // 2) + b"the printer " * (size // 24)
    assert unpacked(*packed(data)) == data
    assert unpacked(*packed_to_send(data)) == data


def test_a_machine_without_the_fast_packer_reads_what_one_with_it_wrote_and_the_other_way_round() -> None:
    data = b"The printer on the second floor prints only half of each page.\r\n" * 90
    how, stored = packed(data)
    assert zlib.decompress(stored) == data
    assert unpacked(how, zlib.compress(data, 6)) == data
    assert len(stored) < len(data) / 10


def test_whether_a_mail_needs_nothing_for_the_wire_is_remembered() -> None:
    assert is_marked_ready(packed_to_send(b"Subject: a\r\n\r\nb\r\n")[0])
    assert is_marked_ready(packed_to_send(b"Subject: a\r\n\r\n" + b"long\r\n" * 9000)[0])
    assert not is_marked_ready(packed_to_send(b"Subject: a\r\n\r\n.b\r\n")[0])
    assert not is_marked_ready(packed_to_send(b"Subject: a\n\nb\n")[0])


def test_without_the_fast_packer_mails_are_packed_all_the_same() -> None:
    words = (
        "import sys; sys.modules['isal'] = None\n"
        "from maildesk.store import packing\n"
        "assert packing._compress is packing.zlib.compress\n"
        "mail = b'the printer ' * 900\n"
        "how, stored = packing.packed(mail)\n"
        "assert packing.unpacked(how, stored) == mail\n"
        "sys.stdout.write(stored.hex())"
    )
    run = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert unpacked(1, bytes.fromhex(run.stdout)) == b"the printer " * 900
