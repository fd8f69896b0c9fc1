import select
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('127.0.0.1', int(sys.argv[1])))
listener.listen(5)
print('listening on %s:%d' % listener.getsockname(), flush=True)

inputs = [listener]
while True:
    readable, _, _ = select.select(inputs, [], [])
    for sock in readable:
        if sock is listener:
            inputs.append(listener.accept()[0])
            continue
        data = sock.recv(1024)
        if not data:
            inputs.remove(sock)
            sock.close()
            continue
        for other in inputs[1:]:
            other.sendall(data.upper())
