"""Fail when a source file passes 300 lines, the body of a function 40 or a flow file 80: small rooms are easy to walk through.

A signature and a docstring do not count: a form with many fields is long, what it does need not be.
"""

import ast
import subprocess
import sys
from pathlib import Path

FILE, FUNCTION, FLOW = 300, 40, 80


def tracked() -> list[Path]:
    """Return the Python sources that git knows or would take, without tests and database revisions."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"], capture_output=True, text=True, check=True
    )
    paths = [Path(name) for name in listing.stdout.split()]
    return [path for path in paths if path.exists() and path.parts[0] != "tests" and "versions" not in path.parts]


def too_long(path: Path) -> list[str]:
    """Return a complaint for the file and for each of its functions that is too long."""
    text = path.read_text(encoding="utf-8")
    limit = FLOW if path.parts[0] == "flows" else FILE
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lines = len(text.splitlines()) - (sum(map(form, functions)) if path.parts[0] == "flows" else 0)
    found = [f"{path}: {lines} lines, at most {limit}"] if lines > limit else []
    for node in functions:
        length = (node.end_lineno or node.lineno) - begun(node) + 1
        if length > FUNCTION:
            found.append(f"{path}:{node.lineno} {node.name}: {length} lines, at most {FUNCTION}")
    return found


def begun(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the line on which a function begins to do something, behind its docstring."""
    told = isinstance(node.body[0], ast.Expr) and len(node.body) > 1
    return node.body[1 if told else 0].lineno


def form(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a flow's signature and docstring, which are its form in Prefect."""
    return begun(node) - node.lineno


complaints = [complaint for path in tracked() for complaint in too_long(path)]
print("\n".join(complaints) or "sizes: every file and function is within its limit")
sys.exit(bool(complaints))
