import socket
import sys

size = int(sys.argv[2]) if len(sys.argv) > 2 else 512

box = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver = ('127.0.0.1', int(sys.argv[1]))

for number in range(10000):
    box.sendto(bytes(size), receiver)
print('sent 10000 datagrams of', size, 'bytes')

box.close()
