import socket
import sys

box = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
box.bind(('127.0.0.1', int(sys.argv[1])))
print('listening on %s:%d' % box.getsockname(), flush=True)

while True:
    data, peer = box.recvfrom(1024)
    print(peer, data.decode('utf-8'), flush=True)
    box.sendto(data.upper(), peer)
