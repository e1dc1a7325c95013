# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetIdletimer1(KaitaiStruct):
    """As revision 0, with a timer that wakes the machine.

    .. seealso::
       struct idletimer_tg_info_v1 - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_IDLETIMER.h
    """

    class TimerTypes(IntEnum):
        normal = 0
        alarm = 1
    SEQ_FIELDS = ["timeout", "label", "send_nl_msg", "timer_type", "pad", "timer", "pad_end"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetIdletimer1, self).__init__(_io)
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
        self._debug['timeout']['start'] = self._io.pos()
        self.timeout = self._io.read_u4le()
        self._debug['timeout']['end'] = self._io.pos()
        self._debug['label']['start'] = self._io.pos()
        self.label = KaitaiStream.bytes_terminate(self._io.read_bytes(28), 0, False)
        self._debug['label']['end'] = self._io.pos()
        self._debug['send_nl_msg']['start'] = self._io.pos()
        self.send_nl_msg = self._io.read_u1()
        self._debug['send_nl_msg']['end'] = self._io.pos()
        self._debug['timer_type']['start'] = self._io.pos()
        self.timer_type = KaitaiStream.resolve_enum(TargetIdletimer1.TimerTypes, self._io.read_u1())
        self._debug['timer_type']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(6)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['timer']['start'] = self._io.pos()
        self.timer = self._io.read_bytes(self.len_long)
        self._debug['timer']['end'] = self._io.pos()
        self._debug['pad_end']['start'] = self._io.pos()
        self.pad_end = self._io.read_bytes(8 - self.len_long)
        self._debug['pad_end']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['timeout']['start'] = self._io.pos()
        self.timeout = self._io.read_u4be()
        self._debug['timeout']['end'] = self._io.pos()
        self._debug['label']['start'] = self._io.pos()
        self.label = KaitaiStream.bytes_terminate(self._io.read_bytes(28), 0, False)
        self._debug['label']['end'] = self._io.pos()
        self._debug['send_nl_msg']['start'] = self._io.pos()
        self.send_nl_msg = self._io.read_u1()
        self._debug['send_nl_msg']['end'] = self._io.pos()
        self._debug['timer_type']['start'] = self._io.pos()
        self.timer_type = KaitaiStream.resolve_enum(TargetIdletimer1.TimerTypes, self._io.read_u1())
        self._debug['timer_type']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(6)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['timer']['start'] = self._io.pos()
        self.timer = self._io.read_bytes(self.len_long)
        self._debug['timer']['end'] = self._io.pos()
        self._debug['pad_end']['start'] = self._io.pos()
        self.pad_end = self._io.read_bytes(8 - self.len_long)
        self._debug['pad_end']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
