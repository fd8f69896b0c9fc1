import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('127.0.0.1', int(sys.argv[1])))
listener.listen(5)
print('listening on %s:%d' % listener.getsockname(), flush=True)

conn, addr = listener.accept()
first = conn.recv(10)
second = conn.recv(10)
print('first: ', first.decode('utf-8'))
print('second:', second.decode('utf-8'))

conn.close()
listener.close()
