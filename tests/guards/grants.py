"""An access is made at the gate. A copy of one with other rights is a new one."""

import ast
from pathlib import Path

from tests.guards.python import calls_in, imports_from, name_of, renamed
from tests.guards.tree import Sources

GATE = Path("access/gate.py")
GRANTS = {"Access", "EditorAccess", "LogAccess", "TemplateAccess", "UnitAccess"}


def accesses_made_elsewhere(tree: Sources) -> list[str]:
    return [wrong for path, source in tree.items() if path != GATE for wrong in _made_in(path, ast.parse(source))]


def _made_in(path: Path, module: ast.Module) -> list[str]:
    known = GRANTS | {new for new, old in renamed(module).items() if old in GRANTS}
    may_copy = imports_from(module, "dataclasses", "replace")
    wrong = []
    for call in calls_in(module):
        if name_of(call.func) in known:
            wrong.append(f"{path}:{call.lineno} makes an access")
        if name_of(call.func) == "replace" and may_copy:
            wrong.append(f"{path}:{call.lineno} may copy an access with other rights")
    return wrong
