import { Port } from './port.ts';
import { refusal } from './testing.ts';

test.each([
  ['HTTP', Port.http(8080), { number: 8080, name: 'http', protocol: 'http' }],
  ['HTTP with a purpose', Port.http(9104, 'metrics'), { number: 9104, name: 'http-metrics', protocol: 'http' }],
  ['gRPC', Port.grpc(4317, 'otlp'), { number: 4317, name: 'grpc-otlp', protocol: 'grpc' }],
  ['a byte stream', Port.tcp(53, 'dns'), { number: 53, name: 'tcp-dns', protocol: 'tcp' }],
  ['MySQL', Port.mysql(), { number: 3306, name: 'tcp-mysql', protocol: 'mysql' }],
  ['PostgreSQL', Port.postgres(), { number: 5432, name: 'tcp-postgres', protocol: 'postgres' }],
  ['Redis', Port.redis(6380), { number: 6380, name: 'tcp-redis', protocol: 'redis' }],
])('%s has a name from which Istio knows the protocol', (_, port, expected) => {
  expect(port).toEqual(expected);
});

test.each([
  ['number 0', () => Port.http(0), 'port http: the number is 0, a port is 1 to 65535. Use the number that the program listens on.'],
  [
    'number 65536',
    () => Port.tcp(65536),
    'port tcp: the number is 65536, a port is 1 to 65535. Use the number that the program listens on.',
  ],
  [
    'half a port',
    () => Port.http(80.5),
    'port http: the number is 80.5, a port is 1 to 65535. Use the number that the program listens on.',
  ],
  [
    'a long name',
    () => Port.http(80, 'administration'),
    'port 80: the name is "http-administration", Kubernetes takes 1 to 15 of a-z, 0-9 and "-". Shorten the name.',
  ],
  [
    'a capital',
    () => Port.http(80, 'Admin'),
    'port 80: the name is "http-Admin", Kubernetes takes 1 to 15 of a-z, 0-9 and "-". Shorten the name.',
  ],
])('refuses %s', (_, port, message) => {
  expect(refusal(port)).toBe(message);
});

test('takes the first and the last port, and a name of fifteen characters', () => {
  expect([Port.tcp(1).number, Port.tcp(65535).number, Port.http(80, '0123456789').name]).toEqual([1, 65535, 'http-0123456789']);
});
