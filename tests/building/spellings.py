"""Rules as people type them, behind ``-A CHAIN`` of the filter table."""

from __future__ import annotations

# iptables-legacy 1.8.9 takes these; several are one rule in two spellings, which is why no order is kept here.
ACCEPTED = """
--sour 1.2.3.4/255.0.255.0
-s 10.1.2.3/8 -d 192.0.2.7
-s 10.0/16
-s 10.1
-s 1.2.3.4,5.6.7.8/24 -d 9.9.9.9,8.8.8.8 -j DROP
! -d 0/0
-d 1.2.3.4/0
-p TCP
-p 0
! -p icmp -j RETURN
-i eth0+ -o ppp0
! -i lo -f
-p tcp --dpo 22
-p 6 --dport 22:
-p tcp --dport :22
-p tcp --dport 0x16
-p tcp --dport=22
-p tcp --syn ! --dport 5
-p tcp ! --syn -j DROP
-p tcp -m tcp --tcp-flags ALL NONE
-p tcp -m tcp --tcp-flags syn,ack SYN
-p tcp -m tcp ! --tcp-flags ALL,syn fin
-p tcp --source-port 1024:65535 --destination-port 80
-p tcp -m tcp ! --tcp-option 8
-p udp -m udp --sport 53 --dport 1024:
-p icmp
-p icmp --icmp-type echo-req
-p icmp --icmp-type ping
-p icmp --icmp-type 3/4
-p icmp --icmp-type any
-p icmp ! --icmp-type fragmentation-needed
-m state --state new,ESTABLISHED
-m conntrack --ctstate RELATED,NEW,SNAT
-m conntrack --ctstate invalid -p udp --dport 53
-m conntrack ! --ctstate NEW --ctproto tcp --ctorigsrc 10.1.1.1/8 --ctorigsrcport 5:6 --ctdir reply
-m conntrack --ctorigdst 192.0.2.1
-m conntrack --ctstatus assured,CONFIRMED
-m conntrack --ctstatus NONE --ctexpire 5:
-m limit
-m hashlimit --hashlimit-above 1/s --hashlimit-name hl --hashlimit-rate-match --hashlimit-rate-interval 5000000000
-m hashlimit --hashlimit-above 1/s --hashlimit-name hl --hashlimit-rate-match --hashlimit-rate-interval -4294967290
-m hashlimit --hashlimit-above 1/s --hashlimit-name hl --hashlimit-rate-match --hashlimit-rate-interval 2147483647
-m limit --limit 5
-m limit --limit 100/s --limit-burst 3
-m limit --limit 10/MINUTE
-m comment --comment a -m comment --comment b
-m comment --comment ""
-m comment --comment "two words"
-m mark --mark 0x10/0xf
-ieth0 -mstate --state NEW
-c 5 6 -j ACCEPT
-c 5,6 -j ACCEPT
-j ACCEPT --
-m mac --mac-source 0:1::3:4:+5
-m statistic --mode random --probability 0x1p-2
-p tcp --dport ssh
-p udp --dport domain:http
-p tcp -m multiport --dports ssh,https,8080:9090
-m owner --uid-owner root
-m owner ! --gid-owner 0-0
-m recent --name SSH --set
-m recent --update --seconds 60 --hitcount 4 --name x --rdest --mask 255.255.255.0
-m hashlimit --hashlimit 5/min --hashlimit-mode srcip,dstport --hashlimit-name h1
-m hashlimit --hashlimit-above 512kb/s --hashlimit-name h2
-m string --algo kmp --string GET --to 100 --icase
-m string --algo bm --hex-string "|0D 0a|x" --from 5
-m time --timestart 9:00 --timestop 17:30 --weekdays Mon,Tue,3
-m time --datestart 2024-02-30T12
-m physdev --physdev-in eth+ ! --physdev-is-bridged
-m u32 --u32 "6 & 0xFF = 1 , 2:5 && 0>>22&0x3C@4=1"
-m tos --tos minimize-delay
-m dscp --dscp-class af31
-m connbytes ! --connbytes 100:200 --connbytes-dir both --connbytes-mode avgpkt
-m connlimit --connlimit-above 20 --connlimit-mask 24
-m policy --dir in --pol ipsec --strict --reqid 1 --next --proto esp --mode tunnel --tunnel-src 10.0.0.0/8
-m realm --realm cosmos
-m devgroup --src-group default
-m quota ! --quota 1000
-j NFLOG --nflog-prefix "a b" --nflog-group 3 --nflog-size 64
-j NFQUEUE --queue-balance 1:4 --queue-bypass
-m mark --mark 10/010
-m mark ! --mark 1
-m connmark --mark 1
-m mark --mark 1 -m connmark --mark 2
-p tcp -m multiport --dport 3
-p tcp -m multiport --dports 80,443,1000:2000
-p tcp -m multiport ! --ports 0:3,4
-m length --length 5
-m length ! --length 5:
-m mac --mac-source 0:1:2:AA:bb:c
-m pkttype --pkt-type broadcast
-m ttl --ttl-lt 3
-m ttl ! --ttl-eq 3
-m addrtype --dst-type local,BROADCAST
-m addrtype ! --src-type LOCAL --limit-iface-in
-m statistic --mode random --probability 0.3
-m statistic --mode nth --every 3 --packet 0
-m statistic --mode nth ! --every 4 --packet 3
-m pkttype --pkt-type otherhost
-m pkttype ! --pkt-type mcast
-j LOG --log-prefix abcdefghijklmnopqrstuvwxyz1234
-j LOG
-j LOG --log-level panic --log-prefix "x y"
-j LOG --log-level 0x4 --log-ip-options --log-tcp-options
-p tcp --syn -j TCPMSS --set-mss 1400
-p tcp --syn -j TCPMSS --clamp
-m iprange --src-range 1.2.3.4
-m iprange --src-range 1.2.3.4-1.2.3.9 ! --dst-range 5.5.5.5-5.5.5.4
-j REJECT
-j REJECT --reject-with host-unreach
-p tcp -j REJECT --reject-with tcp-rst
"""

