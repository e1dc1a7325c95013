"""Capturing from the running kernel, with iptables-legacy-save and /proc as the authorities."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from iptblob.capture.bundle import bundle
from iptblob.reading.opening import open_source
from iptblob.snapshot import read_snapshot
from iptblob.snapshot.integrity import verify

from .conftest import ROOT, Run, environment, need, run_in_netns

pytestmark = pytest.mark.kernel

RULES = """
iptables-legacy -A INPUT -p tcp --dport 22 -j ACCEPT
iptables-legacy -N USED; iptables-legacy -A INPUT -j USED; iptables-legacy -A USED -p icmp -j DROP
iptables-legacy -t nat -A PREROUTING -p tcp --dport 80 -j DNAT --to-destination 10.0.0.2:8080
ip6tables-legacy -P FORWARD DROP
"""
SEEN = """cat /proc/net/{ip,ip6,arp}_tables_names
cat /proc/modules 2>/dev/null || true
ls -i /run/netns 2>/dev/null || true"""


def strip_clocks(value: Any) -> Any:
    """The manifest without what passes with time."""
    if isinstance(value, dict):
        return {key: strip_clocks(item) for key, item in value.items() if key != "clocks"}
    return [strip_clocks(item) for item in value] if isinstance(value, list) else value


def without_reachable_time(name: str, data: bytes) -> bytes:
    """The links without IFLA_INET6_CACHEINFO: its reachable time is drawn anew now and then (net/core/neighbour.c)."""
    if not name.endswith("/net/links.nl"):
        return data
    head = struct.pack("=HH", 20, 5)
    return re.sub(re.escape(head) + b".{16}", head, data, flags=re.DOTALL)


def test_two_captures_of_an_idle_table_differ_in_clocks_only(netns: Run, tmp_path: Path) -> None:
    netns(f"{RULES}\n$IPTBLOB capture -o a.iptb; sleep 1.1; $IPTBLOB capture -o b.iptb")
    with zipfile.ZipFile(tmp_path / "a.iptb") as a, zipfile.ZipFile(tmp_path / "b.iptb") as b:
        assert a.namelist() == b.namelist()
        for name in set(a.namelist()) - {"manifest.json"}:
            assert without_reachable_time(name, a.read(name)) == without_reachable_time(name, b.read(name)), name
        one, two = (json.loads(archive.read("manifest.json")) for archive in (a, b))
    assert one != two
    assert strip_clocks(one) == strip_clocks(two)


def test_capture_leaves_no_trace_and_takes_what_exists(netns: Run, tmp_path: Path) -> None:
    script = f"""{RULES}
    {{ {SEEN}; }} > before; ls -A > files.before
    $IPTBLOB capture -o a.iptb > out
    {{ {SEEN}; }} > after; ls -A > files.after
    """
    netns(script)
    assert (tmp_path / "before").read_text() == (tmp_path / "after").read_text()
    before, after = (set((tmp_path / f"files.{when}").read_text().split()) for when in ("before", "after"))
    assert after - before == {"a.iptb", "out", "after", "files.after"}
    snapshot = read_snapshot(tmp_path / "a.iptb")
    assert sorted((table.family, table.table) for table in snapshot.tables) == [
        ("ipv4", "filter"),
        ("ipv4", "nat"),
        ("ipv6", "filter"),
    ]
    assert snapshot.manifest["footprint"] == {"tables": [], "modules": snapshot.manifest["footprint"]["modules"]}
    assert not snapshot.manifest["footprint"]["modules"]
    assert all(record["coherent"] and record["existed"] == "yes" for record in snapshot.manifest["tables"])
    assert verify(tmp_path / "a.iptb") == []


def test_show_of_a_capture_is_what_iptables_save_prints(netns: Run) -> None:
    done = netns(f"""{RULES}
    $IPTBLOB capture -o a.iptb >&2
    diff <($IPTBLOB show a.iptb --family ipv6 | grep -v '^#') <(ip6tables-legacy-save | grep -v '^#') >&2
    for t in filter nat; do
        diff <($IPTBLOB show a.iptb --family ipv4 --table $t | grep -v '^#') \\
            <(iptables-legacy-save -t $t | grep -v '^#')
    done
    """)
    assert done.stdout == ""


def test_a_table_asked_for_that_is_missing_is_an_error_and_stays_missing(netns: Run, tmp_path: Path) -> None:
    done = netns(f"{RULES}\n$IPTBLOB capture -o a.iptb --table raw || echo status $?; cat /proc/net/ip_tables_names")
    assert done.stdout.split() == ["status", "2", "nat", "filter"]
    assert done.stderr.count("\n") == 1
    assert "'raw'" in done.stderr
    assert not (tmp_path / "a.iptb").exists()


def test_autoload_is_recorded(netns: Run, tmp_path: Path) -> None:
    netns("$IPTBLOB capture -o a.iptb --autoload --family ipv4 --table raw")
    manifest = read_snapshot(tmp_path / "a.iptb").manifest
    assert [(r["table"], r["existed"]) for r in manifest["tables"]] == [("raw", "no")]
    assert [t["table"] for t in manifest["footprint"]["tables"]] == ["raw"]
    assert any("raw: this table appeared" in warning for warning in manifest["warnings"])


def test_no_table_at_all_is_a_snapshot_too(netns: Run, tmp_path: Path) -> None:
    netns("$IPTBLOB capture -o a.iptb; $IPTBLOB info a.iptb > info")
    assert read_snapshot(tmp_path / "a.iptb").tables == ()
    assert "no legacy table" in (tmp_path / "info").read_text()


def test_nftables_is_told_loudly_and_saved(netns: Run, tmp_path: Path) -> None:
    need("nft")
    done = netns("""nft add table inet x; nft 'add chain inet x y { type filter hook input priority 0; }'
    nft add rule inet x y tcp dport 22 drop
    $IPTBLOB capture -o a.iptb; $IPTBLOB info a.iptb""")
    assert "nftables rules are active" in done.stdout
    assert "*** NFTABLES FILTERS TOO" in done.stdout
    assert "NFTABLES" in done.stderr.upper()
    snapshot = read_snapshot(tmp_path / "a.iptb")
    (backend,) = snapshot.manifest["backends"].values()
    assert backend["nftables"]["rules"] == "yes"
    assert backend["nftables"]["num_rules"] == 1
    saved = snapshot.read_json(backend["nftables"]["member"])
    assert any("rule" in item for item in saved["nftables"])


def test_ipset_names_and_contents(netns: Run, tmp_path: Path) -> None:
    need("ipset")
    netns("""ipset create one hash:ip; ipset create two hash:net; ipset destroy one; ipset add two 10.9.0.0/16
    iptables-legacy -A INPUT -m set --match-set two src -j DROP
    $IPTBLOB capture -o a.iptb
    mkdir bin; printf '#!/bin/sh\\nexit 9\\n' > bin/ipset; chmod +x bin/ipset
    unshare -m sh -ec 'mount --bind bin/ipset $(command -v ipset); $IPTBLOB capture -o b.iptb'""")
    snapshot = read_snapshot(tmp_path / "a.iptb")
    label = snapshot.tables[0].netns
    assert snapshot.ipsets(label) == {1: "two"}
    assert b"add two 10.9.0.0/16" in snapshot.read(f"{label}/ipset/save.txt")
    raw = read_snapshot(tmp_path / "b.iptb").read(f"{label}/ipset/dump.nl")
    assert b"two\0" in raw
    assert bytes([10, 9, 0, 0]) in raw


def test_sets_of_several_namespaces_keep_their_names(netns: Run, tmp_path: Path) -> None:
    """Each namespace counts its sets from 0: an index says nothing without its namespace."""
    need("ipset")
    netns("""rule() { ipset create $1 hash:ip; iptables-legacy -A INPUT -m set --match-set $1 src -j DROP; }
    rule here
    unshare -n sh -c "$(declare -f rule); rule there; iptables-legacy-save > there.v4; mv there.v4 ready
        exec sleep 300" &
    pid=$!; while [ ! -e ready ]; do sleep 0.05; done
    iptables-legacy-save > here.v4; $IPTBLOB capture --all-netns -o all.iptb || echo some are not ours
    kill $pid; $IPTBLOB show all.iptb > text
    $IPTBLOB diff all.iptb all.iptb""")
    shown = (tmp_path / "text").read_text().splitlines()
    for file, name in (("here.v4", "here"), ("ready", "there")):
        (rule,) = [line for line in (tmp_path / file).read_text().splitlines() if line.startswith("-A")]
        assert rule == f"-A INPUT -m set --match-set {name} src -j DROP"
        assert rule in shown
    source = open_source(str(tmp_path / "all.iptb"))
    assert sorted(source.names_of(table).ipsets[0] for table in source.tables) == ["here", "there"]


def test_what_the_kernel_did_not_write(netns: Run, tmp_path: Path) -> None:
    """The ranges of --double are the rest of each name field, and padding behind the size field: counted by hand."""
    netns("iptables-legacy -P INPUT ACCEPT; $IPTBLOB capture -o a.iptb --double")
    snapshot = read_snapshot(tmp_path / "a.iptb")
    (record,) = snapshot.manifest["tables"]
    ranges = snapshot.read_json(record["unwritten"])["ranges"]
    if snapshot.abi != "lp64-le":
        pytest.skip(f"the ranges expected here are those of lp64-le, this is {snapshot.abi}")
    # name[32] and size: 4 bytes of padding up to 40; three policies of 152 bytes whose target "" leaves 28 of its
    # 29 name bytes; the ERROR entry of 176 bytes whose target "ERROR" leaves 23
    policies = [[40 + 152 * n + 112 + 2 + 1, 40 + 152 * n + 112 + 2 + 29] for n in range(3)]
    error = [[40 + 456 + 112 + 2 + 6, 40 + 456 + 112 + 2 + 29]]
    assert ranges[0] in ([36, 40], [7, 32])
    assert [pair for pair in ranges if pair[0] >= 40] == policies + error


def test_the_single_file_gives_the_same_tables(netns: Run, tmp_path: Path) -> None:
    netns(f"""{RULES}
    $IPTBLOB agent > agent.py; $IPTBLOB capture -o a.iptb
    $PYTHON - < agent.py > b.iptb; $PYTHON agent.py -o c.iptb 2>/dev/null""")
    tables = {
        name: [table.read() for table in read_snapshot(tmp_path / name).tables]
        for name in ("a.iptb", "b.iptb", "c.iptb")
    }
    assert tables["a.iptb"] == tables["b.iptb"] == tables["c.iptb"]
    assert verify(tmp_path / "b.iptb") == []


def test_capture_over_ssh(netns: Run, tmp_path: Path) -> None:
    """With a stand-in for ssh that runs the command here; sshd is none of our business."""
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "ssh"
    fake.write_text('#!/bin/sh\n[ "$1 $2 $3" = "-T -- me@there" ] || exit 99\nshift 3\nexec sh -c "$*"\n')
    fake.chmod(0o755)
    # system folders come first: where one holds an ssh, ours is laid over it
    system = next((path for path in map(Path, ("/usr/bin/ssh", "/bin/ssh")) if path.exists()), None)
    lay = f"mount --bind {fake} {system.resolve()};" if system else ""
    netns(f"""{RULES}
    PATH=$PWD/bin:$PATH; unshare -m sh -ec '{lay} $IPTBLOB capture --host me@there --python $PYTHON -o a.iptb \\
        --family ipv4 --table nat'""")
    (table,) = read_snapshot(tmp_path / "a.iptb").tables
    assert table.table == "nat"
    done = netns(f'PATH=$PWD/bin:$PATH unshare -m sh -c "{lay} $IPTBLOB capture --host other -o b.iptb"', status=2)
    assert "no snapshot came back from other" in done.stderr


