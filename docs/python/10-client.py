import socket
import sys

box = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = ('127.0.0.1', int(sys.argv[1]))

path = sys.argv[2] if len(sys.argv) > 2 else __file__
sent = 0
with open(path, 'rb') as film:
    while piece := film.read(1200):
        box.sendto(piece, server)
        sent += len(piece)
box.sendto(b'', server)              # an empty datagram: that was all
print('sent', sent, 'bytes')
box.close()
