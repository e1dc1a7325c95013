# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from . import match_payload
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class XtEntryMatch(KaitaiStruct):
    """Size, name and revision of a match, then its payload. Of the name, the kernel writes only the bytes up to the terminator.
    The name decides, with revision and family, what the payload means.

    .. seealso::
       struct xt_entry_match - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/x_tables.h
    """
    SEQ_FIELDS = ["match_size", "name", "revision", "data"]
    def __init__(self, is_be, len_long, align_u64, family, _io, _parent=None, _root=None):
        super(XtEntryMatch, self).__init__(_io)
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
        self._debug['match_size']['start'] = self._io.pos()
        self.match_size = self._io.read_u2le()
        self._debug['match_size']['end'] = self._io.pos()
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(29), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['revision']['start'] = self._io.pos()
        self.revision = self._io.read_u1()
        self._debug['revision']['end'] = self._io.pos()
        self._debug['data']['start'] = self._io.pos()
        self._raw_data = self._io.read_bytes(self.match_size - 32)
        _io__raw_data = KaitaiStream(BytesIO(self._raw_data))
        self.data = XtEntryMatch.MatchData(self.is_be, self.len_long, self.align_u64, self.key, _io__raw_data, self, self._root, self._is_le)
        self.data._read()
        self._debug['data']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['match_size']['start'] = self._io.pos()
        self.match_size = self._io.read_u2be()
        self._debug['match_size']['end'] = self._io.pos()
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(29), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['revision']['start'] = self._io.pos()
        self.revision = self._io.read_u1()
        self._debug['revision']['end'] = self._io.pos()
        self._debug['data']['start'] = self._io.pos()
        self._raw_data = self._io.read_bytes(self.match_size - 32)
        _io__raw_data = KaitaiStream(BytesIO(self._raw_data))
        self.data = XtEntryMatch.MatchData(self.is_be, self.len_long, self.align_u64, self.key, _io__raw_data, self, self._root, self._is_le)
        self.data._read()
        self._debug['data']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        self.data._fetch_instances()

    class MatchData(KaitaiStruct):
        SEQ_FIELDS = ["raw"]
        def __init__(self, is_be, len_long, align_u64, key, _io, _parent=None, _root=None, _is_le=None):
            super(XtEntryMatch.MatchData, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self.is_be = is_be
            self.len_long = len_long
            self.align_u64 = align_u64
            self.key = key
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/match_data")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['raw']['start'] = self._io.pos()
            self.raw = self._io.read_bytes_full()
            self._debug['raw']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['raw']['start'] = self._io.pos()
            self.raw = self._io.read_bytes_full()
            self._debug['raw']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass
            _ = self.payload
            if hasattr(self, '_m_payload'):
                pass
                self._m_payload._fetch_instances()


        @property
        def payload(self):
            """The payload, as the extension understands it. Read when asked for, so that a damaged one harms no other."""
            if hasattr(self, '_m_payload'):
                return self._m_payload

            _pos = self._io.pos()
            self._io.seek(0)
            if self._is_le:
                self._debug['_m_payload']['start'] = self._io.pos()
                self._raw__m_payload = self._io.read_bytes_full()
                _io__raw__m_payload = KaitaiStream(BytesIO(self._raw__m_payload))
                self._m_payload = match_payload.MatchPayload(self.is_be, self.len_long, self.align_u64, self.key, _io__raw__m_payload)
                self._m_payload._read()
                self._debug['_m_payload']['end'] = self._io.pos()
            else:
                self._debug['_m_payload']['start'] = self._io.pos()
                self._raw__m_payload = self._io.read_bytes_full()
                _io__raw__m_payload = KaitaiStream(BytesIO(self._raw__m_payload))
                self._m_payload = match_payload.MatchPayload(self.is_be, self.len_long, self.align_u64, self.key, _io__raw__m_payload)
                self._m_payload._read()
                self._debug['_m_payload']['end'] = self._io.pos()
            self._io.seek(_pos)
            return getattr(self, '_m_payload', None)


    @property
    def key(self):
        """Name, revision and family, by which the payload's type is chosen."""
        if hasattr(self, '_m_key'):
            return self._m_key

        self._m_key = ((((self.name).decode(u"ISO-8859-1") + u".") + str(self.revision)) + u".") + str(self.family)
        return getattr(self, '_m_key', None)
