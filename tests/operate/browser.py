"""A headless Chromium, driven as a person would: open a page, find what is read on it, click, type, look."""

import base64
import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--window-size=1400,1600", "--remote-debugging-port=0",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
PATIENCE = 60.0
_FIELD = """
(() => {
  const label = [...document.querySelectorAll('label')].find(e => e.textContent.trim().replace(' (Optional)', '') === %s);
  return label && label.closest('.p-label').querySelector('textarea, input, select');
})()
"""
"""What is filled in under a label of Prefect's forms."""
_SEEN = """
(() => {
  const leaf = (e, text) => e.textContent.trim().replace(/\\s+/g, ' ') === text && e.getClientRects().length;
  const all = [...document.querySelectorAll('*')].filter(e => leaf(e, %s));
  return all[all.length - 1];
})()
"""
_TOLD = "(/Something went wrong trying|Failed to resume/.test(document.body.innerText))"
"""What Prefect's UI says when its server on SQLite was busy; the form stays, to be sent again."""
_PUT_AWAY = """
(() => {
  const notes = [...document.querySelectorAll('.p-toast__close-btn, .p-toast__close')];
  notes.forEach(e => e.click());
  return !notes.length;
})()
"""
"""Close the notices: they lie over the button."""


class Page:
    """One tab."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self._numbers = itertools.count(1)
        self.tell("Page.enable")

    def tell(self, method: str, **parameters: Any) -> Any:
        """What the browser answers to a command of its protocol."""
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._line.recv(timeout=PATIENCE))
            if answer.get("id") == number:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    def open(self, address: str) -> None:
        """Open a page, again where a busy server left it empty."""
        for _ in range(3):
            self.tell("Page.navigate", url=address)
            if self._comes("!!document.body && document.body.innerText.trim()", 20):
                return
        raise AssertionError(f"nothing at {address}")

    def run(self, script: str) -> Any:
        """What a script comes to, as JSON."""
        answer = self.tell("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def text(self) -> str:
        """All that can be read."""
        return str(self.run("document.body ? document.body.innerText : ''"))

    def wait(self, script: str) -> Any:
        """Wait until a script comes to something."""
        value = self._comes(script, PATIENCE)
        assert value, f"never came: {script}\n{self.text()[:3000]}"
        return value

    def _comes(self, script: str, within: float) -> Any:
        deadline = time.monotonic() + within
        while not (value := self.run(script)) and time.monotonic() < deadline:
            time.sleep(0.2)
        return value

    def reads(self, text: str) -> None:
        """Wait until something can be read."""
        self.wait(f"!!document.body && document.body.innerText.includes({json.dumps(text)})")

    def click(self, text: str) -> None:
        """Click the middle of the last thing that reads exactly so, once it stands still."""
        before, place = None, self._place(text)
        while before != place:
            time.sleep(0.3)
            before, place = place, self._place(text)
        for kind in ("mousePressed", "mouseReleased"):
            self.tell("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def _place(self, text: str) -> Any:
        return self.wait(
            f"(() => {{ const e = {_SEEN % json.dumps(text)}; if (!e) return null; e.scrollIntoView({{block: 'center'}});"
            "const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )

    def submit(self) -> None:
        """Send a form, again where a busy server refused it, as a person does."""
        for _ in range(5):
            self.click("Submit")
            if self.wait(f"{_TOLD} ? 'refused' : {_SEEN % json.dumps('Submit')} ? null : 'taken'") == "taken":
                return
            self.wait(_PUT_AWAY)
        raise AssertionError(f"never taken:\n{self.text()[:3000]}")

    def fill(self, label: str, text: str) -> None:
        """Replace what stands in the field with this label."""
        field = _FIELD % json.dumps(label)
        self.wait(f"(() => {{ const e = {field}; if (!e) return false; e.focus(); e.select(); return true; }})()")
        self.tell("Input.insertText", text=text)

    def choose(self, label: str, value: str) -> None:
        """Choose one of a list."""
        told = f"e.value = {json.dumps(value)}; e.dispatchEvent(new Event('input')); e.dispatchEvent(new Event('change'))"
        self.wait(f"(() => {{ const e = {_FIELD % json.dumps(label)}; if (!e) return false; {told}; return true; }})()")

    def shot(self, file: Path) -> None:
        """Keep a picture of the window, to be looked at."""
        picture = self.tell("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(picture["data"]))


@contextmanager
def browsing(folder: Path) -> Iterator[Page]:
    """Give a tab of a browser that knows nothing of any other."""
    process = subprocess.Popen(
        [CHROMIUM, *QUIET, f"--user-data-dir={folder}", "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        note = folder / "DevToolsActivePort"
        deadline = time.monotonic() + PATIENCE
        while not note.is_file() or len(note.read_text().splitlines()) < 2:
            assert process.poll() is None and time.monotonic() < deadline, "Chromium did not start"
            time.sleep(0.1)
        port = note.read_text().splitlines()[0]
        target = httpx.put(f"http://127.0.0.1:{port}/json/new?about:blank", timeout=30).json()
        with connect(target["webSocketDebuggerUrl"], max_size=None) as line:
            yield Page(line)
    finally:
        process.terminate()
        process.wait(20)
