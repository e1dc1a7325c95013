# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchPkttype0(KaitaiStruct):
    """Whom the link layer sent the packet to (PACKET_*).

    .. seealso::
       struct xt_pkttype_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_pkttype.h
    """

    class PacketTypes(IntEnum):
        host = 0
        broadcast = 1
        multicast = 2
        otherhost = 3
        outgoing = 4
        loopback = 5
        user = 6
        kernel = 7
    SEQ_FIELDS = ["pkttype", "invert"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchPkttype0, self).__init__(_io)
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
        self._debug['pkttype']['start'] = self._io.pos()
        self.pkttype = KaitaiStream.resolve_enum(MatchPkttype0.PacketTypes, self._io.read_s4le())
        self._debug['pkttype']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_s4le()
        self._debug['invert']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['pkttype']['start'] = self._io.pos()
        self.pkttype = KaitaiStream.resolve_enum(MatchPkttype0.PacketTypes, self._io.read_s4be())
        self._debug['pkttype']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_s4be()
        self._debug['invert']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
