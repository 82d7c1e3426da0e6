import { oneSlip } from './one-slip.ts';

const KNOWN = ['max_connections', 'listen_addresses', 'maxmemory', 'ssl_ca_file', 'min_wal_size'];

test.each([
  ['max_connection', 'max_connections'],
  ['max-connections', 'max_connections'],
  ['max_conections', 'max_connections'],
  ['max_connectoins', 'max_connections'],
  ['listen_address', 'listen_addresses'],
  ['max-memory', 'maxmemory'],
])('%s was meant to be %s', (word, meant) => {
  expect(oneSlip(word, KNOWN)).toBe(meant);
});

test.each(['ssl_crl_file', 'max_wal_size', 'port', 'work_mem', 'max_connections'])('%s is no slip', (word) => {
  expect(oneSlip(word, KNOWN)).toBeUndefined();
});
