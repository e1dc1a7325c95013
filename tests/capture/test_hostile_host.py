"""Capture as root where others have put things: into the folder one stands in, into PATH, into the folder of snapshots;
where it is killed, stopped, or process 1; and from a host that sends what it likes."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from iptblob.snapshot.integrity import verify
from tests.capture.conftest import Run, environment, need
from tests.conftest import SAMPLES
from tests.hostile.mutators import parts_of

RULES = "iptables-legacy -A INPUT -p tcp --dport 22 -j ACCEPT\n"
PLANTED = """
mkdir here; cd here
for one in ipset nft modprobe iptables iptables-legacy ssh ssh-keygen; do
  printf '#!/bin/sh\\necho %s >> ../hijacked\\n' $one > $one; chmod +x $one
done
for module in json re os socket struct ctypes hashlib subprocess typing zlib argparse iptblob click sitecustomize; do
  printf 'open("../hijacked", "a").write(__name__)\\nraise SystemExit\\n' > $module.py
done
"""
REAL = "/usr/sbin:/usr/bin:/sbin:/bin"


@pytest.mark.parametrize(
    "start",
    [
        "env -i {iptblob}", "env -i PATH= {iptblob}", "env -i PATH=.:{real} {iptblob}", "env -i PATH=:{real} {iptblob}",
        "env -i PATH={real}: HOME=$PWD TMPDIR=$PWD {iptblob}", "env -i LC_ALL=tr_TR.UTF-8 LANGUAGE=x {iptblob}",
        "env -i {python} -I -m iptblob",
    ],
)  # fmt: skip
def test_nothing_from_where_one_stands(start: str, netns: Run, tmp_path: Path) -> None:
    """The checkout is installed beside the interpreter that runs the tests, so that no PYTHONPATH is needed."""
    command = start.format(python=sys.executable, iptblob=Path(sys.executable).with_name("iptblob"), real=REAL)
    done = netns(f"{RULES}ipset create s hash:ip; nft add table ip t\n{PLANTED}{command} capture -o ../a.iptb")
    assert not (tmp_path / "hijacked").exists(), (tmp_path / "hijacked").read_text()
    assert verify(tmp_path / "a.iptb") == [], done.stderr


@pytest.mark.parametrize("start", ["{python} - ", "{python} -I - ", "{python} agent.py "])
def test_the_single_file_takes_no_module_from_where_one_stands(start: str, netns: Run, tmp_path: Path) -> None:
    command = start.format(python="env -i /usr/bin/python3")
    given = "" if "agent.py" in start else "< agent.py"
    netns(f"{RULES}{PLANTED}(cd /; $IPTBLOB agent) > agent.py; {command} -o ../a.iptb {given}")
    assert not (tmp_path / "hijacked").exists(), (tmp_path / "hijacked").read_text()
    assert verify(tmp_path / "a.iptb") == []


def test_programs_get_a_clean_environment(netns: Run, tmp_path: Path) -> None:
    """What would make them run something else: LD_*, BASH_ENV, IFS; and what would change what they print."""
    need("strace")
    netns(f"""{RULES}nft add table ip t; ipset create s hash:ip
    env LD_PRELOAD= LD_BIND_NOW=1 BASH_ENV=/nowhere LD_LIBRARY_PATH=$PWD PYTHONSTARTUP=x LC_ALL=de_DE.UTF-8 \\
      strace -f -qq -v -s 9999 -e trace=execve -o calls $IPTBLOB capture -o a.iptb > /dev/null""")
    started = [line for line in (tmp_path / "calls").read_text().splitlines() if re.search(r"nft|ipset", line)]
    assert started
    for line in started:
        assert not re.search(r"LD_|BASH_ENV|PYTHON|de_DE", line)
        assert '"LC_ALL=C"' in line
        assert re.search(r'execve\("/', line)


def test_killed_as_process_one_it_stops_nobody(netns: Run, tmp_path: Path) -> None:
    """In a container each capture may be process 1. What a killed one left is no file of that name, and goes."""
    need("strace")
    one = "timeout 60 unshare -pf --mount-proc"
    netns(f"""{RULES}
    {one} true 2> refused || exit 0
    strace -f -o /dev/null -e inject=fsync:signal=SIGKILL {one} $IPTBLOB capture -q -o host.iptb || true
    ls -A > left; {one} $IPTBLOB capture -q -o host.iptb
    {one} $IPTBLOB capture -q --force -o host.iptb; {one} $IPTBLOB capture -q --force -o host.iptb""")
    if refused := (tmp_path / "refused").read_text():
        pytest.skip(f"no mount namespace here: {refused.strip()}")
    left = (tmp_path / "left").read_text().split()
    assert "host.iptb" not in left
    assert any(name.endswith(".partial") for name in left)
    assert verify(tmp_path / "host.iptb") == []
    assert not list(tmp_path.glob(".*.partial"))


def test_a_device_is_written_through(netns: Run, tmp_path: Path) -> None:
    netns(f"{RULES}$IPTBLOB capture -o /dev/null")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_stopped_while_it_writes(netns: Run, tmp_path: Path) -> None:
    """SIGTERM at every call that gives the file its name: one line that is true of what lies there."""
    need("strace")
    netns(f"""{RULES}capture="{sys.executable} -m iptblob capture -q -o a.iptb"
    strace -qq -e trace=rename,link,unlink,fsync -o counted $capture
    for call in rename link unlink fsync; do for at in $(seq $(grep -c "^$call(" counted || true)); do
      mkdir run-$call-$at; cd run-$call-$at; status=0
      timeout 60 strace -qq -o /dev/null -e trace=$call -e inject=$call:signal=SIGTERM:when=$at \\
        $capture 2> said || status=$?
      echo $status > status; cd ..
    done; done""")
    runs = sorted(tmp_path.glob("run-*"))
    assert len(runs) >= 4  # the file and its folder written to the disk, the name given, the other one taken
    for run in runs:
        said, path = (run / "said").read_text(), run / "a.iptb"
        assert ((run / "status").read_text(), len(said.splitlines())) == ("2\n", 1), said
        assert ("is written and whole" in said) == path.exists(), said
        assert ("no file was left behind" in said) != path.exists(), said
        assert not path.exists() or verify(path) == []
        assert not list(run.glob(".*.partial"))


def test_stopped_while_it_signs(netns: Run, tmp_path: Path) -> None:
    """ssh-keygen asks for a passphrase, and who is asked stops the capture."""
    need("ssh-keygen")
    netns(f"""{RULES}ssh-keygen -q -t ed25519 -N secret -f key
    printf '#!/bin/sh\nkill -TERM $(cut -d" " -f4 /proc/$PPID/stat)\nsleep 20\n' > ask; chmod +x ask
    status=0; DISPLAY=:0 SSH_ASKPASS=$PWD/ask setsid -w {sys.executable} -m iptblob \
      capture -q -o a.iptb --sign key --case log 2> said || status=$?
    [ $status = 2 ]""")
    said = (tmp_path / "said").read_text()
    assert said == (
        "iptblob: a.iptb: stopped by signal 15: the snapshot is whole, its signature and its line in the case log may "
        "be missing\n"
    )
    assert verify(tmp_path / "a.iptb") == []


def test_a_child_killed_while_it_hands_over(netns: Run, tmp_path: Path) -> None:
    """A table of 20,000 rules in another namespace; the child that reads it is killed while its parent is stopped."""
    rules = "".join(
        f"-A INPUT -s 10.0.{n >> 8}.{n & 255}/32 -p tcp -m tcp --dport {n + 1} -j DROP\n" for n in range(20_000)
    )
    (tmp_path / "rules").write_text(f"*filter\n{rules}COMMIT\n")
    done = netns(f"""unshare -n sh -c 'iptables-legacy-restore < rules; touch ready; exec sleep 60' & holder=$!
    for wait in $(seq 100); do [ -e ready ] && break; sleep 0.1; done
    {sys.executable} {Path(__file__).with_name("kill_child.py")} $IPTBLOB capture --pid $holder -o a.iptb
    kill $holder""")
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["killed"]
    assert (result["status"], len(result["said"].splitlines())) == (2, 1), result
    assert "died before it had handed over everything" in result["said"]
    assert not (tmp_path / "a.iptb").exists()


# --- watching -------------------------------------------------------------------------------------------------

WATCH = "$IPTBLOB capture --every 0.1s"


def test_what_lies_in_the_folder_changes_nothing(netns: Run, tmp_path: Path) -> None:
    netns(f"""{RULES}mkdir w; host=$(uname -n); echo precious > precious
    mkdir w/$host-00000000T000000Z.000.iptb; ln -s /nowhere w/$host-00000001T000000Z.001.iptb
    ln -s $PWD/precious w/$host-00000002T000000Z.002.iptb; mkfifo w/$host-00000003T000000Z.003.iptb
    for day in 1 2 3; do echo other > w/other-2020010${{day}}T000000Z.000.iptb; done
    touch "w/$(printf '\\033[31m')-20200101T000000Z.000.iptb"
    {WATCH} -o w --keep 2 --times 6 > told 2>&1""")
    host, told = os.uname().nodename, (tmp_path / "told").read_text()
    assert "\x1b" not in told
    mine = [path for path in (tmp_path / "w").glob(f"{host}-2*.iptb") if path.is_file()]
    assert len(mine) == 1, told
    assert len(list((tmp_path / "w").iterdir())) == 9
    assert (tmp_path / "precious").read_text() == "precious\n"


def test_names_from_the_future_do_not_push_out_the_newest(netns: Run, tmp_path: Path) -> None:
    netns(f"""{RULES}mkdir w; host=$(uname -n); $IPTBLOB capture -q -o a.iptb
    for n in 000 500; do cp a.iptb w/$host-99999999T999999Z.$n.iptb; done
    {WATCH} --always -o w --keep 3 --times 5 > told 2>&1""")
    names = sorted(path.name for path in (tmp_path / "w").iterdir())
    assert [name[-9:] for name in names] == [".503.iptb", ".504.iptb", ".505.iptb"]


def test_a_name_with_the_last_number_is_told(netns: Run, tmp_path: Path) -> None:
    done = netns(f"""{RULES}mkdir w; touch w/$(uname -n)-20260101T000000Z.999999999.iptb
    {WATCH} -o w --times 2""", status=None)  # fmt: skip
    assert "999999999" in done.stderr
    assert len(list((tmp_path / "w").iterdir())) == 1


def test_what_fails_after_the_write_is_not_written_again(netns: Run, tmp_path: Path) -> None:
    netns(f"""{RULES}{WATCH} -o w --sign /nowhere --times 5 > told 2>&1 || true
    mkdir log; {WATCH} -o v --case log --times 5 >> told 2>&1 || true""")
    assert len(list((tmp_path / "w").iterdir())) == len(list((tmp_path / "v").iterdir())) == 1


def test_several_watch_one_folder(netns: Run, tmp_path: Path) -> None:
    netns(f"{RULES}for one in 1 2 3; do {WATCH} --always --keep 3 -o w --times 6 > told$one 2>&1 & done; wait")
    left = sorted((tmp_path / "w").iterdir())
    assert len(left) == 3
    assert [verify(path) for path in left] == [[], [], []]


# --- another host ---------------------------------------------------------------------------------------------

MANIFEST, MEMBERS = parts_of((SAMPLES / "incident" / "after.iptb").read_bytes())


def sent(**changed: object) -> bytes:
    """A snapshot, canonical and with hashes that fit, whose manifest says something else."""
    from iptblob.capture.agent.container import build

    manifest = json.loads(json.dumps({**MANIFEST, **changed}))
    manifest.pop("members")
    return b"".join(build(manifest, {name: [data] for name, data in MEMBERS.items()}))


def clock(utc: str) -> dict[str, object]:
    return {**MANIFEST["clocks"], "started": {**MANIFEST["clocks"]["started"], "utc": utc}}


ANSWERS = {
    "leaves the folder": sent(host={**MANIFEST["host"], "name": "case"}, clocks=clock("2026/../../escaped/owned")),
    "is called like another": sent(host={**MANIFEST["host"], "name": "web1"}, clocks=clock("2025-11-25T10:10:10Z")),
    "warnings are a number": sent(warnings=5), "a host that is text": sent(host="x"),
    "warnings for a terminal": sent(warnings=["\x1b[31m red \u202e evil \u200b x\nline2"]),
    "backends are a number": sent(backends={"x": 3}), "netns is a number": sent(netns=7),
    "a time for a terminal": sent(clocks=clock("x\x1b[31m\x07\nY")), "no failures": sent(failed=None),
    "a host of 5000 letters": sent(host={**MANIFEST["host"], "name": "h" * 5000}), "nothing": b"",
    "no snapshot": os.urandom(1 << 20), "something behind it": sent() + b"hi\n",
    "an empty archive": b"PK\5\6" + bytes(18),
}  # fmt: skip


@pytest.mark.parametrize("what", ANSWERS)
def test_the_other_host_names_nothing_here(what: str, netns: Run, tmp_path: Path) -> None:
    done = _from_there(netns, tmp_path, 'cat "$DATA"', ANSWERS[what])
    assert "Traceback" not in done.stdout + done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert (tmp_path / "wd" / "web1-20251125T101010Z.iptb").read_text() == "precious\n"
    new = [path for path in tmp_path.rglob("*.iptb") if path.read_bytes() != b"precious\n"]
    assert all(re.fullmatch(r"h-\d{8}T\d{6}Z\.iptb", path.name) and path.parent.name == "wd" for path in new)
    assert len(new) == (1 if done.returncode in (0, 1) else 0), done.stderr
    assert not any((tmp_path / "escaped").iterdir())


@pytest.mark.parametrize(
    ("script", "said"),
    [("printf '\\033[31mred\\n' >&2; exit 255", "the reason is above"),
     ("cat $DATA; exit 3", "ssh ended with status 3"),
     ("head -c 200000000 /dev/zero", "more than 128 MiB came from h: given up"),
     ("head -c 200000000 /dev/zero | tr '\\0' x >&2; exit 2", "the reason is above")],
)  # fmt: skip
def test_what_else_it_may_do(script: str, said: str, netns: Run, tmp_path: Path) -> None:
    done = _from_there(netns, tmp_path, script, sent())
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr) < 100_000
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("host", ["-oProxyCommand=touch pwned", "", "-h"])
def test_a_host_that_is_an_option(host: str, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "iptblob", "capture", f"--host={host}"]
    done = subprocess.run(words, cwd=tmp_path, env=environment(tmp_path), capture_output=True, check=False)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def _from_there(netns: Run, folder: Path, script: str, data: bytes) -> subprocess.CompletedProcess[str]:
    """capture --host h, where ssh answers with what the script writes."""
    for name in ("bin", "wd", "escaped"):
        (folder / name).mkdir()
    (folder / "data").write_bytes(data)
    (folder / "wd" / "web1-20251125T101010Z.iptb").write_text("precious\n")
    fake = folder / "bin" / "ssh"
    fake.write_text(f"#!/bin/sh\ncat > /dev/null\n. {folder / 'bin' / 'answer'}\n")
    fake.chmod(0o755)
    (folder / "bin" / "answer").write_text(f"DATA={folder / 'data'}\n{script}\n")
    # system folders come first: where one holds an ssh, ours is laid over it
    system = next((path for path in map(Path, ("/usr/bin/ssh", "/bin/ssh")) if path.exists()), None)
    lay = f"mount --bind {fake} {system.resolve()} && " if system else ""
    words = f"PATH={folder}/bin:$PATH exec $IPTBLOB capture --host h"
    return netns(f"cd wd; unshare -m sh -c '{lay}{words}'", status=None)
