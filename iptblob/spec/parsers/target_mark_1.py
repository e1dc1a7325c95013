# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetMark1(KaitaiStruct):
    """Changes the mark of the packet. Marks are as wide as a long.

    .. seealso::
       struct xt_mark_target_info_v1 - https://github.com/torvalds/linux/blob/v2.6.34/include/linux/netfilter/xt_MARK.h
    """

    class Modes(IntEnum):
        set_mark = 0
        and_mark = 1
        or_mark = 2
    SEQ_FIELDS = ["mark", "mode", "pad"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetMark1, self).__init__(_io)
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
        self._debug['mark']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.mark = self._io.read_u4le()
        elif _on == 8:
            pass
            self.mark = self._io.read_u8le()
        self._debug['mark']['end'] = self._io.pos()
        self._debug['mode']['start'] = self._io.pos()
        self.mode = KaitaiStream.resolve_enum(TargetMark1.Modes, self._io.read_u1())
        self._debug['mode']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(self.len_long - 1)
        self._debug['pad']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['mark']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.mark = self._io.read_u4be()
        elif _on == 8:
            pass
            self.mark = self._io.read_u8be()
        self._debug['mark']['end'] = self._io.pos()
        self._debug['mode']['start'] = self._io.pos()
        self.mode = KaitaiStream.resolve_enum(TargetMark1.Modes, self._io.read_u1())
        self._debug['mode']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(self.len_long - 1)
        self._debug['pad']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        _on = self.len_long
        if _on == 4:
            pass
        elif _on == 8:
            pass
