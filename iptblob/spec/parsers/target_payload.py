# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from . import target_tee_0
from . import target_set_3
from . import target_standard_0
from . import target_audit_0
from . import target_masquerade_0_ipv4
from . import target_ct_2
from . import target_error_0
from . import target_classify_0
from . import target_trace_0
from . import target_nfqueue_0
from . import target_hl_0
from . import target_snat_1
from . import target_redirect_0_ipv6
from . import target_nflog_0
from . import target_mark_2
from . import target_mark_0
from . import target_masquerade_0_ipv6
from . import target_secmark_0
from . import target_dnat_2
from . import target_tproxy_0
from . import target_tproxy_1
from . import target_hmark_0
from . import target_snat_2
from . import target_idletimer_1
from . import target_checksum_0
from . import target_nfqueue_3
from . import target_ct_1
from . import target_tos_1
from . import target_tcpmss_0
from . import target_mark_1
from . import target_dnat_1
from . import target_ecn_0
from . import target_dnat_0
from . import target_synproxy_0
from . import target_connsecmark_0
from . import target_set_2
from . import target_nfqueue_2
from . import target_snat_0
from . import target_idletimer_0
from . import target_set_0
from . import target_redirect_0_ipv4
from . import target_connmark_2
from . import target_led_0
from . import target_nfqueue_1
from . import target_mangle_0
from . import target_tee_1
from . import target_clusterip_0
from . import target_set_1
from . import target_snpt_0
from . import target_secmark_1
from . import target_ulog_0
from . import target_log_0
from . import target_netmap_0_ipv4
from . import target_connmark_0
from . import target_ct_0
from . import target_ttl_0
from . import target_tcpoptstrip_0
from . import target_connmark_1
from . import target_dscp_0
from . import target_notrack_0
from . import target_tos_0
from . import target_reject_0_ipv6
from . import target_netmap_0_ipv6
from . import target_rateest_0
from . import target_reject_0_ipv4
from . import target_dnpt_0
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetPayload(KaitaiStruct):
    """Chooses the struct of a payload. What is not known here stays whole, as bytes.

    .. seealso::
       xt_find_target - https://github.com/torvalds/linux/blob/v6.1/net/netfilter/x_tables.c
    """
    SEQ_FIELDS = ["body", "pad_align"]
    def __init__(self, is_be, len_long, align_u64, key, _io, _parent=None, _root=None):
        super(TargetPayload, self).__init__(_io)
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
        if _on == u".0.10":
            pass
            self.body = target_standard_0.TargetStandard0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u".0.2":
            pass
            self.body = target_standard_0.TargetStandard0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u".0.3":
            pass
            self.body = target_standard_0.TargetStandard0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"AUDIT.0.10":
            pass
            self.body = target_audit_0.TargetAudit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"AUDIT.0.2":
            pass
            self.body = target_audit_0.TargetAudit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"AUDIT.0.3":
            pass
            self.body = target_audit_0.TargetAudit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CHECKSUM.0.10":
            pass
            self.body = target_checksum_0.TargetChecksum0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CHECKSUM.0.2":
            pass
            self.body = target_checksum_0.TargetChecksum0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CLASSIFY.0.10":
            pass
            self.body = target_classify_0.TargetClassify0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CLASSIFY.0.2":
            pass
            self.body = target_classify_0.TargetClassify0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CLASSIFY.0.3":
            pass
            self.body = target_classify_0.TargetClassify0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CLUSTERIP.0.2":
            pass
            self.body = target_clusterip_0.TargetClusterip0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.0.10":
            pass
            self.body = target_connmark_0.TargetConnmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.0.2":
            pass
            self.body = target_connmark_0.TargetConnmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.1.10":
            pass
            self.body = target_connmark_1.TargetConnmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.1.2":
            pass
            self.body = target_connmark_1.TargetConnmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.1.3":
            pass
            self.body = target_connmark_1.TargetConnmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.2.10":
            pass
            self.body = target_connmark_2.TargetConnmark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.2.2":
            pass
            self.body = target_connmark_2.TargetConnmark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.2.3":
            pass
            self.body = target_connmark_2.TargetConnmark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNSECMARK.0.10":
            pass
            self.body = target_connsecmark_0.TargetConnsecmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNSECMARK.0.2":
            pass
            self.body = target_connsecmark_0.TargetConnsecmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.0.10":
            pass
            self.body = target_ct_0.TargetCt0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.0.2":
            pass
            self.body = target_ct_0.TargetCt0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.1.10":
            pass
            self.body = target_ct_1.TargetCt1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.1.2":
            pass
            self.body = target_ct_1.TargetCt1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.2.10":
            pass
            self.body = target_ct_2.TargetCt2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.2.2":
            pass
            self.body = target_ct_2.TargetCt2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.0.2":
            pass
            self.body = target_dnat_0.TargetDnat0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.1.10":
            pass
            self.body = target_dnat_1.TargetDnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.1.2":
            pass
            self.body = target_dnat_1.TargetDnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.1.3":
            pass
            self.body = target_dnat_1.TargetDnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.2.10":
            pass
            self.body = target_dnat_2.TargetDnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.2.2":
            pass
            self.body = target_dnat_2.TargetDnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.2.3":
            pass
            self.body = target_dnat_2.TargetDnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNPT.0.10":
            pass
            self.body = target_dnpt_0.TargetDnpt0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DSCP.0.10":
            pass
            self.body = target_dscp_0.TargetDscp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DSCP.0.2":
            pass
            self.body = target_dscp_0.TargetDscp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ECN.0.2":
            pass
            self.body = target_ecn_0.TargetEcn0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ERROR.0.10":
            pass
            self.body = target_error_0.TargetError0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ERROR.0.2":
            pass
            self.body = target_error_0.TargetError0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ERROR.0.3":
            pass
            self.body = target_error_0.TargetError0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"HL.0.10":
            pass
            self.body = target_hl_0.TargetHl0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"HMARK.0.10":
            pass
            self.body = target_hmark_0.TargetHmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"HMARK.0.2":
            pass
            self.body = target_hmark_0.TargetHmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.0.10":
            pass
            self.body = target_idletimer_0.TargetIdletimer0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.0.2":
            pass
            self.body = target_idletimer_0.TargetIdletimer0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.0.3":
            pass
            self.body = target_idletimer_0.TargetIdletimer0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.1.10":
            pass
            self.body = target_idletimer_1.TargetIdletimer1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.1.2":
            pass
            self.body = target_idletimer_1.TargetIdletimer1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.1.3":
            pass
            self.body = target_idletimer_1.TargetIdletimer1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"LED.0.10":
            pass
            self.body = target_led_0.TargetLed0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"LED.0.2":
            pass
            self.body = target_led_0.TargetLed0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"LED.0.3":
            pass
            self.body = target_led_0.TargetLed0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"LOG.0.10":
            pass
            self.body = target_log_0.TargetLog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"LOG.0.2":
            pass
            self.body = target_log_0.TargetLog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.0.10":
            pass
            self.body = target_mark_0.TargetMark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.0.2":
            pass
            self.body = target_mark_0.TargetMark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.1.10":
            pass
            self.body = target_mark_1.TargetMark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.1.2":
            pass
            self.body = target_mark_1.TargetMark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.2.10":
            pass
            self.body = target_mark_2.TargetMark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.2.2":
            pass
            self.body = target_mark_2.TargetMark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.2.3":
            pass
            self.body = target_mark_2.TargetMark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MASQUERADE.0.10":
            pass
            self.body = target_masquerade_0_ipv6.TargetMasquerade0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MASQUERADE.0.2":
            pass
            self.body = target_masquerade_0_ipv4.TargetMasquerade0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NETMAP.0.10":
            pass
            self.body = target_netmap_0_ipv6.TargetNetmap0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NETMAP.0.2":
            pass
            self.body = target_netmap_0_ipv4.TargetNetmap0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFLOG.0.10":
            pass
            self.body = target_nflog_0.TargetNflog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFLOG.0.2":
            pass
            self.body = target_nflog_0.TargetNflog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFLOG.0.3":
            pass
            self.body = target_nflog_0.TargetNflog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.0.10":
            pass
            self.body = target_nfqueue_0.TargetNfqueue0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.0.2":
            pass
            self.body = target_nfqueue_0.TargetNfqueue0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.0.3":
            pass
            self.body = target_nfqueue_0.TargetNfqueue0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.1.10":
            pass
            self.body = target_nfqueue_1.TargetNfqueue1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.1.2":
            pass
            self.body = target_nfqueue_1.TargetNfqueue1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.1.3":
            pass
            self.body = target_nfqueue_1.TargetNfqueue1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.2.10":
            pass
            self.body = target_nfqueue_2.TargetNfqueue2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.2.2":
            pass
            self.body = target_nfqueue_2.TargetNfqueue2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.2.3":
            pass
            self.body = target_nfqueue_2.TargetNfqueue2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.3.10":
            pass
            self.body = target_nfqueue_3.TargetNfqueue3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.3.2":
            pass
            self.body = target_nfqueue_3.TargetNfqueue3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.3.3":
            pass
            self.body = target_nfqueue_3.TargetNfqueue3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NOTRACK.0.10":
            pass
            self.body = target_notrack_0.TargetNotrack0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NOTRACK.0.2":
            pass
            self.body = target_notrack_0.TargetNotrack0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"RATEEST.0.10":
            pass
            self.body = target_rateest_0.TargetRateest0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"RATEEST.0.2":
            pass
            self.body = target_rateest_0.TargetRateest0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"RATEEST.0.3":
            pass
            self.body = target_rateest_0.TargetRateest0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"REDIRECT.0.10":
            pass
            self.body = target_redirect_0_ipv6.TargetRedirect0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"REDIRECT.0.2":
            pass
            self.body = target_redirect_0_ipv4.TargetRedirect0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"REJECT.0.10":
            pass
            self.body = target_reject_0_ipv6.TargetReject0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"REJECT.0.2":
            pass
            self.body = target_reject_0_ipv4.TargetReject0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SECMARK.0.10":
            pass
            self.body = target_secmark_0.TargetSecmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SECMARK.0.2":
            pass
            self.body = target_secmark_0.TargetSecmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SECMARK.1.10":
            pass
            self.body = target_secmark_1.TargetSecmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SECMARK.1.2":
            pass
            self.body = target_secmark_1.TargetSecmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.0.2":
            pass
            self.body = target_set_0.TargetSet0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.1.10":
            pass
            self.body = target_set_1.TargetSet1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.1.2":
            pass
            self.body = target_set_1.TargetSet1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.2.10":
            pass
            self.body = target_set_2.TargetSet2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.2.2":
            pass
            self.body = target_set_2.TargetSet2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.3.10":
            pass
            self.body = target_set_3.TargetSet3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.3.2":
            pass
            self.body = target_set_3.TargetSet3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.0.2":
            pass
            self.body = target_snat_0.TargetSnat0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.1.10":
            pass
            self.body = target_snat_1.TargetSnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.1.2":
            pass
            self.body = target_snat_1.TargetSnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.1.3":
            pass
            self.body = target_snat_1.TargetSnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.2.10":
            pass
            self.body = target_snat_2.TargetSnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.2.2":
            pass
            self.body = target_snat_2.TargetSnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.2.3":
            pass
            self.body = target_snat_2.TargetSnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNPT.0.10":
            pass
            self.body = target_snpt_0.TargetSnpt0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SYNPROXY.0.10":
            pass
            self.body = target_synproxy_0.TargetSynproxy0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SYNPROXY.0.2":
            pass
            self.body = target_synproxy_0.TargetSynproxy0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TCPMSS.0.10":
            pass
            self.body = target_tcpmss_0.TargetTcpmss0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TCPMSS.0.2":
            pass
            self.body = target_tcpmss_0.TargetTcpmss0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TCPOPTSTRIP.0.10":
            pass
            self.body = target_tcpoptstrip_0.TargetTcpoptstrip0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TCPOPTSTRIP.0.2":
            pass
            self.body = target_tcpoptstrip_0.TargetTcpoptstrip0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TEE.0.10":
            pass
            self.body = target_tee_0.TargetTee0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TEE.0.2":
            pass
            self.body = target_tee_0.TargetTee0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TEE.1.10":
            pass
            self.body = target_tee_1.TargetTee1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TEE.1.2":
            pass
            self.body = target_tee_1.TargetTee1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TOS.0.2":
            pass
            self.body = target_tos_0.TargetTos0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TOS.1.10":
            pass
            self.body = target_tos_1.TargetTos1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TOS.1.2":
            pass
            self.body = target_tos_1.TargetTos1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TPROXY.0.2":
            pass
            self.body = target_tproxy_0.TargetTproxy0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TPROXY.1.10":
            pass
            self.body = target_tproxy_1.TargetTproxy1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TPROXY.1.2":
            pass
            self.body = target_tproxy_1.TargetTproxy1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TRACE.0.10":
            pass
            self.body = target_trace_0.TargetTrace0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TRACE.0.2":
            pass
            self.body = target_trace_0.TargetTrace0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TTL.0.2":
            pass
            self.body = target_ttl_0.TargetTtl0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ULOG.0.2":
            pass
            self.body = target_ulog_0.TargetUlog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mangle.0.3":
            pass
            self.body = target_mangle_0.TargetMangle0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        else:
            pass
            self.body = TargetPayload.UnknownPayload(self._io, self, self._root, self._is_le)
            self.body._read()
        self._debug['body']['end'] = self._io.pos()
        self._debug['pad_align']['start'] = self._io.pos()
        self.pad_align = self._io.read_bytes_full()
        self._debug['pad_align']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['body']['start'] = self._io.pos()
        _on = self.key
        if _on == u".0.10":
            pass
            self.body = target_standard_0.TargetStandard0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u".0.2":
            pass
            self.body = target_standard_0.TargetStandard0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u".0.3":
            pass
            self.body = target_standard_0.TargetStandard0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"AUDIT.0.10":
            pass
            self.body = target_audit_0.TargetAudit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"AUDIT.0.2":
            pass
            self.body = target_audit_0.TargetAudit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"AUDIT.0.3":
            pass
            self.body = target_audit_0.TargetAudit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CHECKSUM.0.10":
            pass
            self.body = target_checksum_0.TargetChecksum0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CHECKSUM.0.2":
            pass
            self.body = target_checksum_0.TargetChecksum0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CLASSIFY.0.10":
            pass
            self.body = target_classify_0.TargetClassify0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CLASSIFY.0.2":
            pass
            self.body = target_classify_0.TargetClassify0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CLASSIFY.0.3":
            pass
            self.body = target_classify_0.TargetClassify0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CLUSTERIP.0.2":
            pass
            self.body = target_clusterip_0.TargetClusterip0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.0.10":
            pass
            self.body = target_connmark_0.TargetConnmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.0.2":
            pass
            self.body = target_connmark_0.TargetConnmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.1.10":
            pass
            self.body = target_connmark_1.TargetConnmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.1.2":
            pass
            self.body = target_connmark_1.TargetConnmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.1.3":
            pass
            self.body = target_connmark_1.TargetConnmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.2.10":
            pass
            self.body = target_connmark_2.TargetConnmark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.2.2":
            pass
            self.body = target_connmark_2.TargetConnmark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNMARK.2.3":
            pass
            self.body = target_connmark_2.TargetConnmark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNSECMARK.0.10":
            pass
            self.body = target_connsecmark_0.TargetConnsecmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CONNSECMARK.0.2":
            pass
            self.body = target_connsecmark_0.TargetConnsecmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.0.10":
            pass
            self.body = target_ct_0.TargetCt0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.0.2":
            pass
            self.body = target_ct_0.TargetCt0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.1.10":
            pass
            self.body = target_ct_1.TargetCt1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.1.2":
            pass
            self.body = target_ct_1.TargetCt1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.2.10":
            pass
            self.body = target_ct_2.TargetCt2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"CT.2.2":
            pass
            self.body = target_ct_2.TargetCt2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.0.2":
            pass
            self.body = target_dnat_0.TargetDnat0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.1.10":
            pass
            self.body = target_dnat_1.TargetDnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.1.2":
            pass
            self.body = target_dnat_1.TargetDnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.1.3":
            pass
            self.body = target_dnat_1.TargetDnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.2.10":
            pass
            self.body = target_dnat_2.TargetDnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.2.2":
            pass
            self.body = target_dnat_2.TargetDnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNAT.2.3":
            pass
            self.body = target_dnat_2.TargetDnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DNPT.0.10":
            pass
            self.body = target_dnpt_0.TargetDnpt0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DSCP.0.10":
            pass
            self.body = target_dscp_0.TargetDscp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"DSCP.0.2":
            pass
            self.body = target_dscp_0.TargetDscp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ECN.0.2":
            pass
            self.body = target_ecn_0.TargetEcn0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ERROR.0.10":
            pass
            self.body = target_error_0.TargetError0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ERROR.0.2":
            pass
            self.body = target_error_0.TargetError0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ERROR.0.3":
            pass
            self.body = target_error_0.TargetError0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"HL.0.10":
            pass
            self.body = target_hl_0.TargetHl0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"HMARK.0.10":
            pass
            self.body = target_hmark_0.TargetHmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"HMARK.0.2":
            pass
            self.body = target_hmark_0.TargetHmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.0.10":
            pass
            self.body = target_idletimer_0.TargetIdletimer0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.0.2":
            pass
            self.body = target_idletimer_0.TargetIdletimer0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.0.3":
            pass
            self.body = target_idletimer_0.TargetIdletimer0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.1.10":
            pass
            self.body = target_idletimer_1.TargetIdletimer1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.1.2":
            pass
            self.body = target_idletimer_1.TargetIdletimer1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"IDLETIMER.1.3":
            pass
            self.body = target_idletimer_1.TargetIdletimer1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"LED.0.10":
            pass
            self.body = target_led_0.TargetLed0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"LED.0.2":
            pass
            self.body = target_led_0.TargetLed0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"LED.0.3":
            pass
            self.body = target_led_0.TargetLed0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"LOG.0.10":
            pass
            self.body = target_log_0.TargetLog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"LOG.0.2":
            pass
            self.body = target_log_0.TargetLog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.0.10":
            pass
            self.body = target_mark_0.TargetMark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.0.2":
            pass
            self.body = target_mark_0.TargetMark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.1.10":
            pass
            self.body = target_mark_1.TargetMark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.1.2":
            pass
            self.body = target_mark_1.TargetMark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.2.10":
            pass
            self.body = target_mark_2.TargetMark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.2.2":
            pass
            self.body = target_mark_2.TargetMark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MARK.2.3":
            pass
            self.body = target_mark_2.TargetMark2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MASQUERADE.0.10":
            pass
            self.body = target_masquerade_0_ipv6.TargetMasquerade0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"MASQUERADE.0.2":
            pass
            self.body = target_masquerade_0_ipv4.TargetMasquerade0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NETMAP.0.10":
            pass
            self.body = target_netmap_0_ipv6.TargetNetmap0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NETMAP.0.2":
            pass
            self.body = target_netmap_0_ipv4.TargetNetmap0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFLOG.0.10":
            pass
            self.body = target_nflog_0.TargetNflog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFLOG.0.2":
            pass
            self.body = target_nflog_0.TargetNflog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFLOG.0.3":
            pass
            self.body = target_nflog_0.TargetNflog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.0.10":
            pass
            self.body = target_nfqueue_0.TargetNfqueue0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.0.2":
            pass
            self.body = target_nfqueue_0.TargetNfqueue0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.0.3":
            pass
            self.body = target_nfqueue_0.TargetNfqueue0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.1.10":
            pass
            self.body = target_nfqueue_1.TargetNfqueue1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.1.2":
            pass
            self.body = target_nfqueue_1.TargetNfqueue1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.1.3":
            pass
            self.body = target_nfqueue_1.TargetNfqueue1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.2.10":
            pass
            self.body = target_nfqueue_2.TargetNfqueue2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.2.2":
            pass
            self.body = target_nfqueue_2.TargetNfqueue2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.2.3":
            pass
            self.body = target_nfqueue_2.TargetNfqueue2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.3.10":
            pass
            self.body = target_nfqueue_3.TargetNfqueue3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.3.2":
            pass
            self.body = target_nfqueue_3.TargetNfqueue3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NFQUEUE.3.3":
            pass
            self.body = target_nfqueue_3.TargetNfqueue3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NOTRACK.0.10":
            pass
            self.body = target_notrack_0.TargetNotrack0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"NOTRACK.0.2":
            pass
            self.body = target_notrack_0.TargetNotrack0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"RATEEST.0.10":
            pass
            self.body = target_rateest_0.TargetRateest0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"RATEEST.0.2":
            pass
            self.body = target_rateest_0.TargetRateest0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"RATEEST.0.3":
            pass
            self.body = target_rateest_0.TargetRateest0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"REDIRECT.0.10":
            pass
            self.body = target_redirect_0_ipv6.TargetRedirect0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"REDIRECT.0.2":
            pass
            self.body = target_redirect_0_ipv4.TargetRedirect0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"REJECT.0.10":
            pass
            self.body = target_reject_0_ipv6.TargetReject0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"REJECT.0.2":
            pass
            self.body = target_reject_0_ipv4.TargetReject0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SECMARK.0.10":
            pass
            self.body = target_secmark_0.TargetSecmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SECMARK.0.2":
            pass
            self.body = target_secmark_0.TargetSecmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SECMARK.1.10":
            pass
            self.body = target_secmark_1.TargetSecmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SECMARK.1.2":
            pass
            self.body = target_secmark_1.TargetSecmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.0.2":
            pass
            self.body = target_set_0.TargetSet0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.1.10":
            pass
            self.body = target_set_1.TargetSet1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.1.2":
            pass
            self.body = target_set_1.TargetSet1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.2.10":
            pass
            self.body = target_set_2.TargetSet2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.2.2":
            pass
            self.body = target_set_2.TargetSet2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.3.10":
            pass
            self.body = target_set_3.TargetSet3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SET.3.2":
            pass
            self.body = target_set_3.TargetSet3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.0.2":
            pass
            self.body = target_snat_0.TargetSnat0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.1.10":
            pass
            self.body = target_snat_1.TargetSnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.1.2":
            pass
            self.body = target_snat_1.TargetSnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.1.3":
            pass
            self.body = target_snat_1.TargetSnat1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.2.10":
            pass
            self.body = target_snat_2.TargetSnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.2.2":
            pass
            self.body = target_snat_2.TargetSnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNAT.2.3":
            pass
            self.body = target_snat_2.TargetSnat2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SNPT.0.10":
            pass
            self.body = target_snpt_0.TargetSnpt0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SYNPROXY.0.10":
            pass
            self.body = target_synproxy_0.TargetSynproxy0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"SYNPROXY.0.2":
            pass
            self.body = target_synproxy_0.TargetSynproxy0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TCPMSS.0.10":
            pass
            self.body = target_tcpmss_0.TargetTcpmss0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TCPMSS.0.2":
            pass
            self.body = target_tcpmss_0.TargetTcpmss0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TCPOPTSTRIP.0.10":
            pass
            self.body = target_tcpoptstrip_0.TargetTcpoptstrip0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TCPOPTSTRIP.0.2":
            pass
            self.body = target_tcpoptstrip_0.TargetTcpoptstrip0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TEE.0.10":
            pass
            self.body = target_tee_0.TargetTee0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TEE.0.2":
            pass
            self.body = target_tee_0.TargetTee0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TEE.1.10":
            pass
            self.body = target_tee_1.TargetTee1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TEE.1.2":
            pass
            self.body = target_tee_1.TargetTee1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TOS.0.2":
            pass
            self.body = target_tos_0.TargetTos0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TOS.1.10":
            pass
            self.body = target_tos_1.TargetTos1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TOS.1.2":
            pass
            self.body = target_tos_1.TargetTos1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TPROXY.0.2":
            pass
            self.body = target_tproxy_0.TargetTproxy0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TPROXY.1.10":
            pass
            self.body = target_tproxy_1.TargetTproxy1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TPROXY.1.2":
            pass
            self.body = target_tproxy_1.TargetTproxy1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TRACE.0.10":
            pass
            self.body = target_trace_0.TargetTrace0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TRACE.0.2":
            pass
            self.body = target_trace_0.TargetTrace0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"TTL.0.2":
            pass
            self.body = target_ttl_0.TargetTtl0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ULOG.0.2":
            pass
            self.body = target_ulog_0.TargetUlog0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mangle.0.3":
            pass
            self.body = target_mangle_0.TargetMangle0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        else:
            pass
            self.body = TargetPayload.UnknownPayload(self._io, self, self._root, self._is_le)
            self.body._read()
        self._debug['body']['end'] = self._io.pos()
        self._debug['pad_align']['start'] = self._io.pos()
        self.pad_align = self._io.read_bytes_full()
        self._debug['pad_align']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        _on = self.key
        if _on == u".0.10":
            pass
            self.body._fetch_instances()
        elif _on == u".0.2":
            pass
            self.body._fetch_instances()
        elif _on == u".0.3":
            pass
            self.body._fetch_instances()
        elif _on == u"AUDIT.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"AUDIT.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"AUDIT.0.3":
            pass
            self.body._fetch_instances()
        elif _on == u"CHECKSUM.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"CHECKSUM.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"CLASSIFY.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"CLASSIFY.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"CLASSIFY.0.3":
            pass
            self.body._fetch_instances()
        elif _on == u"CLUSTERIP.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"CONNMARK.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"CONNMARK.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"CONNMARK.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"CONNMARK.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"CONNMARK.1.3":
            pass
            self.body._fetch_instances()
        elif _on == u"CONNMARK.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"CONNMARK.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"CONNMARK.2.3":
            pass
            self.body._fetch_instances()
        elif _on == u"CONNSECMARK.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"CONNSECMARK.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"CT.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"CT.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"CT.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"CT.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"CT.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"CT.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"DNAT.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"DNAT.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"DNAT.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"DNAT.1.3":
            pass
            self.body._fetch_instances()
        elif _on == u"DNAT.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"DNAT.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"DNAT.2.3":
            pass
            self.body._fetch_instances()
        elif _on == u"DNPT.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"DSCP.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"DSCP.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"ECN.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"ERROR.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"ERROR.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"ERROR.0.3":
            pass
            self.body._fetch_instances()
        elif _on == u"HL.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"HMARK.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"HMARK.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"IDLETIMER.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"IDLETIMER.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"IDLETIMER.0.3":
            pass
            self.body._fetch_instances()
        elif _on == u"IDLETIMER.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"IDLETIMER.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"IDLETIMER.1.3":
            pass
            self.body._fetch_instances()
        elif _on == u"LED.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"LED.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"LED.0.3":
            pass
            self.body._fetch_instances()
        elif _on == u"LOG.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"LOG.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"MARK.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"MARK.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"MARK.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"MARK.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"MARK.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"MARK.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"MARK.2.3":
            pass
            self.body._fetch_instances()
        elif _on == u"MASQUERADE.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"MASQUERADE.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"NETMAP.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"NETMAP.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"NFLOG.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"NFLOG.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"NFLOG.0.3":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.0.3":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.1.3":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.2.3":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.3.10":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.3.2":
            pass
            self.body._fetch_instances()
        elif _on == u"NFQUEUE.3.3":
            pass
            self.body._fetch_instances()
        elif _on == u"NOTRACK.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"NOTRACK.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"RATEEST.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"RATEEST.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"RATEEST.0.3":
            pass
            self.body._fetch_instances()
        elif _on == u"REDIRECT.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"REDIRECT.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"REJECT.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"REJECT.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"SECMARK.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"SECMARK.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"SECMARK.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"SECMARK.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"SET.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"SET.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"SET.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"SET.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"SET.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"SET.3.10":
            pass
            self.body._fetch_instances()
        elif _on == u"SET.3.2":
            pass
            self.body._fetch_instances()
        elif _on == u"SNAT.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"SNAT.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"SNAT.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"SNAT.1.3":
            pass
            self.body._fetch_instances()
        elif _on == u"SNAT.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"SNAT.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"SNAT.2.3":
            pass
            self.body._fetch_instances()
        elif _on == u"SNPT.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"SYNPROXY.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"SYNPROXY.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"TCPMSS.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"TCPMSS.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"TCPOPTSTRIP.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"TCPOPTSTRIP.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"TEE.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"TEE.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"TEE.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"TEE.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"TOS.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"TOS.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"TOS.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"TPROXY.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"TPROXY.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"TPROXY.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"TRACE.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"TRACE.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"TTL.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"ULOG.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"mangle.0.3":
            pass
            self.body._fetch_instances()
        else:
            pass
            self.body._fetch_instances()

    class UnknownPayload(KaitaiStruct):
        SEQ_FIELDS = ["data"]
        def __init__(self, _io, _parent=None, _root=None, _is_le=None):
            super(TargetPayload.UnknownPayload, self).__init__(_io)
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
