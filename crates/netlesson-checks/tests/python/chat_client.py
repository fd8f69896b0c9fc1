"""Lesson 5 from the other side: sends each of its texts as a datagram and prints the answer to it."""
import socket
import sys

host, port = sys.argv[1].split(':')
chat = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for text in sys.argv[2:]:
    chat.sendto(text.encode('utf-8'), (host, int(port)))
    print(chat.recvfrom(65535)[0].decode('utf-8'), flush=True)
