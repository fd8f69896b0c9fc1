import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 100000)
server.bind(('127.0.0.1', int(sys.argv[1])))
server.listen(5)
print('listening on %s:%d' % server.getsockname(), flush=True)
print('a buffer of 100000 bytes, a queue of 5', flush=True)

conn, addr = server.accept()
while True:
    data = conn.recv(1024)
    if not data:
        break
    conn.send(data.upper())

conn.close()
server.close()
