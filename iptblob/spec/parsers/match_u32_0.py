# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchU320(KaitaiStruct):
    """Numbers computed from the bytes of a packet, compared with ranges.

    .. seealso::
       struct xt_u32 - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_u32.h
    """

    class Op(IntEnum):
        bitand = 0
        leftsh = 1
        rightsh = 2
        at = 3
    SEQ_FIELDS = ["tests", "num_tests", "invert", "pad"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchU320, self).__init__(_io)
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
        self._debug['tests']['start'] = self._io.pos()
        self._debug['tests']['arr'] = []
        self.tests = []
        for i in range(11):
            self._debug['tests']['arr'].append({'start': self._io.pos()})
            _t_tests = MatchU320.Test(self._io, self, self._root, self._is_le)
            try:
                _t_tests._read()
            finally:
                self.tests.append(_t_tests)
            self._debug['tests']['arr'][i]['end'] = self._io.pos()

        self._debug['tests']['end'] = self._io.pos()
        self._debug['num_tests']['start'] = self._io.pos()
        self.num_tests = self._io.read_u1()
        self._debug['num_tests']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(2)
        self._debug['pad']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['tests']['start'] = self._io.pos()
        self._debug['tests']['arr'] = []
        self.tests = []
        for i in range(11):
            self._debug['tests']['arr'].append({'start': self._io.pos()})
            _t_tests = MatchU320.Test(self._io, self, self._root, self._is_le)
            try:
                _t_tests._read()
            finally:
                self.tests.append(_t_tests)
            self._debug['tests']['arr'][i]['end'] = self._io.pos()

        self._debug['tests']['end'] = self._io.pos()
        self._debug['num_tests']['start'] = self._io.pos()
        self.num_tests = self._io.read_u1()
        self._debug['num_tests']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(2)
        self._debug['pad']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.tests)):
            pass
            self.tests[i]._fetch_instances()


    class Location(KaitaiStruct):
        """One step of the computation (struct xt_u32_location_element)."""
        SEQ_FIELDS = ["number", "nextop", "pad"]
        def __init__(self, _io, _parent=None, _root=None, _is_le=None):
            super(MatchU320.Location, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/location")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['number']['start'] = self._io.pos()
            self.number = self._io.read_u4le()
            self._debug['number']['end'] = self._io.pos()
            self._debug['nextop']['start'] = self._io.pos()
            self.nextop = KaitaiStream.resolve_enum(MatchU320.Op, self._io.read_u1())
            self._debug['nextop']['end'] = self._io.pos()
            self._debug['pad']['start'] = self._io.pos()
            self.pad = self._io.read_bytes(3)
            self._debug['pad']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['number']['start'] = self._io.pos()
            self.number = self._io.read_u4be()
            self._debug['number']['end'] = self._io.pos()
            self._debug['nextop']['start'] = self._io.pos()
            self.nextop = KaitaiStream.resolve_enum(MatchU320.Op, self._io.read_u1())
            self._debug['nextop']['end'] = self._io.pos()
            self._debug['pad']['start'] = self._io.pos()
            self.pad = self._io.read_bytes(3)
            self._debug['pad']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass


    class Test(KaitaiStruct):
        """One computation and the ranges its result may lie in (struct xt_u32_test)."""
        SEQ_FIELDS = ["locations", "ranges", "num_locations", "num_ranges", "pad"]
        def __init__(self, _io, _parent=None, _root=None, _is_le=None):
            super(MatchU320.Test, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/test")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['locations']['start'] = self._io.pos()
            self._debug['locations']['arr'] = []
            self.locations = []
            for i in range(11):
                self._debug['locations']['arr'].append({'start': self._io.pos()})
                _t_locations = MatchU320.Location(self._io, self, self._root, self._is_le)
                try:
                    _t_locations._read()
                finally:
                    self.locations.append(_t_locations)
                self._debug['locations']['arr'][i]['end'] = self._io.pos()

            self._debug['locations']['end'] = self._io.pos()
            self._debug['ranges']['start'] = self._io.pos()
            self._debug['ranges']['arr'] = []
            self.ranges = []
            for i in range(11):
                self._debug['ranges']['arr'].append({'start': self._io.pos()})
                _t_ranges = MatchU320.ValueRange(self._io, self, self._root, self._is_le)
                try:
                    _t_ranges._read()
                finally:
                    self.ranges.append(_t_ranges)
                self._debug['ranges']['arr'][i]['end'] = self._io.pos()

            self._debug['ranges']['end'] = self._io.pos()
            self._debug['num_locations']['start'] = self._io.pos()
            self.num_locations = self._io.read_u1()
            self._debug['num_locations']['end'] = self._io.pos()
            self._debug['num_ranges']['start'] = self._io.pos()
            self.num_ranges = self._io.read_u1()
            self._debug['num_ranges']['end'] = self._io.pos()
            self._debug['pad']['start'] = self._io.pos()
            self.pad = self._io.read_bytes(2)
            self._debug['pad']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['locations']['start'] = self._io.pos()
            self._debug['locations']['arr'] = []
            self.locations = []
            for i in range(11):
                self._debug['locations']['arr'].append({'start': self._io.pos()})
                _t_locations = MatchU320.Location(self._io, self, self._root, self._is_le)
                try:
                    _t_locations._read()
                finally:
                    self.locations.append(_t_locations)
                self._debug['locations']['arr'][i]['end'] = self._io.pos()

            self._debug['locations']['end'] = self._io.pos()
            self._debug['ranges']['start'] = self._io.pos()
            self._debug['ranges']['arr'] = []
            self.ranges = []
            for i in range(11):
                self._debug['ranges']['arr'].append({'start': self._io.pos()})
                _t_ranges = MatchU320.ValueRange(self._io, self, self._root, self._is_le)
                try:
                    _t_ranges._read()
                finally:
                    self.ranges.append(_t_ranges)
                self._debug['ranges']['arr'][i]['end'] = self._io.pos()

            self._debug['ranges']['end'] = self._io.pos()
            self._debug['num_locations']['start'] = self._io.pos()
            self.num_locations = self._io.read_u1()
            self._debug['num_locations']['end'] = self._io.pos()
            self._debug['num_ranges']['start'] = self._io.pos()
            self.num_ranges = self._io.read_u1()
            self._debug['num_ranges']['end'] = self._io.pos()
            self._debug['pad']['start'] = self._io.pos()
            self.pad = self._io.read_bytes(2)
            self._debug['pad']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass
            for i in range(len(self.locations)):
                pass
                self.locations[i]._fetch_instances()

            for i in range(len(self.ranges)):
                pass
                self.ranges[i]._fetch_instances()



    class ValueRange(KaitaiStruct):
        """Least and greatest value (struct xt_u32_value_element)."""
        SEQ_FIELDS = ["min", "max"]
        def __init__(self, _io, _parent=None, _root=None, _is_le=None):
            super(MatchU320.ValueRange, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/value_range")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['min']['start'] = self._io.pos()
            self.min = self._io.read_u4le()
            self._debug['min']['end'] = self._io.pos()
            self._debug['max']['start'] = self._io.pos()
            self.max = self._io.read_u4le()
            self._debug['max']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['min']['start'] = self._io.pos()
            self.min = self._io.read_u4be()
            self._debug['min']['end'] = self._io.pos()
            self._debug['max']['start'] = self._io.pos()
            self.max = self._io.read_u4be()
            self._debug['max']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass
