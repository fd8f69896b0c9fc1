import socketserver


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(1024):
            self.request.sendall(data)


server = socketserver.ThreadingTCPServer(('127.0.0.1', 0), Echo)
print('listening on 127.0.0.1:' + str(server.server_address[1]), flush=True)
server.serve_forever()
