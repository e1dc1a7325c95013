# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchRateest0(KaitaiStruct):
    """Compares the rate of an estimator with a number or with another one.

    .. seealso::
       struct xt_rateest_match_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_rateest.h
    """

    class Modes(IntEnum):
        none = 0
        eq = 1
        lt = 2
        gt = 3
    SEQ_FIELDS = ["name1", "name2", "flags", "mode", "bps1", "pps1", "bps2", "pps2", "pad1", "est1", "pad2", "est2", "pad3"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchRateest0, self).__init__(_io)
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
        self._debug['name1']['start'] = self._io.pos()
        self.name1 = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['name1']['end'] = self._io.pos()
        self._debug['name2']['start'] = self._io.pos()
        self.name2 = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['name2']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u2le()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['mode']['start'] = self._io.pos()
        self.mode = KaitaiStream.resolve_enum(MatchRateest0.Modes, self._io.read_u2le())
        self._debug['mode']['end'] = self._io.pos()
        self._debug['bps1']['start'] = self._io.pos()
        self.bps1 = self._io.read_u4le()
        self._debug['bps1']['end'] = self._io.pos()
        self._debug['pps1']['start'] = self._io.pos()
        self.pps1 = self._io.read_u4le()
        self._debug['pps1']['end'] = self._io.pos()
        self._debug['bps2']['start'] = self._io.pos()
        self.bps2 = self._io.read_u4le()
        self._debug['bps2']['end'] = self._io.pos()
        self._debug['pps2']['start'] = self._io.pos()
        self.pps2 = self._io.read_u4le()
        self._debug['pps2']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(4)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['est1']['start'] = self._io.pos()
        self.est1 = self._io.read_bytes(self.len_long)
        self._debug['est1']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad2']['end'] = self._io.pos()
        self._debug['est2']['start'] = self._io.pos()
        self.est2 = self._io.read_bytes(self.len_long)
        self._debug['est2']['end'] = self._io.pos()
        self._debug['pad3']['start'] = self._io.pos()
        self.pad3 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad3']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['name1']['start'] = self._io.pos()
        self.name1 = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['name1']['end'] = self._io.pos()
        self._debug['name2']['start'] = self._io.pos()
        self.name2 = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['name2']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u2be()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['mode']['start'] = self._io.pos()
        self.mode = KaitaiStream.resolve_enum(MatchRateest0.Modes, self._io.read_u2be())
        self._debug['mode']['end'] = self._io.pos()
        self._debug['bps1']['start'] = self._io.pos()
        self.bps1 = self._io.read_u4be()
        self._debug['bps1']['end'] = self._io.pos()
        self._debug['pps1']['start'] = self._io.pos()
        self.pps1 = self._io.read_u4be()
        self._debug['pps1']['end'] = self._io.pos()
        self._debug['bps2']['start'] = self._io.pos()
        self.bps2 = self._io.read_u4be()
        self._debug['bps2']['end'] = self._io.pos()
        self._debug['pps2']['start'] = self._io.pos()
        self.pps2 = self._io.read_u4be()
        self._debug['pps2']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(4)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['est1']['start'] = self._io.pos()
        self.est1 = self._io.read_bytes(self.len_long)
        self._debug['est1']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad2']['end'] = self._io.pos()
        self._debug['est2']['start'] = self._io.pos()
        self.est2 = self._io.read_bytes(self.len_long)
        self._debug['est2']['end'] = self._io.pos()
        self._debug['pad3']['start'] = self._io.pos()
        self.pad3 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad3']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
