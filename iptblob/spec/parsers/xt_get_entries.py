# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from . import xt_entries
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class XtGetEntries(KaitaiStruct):
    """A whole table as the kernel hands it out. Name and size are the caller's own words, which the kernel
    does not write; the entries follow after padding to the alignment of a 64-bit integer.

    .. seealso::
       struct ipt_get_entries - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ip_tables.h
    """
    SEQ_FIELDS = ["name", "size", "pad_entries", "entrytable"]
    def __init__(self, is_be, len_long, align_u64, family, _io, _parent=None, _root=None):
        super(XtGetEntries, self).__init__(_io)
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
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['size']['start'] = self._io.pos()
        self.size = self._io.read_u4le()
        self._debug['size']['end'] = self._io.pos()
        self._debug['pad_entries']['start'] = self._io.pos()
        self.pad_entries = self._io.read_bytes(self.align_u64 - 4)
        self._debug['pad_entries']['end'] = self._io.pos()
        self._debug['entrytable']['start'] = self._io.pos()
        self._raw_entrytable = self._io.read_bytes(self.size)
        _io__raw_entrytable = KaitaiStream(BytesIO(self._raw_entrytable))
        self.entrytable = xt_entries.XtEntries(self.is_be, self.len_long, self.align_u64, self.family, _io__raw_entrytable)
        self.entrytable._read()
        self._debug['entrytable']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['size']['start'] = self._io.pos()
        self.size = self._io.read_u4be()
        self._debug['size']['end'] = self._io.pos()
        self._debug['pad_entries']['start'] = self._io.pos()
        self.pad_entries = self._io.read_bytes(self.align_u64 - 4)
        self._debug['pad_entries']['end'] = self._io.pos()
        self._debug['entrytable']['start'] = self._io.pos()
        self._raw_entrytable = self._io.read_bytes(self.size)
        _io__raw_entrytable = KaitaiStream(BytesIO(self._raw_entrytable))
        self.entrytable = xt_entries.XtEntries(self.is_be, self.len_long, self.align_u64, self.family, _io__raw_entrytable)
        self.entrytable._read()
        self._debug['entrytable']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        self.entrytable._fetch_instances()
