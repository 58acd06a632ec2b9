# SPDX-License-Identifier: BSD-3-Clause
"""unittest's results in the Test Anything Protocol, so that each test is counted, not each file."""

import sys
import traceback
import unittest


class TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self._number = 0
        self._failed_within = None

    def startTest(self, test):
        super().startTest(test)
        self._failed_within = None

    def _say(self, test, ok, why=None, error=None):
        self._number += 1
        name = test.id().removeprefix("__main__.").replace("_", " ").replace("#", "")
        print(f"{'ok' if ok else 'not ok'} {self._number} - {name}{f' # SKIP {why}' if why else ''}", flush=True)
        if error:
            for line in "".join(traceback.format_exception(*error)).splitlines():
                print("# " + line, flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        if self._failed_within is None:
            self._say(test, True)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._say(test, False, error=err)

    def addError(self, test, err):
        super().addError(test, err)
        self._say(test, False, error=err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._say(test, True, why=reason)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._failed_within = subtest
            self._say(subtest, False, error=err)


def main():
    """Runs the tests of the calling script, or those named on its command line."""
    loader = unittest.defaultTestLoader
    module = sys.modules["__main__"]
    names = sys.argv[1:]
    suite = loader.loadTestsFromNames(names, module) if names else loader.loadTestsFromModule(module)
    result = TapResult()
    suite.run(result)
    print(f"1..{result._number}")
    sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
