import socket
import sys

box = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
box.bind(('127.0.0.1', int(sys.argv[1])))
print('listening on %s:%d' % box.getsockname(), flush=True)

data, peer = box.recvfrom(512)
count = 1
box.settimeout(1)
try:
    while True:
        data, peer = box.recvfrom(512)
        count += 1
except socket.timeout:
    print('received', count, 'datagrams, the last of', len(data), 'bytes')

box.close()
