# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class FibRuleHdr(KaitaiStruct):
    """Behind nlmsghdr of RTM_NEWRULE; attributes follow.

    .. seealso::
       struct fib_rule_hdr - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/fib_rules.h
    """
    SEQ_FIELDS = ["family", "dst_len", "src_len", "tos", "table", "res1", "res2", "action", "flags"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(FibRuleHdr, self).__init__(_io)
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
        self._debug['family']['start'] = self._io.pos()
        self.family = self._io.read_u1()
        self._debug['family']['end'] = self._io.pos()
        self._debug['dst_len']['start'] = self._io.pos()
        self.dst_len = self._io.read_u1()
        self._debug['dst_len']['end'] = self._io.pos()
        self._debug['src_len']['start'] = self._io.pos()
        self.src_len = self._io.read_u1()
        self._debug['src_len']['end'] = self._io.pos()
        self._debug['tos']['start'] = self._io.pos()
        self.tos = self._io.read_u1()
        self._debug['tos']['end'] = self._io.pos()
        self._debug['table']['start'] = self._io.pos()
        self.table = self._io.read_u1()
        self._debug['table']['end'] = self._io.pos()
        self._debug['res1']['start'] = self._io.pos()
        self.res1 = self._io.read_u1()
        self._debug['res1']['end'] = self._io.pos()
        self._debug['res2']['start'] = self._io.pos()
        self.res2 = self._io.read_u1()
        self._debug['res2']['end'] = self._io.pos()
        self._debug['action']['start'] = self._io.pos()
        self.action = self._io.read_u1()
        self._debug['action']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4le()
        self._debug['flags']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['family']['start'] = self._io.pos()
        self.family = self._io.read_u1()
        self._debug['family']['end'] = self._io.pos()
        self._debug['dst_len']['start'] = self._io.pos()
        self.dst_len = self._io.read_u1()
        self._debug['dst_len']['end'] = self._io.pos()
        self._debug['src_len']['start'] = self._io.pos()
        self.src_len = self._io.read_u1()
        self._debug['src_len']['end'] = self._io.pos()
        self._debug['tos']['start'] = self._io.pos()
        self.tos = self._io.read_u1()
        self._debug['tos']['end'] = self._io.pos()
        self._debug['table']['start'] = self._io.pos()
        self.table = self._io.read_u1()
        self._debug['table']['end'] = self._io.pos()
        self._debug['res1']['start'] = self._io.pos()
        self.res1 = self._io.read_u1()
        self._debug['res1']['end'] = self._io.pos()
        self._debug['res2']['start'] = self._io.pos()
        self.res2 = self._io.read_u1()
        self._debug['res2']['end'] = self._io.pos()
        self._debug['action']['start'] = self._io.pos()
        self.action = self._io.read_u1()
        self._debug['action']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4be()
        self._debug['flags']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
