import fc from 'fast-check';
import { addressesAt, addressesInCommands, addressesInFile } from './key-addresses.ts';

test.each([
  ['MYSQL_HOST', 'mysql-service', ['mysql-service']],
  ['redis.addr', 'redis.cache:6379', ['redis.cache:6379']],
  ['KAFKA_BROKERS', 'kafka-0.kafka:9092,kafka-1.kafka:9092', ['kafka-0.kafka:9092', 'kafka-1.kafka:9092']],
  ['frontendAddress', 'tempo:9095', ['tempo:9095']],
  ['MYSQL_HOST', '$(HOST)', []],
  ['DB_HOST', 'localhost', []],
  ['listen_address', 'web:8080', []],
  ['image', 'redis:6379', []],
  ['server_name', 'web', []],
  ['url', 'just some words', []],
])('takes %s = %s for the addresses %j', (key, value, expected) => {
  expect(addressesAt(key, value).map(({ text }) => text)).toEqual(expected);
});

test.each([
  ['YAML', "scrape_configs:\n- static_configs:\n  - targets: ['alertmanager:9093', 'localhost:9090']\n", ['alertmanager:9093']],
  ['JSON', '{"redis": {"address":\n "redis:6379"}}', ['redis:6379']],
  ['properties', 'spring.redis.host=redis-service\nserver.port=8080\n', ['redis-service']],
  ['Alloy', 'otelcol.exporter.otlp "tempo" {\n  client {\n    endpoint = "tempo:4317"\n  }\n}', ['tempo:4317']],
  ['nginx', 'upstream was {\n  server was-service:8080 max_fails=3;\n}\n', ['was-service:8080']],
])('reads a file of %s', (_, content, expected) => {
  expect(addressesInFile(content).map(({ text }) => text)).toEqual(expected);
});

test.each([
  ['mysqldump --single-transaction -h mysql.blog \\\n  -u root x', ['mysql.blog']],
  ['pg_dump --host=db-service app | gzip', ['db-service']],
  ['until nc -z mysql-service 3306; do sleep 1; done', ['mysql-service:3306']],
  ['curl -h', []],
  ['mysqldump -h "$HOST" x', []],
])('finds the hosts of %j', (script, expected) => {
  expect(addressesInCommands(script).map(({ text }) => text)).toEqual(expected);
});

test('never throws', () => {
  fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => addressesInFile(text).length + addressesInCommands(text).length >= 0));
});
