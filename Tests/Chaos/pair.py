"""Two commands at work on one store at the same time, and what they said."""

import collections
import os
import signal
import subprocess
import tempfile
import time

from trial import Broken

Work = collections.namedtuple("Work", "action process output errors started worker")
Said = collections.namedtuple("Said", "returncode stdout stderr")


class Pair:
    """Two commands that do something at the same time."""

    # How many seconds each kind took lately: it is to be struck at any moment of that.
    durations = {}

    def __init__(self, trial, breaks=False):
        self.trial = trial
        self.works = [self.start(trial.action(), breaks) for _ in range(2)]

    @classmethod
    def learn(cls, trial, kinds):
        """Finds out how long each kind takes."""
        for kind in kinds:
            started = time.monotonic()
            trial.done(*trial.action(kind).arguments)
            cls.durations[kind] = time.monotonic() - started

    def start(self, action, breaks):
        worker, environment = self.trial.worker(breaks)
        output, errors = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        process = subprocess.Popen(self.trial.line(*action.arguments), cwd=self.trial.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
                                   env={**os.environ, **environment})
        return Work(action, process, output, errors, time.monotonic(), worker)

    @property
    def are_at_work(self):
        return any(work.process.poll() is None for work in self.works)

    def wait(self):
        """Waits for any moment of their work."""
        deadline = time.monotonic() + self.trial.chance.random() * min(4, 1.2 * max(self.durations[work.action.kind] for work in self.works))
        while time.monotonic() < deadline and self.are_at_work:
            time.sleep(0.0005)

    def kill(self):
        """Kills those that are not done, and says how many these were."""
        killed = 0
        for work in self.works:
            if work.process.poll() is None:
                work.process.send_signal(signal.SIGKILL)
                killed += 1
                if self.trial.sink:
                    self.trial.sink.broken.add(work.worker)
        return killed

    def finish(self, timeout=120):
        """Waits for their end, and notes what they said they did."""
        for action, process, output, errors, started, _ in self.works:
            try:
                process.wait(timeout)
            except subprocess.TimeoutExpired:
                raise Broken(f"{' '.join(action.arguments)} goes on for {timeout} s; its process is {process.pid}") from None
            seconds, known = time.monotonic() - started, self.durations[action.kind]
            output.seek(0)
            errors.seek(0)
            said = Said(process.returncode, output.read(), errors.read())
            if process.returncode == -signal.SIGKILL:
                self.durations[action.kind] = max(known, seconds)
                self.trial.count(f"killed: {action.kind}")
                self.trial.acknowledge(action, said.stdout)
            else:
                self.durations[action.kind] = 0.7 * known + 0.3 * seconds
                self.trial.count(f"finished: {action.kind}")
                if self.trial.ended_well(said, " ".join(action.arguments)):
                    self.trial.acknowledge(action, said.stdout)
                    if action.trace and said.returncode == 0:
                        self.trial.claims.append((action, True))
                elif action.trace and self.trial.denies(said):
                    self.trial.claims.append((action, False))
            output.close()
            errors.close()


def kill_at_random(trial, kills):
    """Two commands at work, killed at random moments."""
    killed = told = 0
    while killed < kills:
        pair = Pair(trial)
        pair.wait()
        killed += pair.kill()
        pair.finish()
        if trial.sink and trial.chance.random() < 0.5:
            trial.restart_machine()
        trial.check()
        if killed // 100 > told:
            told = killed // 100
            print(f"{killed} kills", flush=True)
