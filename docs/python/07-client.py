import socket
import sys

phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
phone.connect(('127.0.0.1', int(sys.argv[1])))

for line in sys.stdin:
    line = line.strip()
    if not line:
        continue
    phone.send(line.encode('utf-8'))
    data = phone.recv(1024)
    print(data.decode('utf-8'), flush=True)

phone.close()