# These it refuses.
REFUSED = """
-s ! 1.2.3.4
! -s 10.1.2.3/8 --sour 1.2.3.4
-d 1.2.3.4/33
! -s 1.2.3.4,5.6.7.8
-p 256
! -p 0
-i a-name-that-is-much-too-long
-p tcp --dport ! 22
-p tcp --de 22
-p tcp --dport 30:20
-p tcp --sport 5 --sport 6
-p tcp -m tcp --tcp-flags syn,ack,0x40 SYN
-p tcp -m tcp --tcp-option 0
-p icmp --icmp-type 3/256
-p icmp --icmp-type destination-unreachables
-p icmp -m icmp
-m state
-m conntrack
-m conntrack --ctproto 300
-m hashlimit --hashlimit-above 1/s --hashlimit-name hl --hashlimit-rate-match --hashlimit-rate-interval 2147483648
-m hashlimit --hashlimit-above 1/s --hashlimit-name hl --hashlimit-rate-match --hashlimit-rate-interval 4294967296
-m hashlimit --hashlimit-above 1/s --hashlimit-name h --hashlimit-rate-match --hashlimit-rate-int 99999999999999999999
-m limit --limit 1/sek
-m limit --limit 0/s
-m limit --limit 10001/s
-m limit --limit 10/
-m limit ! --limit 3/s
-m limit --limit 3/s --limit-burst 10001
-m comment
-m mark
-p tcp -m multiport --sports 80 --dports 3
-p tcp -m multiport --dports 5:3
-p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16
-m ttl
-m ttl --ttl-lt 256
-m addrtype
-m statistic --mode nth
-m statistic --mode random --probability 1.1
-m mac --mac-source 00:11:22:33:44
-m statistic --mode nth --every 3
-m statistic --mode nth --every 3 --packet 3
-m statistic --mode random --every 3
-m statistic --mode random --probability 1 --packet 0
-j LOG --log-level warn
-j LOG --log-prefix ""
-j LOG --log-level 8
-p tcp --syn -j TCPMSS
-p tcp --syn -j TCPMSS --set-mss 65535
-m iprange
-j REJECT --reject-with nothing
-j LOG -j DROP
-g ACCEPT
-- -j ACCEPT
! --
-ptcp --dport 22
--protocol=tcp
-jDROP
-p tcp --dport 22 --dport 23
-m owner --uid-owner nobody-of-that-name
-m recent --set --rcheck
-m recent --set --rttl
-m recent --rcheck --reap
-m string --algo bm --hex-string |zz|
-m time --weekdays Sunday,0
-m u32 --u32 0
-m hashlimit --hashlimit-upto 5/s
-m connbytes --connbytes 5:1 --connbytes-dir both --connbytes-mode bytes
-m ecn
-m policy --pol ipsec
-j MARK
-j MARK --set-mark 1 --or-mark 2
-j NFQUEUE --queue-balance 5
-j TOS --set-tos maximize
-j DSCP --set-dscp 64
-j CONNMARK --save-mark --restore-mark
--no-such-option
-p tcp --dport
"""


LONG_COMMENT = f"-m comment --comment {'x' * 256}"


def lines(text: str) -> list[str]:
    return text.strip().split("\n")
