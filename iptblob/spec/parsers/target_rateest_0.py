# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetRateest0(KaitaiStruct):
    """Measures the rate of these packets.

    .. seealso::
       struct xt_rateest_target_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_RATEEST.h
    """
    SEQ_FIELDS = ["name", "interval", "ewma_log", "pad", "est", "pad_end"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetRateest0, self).__init__(_io)
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
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['interval']['start'] = self._io.pos()
        self.interval = self._io.read_s1()
        self._debug['interval']['end'] = self._io.pos()
        self._debug['ewma_log']['start'] = self._io.pos()
        self.ewma_log = self._io.read_u1()
        self._debug['ewma_log']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(6)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['est']['start'] = self._io.pos()
        self.est = self._io.read_bytes(self.len_long)
        self._debug['est']['end'] = self._io.pos()
        self._debug['pad_end']['start'] = self._io.pos()
        self.pad_end = self._io.read_bytes(8 - self.len_long)
        self._debug['pad_end']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['interval']['start'] = self._io.pos()
        self.interval = self._io.read_s1()
        self._debug['interval']['end'] = self._io.pos()
        self._debug['ewma_log']['start'] = self._io.pos()
        self.ewma_log = self._io.read_u1()
        self._debug['ewma_log']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(6)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['est']['start'] = self._io.pos()
        self.est = self._io.read_bytes(self.len_long)
        self._debug['est']['end'] = self._io.pos()
        self._debug['pad_end']['start'] = self._io.pos()
        self.pad_end = self._io.read_bytes(8 - self.len_long)
        self._debug['pad_end']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
