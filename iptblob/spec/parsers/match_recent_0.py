# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchRecent0(KaitaiStruct):
    """Addresses seen lately, in a list the kernel keeps.

    .. seealso::
       struct xt_recent_mtinfo - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_recent.h
    """

    class Sides(IntEnum):
        source = 0
        dest = 1
    SEQ_FIELDS = ["seconds", "hit_count", "check_set", "invert", "name", "side", "pad"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchRecent0, self).__init__(_io)
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
        self._debug['seconds']['start'] = self._io.pos()
        self.seconds = self._io.read_u4le()
        self._debug['seconds']['end'] = self._io.pos()
        self._debug['hit_count']['start'] = self._io.pos()
        self.hit_count = self._io.read_u4le()
        self._debug['hit_count']['end'] = self._io.pos()
        self._debug['check_set']['start'] = self._io.pos()
        self.check_set = self._io.read_u1()
        self._debug['check_set']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(200), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['side']['start'] = self._io.pos()
        self.side = KaitaiStream.resolve_enum(MatchRecent0.Sides, self._io.read_u1())
        self._debug['side']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(1)
        self._debug['pad']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['seconds']['start'] = self._io.pos()
        self.seconds = self._io.read_u4be()
        self._debug['seconds']['end'] = self._io.pos()
        self._debug['hit_count']['start'] = self._io.pos()
        self.hit_count = self._io.read_u4be()
        self._debug['hit_count']['end'] = self._io.pos()
        self._debug['check_set']['start'] = self._io.pos()
        self.check_set = self._io.read_u1()
        self._debug['check_set']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(200), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['side']['start'] = self._io.pos()
        self.side = KaitaiStream.resolve_enum(MatchRecent0.Sides, self._io.read_u1())
        self._debug['side']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(1)
        self._debug['pad']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
