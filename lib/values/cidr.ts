import ipaddr from 'ipaddr.js';
import { InputError } from '../errors.ts';

/** First and last address of a span, as numbers. */
interface Span {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/** Four decimal numbers without leading zeros, or IPv6 without a zone: what every tool reads in the same way. */
export function isAddress(text: string): boolean {
  return parseAddress(text) !== undefined;
}

/** A network: `192.168.1.0/24`, `fd00::/48`, named by its first address. */
export class Cidr {
  private constructor(
    /** As it was written. */
    readonly text: string,
    /** @internal read by {@link AddressRange}. */
    readonly span: Span,
  ) {}

  /** @throws InputError unless the text is a network; where it names one address of a network, with that network. */
  static parse(text: string): Cidr {
    const [, base = '', prefix] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
    const address = parseAddress(base);
    if (prefix === undefined || address === undefined || Number(prefix) > address.bits) {
      throw new InputError(`"${text}"`, `${text} is no network`, 'Write its first address and its prefix length, such as 192.168.1.0/24.');
    }

    const size = 1n << BigInt(address.bits - Number(prefix));
    const first = address.value - (address.value % size);
    if (first !== address.value) {
      throw new InputError(
        `"${text}"`,
        `${text} is one address, a network is named by its first`,
        `Write ${print(first, address.bits)}/${Number(prefix)}.`,
      );
    }
    return new Cidr(text, { bits: address.bits, first, last: first + size - 1n });
  }

  contains(address: string): boolean {
    return includes(this.span, spanOf(address));
  }

  containsRange(range: AddressRange): boolean {
    return includes(this.span, range.span);
  }

  overlaps(other: Cidr): boolean {
    return meet(this.span, other.span);
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

/** Addresses from one to another, both included: `192.168.1.200-192.168.1.210`, or a network. */
export class AddressRange {
  private constructor(
    /** As it was written. */
    readonly text: string,
    /** @internal read by {@link Cidr}. */
    readonly span: Span,
  ) {}

  /** @throws InputError unless the text is a range from a lower to a higher address of one family, or a network. */
  static parse(text: string): AddressRange {
    if (text.includes('/')) {
      const network = Cidr.parse(text);
      return new AddressRange(text, network.span);
    }

    const [from, to, ...more] = text.split(/\s*-\s*/).map(parseAddress);
    if (from === undefined || to === undefined || more.length > 0 || from.bits !== to.bits) {
      throw new InputError(
        `"${text}"`,
        `${text} is no range of addresses`,
        'Write the first and the last address, such as 192.168.1.200-192.168.1.210.',
      );
    }
    if (from.value > to.value) {
      throw new InputError(
        `"${text}"`,
        `${text} ends before it begins`,
        `Write ${print(to.value, to.bits)}-${print(from.value, from.bits)}.`,
      );
    }
    return new AddressRange(text, { bits: from.bits, first: from.value, last: to.value });
  }

  /** How many addresses it has. */
  get size(): bigint {
    return this.span.last - this.span.first + 1n;
  }

  contains(address: string): boolean {
    return includes(this.span, spanOf(address));
  }

  overlaps(other: AddressRange): boolean {
    return meet(this.span, other.span);
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

function parseAddress(text: string): { readonly bits: 32 | 128; readonly value: bigint } | undefined {
  const v4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text) && ipaddr.IPv4.isValid(text);
  const v6 = !v4 && text.length <= 45 && /^[0-9a-fA-F:.]+$/.test(text) && text.includes(':') && ipaddr.IPv6.isValid(text);
  if (!v4 && !v6) return undefined;

  const bytes = ipaddr.parse(text).toByteArray();
  return { bits: v4 ? 32 : 128, value: bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n) };
}

function spanOf(address: string): Span {
  const found = parseAddress(address);
  if (found === undefined) throw new InputError(`"${address}"`, `${address} is no address`, 'Write an address such as 192.168.1.10.');
  return { bits: found.bits, first: found.value, last: found.value };
}

function print(value: bigint, bits: 32 | 128): string {
  const bytes = Array.from({ length: bits / 8 }, (_, i) => Number((value >> BigInt(bits - 8 * (i + 1))) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}

function includes(outer: Span, inner: Span): boolean {
  return outer.bits === inner.bits && outer.first <= inner.first && inner.last <= outer.last;
}

function meet(a: Span, b: Span): boolean {
  return a.bits === b.bits && a.first <= b.last && b.first <= a.last;
}
