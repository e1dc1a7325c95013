# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from . import xt_entry_match
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class XtMatches(KaitaiStruct):
    """Every match says how long it is; they fill the space between the head of the entry and its target exactly.

    .. seealso::
       struct xt_entry_match - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/x_tables.h
    """
    SEQ_FIELDS = ["matches"]
    def __init__(self, is_be, len_long, align_u64, family, _io, _parent=None, _root=None):
        super(XtMatches, self).__init__(_io)
        self._parent = _parent
        self._root = _root or self
        self.is_be = is_be
        self.len_long = len_long
        self.align_u64 = align_u64
        self.family = family
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
        self._debug['matches']['start'] = self._io.pos()
        self._debug['matches']['arr'] = []
        self.matches = []
        i = 0
        while not self._io.is_eof():
            self._debug['matches']['arr'].append({'start': self._io.pos()})
            _t_matches = xt_entry_match.XtEntryMatch(self.is_be, self.len_long, self.align_u64, self.family, self._io)
            try:
                _t_matches._read()
            finally:
                self.matches.append(_t_matches)
            self._debug['matches']['arr'][len(self.matches) - 1]['end'] = self._io.pos()
            i += 1

        self._debug['matches']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['matches']['start'] = self._io.pos()
        self._debug['matches']['arr'] = []
        self.matches = []
        i = 0
        while not self._io.is_eof():
            self._debug['matches']['arr'].append({'start': self._io.pos()})
            _t_matches = xt_entry_match.XtEntryMatch(self.is_be, self.len_long, self.align_u64, self.family, self._io)
            try:
                _t_matches._read()
            finally:
                self.matches.append(_t_matches)
            self._debug['matches']['arr'][len(self.matches) - 1]['end'] = self._io.pos()
            i += 1

        self._debug['matches']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.matches)):
            pass
            self.matches[i]._fetch_instances()