def test_strace_log_gives_the_same_bytes(netns: Run, tmp_path: Path) -> None:
    """Byte for byte: libiptc's buffers were zeroed pages or not, so bytes the kernel does not write are left out."""
    need("strace")
    done = netns(f"""{RULES}
    strace -f -e getsockopt -xx -s 99999999 -o log iptables-legacy-save > /dev/null ||
    {{ echo no strace here; exit 0; }}
    $IPTBLOB capture -o a.iptb --family ipv4 --double; $IPTBLOB import log -o b.iptb""")
    if "no strace here" in done.stdout:
        pytest.skip("strace may not trace here")
    direct, logged = read_snapshot(tmp_path / "a.iptb"), read_snapshot(tmp_path / "b.iptb")
    theirs = {table.table: table.read() for table in logged.tables}
    assert sorted(theirs) == ["filter", "nat"]
    for table, record in zip(direct.tables, direct.manifest["tables"], strict=True):
        ours, other = table.read(), theirs[table.table]
        assert len(ours) == len(other)
        first = len(ours) - record["entries_size"] - 40
        free = {
            first + at for start, end in direct.read_json(record["unwritten"])["ranges"] for at in range(start, end)
        }
        different = {at for at in range(len(ours)) if ours[at] != other[at]}
        # name[32] of GET_INFO and GET_ENTRIES is what the caller put there
        assert different - free <= set(range(7, 32)) | set(range(first + 7, first + 32))


def test_named_namespace_with_veth_and_all_netns(tmp_path: Path) -> None:
    """Needs a mount namespace of its own, so that /run/netns is ours."""
    need("ip", "iptables-legacy")
    script = """mount -t tmpfs none /run; mkdir /run/netns
    ip netns add blue 2>/dev/null || { echo no named namespaces here; exit 0; }
    ip link add v0 type veth peer name v1 netns blue
    ip netns exec blue sh -c 'ip link set v1 up; iptables-legacy -A INPUT -i v1 -j DROP'
    iptables-legacy -A OUTPUT -j ACCEPT
    $IPTBLOB capture --netns blue -o blue.iptb
    ip netns exec blue sleep 300 & pid=$!; until [ "$(cat /proc/$pid/comm)" = sleep ]; do sleep 0.05; done
    $IPTBLOB capture --pid $pid -o pid.iptb
    touch /run/netns/broken
    $IPTBLOB capture --all-netns -o all.iptb || echo status $?
    kill $pid; ip netns del blue;"""
    done = run_in_netns(tmp_path, script, ("unshare", "-rnm"))
    if "no named namespaces here" in done.stdout:
        pytest.skip("ip netns add does not work here")
    if done.returncode and "mount" in done.stderr:
        pytest.skip(f"no mount namespace here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    blue, by_pid, everything = (read_snapshot(tmp_path / name) for name in ("blue.iptb", "pid.iptb", "all.iptb"))
    (table,) = blue.tables
    assert b"v1\0" in table.read()
    assert blue.manifest["netns"][0]["names"] == ["blue"]
    assert by_pid.tables[0].read() == table.read()
    assert any(process["comm"] == "sleep" for process in by_pid.manifest["netns"][0]["processes"])
    spaces = {space["label"]: space for space in everything.manifest["netns"]}
    assert spaces[table.netns]["names"] == ["blue"]
    assert {stored.netns for stored in everything.tables} >= {table.netns}
    assert any(space["status"] == "failed" for space in spaces.values()), "the broken one is told"
    assert "status 1" in done.stdout


NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


@pytest.fixture
def nobodys_folder() -> Iterator[Path]:
    """A folder of somebody who is not root, with the single-file program in it: the project may be closed to him."""
    if os.geteuid() != 0:
        pytest.skip("needs root to become somebody else")
    need("setpriv", "iptables-legacy")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "agent.py").write_text(bundle())
        (work / "agent.py").chmod(0o644)
        try:
            os.chown(work, 65534, 65534)
        except OSError:  # root of a user namespace that has nobody else
            pytest.skip("needs root to become somebody else")
        yield work


