# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchHashlimit1(KaitaiStruct):
    """Rate of packets or bytes per host, network, port or connection.

    .. seealso::
       struct xt_hashlimit_mtinfo1 - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_hashlimit.h
    """
    SEQ_FIELDS = ["name", "mode", "avg", "burst", "size", "max", "gc_interval", "expire", "srcmask", "dstmask", "pad1", "hinfo", "pad2"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchHashlimit1, self).__init__(_io)
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
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['mode']['start'] = self._io.pos()
        self.mode = self._io.read_u4le()
        self._debug['mode']['end'] = self._io.pos()
        self._debug['avg']['start'] = self._io.pos()
        self.avg = self._io.read_u4le()
        self._debug['avg']['end'] = self._io.pos()
        self._debug['burst']['start'] = self._io.pos()
        self.burst = self._io.read_u4le()
        self._debug['burst']['end'] = self._io.pos()
        self._debug['size']['start'] = self._io.pos()
        self.size = self._io.read_u4le()
        self._debug['size']['end'] = self._io.pos()
        self._debug['max']['start'] = self._io.pos()
        self.max = self._io.read_u4le()
        self._debug['max']['end'] = self._io.pos()
        self._debug['gc_interval']['start'] = self._io.pos()
        self.gc_interval = self._io.read_u4le()
        self._debug['gc_interval']['end'] = self._io.pos()
        self._debug['expire']['start'] = self._io.pos()
        self.expire = self._io.read_u4le()
        self._debug['expire']['end'] = self._io.pos()
        self._debug['srcmask']['start'] = self._io.pos()
        self.srcmask = self._io.read_u1()
        self._debug['srcmask']['end'] = self._io.pos()
        self._debug['dstmask']['start'] = self._io.pos()
        self.dstmask = self._io.read_u1()
        self._debug['dstmask']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['hinfo']['start'] = self._io.pos()
        self.hinfo = self._io.read_bytes(self.len_long)
        self._debug['hinfo']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad2']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['mode']['start'] = self._io.pos()
        self.mode = self._io.read_u4be()
        self._debug['mode']['end'] = self._io.pos()
        self._debug['avg']['start'] = self._io.pos()
        self.avg = self._io.read_u4be()
        self._debug['avg']['end'] = self._io.pos()
        self._debug['burst']['start'] = self._io.pos()
        self.burst = self._io.read_u4be()
        self._debug['burst']['end'] = self._io.pos()
        self._debug['size']['start'] = self._io.pos()
        self.size = self._io.read_u4be()
        self._debug['size']['end'] = self._io.pos()
        self._debug['max']['start'] = self._io.pos()
        self.max = self._io.read_u4be()
        self._debug['max']['end'] = self._io.pos()
        self._debug['gc_interval']['start'] = self._io.pos()
        self.gc_interval = self._io.read_u4be()
        self._debug['gc_interval']['end'] = self._io.pos()
        self._debug['expire']['start'] = self._io.pos()
        self.expire = self._io.read_u4be()
        self._debug['expire']['end'] = self._io.pos()
        self._debug['srcmask']['start'] = self._io.pos()
        self.srcmask = self._io.read_u1()
        self._debug['srcmask']['end'] = self._io.pos()
        self._debug['dstmask']['start'] = self._io.pos()
        self.dstmask = self._io.read_u1()
        self._debug['dstmask']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['hinfo']['start'] = self._io.pos()
        self.hinfo = self._io.read_bytes(self.len_long)
        self._debug['hinfo']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad2']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
