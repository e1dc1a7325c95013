"""Netlink dumps from the running kernel, with what strace saw of nft and ip, and the kernel itself, as authorities."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import zipfile
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from iptblob.capture.bundle import bundle
from iptblob.snapshot import read_snapshot
from iptblob.snapshot.integrity import verify

from .conftest import ROOT, Run, need, run_in_netns

pytestmark = pytest.mark.kernel
RTM_NEWLINK = 16

# 49 rules as people write them, for iptables-nft-restore
RULES = (Path(__file__).parent / "rules49.v4").resolve()
FULL = f"""
ip link set lo up
for n in 0 1 2; do ip link add d$n type veth peer name e$n; ip addr add 192.0.2.$((n + 1))/26 dev d$n; done
ip addr add 2001:db8::1/64 dev d0 nodad; ip route add 198.51.100.0/24 via 192.0.2.9 dev d0 onlink 2>/dev/null || true
ip rule add fwmark 7 table 100; ip route add blackhole 203.0.113.0/24 table 100
iptables-nft-restore < {RULES}
nft -f - <<'END'
table inet own {{
    set names {{ type ipv4_addr; elements = {{ 192.0.2.7, 192.0.2.8 }} }}
    set spans {{ type ipv4_addr; flags interval; elements = {{ 198.51.100.0/25, 203.0.113.7-203.0.113.9 }} }}
    map verdicts {{ type inet_service : verdict; elements = {{ 22 : accept, 23 : drop }} }}
    counter seen {{ }}
    chain input {{ type filter hook input priority 5; policy accept
        ip saddr @names counter drop; tcp dport vmap @verdicts; ip6 hoplimit < 5 limit rate 3/second log prefix "low"
    }}
}}
END
nft add set inet own many '{{ type ipv4_addr; }}'
nft add element inet own many "{{ $(seq -f '10.1.%.0f.1' -s , 0 250),$(seq -f '10.2.%.0f.1' -s , 0 250) }}"
"""


def messages(data: bytes) -> list[tuple[int, int, bytes]]:
    """(type, flags, body) of all messages: all but sequence and port."""
    found, at = [], 0
    while at + 16 <= len(data):
        size, kind, flags = struct.unpack_from("=IHH", data, at)
        if size < 16:
            break
        found.append((kind, flags, without_reachable_time(kind, data[at + 16 : at + size])))
        at += (size + 3) & ~3
    return found


def without_reachable_time(kind: int, body: bytes) -> bytes:
    """A link without IFLA_INET6_CACHEINFO: the kernel draws its reachable time anew every five minutes."""
    head = struct.pack("=HH", 20, 5)
    return re.sub(re.escape(head) + b".{16}", head, body, flags=re.DOTALL) if kind == RTM_NEWLINK else body


def traced(log: str) -> list[tuple[int, int, bytes]]:
    """The messages in what ``strace -e read=3,4`` dumped of recvmsg calls, those looked at with MSG_PEEK left out."""
    found, buffer, peeked = [], b"", False
    for line in [*log.splitlines(), "end"]:
        row = re.match(r"(?:\d+ +)? ?\| [0-9a-f]{5,}  ((?:[0-9a-f]{2} {1,2})+)", line)
        if row:
            buffer += bytes.fromhex(row[1].replace(" ", ""))
        elif not line.startswith(" * "):
            found += [] if peeked else messages(buffer)
            buffer, peeked = b"", "MSG_PEEK" in line
    return found


def held(path: Path) -> set[tuple[int, int, bytes]]:
    with zipfile.ZipFile(path) as archive:
        return {one for name in archive.namelist() if name.endswith(".nl") for one in messages(archive.read(name))}


def netlink_of(path: Path) -> dict[str, Any]:
    (space,) = read_snapshot(path).manifest["netlink"].values()
    return dict(space)


def test_every_message_that_nft_and_ip_are_told_is_in_the_snapshot(netns: Run, tmp_path: Path) -> None:
    need("nft", "iptables-nft", "strace", "ip")
    commands = ["nft list ruleset", "iptables-nft-save", "ip route show table all", "ip rule"]
    commands += ["ip -s addr", "ip -s link"]  # without -s newer ones ask for less
    tracing = "\n".join(
        f"strace -f -e trace=recvmsg,recvfrom -e read=3,4 -s 1 -o log{n} {command} > /dev/null 2>&1 || echo no strace"
        for n, command in enumerate(commands)
    )
    # dummy links say hello to their neighbours at first: counters that move
    done = netns(
        f"{FULL}\nsleep 1.5; for n in 0 1 2; do ip link set d$n down; done; $IPTBLOB capture -o a.iptb\n{tracing}"
    )
    if "no strace" in done.stdout:
        pytest.skip("strace may not trace here")
    have, total = held(tmp_path / "a.iptb"), 0
    for n, command in enumerate(commands):
        # of a dump (NLM_F_MULTI) and of content; the generation names who asked
        told = [one for one in traced((tmp_path / f"log{n}").read_text("latin-1")) if one[1] & 2 and one[0] >= 16]
        told = [one for one in told if one[0] >> 8 != 11]  # nft_compat's answers about revisions are no state
        assert told, command
        assert [one for one in told if one not in have] == [], command
        total += len(told)
    assert total > 150
    space = netlink_of(tmp_path / "a.iptb")
    counts = {dump["kind"]: dump["messages"] for dump in space["nft"]["dumps"]}
    assert counts["rules"] == 49 + 3
    assert space["nft"]["coherent"]
    assert space["net"]["coherent"]
    assert verify(tmp_path / "a.iptb") == []


def test_info_counts_what_iptables_wrote_and_what_is_native(netns: Run, tmp_path: Path) -> None:
    need("nft", "iptables-nft")
    done = netns(
        f"{FULL}\n$IPTBLOB capture -o a.iptb 2> told; $IPTBLOB info a.iptb; $IPTBLOB info --format json a.iptb > j"
    )
    assert "52 rules (49 by iptables-nft, 3 native)" in done.stdout
    assert re.search(r"nft .*; coherent, generation \d+", done.stdout)
    assert re.search(r"^tools .*iptables-nft \d+\.\d+.* \(nf_tables\)", done.stdout, re.M)
    groups = {group["group"]: group for group in json.loads((tmp_path / "j").read_text())["netlink"]}
    (rules,) = [dump for dump in groups["nft"]["dumps"] if dump["kind"] == "rules"]
    assert (rules["messages"], rules["iptables"], rules["native"]) == (52, 49, 3)


def test_commands_that_read_legacy_tables_say_what_they_do_not_show(netns: Run, tmp_path: Path) -> None:
    need("nft", "iptables-nft")
    done = netns(f"""{FULL}
    $IPTBLOB capture -q -o a.iptb 2> /dev/null
    for c in show 'show --format tree' 'show --format json' validate 'validate --format json' timeline; do
        $IPTBLOB $c a.iptb 2> err > out && echo 0 || echo $?; grep -cE 'NOT (READ|JUDGED)' err; done
    $IPTBLOB diff a.iptb a.iptb 2> err > out && echo 0 || echo $?; grep -cE 'NOT (READ|JUDGED)' err
    $IPTBLOB show --format json a.iptb 2> /dev/null > show.json || true
    $IPTBLOB diff --format json a.iptb a.iptb 2> /dev/null > diff.json || true
    $IPTBLOB validate --format json a.iptb 2> /dev/null > validate.json || true""")
    assert done.stdout.split() == ["2", "1"] * 7
    for name in ("show", "diff", "validate"):
        text = (tmp_path / f"{name}.json").read_text()
        value = json.loads(text.splitlines()[-1] if name == "validate" else text)
        assert [one["what"] for one in value["unread"]] == ["3 rules of nf_tables inet own"], name  # not the other 49
    jsonschema = pytest.importorskip("jsonschema")
    for name in ("show", "diff"):
        schema = json.loads((resources.files("iptblob") / f"data/schema/{name}.schema.json").read_text())
        jsonschema.validate(json.loads((tmp_path / f"{name}.json").read_text()), schema)
    schema = json.loads((resources.files("iptblob") / "data/schema/manifest.schema.json").read_text())
    jsonschema.validate(read_snapshot(tmp_path / "a.iptb").manifest, schema)


def test_looking_changes_nothing_in_nf_tables(netns: Run, tmp_path: Path) -> None:
    """Rules, handles, counters, generation and addresses before and after, as nft and ip tell them."""
    need("nft", "iptables-nft")
    netns(f"""{FULL}
    look() {{ nft -a list ruleset 2> /dev/null; nft list counters; ip addr; ip route show table all; ip rule
        cat /proc/net/ip_tables_names; cat /proc/modules 2> /dev/null || true; ls /sys/module; }}
    bash -c 'echo > /dev/udp/192.0.2.1/9' || true
    sleep 0.2; look > before; $IPTBLOB capture --conntrack -q -o a.iptb 2> /dev/null; look > after
    $IPTBLOB capture -q -o b.iptb 2> /dev/null""")
    assert (tmp_path / "before").read_text() == (tmp_path / "after").read_text()
    assert netlink_of(tmp_path / "a.iptb")["nft"]["generation"] == netlink_of(tmp_path / "b.iptb")["nft"]["generation"]
    with zipfile.ZipFile(tmp_path / "a.iptb") as a, zipfile.ZipFile(tmp_path / "b.iptb") as b:
        for name in [name for name in b.namelist() if "/nft/" in name and "/gen-" not in name]:
            assert a.read(name) == b.read(name), name


@pytest.mark.parametrize("loaded", ["built in", "missing", "not to be known"])
def test_nf_tables_is_asked_only_where_that_loads_nothing(netns: Run, tmp_path: Path, loaded: str) -> None:
    """strace tells which sockets are opened; a kernel with modules but without nf_tables is played by its lists."""
    need("strace")
    (tmp_path / "agent.py").write_text(_on_a_host_where(loaded))
    done = netns(
        "strace -f -e trace=socket,execve -o log /usr/bin/python3 agent.py -q -o a.iptb || echo no strace here"
    )
    if "no strace here" in done.stdout:
        pytest.skip("strace may not trace here")
    sockets = re.findall(r"socket\(AF_NETLINK, [^)]*\)", (tmp_path / "log").read_text())
    opened = [one for one in sockets if "NETLINK_NETFILTER" in one]
    nft = netlink_of(tmp_path / "a.iptb")["nft"]
    status = {"built in": "captured", "missing": "absent", "not to be known": "not-asked"}[loaded]
    assert nft["status"] == status
    assert bool(opened) == (loaded == "built in")
    (backend,) = read_snapshot(tmp_path / "a.iptb").manifest["backends"].values()
    assert backend["nftables"]["rules"] == {"built in": "no", "missing": "no", "not to be known": "unknown"}[loaded]
    assert [dump for dump in nft["dumps"] if dump["coherent"] is False] == []


def _on_a_host_where(loaded: str) -> str:
    """The capture program with other answers of /proc and /lib/modules where they would decide."""
    if loaded == "built in":
        return bundle()
    answers = {"/proc/modules": "ip_tables 1 0 - Live 0x0\n", "/proc/self/net/netlink": "sk Eth Pid\n0 0 0\n"}
    if loaded == "not to be known":
        answers.pop("/proc/self/net/netlink")
    play = f"""
