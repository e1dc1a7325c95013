# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from . import match_tcp_0
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchPayload(KaitaiStruct):
    """Chooses the struct of a payload. What is not known here stays whole, as bytes.

    .. seealso::
       xt_find_match - https://github.com/torvalds/linux/blob/v6.1/net/netfilter/x_tables.c
    """
    SEQ_FIELDS = ["body", "pad_align"]
    def __init__(self, is_be, len_long, align_u64, key, _io, _parent=None, _root=None):
        super(MatchPayload, self).__init__(_io)
        self._parent = _parent
        self._root = _root or self
        self.is_be = is_be
        self.len_long = len_long
        self.align_u64 = align_u64
        self.key = key
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
        self._debug['body']['start'] = self._io.pos()
        _on = self.key
        if _on == u"tcp.0.10":
            pass
            self.body = match_tcp_0.MatchTcp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tcp.0.2":
            pass
            self.body = match_tcp_0.MatchTcp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        else:
            pass
            self.body = MatchPayload.UnknownPayload(self._io, self, self._root, self._is_le)
            self.body._read()
        self._debug['body']['end'] = self._io.pos()
        self._debug['pad_align']['start'] = self._io.pos()
        self.pad_align = self._io.read_bytes_full()
        self._debug['pad_align']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['body']['start'] = self._io.pos()
        _on = self.key
        if _on == u"tcp.0.10":
            pass
            self.body = match_tcp_0.MatchTcp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tcp.0.2":
            pass
            self.body = match_tcp_0.MatchTcp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        else:
            pass
            self.body = MatchPayload.UnknownPayload(self._io, self, self._root, self._is_le)
            self.body._read()
        self._debug['body']['end'] = self._io.pos()
        self._debug['pad_align']['start'] = self._io.pos()
        self.pad_align = self._io.read_bytes_full()
        self._debug['pad_align']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        _on = self.key
        if _on == u"tcp.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"tcp.0.2":
            pass
            self.body._fetch_instances()
        else:
            pass
            self.body._fetch_instances()

    class UnknownPayload(KaitaiStruct):
        SEQ_FIELDS = ["data"]
        def __init__(self, _io, _parent=None, _root=None, _is_le=None):
            super(MatchPayload.UnknownPayload, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/unknown_payload")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['data']['start'] = self._io.pos()
            self.data = self._io.read_bytes_full()
            self._debug['data']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['data']['start'] = self._io.pos()
            self.data = self._io.read_bytes_full()
            self._debug['data']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass
