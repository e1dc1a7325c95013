# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetLog0(KaitaiStruct):
    """Writes the headers of the packet to the kernel log.

    .. seealso::
       struct xt_log_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_LOG.h
    """

    class Levels(IntEnum):
        emerg = 0
        alert = 1
        crit = 2
        error = 3
        warning = 4
        notice = 5
        info = 6
        debug = 7
    SEQ_FIELDS = ["level", "logflags", "prefix"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetLog0, self).__init__(_io)
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
        self._debug['level']['start'] = self._io.pos()
        self.level = KaitaiStream.resolve_enum(TargetLog0.Levels, self._io.read_u1())
        self._debug['level']['end'] = self._io.pos()
        self._debug['logflags']['start'] = self._io.pos()
        self.logflags = self._io.read_u1()
        self._debug['logflags']['end'] = self._io.pos()
        self._debug['prefix']['start'] = self._io.pos()
        self.prefix = KaitaiStream.bytes_terminate(self._io.read_bytes(30), 0, False)
        self._debug['prefix']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['level']['start'] = self._io.pos()
        self.level = KaitaiStream.resolve_enum(TargetLog0.Levels, self._io.read_u1())
        self._debug['level']['end'] = self._io.pos()
        self._debug['logflags']['start'] = self._io.pos()
        self.logflags = self._io.read_u1()
        self._debug['logflags']['end'] = self._io.pos()
        self._debug['prefix']['start'] = self._io.pos()
        self.prefix = KaitaiStream.bytes_terminate(self._io.read_bytes(30), 0, False)
        self._debug['prefix']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
