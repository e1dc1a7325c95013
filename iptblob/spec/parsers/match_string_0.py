# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchString0(KaitaiStruct):
    """Bytes anywhere in a packet.

    .. seealso::
       struct xt_string_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_string.h
    """
    SEQ_FIELDS = ["from_offset", "to_offset", "algo", "pattern", "len_pattern", "invert", "pad1", "config", "pad2"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchString0, self).__init__(_io)
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
        self._debug['from_offset']['start'] = self._io.pos()
        self.from_offset = self._io.read_u2le()
        self._debug['from_offset']['end'] = self._io.pos()
        self._debug['to_offset']['start'] = self._io.pos()
        self.to_offset = self._io.read_u2le()
        self._debug['to_offset']['end'] = self._io.pos()
        self._debug['algo']['start'] = self._io.pos()
        self.algo = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['algo']['end'] = self._io.pos()
        self._debug['pattern']['start'] = self._io.pos()
        self.pattern = self._io.read_bytes(128)
        self._debug['pattern']['end'] = self._io.pos()
        self._debug['len_pattern']['start'] = self._io.pos()
        self.len_pattern = self._io.read_u1()
        self._debug['len_pattern']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['config']['start'] = self._io.pos()
        self.config = self._io.read_bytes(self.len_long)
        self._debug['config']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad2']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['from_offset']['start'] = self._io.pos()
        self.from_offset = self._io.read_u2be()
        self._debug['from_offset']['end'] = self._io.pos()
        self._debug['to_offset']['start'] = self._io.pos()
        self.to_offset = self._io.read_u2be()
        self._debug['to_offset']['end'] = self._io.pos()
        self._debug['algo']['start'] = self._io.pos()
        self.algo = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['algo']['end'] = self._io.pos()
        self._debug['pattern']['start'] = self._io.pos()
        self.pattern = self._io.read_bytes(128)
        self._debug['pattern']['end'] = self._io.pos()
        self._debug['len_pattern']['start'] = self._io.pos()
        self.len_pattern = self._io.read_u1()
        self._debug['len_pattern']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['config']['start'] = self._io.pos()
        self.config = self._io.read_bytes(self.len_long)
        self._debug['config']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad2']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
