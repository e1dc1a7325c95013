# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetUlog0(KaitaiStruct):
    """Hands packets to a logging daemon over netlink; gone since Linux 3.17.

    .. seealso::
       struct ipt_ulog_info - https://github.com/torvalds/linux/blob/v3.16/include/uapi/linux/netfilter_ipv4/ipt_ULOG.h
    """
    SEQ_FIELDS = ["nl_group", "pad", "copy_range", "qthreshold", "prefix"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetUlog0, self).__init__(_io)
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
        self._debug['nl_group']['start'] = self._io.pos()
        self.nl_group = self._io.read_u4le()
        self._debug['nl_group']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(self.len_long - 4)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['copy_range']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.copy_range = self._io.read_u4le()
        elif _on == 8:
            pass
            self.copy_range = self._io.read_u8le()
        self._debug['copy_range']['end'] = self._io.pos()
        self._debug['qthreshold']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.qthreshold = self._io.read_u4le()
        elif _on == 8:
            pass
            self.qthreshold = self._io.read_u8le()
        self._debug['qthreshold']['end'] = self._io.pos()
        self._debug['prefix']['start'] = self._io.pos()
        self.prefix = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['prefix']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['nl_group']['start'] = self._io.pos()
        self.nl_group = self._io.read_u4be()
        self._debug['nl_group']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(self.len_long - 4)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['copy_range']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.copy_range = self._io.read_u4be()
        elif _on == 8:
            pass
            self.copy_range = self._io.read_u8be()
        self._debug['copy_range']['end'] = self._io.pos()
        self._debug['qthreshold']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.qthreshold = self._io.read_u4be()
        elif _on == 8:
            pass
            self.qthreshold = self._io.read_u8be()
        self._debug['qthreshold']['end'] = self._io.pos()
        self._debug['prefix']['start'] = self._io.pos()
        self.prefix = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['prefix']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        _on = self.len_long
        if _on == 4:
            pass
        elif _on == 8:
            pass
        _on = self.len_long
        if _on == 4:
            pass
        elif _on == 8:
            pass
