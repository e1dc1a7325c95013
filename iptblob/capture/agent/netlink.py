"""Asking the kernel by netlink(7): the answers as they come, and what is wrong with them."""

import errno
import os
import socket
import struct
from typing import Any, Callable, List, NamedTuple, Optional, Tuple

# struct nlmsghdr and struct nlattr (include/uapi/linux/netlink.h), struct nfgenmsg (.../netfilter/nfnetlink.h), v6.1
NLMSGHDR = struct.Struct("=IHHII")
NLATTR = struct.Struct("=HH")
NFGENMSG = struct.Struct("=BBH")
NETLINK_ROUTE, NETLINK_NETFILTER = 0, 12
NLMSG_ERROR, NLMSG_DONE, NLMSG_OVERRUN = 2, 3, 4
NLM_F_REQUEST, NLM_F_DUMP, NLM_F_DUMP_INTR = 0x1, 0x300, 0x10
NLA_TYPE_MASK = 0x3FFF
SOL_NETLINK, NETLINK_GET_STRICT_CHK = 270, 12

SEQ, PORT = 1, 0x69707462  # the same in every capture: equal states are equal bytes
RECEIVE = 1 << 20  # bytes; the kernel fills 32 KiB at most unless one message alone is longer (netlink_dump, v6.1)
NETLINK_TIMEOUT_S = 30
INTERRUPTED = "what was asked for changed while the kernel told it (NLM_F_DUMP_INTR)"


class Answer(NamedTuple):
    """The datagrams of one answer as the kernel sent them, how many messages they hold (the closing NLMSG_DONE not
    counted), and what is wrong: ``problem`` ("": nothing), ``code`` (errno, or 0), ``again`` (worth asking again)."""

    datagrams: List[bytes]
    messages: int
    problem: str
    code: int
    again: bool


def open_netlink(protocol: int) -> socket.socket:
    """A netlink socket of this network namespace. Loads a module where the protocol is missing: look before."""
    sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol)
    try:
        sock.settimeout(NETLINK_TIMEOUT_S)
        try:
            sock.bind((PORT, 0))
        except OSError:
            sock.bind((0, 0))  # another capture has it
        try:
            sock.setsockopt(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1)  # since Linux 4.20; as ip(8) asks
        except OSError:
            pass
    except OSError:
        sock.close()
        raise
    return sock


def ask(sock: socket.socket, kind: int, body: bytes, flags: int = NLM_F_DUMP) -> Answer:
    """Send one request (``body``: what follows its nlmsghdr) and take the whole answer. Never raises OSError."""
    got: List[bytes] = []
    state = Answer(got, 0, "", 0, False)
    buffer = memoryview(bytearray(RECEIVE))
    try:
        sock.send(NLMSGHDR.pack(NLMSGHDR.size + len(body), kind, NLM_F_REQUEST | flags, SEQ, 0) + body)
        while True:
            size, _, told, sender = sock.recvmsg_into([buffer])
            if sender[0] != 0:
                continue  # another process may send to any port; only the kernel's own port is 0
            got.append(bytes(buffer[:size]))
            if told & socket.MSG_TRUNC:
                return state._replace(problem=f"a datagram of more than {RECEIVE} bytes was cut off (MSG_TRUNC)")
            state, over = _take(state, got[-1])
            if over or not flags & NLM_F_DUMP:
                return state
    except TimeoutError:
        return state._replace(problem=f"no end of the answer within {NETLINK_TIMEOUT_S} s", code=errno.ETIMEDOUT)
    except OSError as error:
        # ENOBUFS: the kernel could not queue a part, which is lost; a new dump may fit
        code = error.errno or errno.EIO
        return state._replace(problem=os.strerror(code), code=code, again=code in (errno.ENOBUFS, errno.EINTR))


def _take(state: Answer, datagram: bytes) -> Tuple[Answer, bool]:
    """What one more datagram says, and whether it is the last one of a dump."""
    messages, problem, at = state.messages, state.problem, 0
    while at < len(datagram):
        if at + NLMSGHDR.size > len(datagram):
            return state._replace(problem="a message is cut off"), True
        length, kind, flags = NLMSGHDR.unpack_from(datagram, at)[:3]
        if length < NLMSGHDR.size or at + length > len(datagram):
            return state._replace(problem=f"a message says it has {length} bytes"), True
        if flags & NLM_F_DUMP_INTR:
            problem = INTERRUPTED
        if kind in (NLMSG_ERROR, NLMSG_DONE, NLMSG_OVERRUN):
            state = state._replace(messages=messages, problem=problem, again=problem == INTERRUPTED)
            return _ended(state, kind, datagram[at + NLMSGHDR.size : at + length]), True
        messages += 1
        at += (length + 3) & ~3
    return state._replace(messages=messages, problem=problem, again=problem == INTERRUPTED), False


def _ended(state: Answer, kind: int, body: bytes) -> Answer:
    """After NLMSG_DONE, which holds an errno too when a dump broke off (netlink_dump_done, v6.1), or NLMSG_ERROR."""
    if kind == NLMSG_OVERRUN:
        return state._replace(problem="the kernel lost a part of the answer (NLMSG_OVERRUN)", again=True)
    code = -struct.unpack_from("=i", body)[0] if len(body) >= 4 else 0
    if code > 0:
        again = code in (errno.EINTR, errno.EAGAIN, errno.ENOENT, errno.ENOBUFS)  # ENOENT: gone since it was listed
        return state._replace(problem=os.strerror(code), code=code, again=again)
    return state


def attribute(kind: int, value: bytes) -> bytes:
    """A struct nlattr with its value, padded."""
    return NLATTR.pack(NLATTR.size + len(value), kind) + value + bytes(-len(value) % 4)


def each_message(answer: Answer) -> List[Tuple[int, memoryview]]:
    """(type, what follows the nlmsghdr) of all messages but those that close an answer."""
    found = []
    for datagram in answer.datagrams:
        view, at = memoryview(datagram), 0
        while at + NLMSGHDR.size <= len(view):
            length, kind = NLMSGHDR.unpack_from(view, at)[:2]
            if length < NLMSGHDR.size:
                break
            if kind > NLMSG_OVERRUN:
                found.append((kind, view[at + NLMSGHDR.size : at + length]))
            at += (length + 3) & ~3
    return found


def find_attribute(attributes: memoryview, wanted: int) -> Optional[bytes]:
    """Value of the first attribute of a type among those that follow each other in ``attributes``, or None."""
    at = 0
    while at + NLATTR.size <= len(attributes):
        length, kind = NLATTR.unpack_from(attributes, at)
        if length < NLATTR.size or at + length > len(attributes):
            return None
        if kind & NLA_TYPE_MASK == wanted:
            return bytes(attributes[at + NLATTR.size : at + length])
        at += (length + 3) & ~3
    return None


def until_whole(take: Callable[[], Answer], tries: int, pause: Callable[[int], None]) -> Tuple[Answer, int]:
    """``take()`` until its answer is whole, at most ``tries`` times: (the last answer, tries it took)."""
    for attempt in range(1, tries + 1):
        pause(attempt)
        answer = take()
        if not answer.problem or not answer.again:
            return answer, attempt
    return answer, tries


def dump_record(kind: str, member: Any, answer: Answer, tries: int) -> Any:
    """What the manifest says of one dump."""
    return {
        "kind": kind, "member": member, "messages": answer.messages, "tries": tries, "coherent": not answer.problem,
        "problem": answer.problem, "errno": errno.errorcode.get(answer.code) if answer.code else None,
    }  # fmt: skip
