# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchL2tp0(KaitaiStruct):
    """Tunnel and session of an L2TP packet. iptables has no library for this match.

    .. seealso::
       struct xt_l2tp_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_l2tp.h
    """

    class MessageTypes(IntEnum):
        control = 0
        data = 1
    SEQ_FIELDS = ["tid", "sid", "version", "type", "flags", "pad"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchL2tp0, self).__init__(_io)
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
        self._debug['tid']['start'] = self._io.pos()
        self.tid = self._io.read_u4le()
        self._debug['tid']['end'] = self._io.pos()
        self._debug['sid']['start'] = self._io.pos()
        self.sid = self._io.read_u4le()
        self._debug['sid']['end'] = self._io.pos()
        self._debug['version']['start'] = self._io.pos()
        self.version = self._io.read_u1()
        self._debug['version']['end'] = self._io.pos()
        self._debug['type']['start'] = self._io.pos()
        self.type = KaitaiStream.resolve_enum(MatchL2tp0.MessageTypes, self._io.read_u1())
        self._debug['type']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(1)
        self._debug['pad']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['tid']['start'] = self._io.pos()
        self.tid = self._io.read_u4be()
        self._debug['tid']['end'] = self._io.pos()
        self._debug['sid']['start'] = self._io.pos()
        self.sid = self._io.read_u4be()
        self._debug['sid']['end'] = self._io.pos()
        self._debug['version']['start'] = self._io.pos()
        self.version = self._io.read_u1()
        self._debug['version']['end'] = self._io.pos()
        self._debug['type']['start'] = self._io.pos()
        self.type = KaitaiStream.resolve_enum(MatchL2tp0.MessageTypes, self._io.read_u1())
        self._debug['type']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(1)
        self._debug['pad']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
