/* Payloads of targets that no uapi header of Linux 6.1 declares any more. */
#ifndef IPTBLOB_OLD_TARGETS_H
#define IPTBLOB_OLD_TARGETS_H

#include <stddef.h>
#include <linux/netfilter.h>
#include <linux/types.h>

/* xt_CONNMARK.h, Linux 2.6.34: CONNMARK revision 0 */
struct xt_connmark_target_info {
    unsigned long mark;
    unsigned long mask;
    __u8 mode;
};

/* xt_MARK.h, Linux 2.6.34: MARK revision 0 */
struct xt_mark_target_info {
    unsigned long mark;
};

/* xt_MARK.h, Linux 2.6.34: MARK revision 1 */
struct xt_mark_target_info_v1 {
    unsigned long mark;
    __u8 mode;
};

/* ipt_TOS.h, Linux 2.6.34: TOS revision 0 */
struct ipt_tos_target_info {
    __u8 tos;
};

/* ipt_ULOG.h, Linux 3.16 */
struct ipt_ulog_info {
    unsigned int nl_group;
    size_t copy_range;
    size_t qthreshold;
    char prefix[32];
};

/* xt_TEE.h of xtables-addons, where it is called xt_tee_tginfo: TEE revision 0 */
struct xt_tee_tginfo_v0 {
    union nf_inet_addr gw;
};

#endif
