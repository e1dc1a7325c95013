# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from . import match_iprange_1
from . import match_string_1
from . import match_nfacct_0
from . import match_tos_1
from . import match_dscp_0
from . import match_recent_1
from . import match_string_0
from . import match_statistic_0
from . import match_bpf_1
from . import match_icmp_0
from . import match_connlabel_0
from . import match_set_1
from . import match_comment_0
from . import match_conntrack_3
from . import match_sctp_0
from . import match_pkttype_0
from . import match_connlimit_0
from . import match_mark_0
from . import match_dst_0
from . import match_hashlimit_2
from . import match_length_0
from . import match_rt_0
from . import match_ah_0_ipv4
from . import match_set_4
from . import match_eui64_0
from . import match_ipvs_0
from . import match_connbytes_0
from . import match_set_2
from . import match_helper_0
from . import match_state_0
from . import match_ah_0_ipv6
from . import match_realm_0
from . import match_time_0
from . import match_dccp_0
from . import match_connmark_1
from . import match_ecn_0
from . import match_mark_1
from . import match_limit_0
from . import match_frag_0
from . import match_policy_0
from . import match_hashlimit_3
from . import match_hl_0
from . import match_socket_0
from . import match_rpfilter_0
from . import match_multiport_0
from . import match_connmark_0
from . import match_tcp_0
from . import match_udp_0
from . import match_nfacct_1
from . import match_cluster_0
from . import match_socket_3
from . import match_cgroup_1
from . import match_set_0
from . import match_esp_0
from . import match_u32_0
from . import match_conntrack_1
from . import match_hbh_0
from . import match_udplite_0
from . import match_owner_0_ipv6
from . import match_conntrack_2
from . import match_owner_0_ipv4
from . import match_cgroup_2
from . import match_mac_0
from . import match_socket_2
from . import match_recent_0
from . import match_quota_0
from . import match_mh_0
from . import match_bpf_0
from . import match_iprange_0
from . import match_hashlimit_0
from . import match_hashlimit_1
from . import match_conntrack_0
from . import match_osf_0
from . import match_icmp6_0
from . import match_ipv6header_0
from . import match_set_3
from . import match_multiport_1
from . import match_tcpmss_0
from . import match_ipcomp_0
from . import match_cpu_0
from . import match_l2tp_0
from . import match_cgroup_0
from . import match_addrtype_0
from . import match_devgroup_0
from . import match_rateest_0
from . import match_srh_0
from . import match_physdev_0
from . import match_ttl_0
from . import match_connlimit_1
from . import match_srh_1
from . import match_owner_1
from . import match_tos_0
from . import match_socket_1
from . import match_addrtype_1
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
        if _on == u"addrtype.0.2":
            pass
            self.body = match_addrtype_0.MatchAddrtype0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"addrtype.1.10":
            pass
            self.body = match_addrtype_1.MatchAddrtype1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"addrtype.1.2":
            pass
            self.body = match_addrtype_1.MatchAddrtype1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ah.0.10":
            pass
            self.body = match_ah_0_ipv6.MatchAh0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ah.0.2":
            pass
            self.body = match_ah_0_ipv4.MatchAh0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"bpf.0.10":
            pass
            self.body = match_bpf_0.MatchBpf0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"bpf.0.2":
            pass
            self.body = match_bpf_0.MatchBpf0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"bpf.1.10":
            pass
            self.body = match_bpf_1.MatchBpf1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"bpf.1.2":
            pass
            self.body = match_bpf_1.MatchBpf1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.0.10":
            pass
            self.body = match_cgroup_0.MatchCgroup0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.0.2":
            pass
            self.body = match_cgroup_0.MatchCgroup0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.1.10":
            pass
            self.body = match_cgroup_1.MatchCgroup1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.1.2":
            pass
            self.body = match_cgroup_1.MatchCgroup1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.2.10":
            pass
            self.body = match_cgroup_2.MatchCgroup2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.2.2":
            pass
            self.body = match_cgroup_2.MatchCgroup2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cluster.0.10":
            pass
            self.body = match_cluster_0.MatchCluster0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cluster.0.2":
            pass
            self.body = match_cluster_0.MatchCluster0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"comment.0.10":
            pass
            self.body = match_comment_0.MatchComment0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"comment.0.2":
            pass
            self.body = match_comment_0.MatchComment0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connbytes.0.10":
            pass
            self.body = match_connbytes_0.MatchConnbytes0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connbytes.0.2":
            pass
            self.body = match_connbytes_0.MatchConnbytes0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlabel.0.10":
            pass
            self.body = match_connlabel_0.MatchConnlabel0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlabel.0.2":
            pass
            self.body = match_connlabel_0.MatchConnlabel0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlimit.0.10":
            pass
            self.body = match_connlimit_0.MatchConnlimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlimit.0.2":
            pass
            self.body = match_connlimit_0.MatchConnlimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlimit.1.10":
            pass
            self.body = match_connlimit_1.MatchConnlimit1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlimit.1.2":
            pass
            self.body = match_connlimit_1.MatchConnlimit1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connmark.0.10":
            pass
            self.body = match_connmark_0.MatchConnmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connmark.0.2":
            pass
            self.body = match_connmark_0.MatchConnmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connmark.1.10":
            pass
            self.body = match_connmark_1.MatchConnmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connmark.1.2":
            pass
            self.body = match_connmark_1.MatchConnmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.0.2":
            pass
            self.body = match_conntrack_0.MatchConntrack0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.1.10":
            pass
            self.body = match_conntrack_1.MatchConntrack1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.1.2":
            pass
            self.body = match_conntrack_1.MatchConntrack1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.2.10":
            pass
            self.body = match_conntrack_2.MatchConntrack2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.2.2":
            pass
            self.body = match_conntrack_2.MatchConntrack2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.3.10":
            pass
            self.body = match_conntrack_3.MatchConntrack3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.3.2":
            pass
            self.body = match_conntrack_3.MatchConntrack3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cpu.0.10":
            pass
            self.body = match_cpu_0.MatchCpu0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cpu.0.2":
            pass
            self.body = match_cpu_0.MatchCpu0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"dccp.0.10":
            pass
            self.body = match_dccp_0.MatchDccp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"dccp.0.2":
            pass
            self.body = match_dccp_0.MatchDccp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"devgroup.0.10":
            pass
            self.body = match_devgroup_0.MatchDevgroup0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"devgroup.0.2":
            pass
            self.body = match_devgroup_0.MatchDevgroup0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"dscp.0.10":
            pass
            self.body = match_dscp_0.MatchDscp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"dscp.0.2":
            pass
            self.body = match_dscp_0.MatchDscp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"dst.0.10":
            pass
            self.body = match_dst_0.MatchDst0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ecn.0.10":
            pass
            self.body = match_ecn_0.MatchEcn0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ecn.0.2":
            pass
            self.body = match_ecn_0.MatchEcn0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"esp.0.10":
            pass
            self.body = match_esp_0.MatchEsp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"esp.0.2":
            pass
            self.body = match_esp_0.MatchEsp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"eui64.0.10":
            pass
            self.body = match_eui64_0.MatchEui640(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"frag.0.10":
            pass
            self.body = match_frag_0.MatchFrag0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.0.10":
            pass
            self.body = match_hashlimit_0.MatchHashlimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.0.2":
            pass
            self.body = match_hashlimit_0.MatchHashlimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.1.10":
            pass
            self.body = match_hashlimit_1.MatchHashlimit1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.1.2":
            pass
            self.body = match_hashlimit_1.MatchHashlimit1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.2.10":
            pass
            self.body = match_hashlimit_2.MatchHashlimit2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.2.2":
            pass
            self.body = match_hashlimit_2.MatchHashlimit2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.3.10":
            pass
            self.body = match_hashlimit_3.MatchHashlimit3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.3.2":
            pass
            self.body = match_hashlimit_3.MatchHashlimit3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hbh.0.10":
            pass
            self.body = match_hbh_0.MatchHbh0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"helper.0.10":
            pass
            self.body = match_helper_0.MatchHelper0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"helper.0.2":
            pass
            self.body = match_helper_0.MatchHelper0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hl.0.10":
            pass
            self.body = match_hl_0.MatchHl0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"icmp.0.2":
            pass
            self.body = match_icmp_0.MatchIcmp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"icmp6.0.10":
            pass
            self.body = match_icmp6_0.MatchIcmp60(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ipcomp.0.10":
            pass
            self.body = match_ipcomp_0.MatchIpcomp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ipcomp.0.2":
            pass
            self.body = match_ipcomp_0.MatchIpcomp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"iprange.0.2":
            pass
            self.body = match_iprange_0.MatchIprange0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"iprange.1.10":
            pass
            self.body = match_iprange_1.MatchIprange1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"iprange.1.2":
            pass
            self.body = match_iprange_1.MatchIprange1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ipv6header.0.10":
            pass
            self.body = match_ipv6header_0.MatchIpv6header0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ipvs.0.10":
            pass
            self.body = match_ipvs_0.MatchIpvs0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ipvs.0.2":
            pass
            self.body = match_ipvs_0.MatchIpvs0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"l2tp.0.10":
            pass
            self.body = match_l2tp_0.MatchL2tp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"l2tp.0.2":
            pass
            self.body = match_l2tp_0.MatchL2tp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"length.0.10":
            pass
            self.body = match_length_0.MatchLength0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"length.0.2":
            pass
            self.body = match_length_0.MatchLength0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"limit.0.10":
            pass
            self.body = match_limit_0.MatchLimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"limit.0.2":
            pass
            self.body = match_limit_0.MatchLimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mac.0.10":
            pass
            self.body = match_mac_0.MatchMac0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mac.0.2":
            pass
            self.body = match_mac_0.MatchMac0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mark.0.10":
            pass
            self.body = match_mark_0.MatchMark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mark.0.2":
            pass
            self.body = match_mark_0.MatchMark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mark.1.10":
            pass
            self.body = match_mark_1.MatchMark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mark.1.2":
            pass
            self.body = match_mark_1.MatchMark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mh.0.10":
            pass
            self.body = match_mh_0.MatchMh0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"multiport.0.10":
            pass
            self.body = match_multiport_0.MatchMultiport0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"multiport.0.2":
            pass
            self.body = match_multiport_0.MatchMultiport0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"multiport.1.10":
            pass
            self.body = match_multiport_1.MatchMultiport1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"multiport.1.2":
            pass
            self.body = match_multiport_1.MatchMultiport1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"nfacct.0.10":
            pass
            self.body = match_nfacct_0.MatchNfacct0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"nfacct.0.2":
            pass
            self.body = match_nfacct_0.MatchNfacct0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"nfacct.1.10":
            pass
            self.body = match_nfacct_1.MatchNfacct1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"nfacct.1.2":
            pass
            self.body = match_nfacct_1.MatchNfacct1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"osf.0.2":
            pass
            self.body = match_osf_0.MatchOsf0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"owner.0.10":
            pass
            self.body = match_owner_0_ipv6.MatchOwner0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"owner.0.2":
            pass
            self.body = match_owner_0_ipv4.MatchOwner0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"owner.1.10":
            pass
            self.body = match_owner_1.MatchOwner1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"owner.1.2":
            pass
            self.body = match_owner_1.MatchOwner1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"physdev.0.10":
            pass
            self.body = match_physdev_0.MatchPhysdev0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"physdev.0.2":
            pass
            self.body = match_physdev_0.MatchPhysdev0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"pkttype.0.10":
            pass
            self.body = match_pkttype_0.MatchPkttype0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"pkttype.0.2":
            pass
            self.body = match_pkttype_0.MatchPkttype0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"policy.0.10":
            pass
            self.body = match_policy_0.MatchPolicy0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"policy.0.2":
            pass
            self.body = match_policy_0.MatchPolicy0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"quota.0.10":
            pass
            self.body = match_quota_0.MatchQuota0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"quota.0.2":
            pass
            self.body = match_quota_0.MatchQuota0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"rateest.0.10":
            pass
            self.body = match_rateest_0.MatchRateest0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"rateest.0.2":
            pass
            self.body = match_rateest_0.MatchRateest0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"realm.0.2":
            pass
            self.body = match_realm_0.MatchRealm0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"recent.0.10":
            pass
            self.body = match_recent_0.MatchRecent0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"recent.0.2":
            pass
            self.body = match_recent_0.MatchRecent0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"recent.1.10":
            pass
            self.body = match_recent_1.MatchRecent1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"recent.1.2":
            pass
            self.body = match_recent_1.MatchRecent1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"rpfilter.0.10":
            pass
            self.body = match_rpfilter_0.MatchRpfilter0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"rpfilter.0.2":
            pass
            self.body = match_rpfilter_0.MatchRpfilter0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"rt.0.10":
            pass
            self.body = match_rt_0.MatchRt0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"sctp.0.10":
            pass
            self.body = match_sctp_0.MatchSctp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"sctp.0.2":
            pass
            self.body = match_sctp_0.MatchSctp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.0.2":
            pass
            self.body = match_set_0.MatchSet0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.1.10":
            pass
            self.body = match_set_1.MatchSet1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.1.2":
            pass
            self.body = match_set_1.MatchSet1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.2.10":
            pass
            self.body = match_set_2.MatchSet2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.2.2":
            pass
            self.body = match_set_2.MatchSet2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.3.10":
            pass
            self.body = match_set_3.MatchSet3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.3.2":
            pass
            self.body = match_set_3.MatchSet3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.4.10":
            pass
            self.body = match_set_4.MatchSet4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.4.2":
            pass
            self.body = match_set_4.MatchSet4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.0.2":
            pass
            self.body = match_socket_0.MatchSocket0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.1.10":
            pass
            self.body = match_socket_1.MatchSocket1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.1.2":
            pass
            self.body = match_socket_1.MatchSocket1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.2.10":
            pass
            self.body = match_socket_2.MatchSocket2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.2.2":
            pass
            self.body = match_socket_2.MatchSocket2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.3.10":
            pass
            self.body = match_socket_3.MatchSocket3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.3.2":
            pass
            self.body = match_socket_3.MatchSocket3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"srh.0.10":
            pass
            self.body = match_srh_0.MatchSrh0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"srh.1.10":
            pass
            self.body = match_srh_1.MatchSrh1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"state.0.10":
            pass
            self.body = match_state_0.MatchState0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"state.0.2":
            pass
            self.body = match_state_0.MatchState0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"statistic.0.10":
            pass
            self.body = match_statistic_0.MatchStatistic0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"statistic.0.2":
            pass
            self.body = match_statistic_0.MatchStatistic0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"string.0.10":
            pass
            self.body = match_string_0.MatchString0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"string.0.2":
            pass
            self.body = match_string_0.MatchString0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"string.1.10":
            pass
            self.body = match_string_1.MatchString1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"string.1.2":
            pass
            self.body = match_string_1.MatchString1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tcp.0.10":
            pass
            self.body = match_tcp_0.MatchTcp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tcp.0.2":
            pass
            self.body = match_tcp_0.MatchTcp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tcpmss.0.10":
            pass
            self.body = match_tcpmss_0.MatchTcpmss0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tcpmss.0.2":
            pass
            self.body = match_tcpmss_0.MatchTcpmss0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"time.0.10":
            pass
            self.body = match_time_0.MatchTime0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"time.0.2":
            pass
            self.body = match_time_0.MatchTime0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tos.0.2":
            pass
            self.body = match_tos_0.MatchTos0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tos.1.10":
            pass
            self.body = match_tos_1.MatchTos1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tos.1.2":
            pass
            self.body = match_tos_1.MatchTos1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ttl.0.2":
            pass
            self.body = match_ttl_0.MatchTtl0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"u32.0.10":
            pass
            self.body = match_u32_0.MatchU320(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"u32.0.2":
            pass
            self.body = match_u32_0.MatchU320(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"udp.0.10":
            pass
            self.body = match_udp_0.MatchUdp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"udp.0.2":
            pass
            self.body = match_udp_0.MatchUdp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"udplite.0.10":
            pass
            self.body = match_udplite_0.MatchUdplite0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"udplite.0.2":
            pass
            self.body = match_udplite_0.MatchUdplite0(self.is_be, self.len_long, self.align_u64, self._io)
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
        if _on == u"addrtype.0.2":
            pass
            self.body = match_addrtype_0.MatchAddrtype0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"addrtype.1.10":
            pass
            self.body = match_addrtype_1.MatchAddrtype1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"addrtype.1.2":
            pass
            self.body = match_addrtype_1.MatchAddrtype1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ah.0.10":
            pass
            self.body = match_ah_0_ipv6.MatchAh0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ah.0.2":
            pass
            self.body = match_ah_0_ipv4.MatchAh0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"bpf.0.10":
            pass
            self.body = match_bpf_0.MatchBpf0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"bpf.0.2":
            pass
            self.body = match_bpf_0.MatchBpf0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"bpf.1.10":
            pass
            self.body = match_bpf_1.MatchBpf1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"bpf.1.2":
            pass
            self.body = match_bpf_1.MatchBpf1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.0.10":
            pass
            self.body = match_cgroup_0.MatchCgroup0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.0.2":
            pass
            self.body = match_cgroup_0.MatchCgroup0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.1.10":
            pass
            self.body = match_cgroup_1.MatchCgroup1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.1.2":
            pass
            self.body = match_cgroup_1.MatchCgroup1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.2.10":
            pass
            self.body = match_cgroup_2.MatchCgroup2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cgroup.2.2":
            pass
            self.body = match_cgroup_2.MatchCgroup2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cluster.0.10":
            pass
            self.body = match_cluster_0.MatchCluster0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cluster.0.2":
            pass
            self.body = match_cluster_0.MatchCluster0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"comment.0.10":
            pass
            self.body = match_comment_0.MatchComment0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"comment.0.2":
            pass
            self.body = match_comment_0.MatchComment0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connbytes.0.10":
            pass
            self.body = match_connbytes_0.MatchConnbytes0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connbytes.0.2":
            pass
            self.body = match_connbytes_0.MatchConnbytes0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlabel.0.10":
            pass
            self.body = match_connlabel_0.MatchConnlabel0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlabel.0.2":
            pass
            self.body = match_connlabel_0.MatchConnlabel0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlimit.0.10":
            pass
            self.body = match_connlimit_0.MatchConnlimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlimit.0.2":
            pass
            self.body = match_connlimit_0.MatchConnlimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlimit.1.10":
            pass
            self.body = match_connlimit_1.MatchConnlimit1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connlimit.1.2":
            pass
            self.body = match_connlimit_1.MatchConnlimit1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connmark.0.10":
            pass
            self.body = match_connmark_0.MatchConnmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connmark.0.2":
            pass
            self.body = match_connmark_0.MatchConnmark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connmark.1.10":
            pass
            self.body = match_connmark_1.MatchConnmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"connmark.1.2":
            pass
            self.body = match_connmark_1.MatchConnmark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.0.2":
            pass
            self.body = match_conntrack_0.MatchConntrack0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.1.10":
            pass
            self.body = match_conntrack_1.MatchConntrack1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.1.2":
            pass
            self.body = match_conntrack_1.MatchConntrack1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.2.10":
            pass
            self.body = match_conntrack_2.MatchConntrack2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.2.2":
            pass
            self.body = match_conntrack_2.MatchConntrack2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.3.10":
            pass
            self.body = match_conntrack_3.MatchConntrack3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"conntrack.3.2":
            pass
            self.body = match_conntrack_3.MatchConntrack3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cpu.0.10":
            pass
            self.body = match_cpu_0.MatchCpu0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"cpu.0.2":
            pass
            self.body = match_cpu_0.MatchCpu0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"dccp.0.10":
            pass
            self.body = match_dccp_0.MatchDccp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"dccp.0.2":
            pass
            self.body = match_dccp_0.MatchDccp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"devgroup.0.10":
            pass
            self.body = match_devgroup_0.MatchDevgroup0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"devgroup.0.2":
            pass
            self.body = match_devgroup_0.MatchDevgroup0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"dscp.0.10":
            pass
            self.body = match_dscp_0.MatchDscp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"dscp.0.2":
            pass
            self.body = match_dscp_0.MatchDscp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"dst.0.10":
            pass
            self.body = match_dst_0.MatchDst0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ecn.0.10":
            pass
            self.body = match_ecn_0.MatchEcn0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ecn.0.2":
            pass
            self.body = match_ecn_0.MatchEcn0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"esp.0.10":
            pass
            self.body = match_esp_0.MatchEsp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"esp.0.2":
            pass
            self.body = match_esp_0.MatchEsp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"eui64.0.10":
            pass
            self.body = match_eui64_0.MatchEui640(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"frag.0.10":
            pass
            self.body = match_frag_0.MatchFrag0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.0.10":
            pass
            self.body = match_hashlimit_0.MatchHashlimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.0.2":
            pass
            self.body = match_hashlimit_0.MatchHashlimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.1.10":
            pass
            self.body = match_hashlimit_1.MatchHashlimit1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.1.2":
            pass
            self.body = match_hashlimit_1.MatchHashlimit1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.2.10":
            pass
            self.body = match_hashlimit_2.MatchHashlimit2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.2.2":
            pass
            self.body = match_hashlimit_2.MatchHashlimit2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.3.10":
            pass
            self.body = match_hashlimit_3.MatchHashlimit3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hashlimit.3.2":
            pass
            self.body = match_hashlimit_3.MatchHashlimit3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hbh.0.10":
            pass
            self.body = match_hbh_0.MatchHbh0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"helper.0.10":
            pass
            self.body = match_helper_0.MatchHelper0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"helper.0.2":
            pass
            self.body = match_helper_0.MatchHelper0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"hl.0.10":
            pass
            self.body = match_hl_0.MatchHl0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"icmp.0.2":
            pass
            self.body = match_icmp_0.MatchIcmp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"icmp6.0.10":
            pass
            self.body = match_icmp6_0.MatchIcmp60(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ipcomp.0.10":
            pass
            self.body = match_ipcomp_0.MatchIpcomp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ipcomp.0.2":
            pass
            self.body = match_ipcomp_0.MatchIpcomp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"iprange.0.2":
            pass
            self.body = match_iprange_0.MatchIprange0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"iprange.1.10":
            pass
            self.body = match_iprange_1.MatchIprange1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"iprange.1.2":
            pass
            self.body = match_iprange_1.MatchIprange1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ipv6header.0.10":
            pass
            self.body = match_ipv6header_0.MatchIpv6header0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ipvs.0.10":
            pass
            self.body = match_ipvs_0.MatchIpvs0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ipvs.0.2":
            pass
            self.body = match_ipvs_0.MatchIpvs0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"l2tp.0.10":
            pass
            self.body = match_l2tp_0.MatchL2tp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"l2tp.0.2":
            pass
            self.body = match_l2tp_0.MatchL2tp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"length.0.10":
            pass
            self.body = match_length_0.MatchLength0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"length.0.2":
            pass
            self.body = match_length_0.MatchLength0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"limit.0.10":
            pass
            self.body = match_limit_0.MatchLimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"limit.0.2":
            pass
            self.body = match_limit_0.MatchLimit0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mac.0.10":
            pass
            self.body = match_mac_0.MatchMac0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mac.0.2":
            pass
            self.body = match_mac_0.MatchMac0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mark.0.10":
            pass
            self.body = match_mark_0.MatchMark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mark.0.2":
            pass
            self.body = match_mark_0.MatchMark0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mark.1.10":
            pass
            self.body = match_mark_1.MatchMark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mark.1.2":
            pass
            self.body = match_mark_1.MatchMark1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"mh.0.10":
            pass
            self.body = match_mh_0.MatchMh0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"multiport.0.10":
            pass
            self.body = match_multiport_0.MatchMultiport0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"multiport.0.2":
            pass
            self.body = match_multiport_0.MatchMultiport0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"multiport.1.10":
            pass
            self.body = match_multiport_1.MatchMultiport1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"multiport.1.2":
            pass
            self.body = match_multiport_1.MatchMultiport1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"nfacct.0.10":
            pass
            self.body = match_nfacct_0.MatchNfacct0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"nfacct.0.2":
            pass
            self.body = match_nfacct_0.MatchNfacct0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"nfacct.1.10":
            pass
            self.body = match_nfacct_1.MatchNfacct1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"nfacct.1.2":
            pass
            self.body = match_nfacct_1.MatchNfacct1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"osf.0.2":
            pass
            self.body = match_osf_0.MatchOsf0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"owner.0.10":
            pass
            self.body = match_owner_0_ipv6.MatchOwner0Ipv6(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"owner.0.2":
            pass
            self.body = match_owner_0_ipv4.MatchOwner0Ipv4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"owner.1.10":
            pass
            self.body = match_owner_1.MatchOwner1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"owner.1.2":
            pass
            self.body = match_owner_1.MatchOwner1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"physdev.0.10":
            pass
            self.body = match_physdev_0.MatchPhysdev0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"physdev.0.2":
            pass
            self.body = match_physdev_0.MatchPhysdev0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"pkttype.0.10":
            pass
            self.body = match_pkttype_0.MatchPkttype0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"pkttype.0.2":
            pass
            self.body = match_pkttype_0.MatchPkttype0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"policy.0.10":
            pass
            self.body = match_policy_0.MatchPolicy0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"policy.0.2":
            pass
            self.body = match_policy_0.MatchPolicy0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"quota.0.10":
            pass
            self.body = match_quota_0.MatchQuota0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"quota.0.2":
            pass
            self.body = match_quota_0.MatchQuota0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"rateest.0.10":
            pass
            self.body = match_rateest_0.MatchRateest0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"rateest.0.2":
            pass
            self.body = match_rateest_0.MatchRateest0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"realm.0.2":
            pass
            self.body = match_realm_0.MatchRealm0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"recent.0.10":
            pass
            self.body = match_recent_0.MatchRecent0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"recent.0.2":
            pass
            self.body = match_recent_0.MatchRecent0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"recent.1.10":
            pass
            self.body = match_recent_1.MatchRecent1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"recent.1.2":
            pass
            self.body = match_recent_1.MatchRecent1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"rpfilter.0.10":
            pass
            self.body = match_rpfilter_0.MatchRpfilter0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"rpfilter.0.2":
            pass
            self.body = match_rpfilter_0.MatchRpfilter0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"rt.0.10":
            pass
            self.body = match_rt_0.MatchRt0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"sctp.0.10":
            pass
            self.body = match_sctp_0.MatchSctp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"sctp.0.2":
            pass
            self.body = match_sctp_0.MatchSctp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.0.2":
            pass
            self.body = match_set_0.MatchSet0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.1.10":
            pass
            self.body = match_set_1.MatchSet1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.1.2":
            pass
            self.body = match_set_1.MatchSet1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.2.10":
            pass
            self.body = match_set_2.MatchSet2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.2.2":
            pass
            self.body = match_set_2.MatchSet2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.3.10":
            pass
            self.body = match_set_3.MatchSet3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.3.2":
            pass
            self.body = match_set_3.MatchSet3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.4.10":
            pass
            self.body = match_set_4.MatchSet4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"set.4.2":
            pass
            self.body = match_set_4.MatchSet4(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.0.2":
            pass
            self.body = match_socket_0.MatchSocket0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.1.10":
            pass
            self.body = match_socket_1.MatchSocket1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.1.2":
            pass
            self.body = match_socket_1.MatchSocket1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.2.10":
            pass
            self.body = match_socket_2.MatchSocket2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.2.2":
            pass
            self.body = match_socket_2.MatchSocket2(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.3.10":
            pass
            self.body = match_socket_3.MatchSocket3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"socket.3.2":
            pass
            self.body = match_socket_3.MatchSocket3(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"srh.0.10":
            pass
            self.body = match_srh_0.MatchSrh0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"srh.1.10":
            pass
            self.body = match_srh_1.MatchSrh1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"state.0.10":
            pass
            self.body = match_state_0.MatchState0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"state.0.2":
            pass
            self.body = match_state_0.MatchState0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"statistic.0.10":
            pass
            self.body = match_statistic_0.MatchStatistic0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"statistic.0.2":
            pass
            self.body = match_statistic_0.MatchStatistic0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"string.0.10":
            pass
            self.body = match_string_0.MatchString0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"string.0.2":
            pass
            self.body = match_string_0.MatchString0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"string.1.10":
            pass
            self.body = match_string_1.MatchString1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"string.1.2":
            pass
            self.body = match_string_1.MatchString1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tcp.0.10":
            pass
            self.body = match_tcp_0.MatchTcp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tcp.0.2":
            pass
            self.body = match_tcp_0.MatchTcp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tcpmss.0.10":
            pass
            self.body = match_tcpmss_0.MatchTcpmss0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tcpmss.0.2":
            pass
            self.body = match_tcpmss_0.MatchTcpmss0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"time.0.10":
            pass
            self.body = match_time_0.MatchTime0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"time.0.2":
            pass
            self.body = match_time_0.MatchTime0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tos.0.2":
            pass
            self.body = match_tos_0.MatchTos0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tos.1.10":
            pass
            self.body = match_tos_1.MatchTos1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"tos.1.2":
            pass
            self.body = match_tos_1.MatchTos1(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"ttl.0.2":
            pass
            self.body = match_ttl_0.MatchTtl0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"u32.0.10":
            pass
            self.body = match_u32_0.MatchU320(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"u32.0.2":
            pass
            self.body = match_u32_0.MatchU320(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"udp.0.10":
            pass
            self.body = match_udp_0.MatchUdp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"udp.0.2":
            pass
            self.body = match_udp_0.MatchUdp0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"udplite.0.10":
            pass
            self.body = match_udplite_0.MatchUdplite0(self.is_be, self.len_long, self.align_u64, self._io)
            self.body._read()
        elif _on == u"udplite.0.2":
            pass
            self.body = match_udplite_0.MatchUdplite0(self.is_be, self.len_long, self.align_u64, self._io)
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
        if _on == u"addrtype.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"addrtype.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"addrtype.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"ah.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"ah.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"bpf.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"bpf.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"bpf.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"bpf.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"cgroup.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"cgroup.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"cgroup.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"cgroup.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"cgroup.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"cgroup.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"cluster.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"cluster.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"comment.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"comment.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"connbytes.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"connbytes.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"connlabel.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"connlabel.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"connlimit.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"connlimit.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"connlimit.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"connlimit.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"connmark.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"connmark.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"connmark.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"connmark.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"conntrack.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"conntrack.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"conntrack.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"conntrack.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"conntrack.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"conntrack.3.10":
            pass
            self.body._fetch_instances()
        elif _on == u"conntrack.3.2":
            pass
            self.body._fetch_instances()
        elif _on == u"cpu.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"cpu.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"dccp.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"dccp.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"devgroup.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"devgroup.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"dscp.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"dscp.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"dst.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"ecn.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"ecn.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"esp.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"esp.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"eui64.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"frag.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"hashlimit.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"hashlimit.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"hashlimit.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"hashlimit.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"hashlimit.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"hashlimit.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"hashlimit.3.10":
            pass
            self.body._fetch_instances()
        elif _on == u"hashlimit.3.2":
            pass
            self.body._fetch_instances()
        elif _on == u"hbh.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"helper.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"helper.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"hl.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"icmp.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"icmp6.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"ipcomp.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"ipcomp.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"iprange.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"iprange.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"iprange.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"ipv6header.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"ipvs.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"ipvs.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"l2tp.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"l2tp.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"length.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"length.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"limit.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"limit.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"mac.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"mac.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"mark.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"mark.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"mark.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"mark.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"mh.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"multiport.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"multiport.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"multiport.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"multiport.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"nfacct.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"nfacct.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"nfacct.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"nfacct.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"osf.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"owner.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"owner.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"owner.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"owner.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"physdev.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"physdev.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"pkttype.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"pkttype.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"policy.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"policy.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"quota.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"quota.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"rateest.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"rateest.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"realm.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"recent.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"recent.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"recent.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"recent.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"rpfilter.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"rpfilter.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"rt.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"sctp.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"sctp.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"set.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"set.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"set.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"set.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"set.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"set.3.10":
            pass
            self.body._fetch_instances()
        elif _on == u"set.3.2":
            pass
            self.body._fetch_instances()
        elif _on == u"set.4.10":
            pass
            self.body._fetch_instances()
        elif _on == u"set.4.2":
            pass
            self.body._fetch_instances()
        elif _on == u"socket.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"socket.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"socket.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"socket.2.10":
            pass
            self.body._fetch_instances()
        elif _on == u"socket.2.2":
            pass
            self.body._fetch_instances()
        elif _on == u"socket.3.10":
            pass
            self.body._fetch_instances()
        elif _on == u"socket.3.2":
            pass
            self.body._fetch_instances()
        elif _on == u"srh.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"srh.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"state.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"state.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"statistic.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"statistic.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"string.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"string.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"string.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"string.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"tcp.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"tcp.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"tcpmss.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"tcpmss.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"time.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"time.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"tos.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"tos.1.10":
            pass
            self.body._fetch_instances()
        elif _on == u"tos.1.2":
            pass
            self.body._fetch_instances()
        elif _on == u"ttl.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"u32.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"u32.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"udp.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"udp.0.2":
            pass
            self.body._fetch_instances()
        elif _on == u"udplite.0.10":
            pass
            self.body._fetch_instances()
        elif _on == u"udplite.0.2":
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
