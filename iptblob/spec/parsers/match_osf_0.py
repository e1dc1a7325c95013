# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchOsf0(KaitaiStruct):
    """Operating system of the sender, guessed from its TCP SYN.

    .. seealso::
       struct nf_osf_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/nfnetlink_osf.h
    """

    class LogModes(IntEnum):
        all = 0
        first = 1
        all_known = 2

    class TtlModes(IntEnum):
        exact = 0
        less = 1
        nocheck = 2
    SEQ_FIELDS = ["genre", "len_genre", "flags", "loglevel", "ttl"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchOsf0, self).__init__(_io)
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
        self._debug['genre']['start'] = self._io.pos()
        self.genre = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['genre']['end'] = self._io.pos()
        self._debug['len_genre']['start'] = self._io.pos()
        self.len_genre = self._io.read_u4le()
        self._debug['len_genre']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4le()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['loglevel']['start'] = self._io.pos()
        self.loglevel = KaitaiStream.resolve_enum(MatchOsf0.LogModes, self._io.read_u4le())
        self._debug['loglevel']['end'] = self._io.pos()
        self._debug['ttl']['start'] = self._io.pos()
        self.ttl = KaitaiStream.resolve_enum(MatchOsf0.TtlModes, self._io.read_u4le())
        self._debug['ttl']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['genre']['start'] = self._io.pos()
        self.genre = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['genre']['end'] = self._io.pos()
        self._debug['len_genre']['start'] = self._io.pos()
        self.len_genre = self._io.read_u4be()
        self._debug['len_genre']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4be()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['loglevel']['start'] = self._io.pos()
        self.loglevel = KaitaiStream.resolve_enum(MatchOsf0.LogModes, self._io.read_u4be())
        self._debug['loglevel']['end'] = self._io.pos()
        self._debug['ttl']['start'] = self._io.pos()
        self.ttl = KaitaiStream.resolve_enum(MatchOsf0.TtlModes, self._io.read_u4be())
        self._debug['ttl']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
