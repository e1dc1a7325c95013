# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchEui640(KaitaiStruct):
    """Whether the source address ends in the sender's EUI-64. There are no options: the kernel
    (xt_match.matchsize) and iptables agree on the size of an int, and nobody reads it.

    .. seealso::
       eui64_mt6_reg - https://github.com/torvalds/linux/blob/v6.1/net/ipv6/netfilter/ip6t_eui64.c
    """
    SEQ_FIELDS = ["unused"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchEui640, self).__init__(_io)
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
        self._debug['unused']['start'] = self._io.pos()
        self.unused = self._io.read_s4le()
        self._debug['unused']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['unused']['start'] = self._io.pos()
        self.unused = self._io.read_s4be()
        self._debug['unused']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
