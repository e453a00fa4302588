"""Checks of running programs: each is a function whose name is the rule that it checks."""

import concurrent.futures
import dataclasses
import time
import traceback


class Skipped(Exception):
    """A check cannot be made here; the message says why."""


@dataclasses.dataclass(frozen=True)
class Check:
    section: str
    run: object
    alone: bool

    @property
    def name(self):
        return f"SPEC {self.section}: {self.run.__name__.replace('_', ' ')}"


class Checks:
    """A list of checks, filled by the decorator `of`, in the order of the file."""

    def __init__(self, *parts):
        self.all = [check for part in parts for check in part.all]

    def of(self, section, alone=False):
        """Marks a function as a check of that section of SPEC. One that is `alone` runs before the others."""

        def add(run):
            self.all.append(Check(section, run, alone))
            return run

        return add

    def run(self, subject, at_once=4):
        """Runs all checks on the subject, prints a line for each, and returns whether none failed."""
        alone = [(check, _outcome(check, subject)) for check in self.all if check.alone]
        others = [check for check in self.all if not check.alone]
        with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
            outcomes = alone + list(zip(others, pool.map(lambda check: _outcome(check, subject), others)))
        for check, outcome in outcomes:
            print(f"{check.name}  {outcome}")
        failed = sum(1 for _, outcome in outcomes if outcome.startswith("FAILED"))
        print(f"{len(outcomes) - failed} of {len(outcomes)} checks")
        return bool(outcomes) and not failed


def _outcome(check, subject):
    begun = time.monotonic()
    try:
        check.run(subject)
        return f"ok, {time.monotonic() - begun:.1f} s"
    except Skipped as e:
        return f"skipped: {e}"
    except Exception:  # whatever goes wrong is this check's failure, and no other's
        return "FAILED\n" + traceback.format_exc()


def equal(expected, got, what=""):
    """Fails where what came is not what was expected."""
    if got != expected:
        raise AssertionError(f"{what or 'it'} should be {expected!r}, and is {got!r}")


def that(holds, what):
    """Fails where a condition does not hold."""
    if not holds:
        raise AssertionError(what)
