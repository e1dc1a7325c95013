# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchNfacct0(KaitaiStruct):
    """Counts packets in an accounting object. The pointer is not aligned to 8 on 32 bits.

    .. seealso::
       struct xt_nfacct_match_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_nfacct.h
    """
    SEQ_FIELDS = ["name", "nfacct"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchNfacct0, self).__init__(_io)
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
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['nfacct']['start'] = self._io.pos()
        self.nfacct = self._io.read_bytes(self.len_long)
        self._debug['nfacct']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['nfacct']['start'] = self._io.pos()
        self.nfacct = self._io.read_bytes(self.len_long)
        self._debug['nfacct']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
