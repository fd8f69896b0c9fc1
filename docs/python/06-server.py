import socketserver
import sys

class Talk(socketserver.BaseRequestHandler):
    def handle(self):
        print('connection from', self.client_address, flush=True)
        while True:
            data = self.request.recv(1024)
            if not data:
                break
            print(data.decode('utf-8'), flush=True)
            self.request.sendall(data.upper())

server = socketserver.ThreadingTCPServer(('127.0.0.1', int(sys.argv[1])), Talk)
print('listening on %s:%d' % server.server_address, flush=True)
server.serve_forever()
