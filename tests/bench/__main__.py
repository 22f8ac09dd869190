"""`python -m tests.bench`: the figures of the whole path, side by side with a bare floor."""

import sys
from datetime import UTC, datetime
from statistics import median

from tests.bench.mails import Mix, make_mails
from tests.bench.place import open_tickets
from tests.bench.rounds import floor_round, path_round, world


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with world() as w:
        pairs = []
        for i in range(rounds):
            mails = make_mails(Mix(count=n, now=datetime.now(tz=UTC), tickets=open_tickets(2000), seed=i))
            f, p = floor_round(w, mails), path_round(w, mails, tickets=2000)
            pairs.append((f, p))
            for name, t in (("floor", f), ("path", p)):
                print(f"{name} {t.rate:.0f}/s cpu {t.per_mail(t.own.cpu):.2f} ms, peak {t.own.peak_mib:.0f} MiB")
        print("ratio", median(p.rate / f.rate for f, p in pairs))


main()
