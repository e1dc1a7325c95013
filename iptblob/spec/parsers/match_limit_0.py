# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchLimit0(KaitaiStruct):
    """A token bucket. Compat kernels return their own values in the tail, native ones zeros.

    .. seealso::
       struct xt_rateinfo - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_limit.h
    """
    SEQ_FIELDS = ["avg", "burst", "prev", "credit", "credit_cap", "cost", "pad", "master"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchLimit0, self).__init__(_io)
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
        self._debug['avg']['start'] = self._io.pos()
        self.avg = self._io.read_u4le()
        self._debug['avg']['end'] = self._io.pos()
        self._debug['burst']['start'] = self._io.pos()
        self.burst = self._io.read_u4le()
        self._debug['burst']['end'] = self._io.pos()
        self._debug['prev']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.prev = self._io.read_u4le()
        elif _on == 8:
            pass
            self.prev = self._io.read_u8le()
        self._debug['prev']['end'] = self._io.pos()
        self._debug['credit']['start'] = self._io.pos()
        self.credit = self._io.read_u4le()
        self._debug['credit']['end'] = self._io.pos()
        self._debug['credit_cap']['start'] = self._io.pos()
        self.credit_cap = self._io.read_u4le()
        self._debug['credit_cap']['end'] = self._io.pos()
        self._debug['cost']['start'] = self._io.pos()
        self.cost = self._io.read_u4le()
        self._debug['cost']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(self.len_long - 4)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['master']['start'] = self._io.pos()
        self.master = self._io.read_bytes(self.len_long)
        self._debug['master']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['avg']['start'] = self._io.pos()
        self.avg = self._io.read_u4be()
        self._debug['avg']['end'] = self._io.pos()
        self._debug['burst']['start'] = self._io.pos()
        self.burst = self._io.read_u4be()
        self._debug['burst']['end'] = self._io.pos()
        self._debug['prev']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.prev = self._io.read_u4be()
        elif _on == 8:
            pass
            self.prev = self._io.read_u8be()
        self._debug['prev']['end'] = self._io.pos()
        self._debug['credit']['start'] = self._io.pos()
        self.credit = self._io.read_u4be()
        self._debug['credit']['end'] = self._io.pos()
        self._debug['credit_cap']['start'] = self._io.pos()
        self.credit_cap = self._io.read_u4be()
        self._debug['credit_cap']['end'] = self._io.pos()
        self._debug['cost']['start'] = self._io.pos()
        self.cost = self._io.read_u4be()
        self._debug['cost']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(self.len_long - 4)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['master']['start'] = self._io.pos()
        self.master = self._io.read_bytes(self.len_long)
        self._debug['master']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        _on = self.len_long
        if _on == 4:
            pass
        elif _on == 8:
            pass