_real_read_text = read_text
def read_text(path):
    if path in ("/proc/self/net/netlink",) and {loaded != "missing"}:
        return None
    if path.endswith("modules.builtin"):
        return None
    return {answers!r}.get(path) or _real_read_text(path)
def read_config():
    return "", b""
"""
    return bundle().replace('if __name__ == "__main__":', f'{play}\nif __name__ == "__main__":')


def test_without_the_privilege_nothing_is_said_of_rules(tmp_path: Path) -> None:
    """The kernel refuses even to count: no dump, no "no rules", one line."""
    if not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed")
    (tmp_path / "agent.py").write_text(bundle())
    script = f"""nft add table ip x
    cp agent.py /tmp/agent.$$; chmod 644 /tmp/agent.$$
    cd /tmp; drop='setpriv --inh-caps=-all --bounding-set=-all --ambient-caps=-all'
    $drop $PYTHON /tmp/agent.$$ -o {tmp_path}/a.iptb || echo status $?
    rm /tmp/agent.$$"""
    done = run_in_netns(tmp_path, script)
    if done.returncode or "setpriv" in done.stderr:
        pytest.skip(f"privileges cannot be dropped here: {done.stderr.strip()}")
    assert done.stdout.split() == ["status", "2"]
    assert done.stderr.count("\n") == 1
    assert "CAP_NET_ADMIN" in done.stderr
    assert not (tmp_path / "a.iptb").exists()


def test_the_connection_table_only_when_wanted(netns: Run, tmp_path: Path) -> None:
    need("iptables-legacy")
    netns("""ip link set lo up; iptables-legacy -A INPUT -m conntrack --ctstate NEW -j ACCEPT
    bash -c 'echo > /dev/udp/127.0.0.1/4711' || true
    $IPTBLOB capture -q -o a.iptb; $IPTBLOB capture -q --conntrack -o b.iptb""")
    assert "conntrack" not in netlink_of(tmp_path / "a.iptb")
    group = netlink_of(tmp_path / "b.iptb")["conntrack"]
    if group["status"] != "captured":
        pytest.skip(f"no connection table here: {group['reason']}")
    (dump,) = group["dumps"]
    assert dump["messages"] >= 1
    assert struct.pack(">H", 4711) in read_snapshot(tmp_path / "b.iptb").read(dump["member"])


def test_watch_sees_rules_and_addresses_and_not_counters_and_handles(netns: Run, tmp_path: Path) -> None:
    need("nft", "iptables-nft")
    done = netns(f"""ip link set lo up; iptables-nft-restore < {RULES}
    look() {{ $IPTBLOB capture --every 1s --times 1 -o w 2> /dev/null; ls w | wc -l; }}
    reload() {{ iptables-nft-save > now; iptables-nft-restore < now; }}
    reload; look
    reload; bash -c 'echo > /dev/udp/127.0.0.1/9' || true; look
    iptables-nft -A OUTPUT -m limit --limit 4/s -j ACCEPT; look
    ip addr add 192.0.2.99/32 dev lo; look
    nft 'add table ip o; add set ip o s {{ type ipv4_addr; }}'; look; nft 'add element ip o s {{ 192.0.2.9 }}'; look""")
    assert done.stdout.split() == ["1", "1", "2", "3", "4", "5"]


def test_under_fire_no_ruleset_is_torn_unnoticed(netns: Run) -> None:
    """Fifty of what tests/stress/generations.py measures with a thousand."""
    need("nft")
    for captures in (50, 400):
        done = netns(f"cd {ROOT} && $PYTHON -m tests.stress.generations {captures} 2>/dev/null || :")
        result = json.loads(done.stdout)
        assert result["torn_unnoticed"] == 0
        if result["torn_without_care"]:
            return
    pytest.skip("the writer tore nothing: on this machine, at this moment, the test proves nothing")


def test_programs_come_from_system_folders_and_modules_from_pythons_own(netns: Run, tmp_path: Path) -> None:
    """What lies in the current folder or in one that PATH names first does not run as root."""
    need("nft", "ipset")
    for name in ("nft", "ipset", "iptables", "iptables-legacy", "modprobe"):
        (tmp_path / name).write_text("#!/bin/sh\n/bin/echo ran >> hijacked\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    for name in ("json", "argparse", "struct", "socket"):
        (tmp_path / f"{name}.py").write_text("open('hijacked', 'a').write('imported\\n')\n")
    (tmp_path / "agent.txt").write_text(bundle())
    netns("""nft add table ip x; ipset create s hash:ip; cp agent.txt agent.py; p=/usr/bin/python3
    env -i $p - -q -o 1.iptb < agent.txt; env -i PATH= $p -I - -q -o 2.iptb < agent.txt
    env -i PATH=.:/usr/bin PYTHONPATH=. $p agent.py -q -o 3.iptb
    env -i PATH=$PWD:/usr/bin $p $PWD/agent.py -q -o 4.iptb
    for n in 1 2 3 4; do test -s $n.iptb; done""")
    assert not (tmp_path / "hijacked").exists(), (tmp_path / "hijacked").read_text()


def test_show_prints_as_the_hosts_iptables_with_its_names(netns: Run, tmp_path: Path) -> None:
    """Without /etc/iproute2/group the number is printed, as iptables-save does there."""
    need("iptables-legacy")
    script = """mkdir empty; [ ! -d /etc/iproute2 ] || mount --bind empty /etc/iproute2
    iptables-legacy -A INPUT -m devgroup --src-group 0 -j ACCEPT
    $IPTBLOB capture -q -o a.iptb; iptables-legacy-save | grep -v '^#' > theirs; $IPTBLOB show a.iptb > ours
    grep -v '^#' ours | diff - theirs"""
    done = run_in_netns(tmp_path, script, ("unshare", "-rnm"))
    if "mount" in done.stderr:
        pytest.skip(f"no mount namespace here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stdout + done.stderr
    manifest = read_snapshot(tmp_path / "a.iptb").manifest
    groups = manifest["lookups"]["groups"]  # Debian 13 has a file where iptables does not look
    assert groups["source"] or groups == {"source": "", "member": None, "status": "absent"}
    assert not groups["source"].startswith("/etc")
    said = subprocess.run(["iptables-legacy", "--version"], capture_output=True, text=True, check=True).stdout
    assert manifest["tools"]["iptables-legacy"]["version"] in said
    assert manifest["tools"]["iptables-legacy"]["backend"] == "legacy"
