import socket
import sys

phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.bind(('127.0.0.1', int(sys.argv[1])))
phone.listen(5)
print('listening on %s:%d' % phone.getsockname(), flush=True)

conn, addr = phone.accept()
print('connection from', addr)
data = conn.recv(1024)
print('received', data)
conn.send(data.upper())

conn.close()
phone.close()
