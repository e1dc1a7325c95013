# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchCgroup2(KaitaiStruct):
    """Path of the socket's control group in the unified hierarchy, or its net_cls class id, in one union.

    .. seealso::
       struct xt_cgroup_info_v2 - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_cgroup.h
    """
    SEQ_FIELDS = ["has_path", "has_classid", "invert_path", "invert_classid", "path", "pad1", "priv", "pad2"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchCgroup2, self).__init__(_io)
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
        self._debug['has_path']['start'] = self._io.pos()
        self.has_path = self._io.read_u1()
        self._debug['has_path']['end'] = self._io.pos()
        self._debug['has_classid']['start'] = self._io.pos()
        self.has_classid = self._io.read_u1()
        self._debug['has_classid']['end'] = self._io.pos()
        self._debug['invert_path']['start'] = self._io.pos()
        self.invert_path = self._io.read_u1()
        self._debug['invert_path']['end'] = self._io.pos()
        self._debug['invert_classid']['start'] = self._io.pos()
        self.invert_classid = self._io.read_u1()
        self._debug['invert_classid']['end'] = self._io.pos()
        self._debug['path']['start'] = self._io.pos()
        self.path = self._io.read_bytes(512)
        self._debug['path']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(4)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['priv']['start'] = self._io.pos()
        self.priv = self._io.read_bytes(self.len_long)
        self._debug['priv']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad2']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['has_path']['start'] = self._io.pos()
        self.has_path = self._io.read_u1()
        self._debug['has_path']['end'] = self._io.pos()
        self._debug['has_classid']['start'] = self._io.pos()
        self.has_classid = self._io.read_u1()
        self._debug['has_classid']['end'] = self._io.pos()
        self._debug['invert_path']['start'] = self._io.pos()
        self.invert_path = self._io.read_u1()
        self._debug['invert_path']['end'] = self._io.pos()
        self._debug['invert_classid']['start'] = self._io.pos()
        self.invert_classid = self._io.read_u1()
        self._debug['invert_classid']['end'] = self._io.pos()
        self._debug['path']['start'] = self._io.pos()
        self.path = self._io.read_bytes(512)
        self._debug['path']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(4)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['priv']['start'] = self._io.pos()
        self.priv = self._io.read_bytes(self.len_long)
        self._debug['priv']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad2']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
