# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetNotrack0(KaitaiStruct):
    """Leaves packets out of connection tracking.

    .. seealso::
       notrack_tg_reg - https://github.com/torvalds/linux/blob/v6.1/net/netfilter/xt_CT.c
    """
    SEQ_FIELDS = []
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetNotrack0, self).__init__(_io)
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
        pass

    def _read_be(self):
        pass


    def _fetch_instances(self):
        pass
