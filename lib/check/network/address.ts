import ipaddr from 'ipaddr.js';
import { isAddress } from '../../values/cidr.ts';

/** Whether a network contains an address. A network may be written by any of its addresses, and a single address is a network too. */
export function networkContains(network: string, address: string): boolean {
  const range = parseNetwork(network);
  if (range === undefined || !isAddress(address)) return false;
  const parsed = ipaddr.parse(address);
  return parsed.kind() === range[0].kind() && parsed.match(range);
}

/** Whether every address of the inner network lies in the outer one. */
export function networkCovers(outer: string, inner: string): boolean {
  const [wide, narrow] = [parseNetwork(outer), parseNetwork(inner)];
  if (wide === undefined || narrow === undefined) return false;
  return wide[0].kind() === narrow[0].kind() && wide[1] <= narrow[1] && narrow[0].match(wide);
}

export function isNetwork(text: string): boolean {
  return parseNetwork(text) !== undefined;
}

/** `0.0.0.0/0`, `::/0`: all addresses of a family. */
export function isEverything(network: string): boolean {
  return parseNetwork(network)?.[1] === 0;
}

/** A network that pods or nodes may live in: parts of the private ranges, or something that holds one. */
export function mayHoldPods(network: string): boolean {
  const range = parseNetwork(network);
  if (range === undefined) return false;
  const [first, bits] = range;
  return PRIVATE.some((each) => first.kind() === each[0].kind() && (first.match(each) || each[0].match([first, Math.min(bits, each[1])])));
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map((each) => ipaddr.parseCIDR(each));
const parsed = new Map<string, [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined>();

function parseNetwork(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  if (parsed.has(text)) return parsed.get(text);
  const [base = '', prefix] = text.split('/');
  let found: [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined;
  if (isAddress(base) && (prefix === undefined || /^\d{1,3}$/.test(prefix))) {
    const address = ipaddr.parse(base);
    const bits = address.kind() === 'ipv4' ? 32 : 128;
    if (prefix === undefined || Number(prefix) <= bits) found = [address, prefix === undefined ? bits : Number(prefix)];
  }
  parsed.set(text, found);
  return found;
}
