# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class Nlmsghdr(KaitaiStruct):
    """What follows depends on the type; the next message begins at the length rounded up to 4 bytes.

    .. seealso::
       struct nlmsghdr - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netlink.h
    """
    SEQ_FIELDS = ["size", "kind", "flags", "sequence", "port"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(Nlmsghdr, self).__init__(_io)
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
        self._debug['size']['start'] = self._io.pos()
        self.size = self._io.read_u4le()
        self._debug['size']['end'] = self._io.pos()
        self._debug['kind']['start'] = self._io.pos()
        self.kind = self._io.read_u2le()
        self._debug['kind']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u2le()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['sequence']['start'] = self._io.pos()
        self.sequence = self._io.read_u4le()
        self._debug['sequence']['end'] = self._io.pos()
        self._debug['port']['start'] = self._io.pos()
        self.port = self._io.read_u4le()
        self._debug['port']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['size']['start'] = self._io.pos()
        self.size = self._io.read_u4be()
        self._debug['size']['end'] = self._io.pos()
        self._debug['kind']['start'] = self._io.pos()
        self.kind = self._io.read_u2be()
        self._debug['kind']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u2be()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['sequence']['start'] = self._io.pos()
        self.sequence = self._io.read_u4be()
        self._debug['sequence']['end'] = self._io.pos()
        self._debug['port']['start'] = self._io.pos()
        self.port = self._io.read_u4be()
        self._debug['port']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
