# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchQuota0(KaitaiStruct):
    """Matches until so many bytes went by. Kernels of today keep what is left to themselves, older ones write
    it back into the quota.

    .. seealso::
       struct xt_quota_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_quota.h
    """
    SEQ_FIELDS = ["flags", "reserved", "quota", "master", "pad"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchQuota0, self).__init__(_io)
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
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4le()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['reserved']['start'] = self._io.pos()
        self.reserved = self._io.read_u4le()
        self._debug['reserved']['end'] = self._io.pos()
        self._debug['quota']['start'] = self._io.pos()
        self.quota = self._io.read_u8le()
        self._debug['quota']['end'] = self._io.pos()
        self._debug['master']['start'] = self._io.pos()
        self.master = self._io.read_bytes(self.len_long)
        self._debug['master']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(8 - self.len_long)
        self._debug['pad']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4be()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['reserved']['start'] = self._io.pos()
        self.reserved = self._io.read_u4be()
        self._debug['reserved']['end'] = self._io.pos()
        self._debug['quota']['start'] = self._io.pos()
        self.quota = self._io.read_u8be()
        self._debug['quota']['end'] = self._io.pos()
        self._debug['master']['start'] = self._io.pos()
        self.master = self._io.read_bytes(self.len_long)
        self._debug['master']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(8 - self.len_long)
        self._debug['pad']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
