"""The reader process ends with its worker and not before."""

import os
import signal

from maildesk.flows.reader import Reader
from maildesk.mail.letter import ReadContext

MAIL = b"From: ann@customer.example.org\r\nSubject: Printer\r\n\r\nIt is broken.\r\n"


def test_a_service_manager_that_ends_all_processes_does_not_cost_the_mail_in_hand() -> None:
    with Reader(ReadContext(key=b"k" * 32)) as reader:
        reader.read(MAIL)
        child = reader._child
        assert child is not None
        os.kill(child.pid, signal.SIGTERM)

        assert reader.read(MAIL).subject == "Printer"
        assert reader._child is child


def test_ctrl_c_of_the_terminal_does_not_reach_the_reader() -> None:
    with Reader(ReadContext(key=b"k" * 32)) as reader:
        reader.read(MAIL)

        assert reader._child is not None
        assert os.getpgid(reader._child.pid) != os.getpgid(0)