def as_nobody(work: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*NOBODY, *words]
    return subprocess.run(
        command, cwd=work, env=environment(work), capture_output=True, text=True, timeout=60, check=False
    )


def test_plain_user_in_a_sandbox_of_his_own(nobodys_folder: Path) -> None:
    """unshare -rn by someone who is not root: /proc/net/ip_tables_names cannot be read there."""
    script = "iptables-legacy -A INPUT -j DROP; /usr/bin/python3 agent.py -o a.iptb"
    done = as_nobody(nobodys_folder, "unshare", "-rn", "sh", "-ec", script)
    if "unshare" in done.stderr:
        pytest.skip(f"plain users may not make namespaces here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    snapshot = read_snapshot(nobodys_folder / "a.iptb")
    (dropped,) = [table for table in snapshot.tables if (table.family, table.table) == ("ipv4", "filter")]
    assert dropped.record["num_entries"] == 5
    assert {record["existed"] for record in snapshot.manifest["tables"]} <= {"yes", "unknown"}
    assert any("not readable" in warning for warning in snapshot.manifest["warnings"])


def test_without_the_privilege_one_sentence_says_what_is_missing(nobodys_folder: Path) -> None:
    done = as_nobody(nobodys_folder, "/usr/bin/python3", "agent.py", "-o", "b.iptb")
    assert done.returncode == 2
    assert re.fullmatch(r"iptblob-agent: capture needs CAP_NET_ADMIN in .*net:\[\d+\].*\n", done.stderr)
    assert not (nobodys_folder / "b.iptb").exists()


def test_a_full_disk_leaves_nothing_half_done(tmp_path: Path) -> None:
    need("iptables-legacy")
    script = f"""{RULES}
    mkdir small; mount -t tmpfs -o size=20k none small
    $IPTBLOB capture -o small/a.iptb > /dev/null; sha256sum small/a.iptb > sum
    for i in 1 2 3; do $IPTBLOB capture -o small/b.iptb 2> err && exit 7; test $(wc -l < err) = 1; done
    $IPTBLOB capture -o small/a.iptb 2>> err && exit 8
    sha256sum -c --quiet sum; ls -A small; cat err"""
    done = run_in_netns(tmp_path, script, ("unshare", "-rnm"))
    if "mount" in done.stderr:
        pytest.skip(f"no tmpfs here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "a.iptb"
    assert "No space left on device" in done.stdout
    assert done.stdout.splitlines()[1].startswith("iptblob: ")


def test_watch_keeps_changes_and_ignores_counters(netns: Run, tmp_path: Path) -> None:
    netns("""ip link set lo up; iptables-legacy -A INPUT -i lo -j ACCEPT
    $IPTBLOB capture --every 0.2s -o w 2> told & pid=$!
    wait_for() { for try in $(seq 600); do [ "$(ls w 2> /dev/null | wc -l)" -ge $1 ] && return; sleep 0.1; done; }
    wait_for 1; (echo > /dev/udp/127.0.0.1/9) || true; sleep 0.6
    iptables-legacy -A INPUT -p tcp -j DROP; wait_for 2; sleep 0.6
    kill -TERM $pid; wait $pid
    $IPTBLOB capture --every 1s --times 1 -o w 2>> told""")
    snapshots = sorted((tmp_path / "w").iterdir())
    assert len(snapshots) == 2, (tmp_path / "told").read_text()
    assert [verify(path) for path in snapshots] == [[], []]
    sizes = [read_snapshot(path).manifest["tables"][0]["num_entries"] for path in snapshots]
    assert sizes == [5, 6]


def test_watch_rotates_by_count_and_size(netns: Run, tmp_path: Path) -> None:
    netns("""iptables-legacy -P INPUT ACCEPT; touch w.keep
    $IPTBLOB capture --every 0.1s --always --times 6 --keep 2 -o w 2>/dev/null
    $IPTBLOB capture -o by-hand.iptb; size=$(stat -c %s by-hand.iptb); cp by-hand.iptb w/by-hand.iptb
    $IPTBLOB capture --every 0.1s --always --times 6 --keep-size $((size * 3 + size / 2)) -o w2 2>/dev/null""")
    assert len(list((tmp_path / "w").glob("*Z.*.iptb"))) == 2
    assert (tmp_path / "w" / "by-hand.iptb").exists()
    assert len(list((tmp_path / "w2").iterdir())) == 3


def test_manifest_follows_the_schema(netns: Run, tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((resources.files("iptblob") / "data/schema/manifest.schema.json").read_text())
    netns(f"{RULES}\n$IPTBLOB capture -o a.iptb --double --all-netns || test $? = 1; $IPTBLOB capture -o b.iptb")
    for name in ("a.iptb", "b.iptb"):
        jsonschema.validate(read_snapshot(tmp_path / name).manifest, schema)


def test_under_fire_nothing_is_torn_unnoticed(netns: Run) -> None:
    """Five hundred of what tests/stress/coherence.py measures with ten thousand."""
    for captures in (500, 2_000):
        done = netns(f"cd {ROOT} && $PYTHON -m tests.stress.coherence {captures} 2>/dev/null || :")
        result = json.loads(done.stdout)
        assert result["torn_unnoticed"] == 0
        if result["torn_without_care"]:
            return
    pytest.skip("the writer tore nothing: on this machine, at this moment, the test proves nothing")


def test_killed_at_any_moment_the_named_file_is_whole(netns: Run, tmp_path: Path) -> None:
    """Twelve of the two hundred of tests/stress/kill.py."""
    done = netns(f"cd {ROOT} && iptables-legacy -P INPUT ACCEPT && $PYTHON -m tests.stress.kill 12 {tmp_path}/kill")
    assert json.loads(done.stdout)["bad"] == 0


def test_watch_on_a_full_disk_keeps_what_it_has(tmp_path: Path) -> None:
    need("iptables-legacy")
    script = """iptables-legacy -P INPUT ACCEPT; mkdir small; mount -t tmpfs -o size=40k none small
    $IPTBLOB capture --every 0.1s --always --times 12 -o small 2> told
    for f in small/*.iptb; do $IPTBLOB verify $f > /dev/null; done; ls -A small
    grep -c 'No space left' told; rm small/*.000.iptb; $IPTBLOB capture --every 0.1s --always --times 1 -o small"""
    done = run_in_netns(tmp_path, script, ("unshare", "-rnm"))
    if "mount" in done.stderr:
        pytest.skip(f"no tmpfs here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    *names, complaints = done.stdout.split()
    assert 1 < len(names) < 12
    assert all(name.endswith(".iptb") and not name.startswith(".") for name in names)
    assert complaints == "1", (tmp_path / "told").read_text()
