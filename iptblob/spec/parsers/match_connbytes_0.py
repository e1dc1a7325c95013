# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchConnbytes0(KaitaiStruct):
    """Bytes or packets a connection has carried so far. A first number above the second inverts the test.

    .. seealso::
       struct xt_connbytes_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_connbytes.h
    """

    class ConnbytesDirection(IntEnum):
        original = 0
        reply = 1
        both = 2

    class ConnbytesWhat(IntEnum):
        packets = 0
        bytes = 1
        avgpkt = 2
    SEQ_FIELDS = ["count_from", "count_to", "what", "direction", "pad1"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchConnbytes0, self).__init__(_io)
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
        self._debug['count_from']['start'] = self._io.pos()
        self.count_from = self._io.read_u8le()
        self._debug['count_from']['end'] = self._io.pos()
        self._debug['count_to']['start'] = self._io.pos()
        self.count_to = self._io.read_u8le()
        self._debug['count_to']['end'] = self._io.pos()
        self._debug['what']['start'] = self._io.pos()
        self.what = KaitaiStream.resolve_enum(MatchConnbytes0.ConnbytesWhat, self._io.read_u1())
        self._debug['what']['end'] = self._io.pos()
        self._debug['direction']['start'] = self._io.pos()
        self.direction = KaitaiStream.resolve_enum(MatchConnbytes0.ConnbytesDirection, self._io.read_u1())
        self._debug['direction']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(6)
        self._debug['pad1']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['count_from']['start'] = self._io.pos()
        self.count_from = self._io.read_u8be()
        self._debug['count_from']['end'] = self._io.pos()
        self._debug['count_to']['start'] = self._io.pos()
        self.count_to = self._io.read_u8be()
        self._debug['count_to']['end'] = self._io.pos()
        self._debug['what']['start'] = self._io.pos()
        self.what = KaitaiStream.resolve_enum(MatchConnbytes0.ConnbytesWhat, self._io.read_u1())
        self._debug['what']['end'] = self._io.pos()
        self._debug['direction']['start'] = self._io.pos()
        self.direction = KaitaiStream.resolve_enum(MatchConnbytes0.ConnbytesDirection, self._io.read_u1())
        self._debug['direction']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(6)
        self._debug['pad1']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
