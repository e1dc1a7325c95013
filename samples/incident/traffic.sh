# A day like any other: packets from outside and inside, each through real interfaces and the rules loaded.
send() { ip netns exec "$1" python3 -c '
import socket, sys
kind, source, target, port, times = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
for _ in range(times):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM)
    s.bind((source, 0)); s.setblocking(False)
    try: s.sendto(b"x" * 40, (target, port)) if kind == "udp" else s.connect((target, port))
    except OSError: pass
    s.close()
' "$2" "$3" "$4" "$5" "$6"; }
send outside udp 198.51.100.7 203.0.113.10 53 9
send outside tcp 203.0.113.66 203.0.113.10 22 2
send outside tcp 198.51.100.23 203.0.113.10 22 3
send outside tcp 198.51.100.70 203.0.113.10 22 4
send outside tcp 192.0.2.9 203.0.113.10 23 5
send outside tcp 198.51.100.8 203.0.113.10 443 6
send outside tcp 198.51.100.8 203.0.113.10 25 2
send inside udp 10.20.0.11 198.51.100.7 53 7
send inside tcp 10.20.0.11 198.51.100.7 443 3
send inside tcp 10.20.0.11 198.51.100.23 4444 2
send inside tcp 10.20.0.11 10.20.0.1 9100 1
