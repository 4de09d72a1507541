"""One run: the stage is set, everybody walks, the database refuses, and all that was left behind is searched."""

import os
import subprocess
import sys
from pathlib import Path

from people.models import Patient
from tests.browser.site import browsing
from tests.canary import servers, story
from tests.canary.marks import marks_of_all
from tests.canary.phases import Scene
from tests.canary.program import Program
from tests.canary.sinks import Sinks, judge
from tests.canary.verdict import found_leaks, told
from tests.guards.tree import ROOT


def run(folder: Path, *, leak: bool) -> int:
    servers.be_talkative()
    subprocess.run([sys.executable, "bin/prepare"], cwd=ROOT, check=True, env={**os.environ, "DEMO": "0"})
    story.load()
    patient, marks, sinks = Patient.objects.get(family_name=story.FAMILY), marks_of_all(), Sinks()
    program = Program(folder, leak)
    with servers.overhearing(folder / "monitor"), program.running(), browsing() as browser:
        scene = Scene(browser, program, sinks, patient)
        if leak:
            scene.somebody_looks()
        else:
            scene.everything_happens()
    _collect(program, sinks)
    verdicts = judge(sinks, marks)
    return found_leaks(verdicts) if leak else told(verdicts, scene)


def _collect(program: Program, sinks: Sinks) -> None:
    """What lies in files, and what the servers keep."""
    logs = servers.FOLDER / "log"
    for name in program.commands:
        sinks.files[f"said by {name}"] = [program.log(name)]
    sinks.files["postgres: log"] = sorted(logs.glob("postgres*"))
    sinks.files["valkey: log"] = [logs / "valkey.log"]
    sinks.files["valkey: all that was said to it"] = [program.folder / "monitor"]
    sinks.files["beat: schedule"] = sorted(program.folder.glob("beat-schedule*"))
    sinks.files["files left behind"] = sorted(program.temporary.rglob("*"))
    sinks.tell("files left behind", *(str(each) for each in program.temporary.rglob("*")))
    sinks.tell("postgres: statements kept", servers.statements_of_postgres())
    sinks.tell("valkey: keys and values", servers.kept_by_valkey())
