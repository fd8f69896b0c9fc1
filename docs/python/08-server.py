import os, socket, sys, tempfile

folder = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('127.0.0.1', int(sys.argv[1])))
server.listen(5)
print('listening on %s:%d' % server.getsockname(), flush=True)

conn, addr = server.accept()
name, size = conn.recv(1024).decode('utf-8').split()
conn.send(b'ready')
path = os.path.join(folder, name)
with open(path, 'wb') as file:
    received = 0
    while received != int(size):
        data = conn.recv(1024)
        file.write(data)
        received += len(data)
print('stored', path, flush=True)

conn.close()
server.close()
