import socket
import sys

box = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = ('127.0.0.1', int(sys.argv[1]))

for line in sys.stdin:
    box.sendto(line.strip().encode('utf-8'), server)
    data, peer = box.recvfrom(1024)
    print(data.decode('utf-8'), flush=True)

box.close()
