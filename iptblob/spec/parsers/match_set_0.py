# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchSet0(KaitaiStruct):
    """Asks an ipset. Only IPv4.

    .. seealso::
       struct xt_set_info_match_v0 - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_set.h
    """
    SEQ_FIELDS = ["match_set"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchSet0, self).__init__(_io)
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
        self._debug['match_set']['start'] = self._io.pos()
        self.match_set = MatchSet0.SetInfoV0(self._io, self, self._root, self._is_le)
        self.match_set._read()
        self._debug['match_set']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['match_set']['start'] = self._io.pos()
        self.match_set = MatchSet0.SetInfoV0(self._io, self, self._root, self._is_le)
        self.match_set._read()
        self._debug['match_set']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        self.match_set._fetch_instances()

    class SetInfoV0(KaitaiStruct):
        """A set by its index, and how the packet is looked up (struct xt_set_info_v0)."""
        SEQ_FIELDS = ["set_index", "pad", "flags"]
        def __init__(self, _io, _parent=None, _root=None, _is_le=None):
            super(MatchSet0.SetInfoV0, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/set_info_v0")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['set_index']['start'] = self._io.pos()
            self.set_index = self._io.read_u2le()
            self._debug['set_index']['end'] = self._io.pos()
            self._debug['pad']['start'] = self._io.pos()
            self.pad = self._io.read_bytes(2)
            self._debug['pad']['end'] = self._io.pos()
            self._debug['flags']['start'] = self._io.pos()
            self._debug['flags']['arr'] = []
            self.flags = []
            for i in range(7):
                self._debug['flags']['arr'].append({'start': self._io.pos()})
                self.flags.append(self._io.read_u4le())
                self._debug['flags']['arr'][i]['end'] = self._io.pos()

            self._debug['flags']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['set_index']['start'] = self._io.pos()
            self.set_index = self._io.read_u2be()
            self._debug['set_index']['end'] = self._io.pos()
            self._debug['pad']['start'] = self._io.pos()
            self.pad = self._io.read_bytes(2)
            self._debug['pad']['end'] = self._io.pos()
            self._debug['flags']['start'] = self._io.pos()
            self._debug['flags']['arr'] = []
            self.flags = []
            for i in range(7):
                self._debug['flags']['arr'].append({'start': self._io.pos()})
                self.flags.append(self._io.read_u4be())
                self._debug['flags']['arr'][i]['end'] = self._io.pos()

            self._debug['flags']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass
            for i in range(len(self.flags)):
                pass
