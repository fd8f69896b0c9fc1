import os
import socket
import sys

box = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
box.bind(('127.0.0.1', int(sys.argv[1])))
print('listening on %s:%d' % box.getsockname(), flush=True)

path = sys.argv[2] if len(sys.argv) > 2 else os.devnull
arrived = 0
with open(path, 'wb') as copy:
    while True:
        piece, peer = box.recvfrom(2048)
        if not piece:                # an empty datagram: that was all
            break
        copy.write(piece)
        arrived += len(piece)
print('received', arrived, 'bytes')
box.close()
