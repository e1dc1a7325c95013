# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetReject0Ipv6(KaitaiStruct):
    """Drops the packet and sends an error back.

    .. seealso::
       struct ip6t_reject_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_REJECT.h
    """

    class Responses(IntEnum):
        icmp6_no_route = 0
        icmp6_adm_prohibited = 1
        icmp6_not_neighbour = 2
        icmp6_addr_unreach = 3
        icmp6_port_unreach = 4
        icmp6_echoreply = 5
        tcp_reset = 6
        icmp6_policy_fail = 7
        icmp6_reject_route = 8
    SEQ_FIELDS = ["reject_with"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetReject0Ipv6, self).__init__(_io)
        self._parent = _parent
        self._root = _root or self
        self.is_be = is_be
        self.len_long = len_long
        self.align_u64 = align_u64
        self._debug = collections.defaultdict(dict)

    def _read(self):
        _on = self.is_be
        if _on == True:
            pass
            self._is_le = False
        elif _on == False:
            pass
            self._is_le = True
        if not hasattr(self, '_is_le'):
            raise kaitaistruct.UndecidedEndiannessError("/")
        elif self._is_le == True:
            self._read_le()
        elif self._is_le == False:
            self._read_be()

    def _read_le(self):
        self._debug['reject_with']['start'] = self._io.pos()
        self.reject_with = KaitaiStream.resolve_enum(TargetReject0Ipv6.Responses, self._io.read_u4le())
        self._debug['reject_with']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['reject_with']['start'] = self._io.pos()
        self.reject_with = KaitaiStream.resolve_enum(TargetReject0Ipv6.Responses, self._io.read_u4be())
        self._debug['reject_with']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
