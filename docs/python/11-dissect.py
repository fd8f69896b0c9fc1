import socket
import struct
import sys

capture = open(sys.argv[1], 'rb')
capture.read(24)
number = 0
while record := capture.read(16):
    seconds, fraction, captured, original = struct.unpack('<IIII', record)
    packet = capture.read(captured)
    number += 1
    fields = struct.unpack('!BBHHHBBH4s4s', packet[:20])
    total_length, protocol = fields[2], fields[6]
    source, destination = socket.inet_ntoa(fields[8]), socket.inet_ntoa(fields[9])
    ports = struct.unpack('!HH', packet[20:24])
    print(number, source, ports[0], '->', destination, ports[1], end=' ')
    if protocol == 6:
        sequence, acknowledgment, offset, bits = struct.unpack('!IIBB', packet[24:34])
        names = [name for bit, name in enumerate(['FIN', 'SYN', 'RST', 'PSH', 'ACK']) if bits >> bit & 1]
        print(sequence, acknowledgment, *names, total_length - 20 - (offset >> 4) * 4, 'bytes')
    else:
        print(total_length - 28, 'bytes')
