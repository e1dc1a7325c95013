# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchOwner0Ipv6(KaitaiStruct):
    """Owner of the socket a packet comes from. Kernels know no command name for IPv6; what iptables still
    declares for this revision (36 bytes, with one) none of them ever took.

    .. seealso::
       struct ip6t_owner_info - https://github.com/torvalds/linux/blob/v2.6.32/include/linux/netfilter_ipv6/ip6t_owner.h
    """
    SEQ_FIELDS = ["uid", "gid", "pid", "sid", "match", "invert", "pad"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchOwner0Ipv6, self).__init__(_io)
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
        self._debug['uid']['start'] = self._io.pos()
        self.uid = self._io.read_u4le()
        self._debug['uid']['end'] = self._io.pos()
        self._debug['gid']['start'] = self._io.pos()
        self.gid = self._io.read_u4le()
        self._debug['gid']['end'] = self._io.pos()
        self._debug['pid']['start'] = self._io.pos()
        self.pid = self._io.read_s4le()
        self._debug['pid']['end'] = self._io.pos()
        self._debug['sid']['start'] = self._io.pos()
        self.sid = self._io.read_s4le()
        self._debug['sid']['end'] = self._io.pos()
        self._debug['match']['start'] = self._io.pos()
        self.match = self._io.read_u1()
        self._debug['match']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(2)
        self._debug['pad']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['uid']['start'] = self._io.pos()
        self.uid = self._io.read_u4be()
        self._debug['uid']['end'] = self._io.pos()
        self._debug['gid']['start'] = self._io.pos()
        self.gid = self._io.read_u4be()
        self._debug['gid']['end'] = self._io.pos()
        self._debug['pid']['start'] = self._io.pos()
        self.pid = self._io.read_s4be()
        self._debug['pid']['end'] = self._io.pos()
        self._debug['sid']['start'] = self._io.pos()
        self.sid = self._io.read_s4be()
        self._debug['sid']['end'] = self._io.pos()
        self._debug['match']['start'] = self._io.pos()
        self.match = self._io.read_u1()
        self._debug['match']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(2)
        self._debug['pad']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
