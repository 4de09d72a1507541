import argparse
import signal
import sys

from patientkontrakt.demo.phone.inbox import Behaviour, Inbox
from patientkontrakt.demo.phone.server import Phone


def main() -> None:
    options = _parser().parse_args()
    port = options.port
    behaviour = Behaviour(options.delay, options.fail_with, options.retry_after, options.drops, options.report)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Phone(port, Inbox(behaviour)) as phone:
        if not port:
            sys.stdout.write(f"{phone.server_port}\n")
            sys.stdout.flush()
        phone.serve_forever()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m patientkontrakt.demo.phone", description="Answers as 46elks does.")
    parser.add_argument("--port", type=int, default=8046, help="0: any free one, told on stdout")
    parser.add_argument("--delay", type=float, default=0, help="seconds before it answers")
    parser.add_argument("--fail-with", type=int, default=0, metavar="STATUS", help="take nothing, answer with this")
    parser.add_argument("--retry-after", type=int, default=0, metavar="SECONDS", help="say so in every answer")
    parser.add_argument("--drops", action="store_true", help="drop the connection when the message is accepted")
    parser.add_argument("--report", default="delivered", help="status in the delivery report; empty for none")
    return parser


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
