# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from . import arpt_getinfo
from . import ipt_getinfo
from . import xt_get_entries
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TableBlob(KaitaiStruct):
    """Both replies exactly as the kernel returned them, one behind the other.

    .. seealso::
       Source - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ip_tables.h
    """
    SEQ_FIELDS = ["info", "entries"]
    def __init__(self, is_be, len_long, align_u64, family, _io, _parent=None, _root=None):
        super(TableBlob, self).__init__(_io)
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
        self._debug['info']['start'] = self._io.pos()
        _on = self.family
        if _on == 10:
            pass
            self.info = ipt_getinfo.IptGetinfo(self.is_be, self.len_long, self.align_u64, self._io)
            self.info._read()
        elif _on == 2:
            pass
            self.info = ipt_getinfo.IptGetinfo(self.is_be, self.len_long, self.align_u64, self._io)
            self.info._read()
        elif _on == 3:
            pass
            self.info = arpt_getinfo.ArptGetinfo(self.is_be, self.len_long, self.align_u64, self._io)
            self.info._read()
        self._debug['info']['end'] = self._io.pos()
        self._debug['entries']['start'] = self._io.pos()
        self.entries = xt_get_entries.XtGetEntries(self.is_be, self.len_long, self.align_u64, self.family, self._io)
        self.entries._read()
        self._debug['entries']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['info']['start'] = self._io.pos()
        _on = self.family
        if _on == 10:
            pass
            self.info = ipt_getinfo.IptGetinfo(self.is_be, self.len_long, self.align_u64, self._io)
            self.info._read()
        elif _on == 2:
            pass
            self.info = ipt_getinfo.IptGetinfo(self.is_be, self.len_long, self.align_u64, self._io)
            self.info._read()
        elif _on == 3:
            pass
            self.info = arpt_getinfo.ArptGetinfo(self.is_be, self.len_long, self.align_u64, self._io)
            self.info._read()
        self._debug['info']['end'] = self._io.pos()
        self._debug['entries']['start'] = self._io.pos()
        self.entries = xt_get_entries.XtGetEntries(self.is_be, self.len_long, self.align_u64, self.family, self._io)
        self.entries._read()
        self._debug['entries']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        _on = self.family
        if _on == 10:
            pass
            self.info._fetch_instances()
        elif _on == 2:
            pass
            self.info._fetch_instances()
        elif _on == 3:
            pass
            self.info._fetch_instances()
        self.entries._fetch_instances()
